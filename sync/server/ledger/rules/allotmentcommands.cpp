#include "sync/server/ledger/rules/allotmentcommands.h"

#include "sync/server/ledger/rules/holdcommands.h"
#include "sync/server/ledger/rules/wholetables.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> notAllotted()
{
    return refused(RefusalCode::HoldUnknown, u"There is no such allotment of this event."_s);
}

std::unexpected<Refusal> allotmentEnded()
{
    return refused(RefusalCode::HoldEnded, u"The allotment has been returned or revoked."_s);
}

} // namespace

Outcome leaseAllotment(OperationScope &scope, const LeaseAllotment &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (auto fine = checkSeats(scope, command.seats, limits::ticketsPerAllotment); !fine)
        return std::unexpected(fine.error());
    if (command.hold.isNull() || command.window.isNull())
        return refused(RefusalCode::InvalidRecord, u"An allotment needs an id and a window."_s);
    if (scope.work.hold(command.hold))
        return refused(RefusalCode::VersionConflict, u"A hold or allotment with that id exists."_s);
    if (auto fine = checkPool(scope, command.pool); !fine)
        return std::unexpected(fine.error());
    if (auto fine = checkTables(scope, command.seats); !fine)
        return std::unexpected(fine.error());
    readTickets(scope, command.seats);
    StoredHold stored{.hold = {.id = command.hold,
                               .event = command.event,
                               .window = command.window,
                               .holder = scope.asker.operatorId,
                               .seats = command.seats,
                               .expiresAt = never}};
    if (scope.rules.has(PlantedFault::AllotmentEnds))
        stored.hold.expiresAt = scope.now + scope.rules.holdLength;
    Lease lease = stored.lease();
    lease.pool = command.pool;
    NextTickets taken;
    QList<SeatIndex> missed;
    for (const SeatIndex seat : command.seats) {
        if (const auto next = nextTicket(scope, seat, TicketAction::Hold, lease))
            taken.emplace_back(seat, *next);
        else
            missed.append(seat);
    }
    if (!missed.isEmpty())
        return std::unexpected(ticketsTaken(scope, missed));
    stored.hold.fence = scope.work.rows().nextFence(*scope.head);
    for (auto &[seat, ticket] : taken)
        ticket.fence = stored.hold.fence;
    scope.work.setHold(*scope.head, stored);
    change(scope, LedgerAction::Allot, taken);
    return doneWith(scope, stored.hold);
}

Outcome returnAllotment(OperationScope &scope, const ReturnAllotment &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    if (!stored->hold.isAllotment())
        return notAllotted();
    readTickets(scope, stored->hold.seats);
    if (stored->state != HoldState::Live) // returned already, or sold out
        stored->hold.seats.clear();
    const NextTickets freed = releasedFrom(scope, *stored, command.seats);
    if (auto fine = checkTables(scope, without(stored->hold.seats, seatsOf(freed))); !fine)
        return std::unexpected(fine.error());
    if (!freed.empty())
        letGo(scope, *stored, LedgerAction::Return, freed);
    return doneWith(scope, stored->hold);
}

Outcome revokeAllotment(OperationScope &scope, const RevokeAllotment &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    const StoredHold *found = scope.work.hold(command.hold);
    if (!found || found->hold.event != command.event || !found->hold.isAllotment())
        return notAllotted();
    StoredHold stored = *found;
    readTickets(scope, stored.hold.seats);
    if (stored.state != HoldState::Live)
        return allotmentEnded();
    Lease lease = stored.lease();
    lease.isInDoubt = command.isInDoubt;
    NextTickets taken;
    for (const SeatIndex seat : std::as_const(stored.hold.seats)) {
        const auto next = nextTicket(scope, seat, TicketAction::Revoke, lease);
        if (!next)
            return refused(
                RefusalCode::Internal,
                u"Ticket %1 is not of that allotment. Verify the ledger."_s.arg(seat.value()));
        taken.emplace_back(seat, *next);
    }
    const Fence epoch = scope.work.rows().nextFence(*scope.head);
    for (auto &[seat, ticket] : taken)
        ticket.fence = epoch;
    if (scope.rules.has(PlantedFault::RevokedStillSells))
        return doneWith(scope, stored.hold);
    stored.state = HoldState::Released;
    stored.hold.seats.clear();
    scope.work.setHold(*scope.head, stored);
    change(scope, LedgerAction::Revoke, taken, command.reason.toUtf8());
    return doneWith(scope, stored.hold);
}

} // namespace foyer
