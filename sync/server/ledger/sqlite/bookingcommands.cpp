#include "sync/server/ledger/sqlite/bookingcommands.h"

#include "sync/protocol/limits.h"
#include "sync/server/ledger/sqlite/bookingrecords.h"
#include "sync/server/ledger/sqlite/records.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> no(RefusalCode code, const QString &message)
{
    return std::unexpected(refusal(code, message));
}

CategoryId categoryAt(OperationScope &scope, SeatIndex seat)
{
    Rows rows = scope.database.query(
        "SELECT c.id FROM seats s JOIN map_categories c"
        " ON c.map_no = s.map_no AND c.position = s.category WHERE s.map_no = ? AND s.idx = ?",
        scope.head.mapNumber, seat.value());
    return rows.next() ? rows.id<CategoryId>(0) : CategoryId();
}

PriceList pricesOfEvent(OperationScope &scope)
{
    QString code;
    {
        Rows rows =
            scope.database.query("SELECT currency FROM events WHERE no = ?", scope.head.number);
        code = rows.next() ? rows.text(0) : QString();
    }
    return pricesOf(scope.database, scope.head.event,
                    Currency::fromCode(code).value_or(Currency()));
}

/// Gives every choice its price. \return InvalidRecord for one that is not sold.
Result<QList<PricedTicket>> priced(OperationScope &scope, const PriceList &prices,
                                   const QList<TicketChoice> &choices)
{
    QList<PricedTicket> tickets;
    for (const TicketChoice &choice : choices) {
        const CategoryId category = categoryAt(scope, choice.seat);
        const std::optional<Money> price = prices.priceOf(category, choice.ticketType);
        if (!price)
            return no(RefusalCode::InvalidRecord,
                      u"Ticket %1 is not sold at that ticket type. Choose another one."_s.arg(
                          choice.seat.value()));
        tickets.append({{choice.seat, choice.ticketType, *price}, category});
    }
    return tickets;
}

Result<void> checkCustomer(OperationScope &scope, const CustomerId &customer)
{
    if (!customer.isNull() && !scope.database.number("SELECT 1 FROM users WHERE id = ?", customer))
        return no(RefusalCode::NotFound, u"There is no such customer."_s);
    return {};
}

void insertBooking(OperationScope &scope, const StoredBooking &stored)
{
    const Booking &booking = stored.booking;
    const bool isConfirmed = booking.status == BookingStatus::Confirmed;
    const std::optional<Instant> confirmedAt =
        isConfirmed ? std::optional(scope.now) : std::nullopt;
    scope.database.run(
        "INSERT INTO bookings (id, reference, user_id, event_id, hold_id, status, currency, total,"
        " sold_by, sold_at, created_at, confirmed_at, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, status = excluded.status,"
        " total = excluded.total, sold_by = excluded.sold_by, sold_at = excluded.sold_at,"
        " confirmed_at = excluded.confirmed_at, version = excluded.version",
        booking.id, booking.reference, booking.customer, booking.event, stored.hold,
        int(booking.status), booking.total.currency().code(), booking.total.minorUnits(),
        booking.soldBy, booking.soldAt, booking.createdAt, confirmedAt, booking.version.value());
    scope.database.run("DELETE FROM booking_tickets WHERE booking_id = ? AND live = 0",
                       booking.id); // a reservation chose its ticket types for now only
    for (const PricedTicket &priced : stored.priced)
        scope.database.run(
            "INSERT INTO booking_tickets (booking_id, event_no, idx, category_id, ticket_type_id,"
            " price, live) VALUES (?, ?, ?, ?, ?, ?, ?)",
            booking.id, scope.head.number, priced.ticket.seat.value(), priced.category,
            priced.ticket.ticketType, priced.ticket.price.minorUnits(), isConfirmed ? 1 : 0);
}

