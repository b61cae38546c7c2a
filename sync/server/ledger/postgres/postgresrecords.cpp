#include "sync/server/ledger/postgres/postgresrecords.h"

#include "sync/server/ledger/postgres/postgresstatements.h"

#include <QHash>

namespace foyer {

namespace {

Venue venueFrom(const PostgresResult &rows)
{
    return {.id = rows.id<VenueId>(0),
            .name = rows.text(1),
            .address = rows.text(2),
            .city = rows.text(3),
            .capacity = rows.small(4),
            .timeZone = rows.text(5),
            .seatMap = rows.id<SeatMapId>(6),
            .createdAt = rows.instant(7),
            .version = Version(rows.number(8))};
}

/// Without performers and prices, which are rows of their own.
Event bareEventFrom(const PostgresResult &rows)
{
    Event event{.id = rows.id<EventId>(0),
                .venue = rows.id<VenueId>(1),
                .seatMap = rows.id<SeatMapId>(2),
                .name = rows.text(3),
                .description = rows.text(4),
                .startDate = rows.instant(5),
                .endDate = rows.instant(6),
                .status = EventStatus(rows.small(7)),
                .createdAt = rows.instant(9),
                .version = Version(rows.number(10))};
    event.prices.currency = currencyOf(rows, 8);
    return event;
}

/// Fills performers and prices in, for all of \a events in one round trip.
template <class EventOf, class List>
void fillEvents(PostgresConnection &connection, List &events, const EventOf &eventOf)
{
    if (events.empty())
        return;
    std::vector<EventId> ids;
    QHash<EventId, Event *> byId;
    for (auto &entry : events) {
        ids.push_back(eventOf(entry).id);
        byId.insert(ids.back(), &eventOf(entry));
    }
    connection.send("SELECT event_id, performer_id FROM event_performers"
                    " WHERE event_id = ANY($1) ORDER BY event_id, position",
                    ids);
    connection.send("SELECT event_id, id, name FROM ticket_types WHERE event_id = ANY($1)"
                    " ORDER BY event_id, position",
                    ids);
    connection.send("SELECT event_id, category_id, ticket_type_id, amount FROM prices"
                    " WHERE event_id = ANY($1) ORDER BY event_id, position",
                    ids);
    std::vector<PostgresResult> answers = connection.receive();
    for (PostgresResult &rows = answers[0]; rows.next();)
        byId[rows.id<EventId>(0)]->performers.append(rows.id<PerformerId>(1));
    for (PostgresResult &rows = answers[1]; rows.next();)
        byId[rows.id<EventId>(0)]->prices.ticketTypes.append(
            {rows.id<TicketTypeId>(1), rows.text(2)});
    for (PostgresResult &rows = answers[2]; rows.next();) {
        PriceList &list = byId[rows.id<EventId>(0)]->prices;
        list.prices.append({.category = rows.id<CategoryId>(1),
                            .ticketType = rows.id<TicketTypeId>(2),
                            .amount = Money(rows.number(3), list.currency)});
    }
}

} // namespace

QString operatorNameKeyOf(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_KC).toCaseFolded();
}

Currency currencyOf(const PostgresResult &rows, int column)
{
    return Currency::fromCode(rows.text(column)).value_or(Currency());
}

TicketState ticketAt(const PostgresResult &rows, int column)
{
    return {.status = TicketStatus(rows.small(column)),
            .version = Version(rows.number(column + 1)),
            .hold = rows.id<HoldId>(column + 3),
            .fence = Fence(rows.number(column + 2)),
            .holder = rows.id<WindowId>(column + 4),
            .expiresAt = rows.instant(column + 5),
            .booking = rows.id<BookingId>(column + 6),
            .pool = rows.id<PoolId>(column + 7)};
}

std::optional<Venue> findVenue(PostgresConnection &connection, const VenueId &id)
{
    PostgresResult rows =
        connection.query("SELECT id, name, address, city, capacity, time_zone, seat_map_id,"
                         " created_at, version FROM venues WHERE id = $1",
                         id);
    return rows.next() ? std::optional(venueFrom(rows)) : std::nullopt;
}

