#pragma once

#include "sync/server/ledger/ledger.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>

namespace foyer {

/// Sees every commit and every acknowledgement of a run and says when they contradict the
/// promises (the invariants of RELIABILITY 2.2, by number). It keeps a state of its own, moved
/// only by what was committed, and judges each change by the rules, not by the ledger's code.
class Witness final
{
public:
    Witness() = default;
    /// Starts from what the ledger holds of an event at the beginning; \a price is what each of its
    /// tickets costs.
    void watch(const EventTickets &start, Money price);
    /// Somebody may act as \a role until \a endsAt.
    void know(const TokenHash &session, Role role, Instant endsAt)
    {
        m_sessions.insert(session, {role, endsAt});
    }

    /// A pool that was there at the beginning.
    void know(const Pool &pool) { m_pools.insert(pool.id, pool); }

    /// After a batch was applied; \a now is the store's clock of that transaction.
    void applied(std::span<const Submission> batch, const std::vector<AppliedOperation> &results,
                 Instant now);
    void expired(const QList<CommittedChange> &changes, Instant now);
    /// What a transaction turns out to have committed that ended with the power.
    void recovered(const QList<CommittedChange> &changes);
    /// The newest of each event.
    [[nodiscard]] std::map<EventId, Sequence> sequences() const;
    /// Stored outcomes were deleted because their windows have them.
    void pruned(qint32 outcomes) { m_pruned += outcomes; }
    /// A window has shown its operator that an operation is done or refused. \a life counts the
    /// starts of that window: after a crash it may show an outcome again, but the same one.
    void acknowledged(const Operation &operation, const Outcome &outcome, int life);
    /// A window has made an operation durable in its outbox.
    void accepted(const OperationId &operation) { m_accepted.insert(operation); }

    /// Compares the ledger with what the witness knows: I1, I2 and agreement of every ticket.
    void compare(const EventTickets &tickets);
    /// I4, at the end: what was accepted is settled or still in an outbox.
    void conserve(const QSet<OperationId> &inOutboxes);
    void complain(const QString &what);

    /// What was broken, first things first; empty when all was well.
    [[nodiscard]] const QStringList &complaints() const { return m_complaints; }
    [[nodiscard]] qint32 sales() const { return qint32(m_acknowledgedSales.size()); }
    /// How often each command was done, by its name.
    [[nodiscard]] const QHash<QString, qint32> &done() const { return m_done; }
    [[nodiscard]] qint32 lostRaces() const { return m_lostRaces; }
    [[nodiscard]] qint32 pruned() const { return m_pruned; }
    /// Operations that came again after their window had acknowledged them.
    [[nodiscard]] qint32 lateRepeats() const { return m_lateRepeats; }
    /// Grows with everything that may change what compare() finds.
    [[nodiscard]] quint64 revision() const { return m_revision; }

private:
    void judge(const Submission &submission, const AppliedOperation &result, Instant now);
    void judgeRepeat(const Submission &submission, const AppliedOperation &result);
    void judgeSession(const Submission &submission, Instant now);
    void judgeIdentity(const Submission &submission, const AppliedOperation &result);
    void learn(const Command &command);
    void judgeDone(const Submission &submission, const Done &done);
    void judgeExtension(const ExtendHold &command, bool hasEffect);
    void judgeRevocation(const RevokeAllotment &command);
    void judgeSold(const EventId &event, const BookingId &booking,
                   const QList<TicketChoice> &tickets);
    void judgeMoney(const Booking &booking);
    void judgeSeat(const Submission &submission, const EventId &event, SeatIndex seat,
                   const TicketState &after, Instant now);
    void judgeKept(const Submission &submission, SeatIndex seat, const TicketState &before);
    void judgeSale(const WindowId &seller, SeatIndex seat, const TicketState &before,
                   const TicketState &after, Instant now);
    void judgeLiveHold(const Submission &submission, SeatIndex seat, const TicketState &before,
                       const TicketState &after);
    void judgeRefusal(const PlaceHold &command, const Refusal &refusal, Instant now);
    void judgeEnd(SeatIndex seat, const TicketState &before, Instant now);
    void judgeAllotmentSale(const Operation &operation, const Outcome &outcome);
    void take(const CommittedChange &change);

    /// One event as its changes have made it.
    struct Hall
    {
        QList<TicketState> tickets;
        Sequence sequence;
        Money price;
    };
    struct Session
    {
        Role role;
        Instant endsAt;
    };
    struct AcknowledgedSale
    {
        EventId event;
        QList<SeatIndex> seats;
    };

    std::map<EventId, Hall> m_halls;
    QHash<TokenHash, Session> m_sessions;
    QHash<PoolId, Pool> m_pools;
    struct Answered
    {
        Command command;
        Outcome outcome;
    };
    QHash<OperationId, Answered> m_final; ///< what was done or refused for good
    QHash<HoldId, qint32> m_extensions;
    QSet<HoldId> m_allotments;
    QSet<HoldId> m_revoked;
    QHash<BookingId, HoldId> m_reservations;
    QSet<OperationId> m_effective; ///< operations that changed something
    QSet<OperationId> m_accepted;
    struct Settled
    {
        int life = 0;
        bool isDone = false;
        Sequence sequence;
        bool operator==(const Settled &) const = default;
    };
    QHash<OperationId, Settled> m_settled;
    QHash<BookingId, AcknowledgedSale> m_acknowledgedSales;
    QSet<std::pair<BookingId, SeatIndex>> m_givenBack; ///< by somebody who might
    QHash<WindowId, DeviceSequence> m_watermarks;
    QStringList m_complaints;
    QHash<QString, qint32> m_done;
    qint32 m_lostRaces = 0;
    qint32 m_pruned = 0;
    qint32 m_lateRepeats = 0;
    quint64 m_revision = 0;
};

} // namespace foyer