void insertPayment(OperationScope &scope, const BookingId &booking, qsizetype position,
                   const Payment &payment)
{
    scope.database.run("INSERT INTO payments (id, booking_id, position, method, amount, tendered,"
                       " paid_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       payment.id, booking, qint64(position), int(payment.method),
                       payment.amount.minorUnits(), payment.tendered.minorUnits(), scope.now);
}

/// What a sale needs besides the hold.
struct SaleTerms
{
    BookingId booking;
    PaymentId payment;
    CustomerId customer;
    QList<TicketChoice> tickets;
    PaymentMethod method = PaymentMethod::Cash;
    std::optional<Money> agreedTotal; ///< nothing: whatever it costs
    std::optional<Money> tendered;    ///< nothing: exactly
};

Result<void> checkTerms(const SaleTerms &terms, const Money &total)
{
    const Money agreed = terms.agreedTotal.value_or(total);
    if (agreed != total) // of another currency: not equal either
        return no(RefusalCode::PriceChanged,
                  u"The price is %1 %2 now. Tell the buyer and confirm again."_s.arg(
                      total.toDecimal(), total.currency().code()));
    const Money tendered = terms.tendered.value_or(total);
    if (tendered.currency() != total.currency() || tendered < total)
        return no(RefusalCode::PaymentShort,
                  u"%1 %2 are to pay, which is more than was given."_s.arg(
                      total.toDecimal(), total.currency().code()));
    return {};
}

/// The booking so far: a reservation of the same hold, or a fresh one.
Result<Booking> bookingToFill(OperationScope &scope, const BookingId &id, const HoldId &hold)
{
    const std::optional<StoredBooking> known = findBooking(scope.database, id);
    if (!known)
        return Booking{.id = id,
                       .reference = bookingReferenceFor(id),
                       .event = scope.head.event,
                       .createdAt = scope.now};
    if (known->booking.status != BookingStatus::Pending || known->hold != hold)
        return no(RefusalCode::VersionConflict, u"A booking with that id exists already."_s);
    return known->booking;
}

/// Turns every ticket of a live hold into a sold one and writes booking and payment.
Outcome sellHold(OperationScope &scope, const StoredHold &hold, const SaleTerms &terms)
{
    if (auto fine = checkCustomer(scope, terms.customer); !fine)
        return std::unexpected(fine.error());
    const PriceList prices = pricesOfEvent(scope);
    Result<QList<PricedTicket>> tickets = priced(scope, prices, terms.tickets);
    if (!tickets)
        return std::unexpected(tickets.error());
    Result<Booking> filled = bookingToFill(scope, terms.booking, hold.hold.id);
    if (!filled)
        return std::unexpected(filled.error());
    StoredBooking stored{.booking = *filled, .hold = hold.hold.id, .priced = *tickets};
    Booking &booking = stored.booking;
    booking.total = Money::zero(prices.currency);
    booking.tickets.clear();
    for (const PricedTicket &ticket : *tickets) {
        booking.total += ticket.ticket.price;
        booking.tickets.append(ticket.ticket);
    }
    if (auto fine = checkTerms(terms, booking.total); !fine)
        return std::unexpected(fine.error());
    booking.status = BookingStatus::Confirmed;
    booking.customer = terms.customer;
    booking.soldBy = scope.asker.operatorId;
    booking.soldAt = scope.asker.window;
    booking.version = booking.version.next();
    booking.payments = {{.id = terms.payment,
                         .method = terms.method,
                         .amount = booking.total,
                         .tendered = terms.tendered.value_or(booking.total)}};

    Lease lease = hold.lease();
    lease.booking = booking.id;
    MovedTickets moved;
    for (const SeatIndex seat : hold.hold.seats) {
        const auto version = confirmTicket(scope, seat, lease);
        if (!version)
            return no(RefusalCode::HoldEnded, u"The hold has ended. Hold the tickets again."_s);
        moved.add(seat, *version);
    }
    insertBooking(scope, stored);
    insertPayment(scope, booking.id, 0, booking.payments.first());
    endHold(scope, hold.hold.id, HoldState::Sold);
    recordChange(scope, LedgerAction::Sell, moved,
                 {.status = TicketStatus::Sold,
                  .hold = hold.hold.id,
                  .fence = hold.hold.fence,
                  .holder = hold.hold.window,
                  .booking = booking.id},
                 packedSale(stored));
    return Done{.event = scope.head.event,
                .sequence = scope.head.sequence,
                .booking = booking,
                .change = booking.payments.first().tendered - booking.total,
                .version = booking.version};
}

