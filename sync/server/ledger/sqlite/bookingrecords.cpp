#include "sync/server/ledger/sqlite/bookingrecords.h"

namespace foyer {

namespace {

void readTickets(Database &database, StoredBooking &stored)
{
    const Currency currency = stored.booking.total.currency();
    Rows rows = database.query("SELECT idx, category_id, ticket_type_id, price, live,"
                               " given_back_at"
                               " FROM booking_tickets WHERE booking_id = ? ORDER BY idx",
                               stored.booking.id);
    while (rows.next()) {
        const BookedTicket ticket{.seat = SeatIndex(rows.small(0)),
                                  .ticketType = rows.id<TicketTypeId>(2),
                                  .price = Money(rows.number(3), currency),
                                  .isGivenBack = !rows.isNull(5)};
        const bool isCancelled =
            stored.booking.status == BookingStatus::Cancelled && stored.confirmedAt != Instant();
        stored.booking.tickets.append(ticket);
        stored.priced.append({.ticket = ticket,
                              .category = rows.id<CategoryId>(1),
                              .isLive = rows.number(4) == 1,
                              .givenBackAt = ticket.isGivenBack ? rows.instant(5)
                                             : isCancelled      ? stored.cancelledAt
                                                                : Instant()});
    }
}

void readPayments(Database &database, Booking &booking)
{
    Rows rows = database.query("SELECT id, method, amount, tendered, reference FROM payments"
                               " WHERE booking_id = ? ORDER BY position",
                               booking.id);
    while (rows.next())
        booking.payments.append({.id = rows.id<PaymentId>(0),
                                 .method = PaymentMethod(rows.small(1)),
                                 .amount = Money(rows.number(2), booking.total.currency()),
                                 .tendered = Money(rows.number(3), booking.total.currency()),
                                 .reference = rows.text(4)});
}

} // namespace

std::optional<StoredBooking> findBooking(Database &database, const BookingId &id)
{
    StoredBooking stored;
    Booking &booking = stored.booking;
    {
        Rows rows = database.query("SELECT reference, user_id, event_id, hold_id, "
                                   "status, currency, total, sold_by,"
                                   " sold_at, created_at, version, confirmed_at, "
                                   "cancelled_at FROM bookings WHERE id = ?",
                                   id);
        if (!rows.next())
            return std::nullopt;
        booking.id = id;
        booking.reference = rows.text(0);
        booking.customer = rows.id<CustomerId>(1);
        booking.event = rows.id<EventId>(2);
        stored.hold = rows.id<HoldId>(3);
        booking.status = BookingStatus(rows.small(4));
        booking.total =
            Money(rows.number(6), Currency::fromCode(rows.text(5)).value_or(Currency()));
        booking.soldBy = rows.id<OperatorId>(7);
        booking.soldAt = rows.id<WindowId>(8);
        booking.createdAt = rows.instant(9);
        booking.version = Version(rows.number(10));
        stored.confirmedAt = rows.instant(11);
        stored.cancelledAt = rows.instant(12);
    }
    readTickets(database, stored);
    readPayments(database, booking);
    return stored;
}

} // namespace foyer
