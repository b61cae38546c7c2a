#pragma once

#include "sync/server/ledger/rules/ledgerrows.h"

#include <QHash>

namespace foyer {

/// How far each window has its outcomes safe, and the deleting of what nobody asks for again.
///
/// A raised watermark counts at once and is written by prune(), in the transaction that deletes
/// what lies below it: whenever an outcome is gone, its watermark is in the store. A crash before
/// that forgets the watermark and keeps the outcome, and a repeat finds one or the other. Where
/// others write too, the store is asked in each transaction, after the outcomes.
///
/// One thread.
class Watermarks final
{
public:
    /// \a rows must outlive it.
    explicit Watermarks(LedgerRows &rows)
        : m_rows(rows)
    {}

    /// A transaction begins.
    void start();
    /// The highest number \a window has acknowledged; 0 for none.
    [[nodiscard]] DeviceSequence of(const WindowId &window);
    /// Never lowers it.
    void raise(const WindowId &window, DeviceSequence acknowledged);

    /// Deletes up to \a limit outcomes; call within a transaction, then settle() after its commit.
    /// \return how many it deleted; less than \a limit when nothing is left.
    [[nodiscard]] qint32 prune(qint32 limit);
    /// What prune() wrote is in the store.
    void settle();

private:
    struct Mark
    {
        DeviceSequence acknowledged;
        bool isPruned = true;
        bool isAsked = true; ///< of the store, in this transaction or for good
    };
    void makeRoom();

    LedgerRows &m_rows;
    QHash<WindowId, Mark> m_marks;
    QList<std::pair<WindowId, DeviceSequence>> m_unsettled; ///< pruned whole, not committed yet
};

} // namespace foyer