bool isExactly(const QList<TicketChoice> &choices, const QList<SeatIndex> &seats)
{
    return std::ranges::equal(choices, seats, {}, &TicketChoice::seat);
}

Outcome reserve(OperationScope &scope, const StoredHold &hold, const BookTickets &command,
                const QList<TicketChoice> &choices)
{
    if (auto fine = checkCustomer(scope, command.customer); !fine)
        return std::unexpected(fine.error());
    const PriceList prices = pricesOfEvent(scope);
    Result<QList<PricedTicket>> tickets = priced(scope, prices, choices);
    if (!tickets)
        return std::unexpected(tickets.error());
    StoredBooking stored{.hold = hold.hold.id, .priced = *tickets};
    Booking &booking = stored.booking;
    booking = {.id = command.booking,
               .reference = bookingReferenceFor(command.booking),
               .event = command.event,
               .customer = command.customer,
               .total = Money::zero(prices.currency),
               .soldBy = scope.asker.operatorId,
               .soldAt = scope.asker.window,
               .createdAt = scope.now,
               .version = Version(1)};
    for (const PricedTicket &ticket : *tickets) {
        booking.total += ticket.ticket.price;
        booking.tickets.append(ticket.ticket);
    }
    insertBooking(scope, stored);
    Done done = doneWith(scope, hold.hold);
    done.booking = booking;
    done.version = booking.version;
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

/// A reservation given up: its hold goes, no money moves.
Outcome dropReservation(OperationScope &scope, const StoredBooking &stored)
{
    const std::optional<StoredHold> hold = findHold(scope, stored.hold);
    MovedTickets moved;
    if (hold && hold->isLive(scope.now)) {
        for (const SeatIndex seat : hold->hold.seats) {
            if (const auto version = releaseTicket(scope, seat, hold->lease()))
                moved.add(seat, *version);
        }
        endHold(scope, stored.hold, HoldState::Released);
    }
    if (!moved.isEmpty())
        recordChange(scope, LedgerAction::Release, moved, {.fence = hold->hold.fence});
    Booking booking = stored.booking;
    booking.status = BookingStatus::Cancelled;
    booking.version = booking.version.next();
    scope.database.run("UPDATE bookings SET status = 2, cancelled_at = ?, version = ? WHERE id = ?",
                       scope.now, booking.version.value(), booking.id);
    return Done{.event = scope.head.event,
                .sequence = scope.head.sequence,
                .booking = booking,
                .change = Money::zero(booking.total.currency()),
                .version = booking.version};
}

/// Frees the tickets and writes what goes back to the buyer.
Outcome refund(OperationScope &scope, StoredBooking stored, const PaymentId &refundId)
{
    Booking &booking = stored.booking;
    MovedTickets moved;
    Fence fence;
    for (const BookedTicket &ticket : std::as_const(booking.tickets)) {
        fence = readTicket(scope.database, scope.head.number, ticket.seat).fence;
        const auto version = cancelTicket(scope, ticket.seat, booking.id);
        if (!version)
            return no(RefusalCode::Internal,
                      u"Ticket %1 is not sold by this booking. Verify the ledger."_s.arg(
                          ticket.seat.value()));
        moved.add(ticket.seat, *version);
    }
    const Money out = Money::zero(booking.total.currency()) - booking.total;
    const PaymentMethod method =
        booking.payments.isEmpty() ? PaymentMethod::Cash : booking.payments.first().method;
    const Payment payment{.id = refundId, .method = method, .amount = out, .tendered = out};
    insertPayment(scope, booking.id, booking.payments.size(), payment);
    booking.payments.append(payment);
    booking.status = BookingStatus::Cancelled;
    booking.version = booking.version.next();
    scope.database.run("UPDATE bookings SET status = 2, cancelled_at = ?, version = ? WHERE id = ?",
                       scope.now, booking.version.value(), booking.id);
    scope.database.run("UPDATE booking_tickets SET live = 0 WHERE booking_id = ?", booking.id);
    recordChange(scope, LedgerAction::Cancel, moved, {.fence = fence}, packedSale(stored));
    return Done{.event = scope.head.event,
                .sequence = scope.head.sequence,
                .booking = booking,
                .change = method == PaymentMethod::Cash ? booking.total
                                                        : Money::zero(booking.total.currency()),
                .version = booking.version};
}

} // namespace

