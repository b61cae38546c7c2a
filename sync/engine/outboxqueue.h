#pragma once

#include "sync/engine/reconcile.h"

#include <QHash>
#include <QList>

namespace foyer {

/// The window's operations on their way: which may be sent now, which are being stored, which
/// wait for an answer, and how far everything is settled. Pure; part of WindowEngine.
///
/// Order: rows are sent by device sequence. An operation waits for the outcome of an earlier one
/// on the same hold or booking, because that decides what it means; operations on other seats
/// overtake it. A row is stored before it is sent, and one store of it is under way at a time.
class OutboxQueue final
{
public:
    /// Operations that may be unanswered at once; below what the server queues for a connection.
    static constexpr int mostInFlight = 64;
    /// An operation unanswered for so long is asked again, with the same id.
    static constexpr Milliseconds patience{10'000};

    OutboxQueue(QList<OutboxRow> rows, DeviceSequence last);

    // ---- in and out
    /// Appends; the row is to be stored next.
    const OutboxRow &append(const Command &command, const OperationId &id);
    /// The next rows to be stored, each handed out once per change.
    [[nodiscard]] QList<OutboxRow> takeToStore();
    /// \return false for a row that is not known (a repeat).
    bool stored(const OperationId &operation);
    /// The next operations to be sent; they count as under way from \a now on.
    [[nodiscard]] QList<Operation> takeToSend(Tick now);
    /// Carries out the verdict on one row. \return the settled row's operation; nothing when the
    /// row goes on waiting, or was settled before.
    std::optional<Operation> settle(const Verdict &verdict, Milliseconds retryIn, Tick now);
    /// A person has seen the refusal.
    void resolve(const OperationId &operation);

    // ---- the connection
    /// Nothing is under way any more; everything pending is sent again when there is a line.
    void lineLost();
    /// The server could not read a message of this line. Operations are sent one at a time from
    /// now on; the one that is alone under way was the unreadable one.
    /// \return the operation that has been unreadable mostFailures times, to be settled as refused.
    std::optional<OperationId> frameRefused();

    // ---- what is known
    [[nodiscard]] const QList<OutboxRow> &rows() const { return m_rows; }
    [[nodiscard]] QList<PendingOperation> pending() const;
    [[nodiscard]] QList<Operation> pendingFor(const EventId &event) const;
    [[nodiscard]] bool hasPending() const;
    /// When \a operation was last sent.
    [[nodiscard]] std::optional<Tick> sentAt(const OperationId &operation) const;
    /// Every operation up to here is settled, and that is on disk.
    [[nodiscard]] DeviceSequence acknowledged() const;
    /// The fence of a hold, as an outcome told it; used for operations that were submitted
    /// before it was known.
    void learnFence(const HoldId &hold, Fence fence);

private:
    struct Work
    {
        bool isDirty = false;   ///< has changed since it was last handed out to be stored
        bool isStoring = false; ///< handed out, not confirmed
        bool wasSent = false;   ///< in this life of the program
        bool isInFlight = false;
        Tick sentAt;
        Tick retryAt;
        int failures = 0;
    };
    [[nodiscard]] bool isSafe(const OutboxRow &row) const;
    [[nodiscard]] qsizetype indexOf(const OperationId &operation) const;
    bool fillFence(OutboxRow &row);
    void change(OutboxRow &row, OutboxState state);

    QList<OutboxRow> m_rows;
    QHash<OperationId, Work> m_work;
    QHash<HoldId, Fence> m_fences;
    DeviceSequence m_last;
    bool m_isOneByOne = false;
};

} // namespace foyer
