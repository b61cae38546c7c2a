#include "sync/server/ledger/rules/sale.h"

#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/rules/inventory.h"
#include "sync/server/ledger/rules/payments.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<void> checkTerms(const LedgerRules &rules, const SaleTerms &terms, const Money &total)
{
    const Money agreed = terms.agreedTotal.value_or(total);
    if (rules.has(PlantedFault::PaymentsUnchecked))
        return {};
    if (agreed != total) // of another currency: not equal either
        return refused(RefusalCode::PriceChanged,
                       u"The price is %1 %2 now. Tell the buyer and confirm again."_s.arg(
                           total.toDecimal(), total.currency().code()));
    if (!terms.payments.isEmpty())
        return terms.payments.first().method == PaymentMethod::Exchange
                   ? Result<void>()
                   : checkPayments(terms.payments, total);
    const Money tendered = terms.tendered.value_or(total);
    if (tendered.currency() != total.currency() || tendered < total)
        return refused(RefusalCode::PaymentShort,
                       u"%1 %2 are to pay, which is more than was given."_s.arg(
                           total.toDecimal(), total.currency().code()));
    return {};
}

/// The booking so far: a reservation of the same hold, or a fresh one.
Result<Booking> bookingToFill(OperationScope &scope, const BookingId &id, const HoldId &hold)
{
    const StoredBooking *known = scope.work.booking(id);
    if (!known)
        return Booking{.id = id,
                       .reference = bookingReferenceFor(id),
                       .event = scope.head->event,
                       .createdAt = scope.now};
    if (known->booking.status != BookingStatus::Pending || known->hold != hold)
        return refused(RefusalCode::VersionConflict, u"A booking with that id exists already."_s);
    return known->booking;
}

/// The booking as it is once \a terms are met. \return why they are not.
Result<StoredBooking> confirmedBooking(OperationScope &scope, const Hold &hold,
                                       const SaleTerms &terms)
{
    const CustomerId customer = terms.customer.isNull() ? hold.customer : terms.customer;
    if (auto fine = checkCustomer(scope, customer); !fine)
        return std::unexpected(fine.error());
    const PriceList &prices = scope.work.prices(*scope.head);
    Result<QList<PricedTicket>> tickets = priced(scope, prices, terms.tickets);
    if (!tickets)
        return std::unexpected(tickets.error());
    Result<Booking> filled = bookingToFill(scope, terms.booking, hold.id);
    if (!filled)
        return std::unexpected(filled.error());
    StoredBooking stored{.booking = *std::move(filled), .hold = hold.id};
    setTickets(stored, *tickets, prices.currency);
    Booking &booking = stored.booking;
    if (scope.rules.has(PlantedFault::PriceBelieved))
        booking.total = terms.agreedTotal.value_or(booking.total);
    if (auto fine = checkTerms(scope.rules, terms, booking.total); !fine)
        return std::unexpected(fine.error());
    for (PricedTicket &ticket : stored.priced)
        ticket.isLive = true;
    booking.status = BookingStatus::Confirmed;
    booking.customer = customer;
    booking.soldBy = scope.asker.operatorId;
    booking.soldAt = scope.asker.window;
    booking.version = booking.version.next();
    booking.payments = terms.payments;
    if (booking.payments.isEmpty())
        booking.payments = {{.id = terms.payment,
                             .method = terms.method,
                             .amount = booking.total,
                             .tendered = terms.tendered.value_or(booking.total)}};
    return stored;
}

} // namespace

void setTickets(StoredBooking &stored, const QList<PricedTicket> &tickets, Currency currency)
{
    Booking &booking = stored.booking;
    stored.priced = tickets;
    booking.total = Money::zero(currency);
    booking.tickets.clear();
    for (const PricedTicket &ticket : tickets) {
        booking.total += ticket.ticket.price;
        booking.tickets.append(ticket.ticket);
    }
}

Result<QList<PricedTicket>> priced(OperationScope &scope, const PriceList &prices,
                                   const QList<TicketChoice> &choices)
{
    const auto geometry = scope.work.geometry(*scope.head);
    if (!geometry)
        return refused(RefusalCode::Internal, u"The seat map cannot be read. Verify the ledger."_s);
    QList<PricedTicket> tickets;
    for (const TicketChoice &choice : choices) {
        const CategoryId category = geometry->category(choice.seat).id;
        const std::optional<Money> price = prices.priceOf(category, choice.ticketType);
        if (!price)
            return refused(RefusalCode::InvalidRecord,
                           u"Ticket %1 is not sold at that ticket type. Choose another one."_s.arg(
                               choice.seat.value()));
        tickets.append({.ticket = {choice.seat, choice.ticketType, *price}, .category = category});
    }
    return tickets;
}

Outcome sellHold(OperationScope &scope, const StoredHold &hold, const SaleTerms &terms)
{
    QList<SeatIndex> seats;
    for (const TicketChoice &choice : terms.tickets)
        seats.append(choice.seat);
    readTickets(scope, seats);
    Result<StoredBooking> stored = confirmedBooking(scope, hold.hold, terms);
    if (!stored)
        return std::unexpected(stored.error());
    const Booking &booking = stored->booking;
    scope.readClock();
    stored->confirmedAt = scope.now; // as the ledger's row will say
    Lease lease = hold.lease();
    lease.booking = booking.id;
    NextTickets sold;
    for (const SeatIndex seat : std::as_const(seats)) {
        const auto next = nextTicket(scope, seat, TicketAction::Confirm, lease);
        if (!next)
            return holdEnded();
        sold.emplace_back(seat, *next);
    }
    scope.work.setBooking(*scope.head, *stored, scope.now);
    StoredHold left = hold;
    const QList<SeatIndex> unsold = without(hold.hold.seats, seats);
    if (unsold.isEmpty())
        left.state = HoldState::Sold;
    if (left.hold.isAllotment())
        left.hold.seats = unsold;
    scope.work.setHold(*scope.head, left);
    change(scope, LedgerAction::Sell, sold, packedSale(*stored));
    Done done{.event = scope.head->event,
              .sequence = scope.head->sequence,
              .booking = booking,
              .change = changeOf(booking.payments, booking.total.currency()),
              .version = booking.version};
    if (left.hold.isAllotment()) {
        done.hold = left.hold;
        done.holdRemaining = left.hold.expiresAt - scope.now;
    }
    return done;
}

} // namespace foyer
