#include "sync/server/ledger/rules/holdcommands.h"

#include "sync/server/ledger/rules/inventory.h"
#include "sync/server/ledger/rules/wholetables.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QList<SeatIndex> together(const QList<SeatIndex> &seats, const QList<SeatIndex> &more)
{
    QList<SeatIndex> all = seats + more;
    std::ranges::sort(all);
    return all;
}

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
    if (known->hold.isAllotment())
        return noAllotment();
    scope.readClock();
    if (!known->isLive(scope.now))
        return holdEnded();
    return *known;
}

/// A booking may have been cancelled since; then there is nothing left to let go.
bool hasSoldTicket(OperationScope &scope, const Hold &hold)
{
    return std::ranges::any_of(hold.seats, [&](SeatIndex seat) {
        const TicketState ticket = scope.work.ticket(*scope.head, seat);
        return ticket.status == TicketStatus::Sold && ticket.hold == hold.id;
    });
}

/// Everything that can be said against the command before the tickets are looked at.
Result<void> checkPlace(OperationScope &scope, const PlaceHold &command, const Hold &hold,
                        const QList<SeatIndex> &wanted)
{
    if (hold.seats.size() + wanted.size() > limits::ticketsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"A hold has at most %1 tickets."_s.arg(limits::ticketsPerHold));
    if (command.mode == HoldMode::AllOrNothing) {
        if (auto fine = checkTables(scope, together(hold.seats, wanted)); !fine)
            return fine;
    }
    if (auto fine = checkCustomer(scope, command.customer); !fine)
        return fine;
    if (auto fine = checkPool(scope, command.pool); !fine)
        return fine;
    return admit(scope, hold.window, hold.holder, wanted.size());
}

/// As many as possible, but no table in part: those of tables that are not whole are missed too.
void leaveSplitTables(OperationScope &scope, const Hold &hold, NextTickets &taken,
                      QList<SeatIndex> &missed)
{
    const QList<SeatIndex> split = splitTables(scope, together(hold.seats, seatsOf(taken)));
    if (split.isEmpty())
        return;
    std::erase_if(taken,
                  [&](const auto &next) { return std::ranges::binary_search(split, next.first); });
    missed = together(missed, without(split, hold.seats));
}

/// What PlantedFault::TakesWhatIsTaken does.
void takeAllTheSame(OperationScope &scope, const Lease &lease, NextTickets &taken,
                    QList<SeatIndex> &missed)
{
    for (const SeatIndex seat : std::as_const(missed)) {
        TicketState ticket = scope.work.ticket(*scope.head, seat);
        if (ticket.status != TicketStatus::Held)
            continue;
        ticket.expiresAt = scope.now; // as if it had run out
        if (const auto next = nextState(ticket, TicketAction::Hold, lease, scope.now))
            taken.emplace_back(seat, *next);
    }
    std::ranges::sort(taken, {}, &NextTickets::value_type::first);
    missed = without(missed, seatsOf(taken));
}

/// Takes the tickets into the hold, which gets its fence when it is new.
void fill(OperationScope &scope, StoredHold &filled, NextTickets &taken)
{
    Hold &hold = filled.hold;
    if (hold.seats.isEmpty()) {
        hold.fence = scope.rules.has(PlantedFault::FenceStays)
                         ? Fence(1)
                         : scope.work.rows().nextFence(*scope.head);
        for (auto &[seat, ticket] : taken)
            ticket.fence = hold.fence;
    }
    hold.seats += seatsOf(taken);
    std::ranges::sort(hold.seats);
    scope.work.setHold(*scope.head, filled);
    change(scope, LedgerAction::Hold, taken);
}

} // namespace

