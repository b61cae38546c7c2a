#include "sync/server/ledger/rules/refund.h"

#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/rules/wholetables.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QList<SeatIndex> liveSeats(const StoredBooking &stored)
{
    QList<SeatIndex> seats;
    for (const PricedTicket &priced : stored.priced) {
        if (priced.isLive)
            seats.append(priced.ticket.seat);
    }
    return seats;
}

/// Takes the tickets out of the booking.
void takeOut(GivingBack &back, const QList<SeatIndex> &seats, bool isAll, Instant at)
{
    Booking &booking = back.stored.booking;
    for (qsizetype i = 0; i < back.stored.priced.size(); ++i) {
        PricedTicket &priced = back.stored.priced[i];
        if (!priced.isLive || !std::ranges::binary_search(seats, priced.ticket.seat))
            continue;
        priced.isLive = false;
        priced.givenBackAt = at;
        priced.ticket.isGivenBack = !isAll;
        booking.tickets[i] = priced.ticket;
        back.worth += priced.ticket.price;
    }
    booking.version = booking.version.next();
    if (isAll) {
        booking.status = BookingStatus::Cancelled;
        back.stored.cancelledAt = at;
    } else {
        booking.total -= back.worth;
    }
}

} // namespace

Result<GivingBack> givingBack(OperationScope &scope, const StoredBooking &booking,
                              const QList<SeatIndex> &seats)
{
    if (booking.booking.status == BookingStatus::Pending)
        return refused(RefusalCode::VersionConflict, u"The booking is not paid yet."_s);
    if (booking.booking.status == BookingStatus::Cancelled &&
        !scope.rules.has(PlantedFault::CancelPaysTwice))
        return refused(RefusalCode::VersionConflict, u"The booking has been cancelled already."_s);
    const QList<SeatIndex> live = liveSeats(booking);
    const QList<SeatIndex> named = seats.isEmpty() ? live : seats;
    if (!std::ranges::is_sorted(named) || !without(named, live).isEmpty() ||
        std::ranges::adjacent_find(named) != named.end())
        return refused(RefusalCode::InvalidRecord,
                       u"Name tickets of the booking, in the order of their index, none twice."_s);
    if (auto fine = checkTables(scope, without(live, named)); !fine)
        return std::unexpected(fine.error());
    if (scope.rules.has(PlantedFault::CancelPaysTwice) &&
        booking.booking.status == BookingStatus::Cancelled)
        return GivingBack{.stored = booking, .freed = {}, .worth = booking.booking.total};
    GivingBack back{.stored = booking, .worth = Money::zero(booking.booking.total.currency())};
    readTickets(scope, named);
    for (const SeatIndex seat : named) {
        const auto next =
            nextTicket(scope, seat, TicketAction::Cancel, {.booking = booking.booking.id});
        if (!next)
            return refused(
                RefusalCode::Internal,
                u"Ticket %1 is not sold by this booking. Verify the ledger."_s.arg(seat.value()));
        back.freed.emplace_back(seat, *next);
    }
    takeOut(back, named, named == live, scope.now);
    return back;
}

void giveBack(OperationScope &scope, const GivingBack &back)
{
    scope.work.setBooking(*scope.head, back.stored, scope.now);
    if (!scope.rules.has(PlantedFault::CancelKeepsTicket))
        change(scope, LedgerAction::Cancel, back.freed, packedSale(back.stored));
}

} // namespace foyer
