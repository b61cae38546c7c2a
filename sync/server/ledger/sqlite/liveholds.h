#pragma once

#include "sync/server/ledger/rules/rows.h"
#include "sync/server/ledger/sqlite/database.h"

#include <QHash>

namespace foyer {

/// How many tickets each window holds, counted in memory: asked of the database once, then kept
/// true by its only writer. About 100 bytes for each live hold.
class LiveHolds final
{
public:
    explicit LiveHolds(Database &database)
        : m_database(database)
    {}

    /// Tickets of \a window in holds that end after \a now, without those that never end.
    /// O(holds of the window); the first time O(live holds).
    [[nodiscard]] qint64 ticketsOf(const WindowId &window, Instant now);
    /// The hold is written like that.
    void set(const StoredHold &stored);
    /// What was set is perhaps not there.
    void forget();

private:
    struct Entry
    {
        Instant endsAt;
        qint32 tickets = 0;
    };
    void load();

    Database &m_database;
    bool m_isLoaded = false;
    QHash<WindowId, QHash<HoldId, Entry>> m_windows;
    QHash<HoldId, WindowId> m_windowOf; ///< a hold may go to another window
};

} // namespace foyer
