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
/// 1 to limits::ticketsPerHold tickets of the event, in the order of their index, none twice.
[[nodiscard]] Result<void> checkSeats(const OperationScope &scope, const QList<SeatIndex> &seats);
/// \return the hold when it is the asker's with that fence; HoldUnknown, HoldNotYours otherwise.
[[nodiscard]] Result<StoredHold> ownHold(OperationScope &scope, const HoldId &id, Fence fence);

/// Tickets with what they become.
using NextTickets = std::vector<std::pair<SeatIndex, TicketState>>;
/// What \a action makes of \a seat. Reads no clock: scope.now must be later than the reading of the
/// ticket.
[[nodiscard]] std::expected<TicketState, TicketRefusal>
nextTicket(OperationScope &scope, SeatIndex seat, TicketAction action, const Lease &lease);
/// Reads the tickets, so that a clock read afterwards may judge them.
void readTickets(OperationScope &scope, const QList<SeatIndex> &seats);
[[nodiscard]] MovedTickets move(OperationScope &scope, const NextTickets &next);

/// Adds the row that tells a change to the event's ledger. \a after is what all \a moved tickets
/// are now.
void recordChange(OperationScope &scope, LedgerAction action, const MovedTickets &moved,
                  const TicketState &after, const QByteArray &detail = {});

/// What a hold's answer says.
[[nodiscard]] Done doneWith(const OperationScope &scope, const Hold &hold);
/// The refusal that names what stands in the way of \a seats now.
[[nodiscard]] Refusal ticketsTaken(OperationScope &scope, const QList<SeatIndex> &seats);
[[nodiscard]] QList<TicketObstacle> obstaclesAt(OperationScope &scope,
                                                const QList<SeatIndex> &seats);
/// \return HoldLimit when \a more tickets would be more than the asker's window may hold.
[[nodiscard]] Result<void> admit(OperationScope &scope, qsizetype more);

} // namespace foyer
