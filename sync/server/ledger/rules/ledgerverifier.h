#pragma once

#include "sync/server/ledger/rules/rows.h"

#include <QStringList>

#include <functional>

namespace foyer {

struct AuditedEvent
{
    EventHead head;
    qint32 capacity = 0;
    Fence fence; ///< the highest given so far
};

struct AuditedBooking
{
    StoredBooking stored;
    QList<Instant> paidAt; ///< of each payment
};

/// A store as the verifier reads it: all of it as it was at one moment. One thread.
class LedgerAudit
{
public:
    virtual ~LedgerAudit() = default;

    /// Whether several servers write it at once. Each reads the clock when it has locked its
    /// tickets and gets its place in the chain later, so rows about different tickets may then be
    /// a transaction's time out of order.
    [[nodiscard]] virtual bool isWrittenBySeveral() const { return false; }
    /// Every event that has tickets.
    [[nodiscard]] virtual std::vector<AuditedEvent> events() = 0;
    // All of one event's, each in the order named.
    using SeeRow = std::function<void(const LedgerRow &)>; ///< by sequence, from the publication on
    virtual void visitRows(const EventHead &event, const SeeRow &see) = 0;
    using SeeTicket = std::function<void(SeatIndex, const TicketState &)>; ///< by index
    virtual void visitTickets(const EventHead &event, const SeeTicket &see) = 0;
    using SeeHold = std::function<void(const StoredHold &)>; ///< live ones, in any order
    virtual void visitLiveHolds(const EventHead &event, const SeeHold &see) = 0;
    using SeeBooking = std::function<void(const AuditedBooking &)>; ///< in any order
    virtual void visitBookings(const EventHead &event, const SeeBooking &see) = 0;
    /// What belongs to no published event or booking, in words, one entry each.
    [[nodiscard]] virtual QStringList strays() = 0;
    /// Set once reading has failed; what was visited then is not all.
    [[nodiscard]] virtual std::optional<Refusal> failure() = 0;
};

/// Replays every event's chain: hashes, at most one owner of a ticket at any time, tickets and
/// counters against the ledger, money against tickets. O(rows + tickets); memory for the tickets
/// and bookings of one event at a time.
/// \return the first contradictions (at most 100); empty when all is well.
[[nodiscard]] Result<QList<LedgerContradiction>> verifyLedger(LedgerAudit &audit);

} // namespace foyer
