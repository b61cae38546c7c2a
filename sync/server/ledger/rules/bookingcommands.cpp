#include "sync/server/ledger/rules/bookingcommands.h"

#include "sync/protocol/wirefield.h"
#include "sync/server/ledger/rules/bestfree.h"
#include "sync/server/ledger/rules/holdcommands.h"
#include "sync/server/ledger/rules/payments.h"
#include "sync/server/ledger/rules/refund.h"
#include "sync/server/ledger/rules/sale.h"
#include "sync/server/ledger/rules/wholetables.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool isExactly(const QList<TicketChoice> &choices, const QList<SeatIndex> &seats)
{
    return std::ranges::equal(choices, seats, {}, &TicketChoice::seat);
}

Outcome reserve(OperationScope &scope, const StoredHold &hold, const BookTickets &command,
                const QList<TicketChoice> &choices)
{
    if (auto fine = checkCustomer(scope, command.customer); !fine)
        return std::unexpected(fine.error());
    const PriceList &prices = scope.work.prices(*scope.head);
    Result<QList<PricedTicket>> tickets = priced(scope, prices, choices);
    if (!tickets)
        return std::unexpected(tickets.error());
    StoredBooking stored{.booking = {.id = command.booking,
                                     .reference = bookingReferenceFor(command.booking),
                                     .event = command.event,
                                     .customer = command.customer,
                                     .soldBy = scope.asker.operatorId,
                                     .soldAt = scope.asker.window,
                                     .createdAt = scope.now,
                                     .version = Version(1)},
                         .hold = hold.hold.id};
    setTickets(stored, *tickets, prices.currency);
    scope.work.setBooking(*scope.head, stored, scope.now);
    Done done = doneWith(scope, hold.hold);
    done.booking = stored.booking;
    done.version = stored.booking.version;
    return done;
}

QList<TicketChoice> atDefaultType(const QList<SeatIndex> &seats, const PriceList &prices)
{
    QList<TicketChoice> choices;
    const TicketTypeId type =
        prices.ticketTypes.isEmpty() ? TicketTypeId() : prices.ticketTypes.first().id;
    for (const SeatIndex seat : seats)
        choices.append({seat, type});
    return choices;
}

/// What a cancelled booking's answer says.
Done cancelled(const OperationScope &scope, const Booking &booking, Money change)
{
    return {.event = scope.head->event,
            .sequence = scope.head->sequence,
            .booking = booking,
            .change = change,
            .version = booking.version};
}

/// A reservation given up: its hold goes, no money moves.
Outcome dropReservation(OperationScope &scope, StoredBooking stored)
{
    if (const StoredHold *found = scope.work.hold(stored.hold)) {
        StoredHold hold = *found;
        readTickets(scope, hold.hold.seats);
        if (hold.isLive(scope.now))
            letGo(scope, hold, LedgerAction::Release, releasedFrom(scope, hold, {}));
    }
    scope.readClock();
    Booking &booking = stored.booking;
    booking.status = BookingStatus::Cancelled;
    booking.version = booking.version.next();
    stored.cancelledAt = scope.now;
    scope.work.setBooking(*scope.head, stored, scope.now);
    return cancelled(scope, booking, Money::zero(booking.total.currency()));
}

Outcome refund(OperationScope &scope, const StoredBooking &stored, const CancelBooking &command)
{
    Result<GivingBack> back = givingBack(scope, stored, command.seats);
    if (!back)
        return std::unexpected(back.error());
    const Payment out = refundOf(stored.booking, command.refund, back->worth);
    back->stored.booking.payments.append(out);
    giveBack(scope, *back);
    return cancelled(scope, back->stored.booking,
                     out.method == PaymentMethod::Cash
                         ? back->worth
                         : Money::zero(stored.booking.total.currency()));
}

QList<SeatIndex> seatsOf(const QList<TicketChoice> &choices)
{
    QList<SeatIndex> seats;
    for (const TicketChoice &choice : choices)
        seats.append(choice.seat);
    return seats;
}

/// All tickets of a hold, or some of an allotment.
bool mayBeSold(const QList<TicketChoice> &choices, const Hold &hold)
{
    if (!hold.isAllotment())
        return isExactly(choices, hold.seats);
    return !choices.isEmpty() && std::ranges::all_of(choices, [&](const TicketChoice &choice) {
        return std::ranges::binary_search(hold.seats, choice.seat);
    }) && risesStrictly(choices);
}

} // namespace

Outcome confirmBooking(OperationScope &scope, const ConfirmBooking &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    const Result<StoredHold> hold = ownHold(scope, command.hold, command.fence);
    if (!hold)
        return std::unexpected(hold.error());
    readTickets(scope, hold->hold.seats);
    bool isLive = hold->isLive(scope.now);
    isLive = isLive || scope.rules.has(PlantedFault::NoFence) ||
             scope.rules.has(PlantedFault::SellsAfterRelease) ||
             (scope.rules.has(PlantedFault::LateExpiry) && hold->state == HoldState::Live);
    if (!isLive)
        return holdEnded();
    if (!mayBeSold(command.tickets, hold->hold))
        return refused(RefusalCode::InvalidRecord,
                       u"A booking takes exactly the tickets of its hold, in the order of their "
                       "index."_s);
    if (auto fine = checkTables(scope, seatsOf(command.tickets)); !fine)
        return std::unexpected(fine.error());
    return sellHold(scope, *hold,
                    {.booking = command.booking,
                     .customer = command.customer,
                     .tickets = command.tickets,
                     .agreedTotal = command.agreedTotal,
                     .payment = command.payment,
                     .tendered = command.tendered,
                     .payments = command.payments});
}

Outcome cancelBooking(OperationScope &scope, const CancelBooking &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    const StoredBooking *stored = scope.work.booking(command.booking);
    if (!stored || stored->booking.event != command.event)
        return refused(RefusalCode::NotFound, u"There is no such booking for this event."_s);
    if (stored->booking.status == BookingStatus::Pending)
        return dropReservation(scope, *stored);
    return refund(scope, *stored, command);
}

Outcome bookTickets(OperationScope &scope, const BookTickets &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (command.seats.isEmpty() == (command.quantity == 0))
        return refused(RefusalCode::Malformed, u"Name either tickets or a quantity."_s);
    if (scope.work.hold(command.hold) || scope.work.booking(command.booking))
        return refused(RefusalCode::VersionConflict, u"A hold or booking with that id exists."_s);
    PlaceHold place{.hold = command.hold, .event = command.event, .seats = command.seats};
    QString why;
    if (command.seats.isEmpty()) {
        const Result<BestChoice> best = bestFree(scope, command);
        if (!best)
            return std::unexpected(best.error());
        place.seats = best->tickets;
        why = explained(*best);
    }
    const LedgerWork::Mark before = scope.work.mark();
    Outcome outcome = placeHold(scope, place);
    if (!outcome)
        return outcome;
    const StoredHold hold = *scope.work.hold(command.hold);
    const QList<TicketChoice> choices = atDefaultType(place.seats, scope.work.prices(*scope.head));
    if (command.kind == BookTickets::Kind::Reserve)
        outcome = reserve(scope, hold, command, choices);
    else
        outcome = sellHold(scope, hold,
                           {.booking = command.booking,
                            .customer = command.customer,
                            .tickets = choices,
                            .payment = command.payment,
                            .method = PaymentMethod::Account});
    if (outcome)
        outcome->why = why;
    else
        scope.work.rollBackTo(before);
    return outcome;
}

} // namespace foyer
