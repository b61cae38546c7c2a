#include "sync/server/ledger/rules/holdcommands.h"

#include "sync/server/ledger/rules/inventory.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The hold that PlaceHold fills: the live one it names, or a fresh one without a fence yet.
Result<StoredHold> holdToFill(OperationScope &scope, const PlaceHold &command)
{
    const StoredHold *known = scope.work.hold(command.hold);
    if (!known)
        return StoredHold{.hold = {.id = command.hold,
                                   .event = command.event,
                                   .window = scope.asker.window,
                                   .holder = scope.asker.operatorId}};
    if (known->hold.window != scope.asker.window || known->hold.event != command.event)
        return refused(RefusalCode::HoldNotYours,
                       u"That hold belongs to another window or event."_s);
    scope.readClock();
    if (!known->isLive(scope.now))
        return holdEnded();
    return *known;
}

TicketState heldBy(const StoredHold &stored)
{
    return {.status = TicketStatus::Held,
            .hold = stored.hold.id,
            .fence = stored.hold.fence,
            .holder = stored.hold.window,
            .expiresAt = stored.hold.expiresAt};
}

QList<SeatIndex> without(const QList<SeatIndex> &seats, const QList<SeatIndex> &taken)
{
    QList<SeatIndex> left;
    std::ranges::set_difference(seats, taken, std::back_inserter(left));
    return left;
}

/// A booking may have been cancelled since; then there is nothing left to let go.
bool hasSoldTicket(OperationScope &scope, const Hold &hold)
{
    return std::ranges::any_of(hold.seats, [&](SeatIndex seat) {
        const TicketState ticket = scope.work.ticket(*scope.head, seat);
        return ticket.status == TicketStatus::Sold && ticket.hold == hold.id;
    });
}

/// Takes the tickets into the hold, which gets its fence when it is new.
void fill(OperationScope &scope, StoredHold &filled, NextTickets &taken)
{
    Hold &hold = filled.hold;
    if (hold.seats.isEmpty()) {
        hold.fence = scope.work.rows().nextFence(*scope.head);
        for (auto &[seat, ticket] : taken)
            ticket.fence = hold.fence;
    }
    const MovedTickets moved = move(scope, taken);
    hold.seats += moved.seats;
    std::ranges::sort(hold.seats);
    scope.work.setHold(*scope.head, filled);
    recordChange(scope, LedgerAction::Hold, moved, heldBy(filled));
}

} // namespace

Outcome placeHold(OperationScope &scope, const PlaceHold &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (auto fine = checkSeats(scope, command.seats); !fine)
        return std::unexpected(fine.error());
    Result<StoredHold> filled = holdToFill(scope, command);
    if (!filled)
        return std::unexpected(filled.error());
    Hold &hold = filled->hold;
    const QList<SeatIndex> wanted = without(command.seats, hold.seats); // the rest it has already
    if (hold.seats.size() + wanted.size() > limits::ticketsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"A hold has at most %1 tickets."_s.arg(limits::ticketsPerHold));
    if (auto admitted = admit(scope, wanted.size()); !admitted)
        return std::unexpected(admitted.error());

    readTickets(scope, wanted);
    const bool isNew = hold.seats.isEmpty();
    if (isNew)
        hold.expiresAt = scope.now + scope.rules.holdLength;
    else if (!filled->isLive(scope.now))
        return holdEnded();
    NextTickets taken;
    QList<SeatIndex> missed;
    for (const SeatIndex seat : wanted) {
        if (const auto next = nextTicket(scope, seat, TicketAction::Hold, filled->lease()))
            taken.emplace_back(seat, *next);
        else
            missed.append(seat);
    }
    const bool isEnough = missed.isEmpty() || command.mode == HoldMode::AsManyAsPossible;
    if (!isEnough || (taken.empty() && isNew))
        return std::unexpected(ticketsTaken(scope, missed));
    if (!taken.empty())
        fill(scope, *filled, taken);
    Done done = doneWith(scope, hold);
    done.leftOut = obstaclesAt(scope, missed);
    return done;
}

