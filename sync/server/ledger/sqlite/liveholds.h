#pragma once

#include "sync/server/ledger/rules/rows.h"
#include "sync/server/ledger/sqlite/database.h"

#include <QHash>

#include <vector>

namespace foyer {

/// How many tickets each window and each operator holds, counted in memory: asked of the database
/// once, then kept true by its only writer. About 80 bytes for each live hold.
class LiveHolds final
{
public:
    explicit LiveHolds(Database &database)
        : m_database(database)
    {}

    // Tickets in holds that end after \a now, without those that never end. O(holds of the one
    // asked for); the first time O(live holds).
    [[nodiscard]] qint64 ticketsOf(const WindowId &window, Instant now);
    [[nodiscard]] qint64 ticketsOf(const OperatorId &holder, Instant now);
    /// The hold is written like that.
    void set(const StoredHold &stored, bool isNew);
    /// What was set is perhaps not there.
    void forget();

private:
    struct Entry
    {
        HoldId hold;
        Instant endsAt;
        qint32 tickets = 0;
    };
    using Entries = std::vector<Entry>;

    [[nodiscard]] static qint64 sum(const Entries &entries, Instant now);
    [[nodiscard]] static bool change(Entries &entries, const StoredHold &stored);
    void load();

    Database &m_database;
    bool m_isLoaded = false;
    QHash<WindowId, Entries> m_windows;
    QHash<OperatorId, Entries> m_operators;
};

} // namespace foyer