std::optional<Event> findEvent(PostgresConnection &connection, const EventId &id)
{
    PostgresResult rows =
        connection.query("SELECT id, venue_id, seat_map_id, name, description, start_date,"
                         " end_date, status, currency, created_at, version FROM events"
                         " WHERE id = $1",
                         id);
    if (!rows.next())
        return std::nullopt;
    QList<Event> one{bareEventFrom(rows)};
    fillEvents(connection, one, [](Event &event) -> Event & { return event; });
    return one.first();
}

PriceList pricesOf(PostgresConnection &connection, const EventId &event, Currency currency)
{
    connection.send("SELECT id, name FROM ticket_types WHERE event_id = $1 ORDER BY position",
                    event);
    connection.send("SELECT category_id, ticket_type_id, amount FROM prices WHERE event_id = $1"
                    " ORDER BY position",
                    event);
    std::vector<PostgresResult> answers = connection.receive();
    PriceList list{.currency = currency};
    for (PostgresResult &rows = answers[0]; rows.next();)
        list.ticketTypes.append({rows.id<TicketTypeId>(0), rows.text(1)});
    for (PostgresResult &rows = answers[1]; rows.next();)
        list.prices.append({.category = rows.id<CategoryId>(0),
                            .ticketType = rows.id<TicketTypeId>(1),
                            .amount = Money(rows.number(2), currency)});
    return list;
}

StoredHold holdFrom(const PostgresResult &rows)
{
    QList<SeatIndex> seats;
    for (const qint32 seat : rows.integers(5))
        seats.append(SeatIndex(seat));
    return {.hold = {.id = rows.id<HoldId>(0),
                     .event = rows.id<EventId>(1),
                     .fence = Fence(rows.number(2)),
                     .window = rows.id<WindowId>(3),
                     .holder = rows.id<OperatorId>(4),
                     .seats = seats,
                     .expiresAt = rows.instant(6),
                     .customer = rows.id<CustomerId>(9)},
            .extensions = rows.small(7),
            .state = HoldState(rows.small(8))};
}

StoredPool poolFrom(const PostgresResult &rows)
{
    StoredPool stored{.pool = {.id = rows.id<PoolId>(0),
                               .event = rows.id<EventId>(1),
                               .name = rows.text(2),
                               .owner = Role(rows.small(3)),
                               .quota = rows.small(4),
                               .note = rows.text(5),
                               .version = Version(rows.number(7))},
                      .tickets = rows.small(8),
                      .isOpen = rows.small(9) == 1};
    if (!rows.isNull(6))
        stored.pool.releaseAt = rows.instant(6);
    return stored;
}

StoredBooking bookingFrom(const PostgresResult &rows)
{
    return {.booking = {.id = rows.id<BookingId>(0),
                        .reference = rows.text(1),
                        .event = rows.id<EventId>(3),
                        .customer = rows.id<CustomerId>(2),
                        .status = BookingStatus(rows.small(5)),
                        .total = Money(rows.number(7), currencyOf(rows, 6)),
                        .soldBy = rows.id<OperatorId>(8),
                        .soldAt = rows.id<WindowId>(9),
                        .createdAt = rows.instant(10),
                        .version = Version(rows.number(13))},
            .hold = rows.id<HoldId>(4),
            .confirmedAt = rows.instant(11), // of NULL: never
            .cancelledAt = rows.instant(12)};
}

void addTicket(StoredBooking &stored, const PostgresResult &rows)
{
    const BookedTicket ticket{.seat = SeatIndex(rows.small(1)),
                              .ticketType = rows.id<TicketTypeId>(3),
                              .price = Money(rows.number(4), stored.booking.total.currency()),
                              .isGivenBack = rows.small(7) == 1};
    stored.booking.tickets.append(ticket);
    stored.priced.append({ticket, rows.id<CategoryId>(2), rows.small(5) == 1, rows.instant(6)});
}

void addPayment(StoredBooking &stored, const PostgresResult &rows)
{
    const Currency currency = stored.booking.total.currency();
    stored.booking.payments.append({.id = rows.id<PaymentId>(1),
                                    .method = PaymentMethod(rows.small(2)),
                                    .amount = Money(rows.number(3), currency),
                                    .tendered = Money(rows.number(4), currency),
                                    .reference = rows.text(5)});
}

