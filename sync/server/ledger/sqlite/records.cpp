#include "sync/server/ledger/sqlite/records.h"

#include "sync/server/ledger/rules/chain.h"

namespace foyer {

namespace {

Currency currencyFrom(const QString &code)
{
    return Currency::fromCode(code).value_or(Currency());
}

Venue venueFrom(const Rows &rows)
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

QList<PerformerId> performersOf(Database &database, const EventId &event)
{
    QList<PerformerId> performers;
    Rows rows = database.query(
        "SELECT performer_id FROM event_performers WHERE event_id = ? ORDER BY position", event);
    while (rows.next())
        performers.append(rows.id<PerformerId>(0));
    return performers;
}

/// Without performers and prices, which are rows of their own.
Event bareEventFrom(const Rows &rows)
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
    event.prices.currency = currencyFrom(rows.text(8));
    return event;
}

void fill(Database &database, Event &event)
{
    event.performers = performersOf(database, event.id);
    event.prices = pricesOf(database, event.id, event.prices.currency);
}

} // namespace

QString operatorNameKey(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_KC).toCaseFolded();
}

TicketState ticketFrom(const Rows &rows)
{
    return {.status = TicketStatus(rows.small(0)),
            .version = Version(rows.number(1)),
            .hold = rows.id<HoldId>(3),
            .fence = Fence(rows.number(2)),
            .holder = rows.id<WindowId>(4),
            .expiresAt = rows.instant(5),
            .booking = rows.id<BookingId>(6),
            .pool = rows.id<PoolId>(7)};
}

StoredHold holdFrom(const Rows &rows)
{
    return {.hold = {.id = rows.id<HoldId>(0),
                     .event = rows.id<EventId>(1),
                     .fence = Fence(rows.number(2)),
                     .window = rows.id<WindowId>(3),
                     .holder = rows.id<OperatorId>(4),
                     .seats = unpackedSeats(rows.bytes(5)),
                     .expiresAt = rows.instant(6),
                     .customer = rows.id<CustomerId>(7)},
            .extensions = rows.small(8),
            .state = HoldState(rows.small(9))};
}

StoredPool poolFrom(const Rows &rows)
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

std::optional<Venue> findVenue(Database &database, const VenueId &id)
{
    Rows rows = database.query("SELECT id, name, address, city, capacity, time_zone, seat_map_id,"
                               " created_at, version FROM venues WHERE id = ?",
                               id);
    return rows.next() ? std::optional(venueFrom(rows)) : std::nullopt;
}

std::optional<Event> findEvent(Database &database, const EventId &id)
{
    std::optional<Event> event;
    {
        Rows rows = database.query("SELECT id, venue_id, seat_map_id, name, description,"
                                   " start_date, end_date, status, currency, created_at, version"
                                   " FROM events WHERE id = ?",
                                   id);
        if (rows.next())
            event = bareEventFrom(rows);
    }
    if (event)
        fill(database, *event);
    return event;
}

PriceList pricesOf(Database &database, const EventId &event, Currency currency)
{
    PriceList list{.currency = currency};
    {
        Rows rows = database.query(
            "SELECT id, name FROM ticket_types WHERE event_id = ? ORDER BY position", event);
        while (rows.next())
            list.ticketTypes.append({rows.id<TicketTypeId>(0), rows.text(1)});
    }
    Rows rows = database.query("SELECT category_id, ticket_type_id, amount FROM prices"
                               " WHERE event_id = ? ORDER BY position",
                               event);
    while (rows.next())
        list.prices.append({.category = rows.id<CategoryId>(0),
                            .ticketType = rows.id<TicketTypeId>(1),
                            .amount = Money(rows.number(2), currency)});
    return list;
}

QList<Changed<Venue>> venuesSince(Database &database, qint64 since, qint32 limit)
{
    QList<Changed<Venue>> venues;
    Rows rows = database.query(
        "SELECT id, name, address, city, capacity, time_zone, seat_map_id, created_at, version,"
        " catalogue_version FROM venues WHERE catalogue_version > ?"
        " ORDER BY catalogue_version LIMIT ?",
        since, limit);
    while (rows.next())
        venues.append({venueFrom(rows), rows.number(9)});
    return venues;
}

QList<Changed<SeatMapSummary>> seatMapsSince(Database &database, qint64 since, qint32 limit)
{
    QList<Changed<SeatMapSummary>> maps;
    Rows rows = database.query(
        "SELECT id, venue_id, number, capacity, note, published_at, catalogue_version"
        " FROM seat_maps WHERE catalogue_version > ? ORDER BY catalogue_version LIMIT ?",
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

QList<Changed<Performer>> performersSince(Database &database, qint64 since, qint32 limit)
{
    QList<Changed<Performer>> performers;
    Rows rows =
        database.query("SELECT id, name, type, created_at, catalogue_version FROM performers"
                       " WHERE catalogue_version > ? ORDER BY catalogue_version LIMIT ?",
                       since, limit);
    while (rows.next())
        performers.append({{.id = rows.id<PerformerId>(0),
                            .name = rows.text(1),
                            .type = rows.text(2),
                            .createdAt = rows.instant(3)},
                           rows.number(4)});
    return performers;
}

QList<Changed<Event>> eventsSince(Database &database, qint64 since, qint32 limit)
{
    QList<Changed<Event>> events;
    {
        Rows rows = database.query(
            "SELECT id, venue_id, seat_map_id, name, description, start_date, end_date, status,"
            " currency, created_at, version, catalogue_version FROM events"
            " WHERE catalogue_version > ? ORDER BY catalogue_version LIMIT ?",
            since, limit);
        while (rows.next())
            events.append({bareEventFrom(rows), rows.number(11)});
    }
    for (Changed<Event> &changed : events)
        fill(database, changed.record);
    return events;
}

} // namespace foyer