Outcome extendHold(OperationScope &scope, const ExtendHold &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    Hold &hold = stored->hold;
    readTickets(scope, hold.seats);
    if (!stored->isLive(scope.now))
        return holdEnded();
    if (stored->extensions >= limits::extensionsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"A hold can be extended %1 times."_s.arg(limits::extensionsPerHold));
    hold.expiresAt = std::max(hold.expiresAt, scope.now + scope.rules.holdLength);
    ++stored->extensions;
    NextTickets longer;
    for (const SeatIndex seat : std::as_const(hold.seats)) {
        const auto next = nextTicket(scope, seat, TicketAction::Extend, stored->lease());
        if (!next)
            return holdEnded();
        longer.emplace_back(seat, *next);
    }
    const MovedTickets moved = move(scope, longer);
    scope.work.setHold(*scope.head, *stored);
    recordChange(scope, LedgerAction::Extend, moved, heldBy(*stored));
    return doneWith(scope, hold);
}

Outcome releaseHold(OperationScope &scope, const ReleaseHold &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    Hold &hold = stored->hold;
    readTickets(scope, hold.seats);
    if (stored->state == HoldState::Sold && hasSoldTicket(scope, hold))
        return refused(RefusalCode::HoldEnded,
                       u"The tickets of that hold are sold. Cancel the booking instead."_s);
    if (!stored->isLive(scope.now)) { // let go already
        hold.seats.clear();
        return doneWith(scope, hold);
    }
    QList<SeatIndex> named = command.seats.isEmpty() ? hold.seats : command.seats;
    std::ranges::sort(named);
    named.erase(std::unique(named.begin(), named.end()), named.end());
    NextTickets freed;
    for (const SeatIndex seat : std::as_const(named)) {
        const bool isIn = std::ranges::binary_search(hold.seats, seat);
        const auto next = isIn ? nextTicket(scope, seat, TicketAction::Release, stored->lease())
                               : std::unexpected(TicketRefusal::NotYours);
        if (next && next->version != scope.work.ticket(*scope.head, seat).version)
            freed.emplace_back(seat, *next);
    }
    if (freed.empty())
        return doneWith(scope, hold);
    const MovedTickets moved = move(scope, freed);
    hold.seats = without(hold.seats, moved.seats);
    if (hold.seats.isEmpty())
        stored->state = HoldState::Released;
    scope.work.setHold(*scope.head, *stored);
    recordChange(scope, LedgerAction::Release, moved, {.fence = hold.fence});
    return doneWith(scope, hold);
}

void expireHold(OperationScope &scope, const StoredHold &stored)
{
    const Hold &hold = stored.hold;
    readTickets(scope, hold.seats);
    NextTickets freed;
    for (const SeatIndex seat : hold.seats) { // another hold may have taken some over
        const TicketState ticket = scope.work.ticket(*scope.head, seat);
        if (ticket.hold != hold.id || ticket.fence != hold.fence ||
            ticket.status != TicketStatus::Held)
            continue;
        if (const auto next = nextTicket(scope, seat, TicketAction::Expire, stored.lease()))
            freed.emplace_back(seat, *next);
    }
    StoredHold ended = stored;
    ended.state = HoldState::Expired;
    scope.work.setHold(*scope.head, ended);
    if (const std::optional<BookingId> id = scope.work.reservationOf(hold.id)) {
        StoredBooking reservation = *scope.work.booking(*id);
        reservation.booking.status = BookingStatus::Cancelled;
        reservation.booking.version = reservation.booking.version.next();
        reservation.cancelledAt = scope.now;
        scope.work.setBooking(*scope.head, reservation, scope.now);
    }
    if (!freed.empty())
        recordChange(scope, LedgerAction::Expire, move(scope, freed), {.fence = hold.fence});
}

} // namespace foyer