std::vector<StoredBooking> findBookings(PostgresConnection &connection,
                                        const std::vector<BookingId> &ids)
{
    const std::vector<HoldId> none;
    connection.send("SELECT id, reference, user_id, event_id, hold_id, status, currency, total,"
                    " sold_by, sold_at, created_at, confirmed_at, cancelled_at, version"
                    " FROM bookings WHERE id = ANY ($1)",
                    ids);
    connection.send(postgres::bookingTickets, ids, none);
    connection.send(postgres::bookingPayments, ids, none);
    std::vector<PostgresResult> answers = connection.receive();
    std::vector<StoredBooking> bookings;
    while (answers[0].next())
        bookings.push_back(bookingFrom(answers[0]));
    QHash<BookingId, StoredBooking *> byId;
    for (StoredBooking &stored : bookings)
        byId.insert(stored.booking.id, &stored);
    for (PostgresResult &rows = answers[1]; rows.next();) {
        if (StoredBooking *stored = byId.value(rows.id<BookingId>(0)))
            addTicket(*stored, rows);
    }
    for (PostgresResult &rows = answers[2]; rows.next();) {
        if (StoredBooking *stored = byId.value(rows.id<BookingId>(0)))
            addPayment(*stored, rows);
    }
    return bookings;
}

QList<ChangedRecord<Venue>> venuesSince(PostgresConnection &connection, qint64 since, qint32 limit)
{
    QList<ChangedRecord<Venue>> venues;
    PostgresResult rows = connection.query(
        "SELECT id, name, address, city, capacity, time_zone, seat_map_id, created_at, version,"
        " catalogue_version FROM venues WHERE catalogue_version > $1"
        " ORDER BY catalogue_version LIMIT $2",
        since, limit);
    while (rows.next())
        venues.append({venueFrom(rows), rows.number(9)});
    return venues;
}

QList<ChangedRecord<SeatMapSummary>> seatMapsSince(PostgresConnection &connection, qint64 since,
                                                   qint32 limit)
{
    QList<ChangedRecord<SeatMapSummary>> maps;
    PostgresResult rows = connection.query(
        "SELECT id, venue_id, number, capacity, note, published_at, catalogue_version"
        " FROM seat_maps WHERE catalogue_version > $1 ORDER BY catalogue_version LIMIT $2",
        since, limit);
    while (rows.next())
        maps.append({{.id = rows.id<SeatMapId>(0),
                      .venue = rows.id<VenueId>(1),
                      .number = rows.small(2),
                      .capacity = rows.small(3),
                      .note = rows.text(4),
                      .publishedAt = rows.instant(5)},
                     rows.number(6)});
    return maps;
}

QList<ChangedRecord<Performer>> performersSince(PostgresConnection &connection, qint64 since,
                                                qint32 limit)
{
    QList<ChangedRecord<Performer>> performers;
    PostgresResult rows =
        connection.query("SELECT id, name, type, created_at, catalogue_version FROM performers"
                         " WHERE catalogue_version > $1 ORDER BY catalogue_version LIMIT $2",
                         since, limit);
    while (rows.next())
        performers.append({{.id = rows.id<PerformerId>(0),
                            .name = rows.text(1),
                            .type = rows.text(2),
                            .createdAt = rows.instant(3)},
                           rows.number(4)});
    return performers;
}

QList<ChangedRecord<Event>> eventsSince(PostgresConnection &connection, qint64 since, qint32 limit)
{
    QList<ChangedRecord<Event>> events;
    PostgresResult rows = connection.query(
        "SELECT id, venue_id, seat_map_id, name, description, start_date, end_date, status,"
        " currency, created_at, version, catalogue_version FROM events"
        " WHERE catalogue_version > $1 ORDER BY catalogue_version LIMIT $2",
        since, limit);
    while (rows.next())
        events.append({bareEventFrom(rows), rows.number(11)});
    fillEvents(connection, events,
               [](ChangedRecord<Event> &changed) -> Event & { return changed.record; });
    return events;
}

} // namespace foyer