std::unexpected<Refusal> noAllotment()
{
    return refused(RefusalCode::InvalidRecord,
                   u"That is an allotment. Sell from it, or return tickets of it."_s);
}

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
    if (auto fine = checkPlace(scope, command, hold, wanted); !fine)
        return std::unexpected(fine.error());

    readTickets(scope, wanted);
    const bool isNew = hold.seats.isEmpty();
    if (isNew)
        hold.expiresAt = scope.now + scope.rules.holdLength;
    else if (!filled->isLive(scope.now))
        return holdEnded();
    if (!command.customer.isNull())
        hold.customer = command.customer;
    Lease lease = filled->lease();
    lease.pool = command.pool;
    NextTickets taken;
    QList<SeatIndex> missed;
    for (const SeatIndex seat : wanted) {
        if (const auto next = nextTicket(scope, seat, TicketAction::Hold, lease))
            taken.emplace_back(seat, *next);
        else
            missed.append(seat);
    }
    if (scope.rules.has(PlantedFault::TakesWhatIsTaken) &&
        command.mode == HoldMode::AsManyAsPossible)
        takeAllTheSame(scope, lease, taken, missed);
    if (command.mode == HoldMode::AsManyAsPossible)
        leaveSplitTables(scope, hold, taken, missed);
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
    if (hold.isAllotment())
        return noAllotment();
    readTickets(scope, hold.seats);
    if (!stored->isLive(scope.now))
        return holdEnded();
    if (stored->extensions >= scope.rules.extensionsPerHold &&
        !scope.rules.has(PlantedFault::EndlessExtension))
        return refused(RefusalCode::HoldLimit,
                       u"A hold can be extended %1 times."_s.arg(scope.rules.extensionsPerHold));
    hold.expiresAt = std::max(hold.expiresAt, scope.now + scope.rules.holdLength);
    ++stored->extensions;
    NextTickets longer;
    for (const SeatIndex seat : std::as_const(hold.seats)) {
        const auto next = nextTicket(scope, seat, TicketAction::Extend, stored->lease());
        if (!next)
            return holdEnded();
        longer.emplace_back(seat, *next);
    }
    scope.work.setHold(*scope.head, *stored);
    change(scope, LedgerAction::Extend, longer);
    return doneWith(scope, hold);
}

NextTickets releasedFrom(OperationScope &scope, const StoredHold &stored,
                         const QList<SeatIndex> &named)
{
    NextTickets freed;
    QList<SeatIndex> seats = named.isEmpty() ? stored.hold.seats : named;
    std::ranges::sort(seats);
    seats.erase(std::unique(seats.begin(), seats.end()), seats.end());
    for (const SeatIndex seat : std::as_const(seats)) {
        if (!std::ranges::binary_search(stored.hold.seats, seat))
            continue; // let go already
        const auto next = nextTicket(scope, seat, TicketAction::Release, stored.lease());
        if (next && isChange(scope, seat, *next))
            freed.emplace_back(seat, *next);
    }
    return freed;
}

void letGo(OperationScope &scope, StoredHold &stored, LedgerAction action, const NextTickets &freed)
{
    const QList<SeatIndex> before = stored.hold.seats;
    stored.hold.seats = without(before, seatsOf(freed));
    if (stored.hold.seats.isEmpty())
        stored.state = HoldState::Released;
    if (scope.rules.has(PlantedFault::SellsAfterRelease))
        stored.hold.seats = before;
    scope.work.setHold(*scope.head, stored);
    change(scope, action, freed);
}

Outcome releaseHold(OperationScope &scope, const ReleaseHold &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    Hold &hold = stored->hold;
    if (hold.isAllotment())
        return noAllotment();
    readTickets(scope, hold.seats);
    if (stored->state == HoldState::Sold && hasSoldTicket(scope, hold))
        return refused(RefusalCode::HoldEnded,
                       u"The tickets of that hold are sold. Cancel the booking instead."_s);
    if (!stored->isLive(scope.now)) { // let go already
        hold.seats.clear();
        return doneWith(scope, hold);
    }
    const NextTickets freed = releasedFrom(scope, *stored, command.seats);
    if (auto fine = checkTables(scope, without(hold.seats, seatsOf(freed))); !fine)
        return std::unexpected(fine.error());
    if (!freed.empty())
        letGo(scope, *stored, LedgerAction::Release, freed);
    return doneWith(scope, hold);
}

Outcome transferHold(OperationScope &scope, const TransferHold &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    Hold &hold = stored->hold;
    if (hold.isAllotment())
        return noAllotment();
    if (command.window.isNull() || command.window == hold.window)
        return refused(RefusalCode::InvalidRecord, u"Name another window than your own."_s);
    readTickets(scope, hold.seats);
    if (!stored->isLive(scope.now))
        return holdEnded();
    if (auto fine = admit(scope, command.window, OperatorId(), hold.seats.size()); !fine)
        return std::unexpected(fine.error());
    Lease lease = stored->lease();
    lease.holder = command.window;
    NextTickets moved;
    for (const SeatIndex seat : std::as_const(hold.seats)) {
        const auto next = nextTicket(scope, seat, TicketAction::Transfer, lease);
        if (!next)
            return holdEnded();
        moved.emplace_back(seat, *next);
    }
    hold.window = command.window;
    hold.fence = scope.work.rows().nextFence(*scope.head);
    for (auto &[seat, ticket] : moved)
        ticket.fence = hold.fence;
    scope.work.setHold(*scope.head, *stored);
    change(scope, LedgerAction::Transfer, moved);
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
    change(scope, LedgerAction::Expire, freed);
}

} // namespace foyer