Outcome confirmBooking(OperationScope &scope, const ConfirmBooking &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> hold = ownHold(scope, command.hold, command.fence);
    if (!hold)
        return std::unexpected(hold.error());
    bool isLive = hold->isLive(scope.now);
#ifdef FOYER_PLANTED_FAULTS
    isLive = isLive || scope.rules.ignoresFences ||
             (scope.rules.expiresLate && hold->state == HoldState::Live);
#endif
    if (!isLive)
        return no(RefusalCode::HoldEnded, u"The hold has ended. Hold the tickets again."_s);
    if (!isExactly(command.tickets, hold->hold.seats))
        return no(RefusalCode::InvalidRecord,
                  u"A booking takes exactly the tickets of its hold, in the order of their "
                  "index."_s);
    return sellHold(scope, *hold,
                    {.booking = command.booking,
                     .payment = command.payment,
                     .customer = command.customer,
                     .tickets = command.tickets,
                     .agreedTotal = command.agreedTotal,
                     .tendered = command.tendered});
}

Outcome cancelBooking(OperationScope &scope, const CancelBooking &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    const std::optional<StoredBooking> stored = findBooking(scope.database, command.booking);
    if (!stored || stored->booking.event != command.event)
        return no(RefusalCode::NotFound, u"There is no such booking for this event."_s);
    switch (stored->booking.status) {
    case BookingStatus::Pending:
        return dropReservation(scope, *stored);
    case BookingStatus::Confirmed:
        return refund(scope, *stored, command.refund);
    case BookingStatus::Cancelled:
        break;
    }
    return no(RefusalCode::VersionConflict, u"The booking has been cancelled already."_s);
}

Outcome bookTickets(OperationScope &scope, const BookTickets &command, WindowLoads &loads,
                    MapShelf &maps)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (command.seats.isEmpty() == (command.quantity == 0))
        return no(RefusalCode::Malformed, u"Name either tickets or a quantity."_s);
    if (findHold(scope, command.hold) || findBooking(scope.database, command.booking))
        return no(RefusalCode::VersionConflict, u"A hold or booking with that id exists."_s);
    PlaceHold place{.hold = command.hold, .event = command.event, .seats = command.seats};
    if (command.seats.isEmpty()) {
        Result<QList<SeatIndex>> best = bestFree(scope, maps, command.quantity);
        if (!best)
            return std::unexpected(best.error());
        place.seats = *std::move(best);
    }
    const Outcome held = placeHold(scope, place, loads);
    if (!held)
        return held;
    const StoredHold hold{.hold = *held->hold};
    const QList<TicketChoice> choices = atDefaultType(place.seats, pricesOfEvent(scope));
    if (command.kind == BookTickets::Kind::Reserve)
        return reserve(scope, hold, command, choices);
    return sellHold(scope, hold,
                    {.booking = command.booking,
                     .payment = command.payment,
                     .customer = command.customer,
                     .tickets = choices,
                     .method = PaymentMethod::Account});
}

} // namespace foyer
