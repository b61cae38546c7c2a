#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

// What the commands share: looking at events, holds and tickets, and moving tickets by
// nextState() in models/domain/ticket.h.

[[nodiscard]] std::unexpected<Refusal> refused(RefusalCode code, const QString &message);
[[nodiscard]] std::unexpected<Refusal> holdEnded();

/// Takes the event's head into the scope. \return NotFound, or NotOnSale while it has no tickets.
[[nodiscard]] Result<void> enterEvent(OperationScope &scope, const EventId &event);
/// The same, and it must be on sale now.
[[nodiscard]] Result<void> enterEventOnSale(OperationScope &scope, const EventId &event);
/// 1 to \a most tickets of the event, in the order of their index, none twice.
[[nodiscard]] Result<void> checkSeats(const OperationScope &scope, const QList<SeatIndex> &seats,
                                      qint32 most = limits::ticketsPerHold);
/// \return the hold when it is the asker's with that fence; HoldUnknown, HoldNotYours otherwise.
[[nodiscard]] Result<StoredHold> ownHold(OperationScope &scope, const HoldId &id, Fence fence);

/// Tickets with what they become.
using NextTickets = std::vector<std::pair<SeatIndex, TicketState>>;
/// What \a action makes of \a seat. Reads no clock: scope.now must be later than the reading of the
/// ticket.
[[nodiscard]] std::expected<TicketState, TicketRefusal>
nextTicket(OperationScope &scope, SeatIndex seat, TicketAction action, const Lease &lease);
/// \return whether \a next is another state than the ticket has.
[[nodiscard]] bool isChange(OperationScope &scope, SeatIndex seat, const TicketState &next);
/// Reads the tickets, so that a clock read afterwards may judge them.
void readTickets(OperationScope &scope, const QList<SeatIndex> &seats);
/// Lets the tickets become \a next and tells it in the event's ledger: one row for all that become
/// alike, so one for each pool among them.
void change(OperationScope &scope, LedgerAction action, const NextTickets &next,
            const QByteArray &detail = {});
[[nodiscard]] QList<SeatIndex> seatsOf(const NextTickets &next);
[[nodiscard]] QList<SeatIndex> without(const QList<SeatIndex> &seats,
                                       const QList<SeatIndex> &taken);

/// What a hold's answer says.
[[nodiscard]] Done doneWith(const OperationScope &scope, const Hold &hold);
/// The refusal that names what stands in the way of \a seats now.
[[nodiscard]] Refusal ticketsTaken(OperationScope &scope, const QList<SeatIndex> &seats);
[[nodiscard]] QList<TicketObstacle> obstaclesAt(OperationScope &scope,
                                                const QList<SeatIndex> &seats);
/// \return HoldLimit when \a more tickets would be more than the window or the operator, when there
/// is one, may hold.
[[nodiscard]] Result<void> admit(OperationScope &scope, const WindowId &window,
                                 const OperatorId &holder, qsizetype more);
/// \return NotAllowed when the asker may not take from the pool, NotFound when the event has none
/// such or it is closed. A null one is fine.
[[nodiscard]] Result<void> checkPool(OperationScope &scope, const PoolId &pool);
/// \return NotFound when there is no such customer; a null one is fine.
[[nodiscard]] Result<void> checkCustomer(OperationScope &scope, const CustomerId &customer);

} // namespace foyer
