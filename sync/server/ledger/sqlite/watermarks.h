#pragma once

#include "sync/server/ledger/sqlite/database.h"

#include <QHash>
#include <QList>

namespace foyer {

/// How far each window has its outcomes safe, and the deleting of what nobody asks for again.
/// The writer's thread only.
///
/// A raised watermark counts at once and is written by prune(), in the transaction that deletes
/// what lies below it: whenever an outcome is gone, its watermark is on disk. A crash before that
/// forgets the watermark and keeps the outcome, and a repeat finds one or the other.
class Watermarks final
{
public:
    explicit Watermarks(Database &database)
        : m_database(database)
    {}

    /// The highest number \a window has acknowledged; 0 for none. Reads each window once.
    [[nodiscard]] DeviceSequence of(const WindowId &window);
    /// Never lowers it.
    void raise(const WindowId &window, DeviceSequence acknowledged);

    /// Deletes up to \a limit outcomes; call within a transaction, then settle() after its commit.
    /// \return how many it deleted; less than \a limit when nothing is left.
    [[nodiscard]] qint32 prune(qint32 limit);
    /// What prune() wrote is on disk.
    void settle();

private:
    struct Mark
    {
        DeviceSequence acknowledged;
        bool isPruned = true;
    };
    void makeRoom();

    Database &m_database;
    QHash<WindowId, Mark> m_marks;
    QList<std::pair<WindowId, DeviceSequence>> m_unsettled; ///< pruned whole, not yet on disk
};

} // namespace foyer
