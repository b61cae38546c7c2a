#include "sync/server/ledger/postgres/postgresrows.h"

#include <algorithm>

namespace foyer {

namespace {

std::optional<Instant> happenedAt(Instant at)
{
    return at == Instant() ? std::nullopt : std::optional(at);
}

/// A booking as the batch leaves it, however often it was written.
struct LastBooking
{
    const BookingWrite *last = nullptr;
    bool isNew = false;
};

std::vector<LastBooking> lastOf(const std::vector<BookingWrite> &writes)
{
    std::vector<LastBooking> bookings;
    QHash<BookingId, size_t> places;
    for (const BookingWrite &write : writes) {
        const BookingId id = write.stored.booking.id;
        const auto known = places.constFind(id);
        if (known != places.cend()) {
            bookings[*known].last = &write;
            continue;
        }
        places.insert(id, bookings.size());
        bookings.push_back({&write, write.isNew});
    }
    return bookings;
}

/// The columns of bookings, each a list.
struct BookingColumns
{
    std::vector<BookingId> ids;
    std::vector<QString> references;
    std::vector<CustomerId> customers;
    std::vector<EventId> events;
    std::vector<HoldId> holds;
    std::vector<int> statuses;
    std::vector<QString> currencies;
    std::vector<qint64> totals;
    std::vector<OperatorId> sellers;
    std::vector<WindowId> windows;
    std::vector<Instant> made;
    std::vector<std::optional<Instant>> confirmed;
    std::vector<std::optional<Instant>> cancelled;
    std::vector<Version> versions;

    void add(const StoredBooking &stored)
    {
        const Booking &booking = stored.booking;
        ids.push_back(booking.id);
        references.push_back(booking.reference);
        customers.push_back(booking.customer);
        events.push_back(booking.event);
        holds.push_back(stored.hold);
        statuses.push_back(int(booking.status));
        currencies.push_back(booking.total.currency().code());
        totals.push_back(booking.total.minorUnits());
        sellers.push_back(booking.soldBy);
        windows.push_back(booking.soldAt);
        made.push_back(booking.createdAt);
        confirmed.push_back(happenedAt(stored.confirmedAt));
        cancelled.push_back(happenedAt(stored.cancelledAt));
        versions.push_back(booking.version);
    }
};

struct BookingTicketColumns
{
    std::vector<BookingId> bookings;
    std::vector<qint64> events;
    std::vector<SeatIndex> seats;
    std::vector<CategoryId> categories;
    std::vector<TicketTypeId> types;
    std::vector<qint64> prices;
    std::vector<int> live;
    std::vector<std::optional<Instant>> givenBack;
    std::vector<int> alone;

    void add(const BookingWrite &write)
    {
        for (const PricedTicket &priced : write.stored.priced) {
            bookings.push_back(write.stored.booking.id);
            events.push_back(write.eventNumber);
            seats.push_back(priced.ticket.seat);
            categories.push_back(priced.category);
            types.push_back(priced.ticket.ticketType);
            prices.push_back(priced.ticket.price.minorUnits());
            live.push_back(priced.isLive ? 1 : 0);
            givenBack.push_back(happenedAt(priced.givenBackAt));
            alone.push_back(priced.ticket.isGivenBack ? 1 : 0);
        }
    }
};

struct PaymentColumns
{
    std::vector<PaymentId> ids;
    std::vector<BookingId> bookings;
    std::vector<qint64> positions;
    std::vector<int> methods;
    std::vector<qint64> amounts;
    std::vector<qint64> tendered;
    std::vector<Instant> times;
    std::vector<QString> references;

    void add(const BookingWrite &write)
    {
        const Booking &booking = write.stored.booking;
        for (qsizetype i = write.paymentsBefore; i < booking.payments.size(); ++i) {
            const Payment &payment = booking.payments[i];
            ids.push_back(payment.id);
            bookings.push_back(booking.id);
            positions.push_back(i);
            methods.push_back(int(payment.method));
            amounts.push_back(payment.amount.minorUnits());
            tendered.push_back(payment.tendered.minorUnits());
            times.push_back(write.at);
            references.push_back(payment.reference);
        }
    }
};

} // namespace

/// What the bookings had is given back first: one of them may have a ticket of another now.
void PostgresRows::sendBookings(const std::vector<BookingWrite> &writes)
{
    if (writes.empty())
        return;
    BookingColumns made;
    BookingColumns changed;
    BookingTicketColumns tickets;
    PaymentColumns payments;
    for (const LastBooking &booking : lastOf(writes)) {
        (booking.isNew ? made : changed).add(booking.last->stored);
        tickets.add(*booking.last);
    }
    for (const BookingWrite &write : writes)
        payments.add(write);
    if (!changed.ids.empty()) {
        m_connection.send("DELETE FROM booking_tickets WHERE booking_id = ANY ($1)", changed.ids);
        expectAny();
        m_connection.send(
            "UPDATE bookings b SET user_id = w.user_id, hold_id = w.hold_id, status = w.status,"
            " total = w.total, sold_by = w.sold_by, sold_at = w.sold_at,"
            " confirmed_at = w.confirmed_at, cancelled_at = w.cancelled_at, version = w.version"
            " FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[],"
            " $6::uuid[], $7::uuid[], $8::bigint[], $9::bigint[], $10::bigint[])"
            " w (id, user_id, hold_id, status, total, sold_by, sold_at, confirmed_at,"
            " cancelled_at, version) WHERE b.id = w.id",
            changed.ids, changed.customers, changed.holds, changed.statuses, changed.totals,
            changed.sellers, changed.windows, changed.confirmed, changed.cancelled,
            changed.versions);
        expect(qint64(changed.ids.size()), "a booking");
    }
    if (!made.ids.empty()) {
        m_connection.send(
            "INSERT INTO bookings (id, reference, user_id, event_id, hold_id, status, currency,"
            " total, sold_by, sold_at, created_at, confirmed_at, cancelled_at, version)"
            " SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[],"
            " $6::bigint[], $7::text[], $8::bigint[], $9::uuid[], $10::uuid[], $11::bigint[],"
            " $12::bigint[], $13::bigint[], $14::bigint[])",
            made.ids, made.references, made.customers, made.events, made.holds, made.statuses,
            made.currencies, made.totals, made.sellers, made.windows, made.made, made.confirmed,
            made.cancelled, made.versions);
        expect(qint64(made.ids.size()), "a booking");
    }
    m_connection.send(
        "INSERT INTO booking_tickets (booking_id, event_no, idx, category_id,"
        " ticket_type_id, price, live, given_back_at, alone) SELECT * FROM unnest($1::uuid[],"
        " $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::bigint[],"
        " $7::bigint[], $8::bigint[], $9::bigint[])",
        tickets.bookings, tickets.events, tickets.seats, tickets.categories, tickets.types,
        tickets.prices, tickets.live, tickets.givenBack, tickets.alone);
    expect(qint64(tickets.bookings.size()), "a booking's tickets");
    m_connection.send(
        "INSERT INTO payments (id, booking_id, position, method, amount, tendered,"
        " paid_at, reference) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[],"
        " $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[])",
        payments.ids, payments.bookings, payments.positions, payments.methods, payments.amounts,
        payments.tendered, payments.times, payments.references);
    expect(qint64(payments.ids.size()), "a payment");
}

} // namespace foyer
