#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/sqlite/sqliterows.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// As the migration that made the table says.
constexpr size_t seatsPerRow = 1'000;

void appendJsonText(QByteArray &json, const QString &text)
{
    const auto isPlain = [](QChar letter) {
        return letter >= u' ' && letter < QChar(0x7f) && letter != u'"' && letter != u'\\';
    };
    json += '"';
    if (std::ranges::all_of(text, isPlain)) { // nearly always
        for (const QChar letter : text)
            json += char(letter.unicode());
        json += '"';
        return;
    }
    for (const char letter : text.toUtf8()) {
        if (letter == '"' || letter == '\\')
            json += '\\';
        if (uchar(letter) < 0x20)
            json += "\\u" + QByteArray::number(letter, 16).rightJustified(4, '0');
        else
            json += letter;
    }
    json += '"';
}

/// What is written on the seats from \a first on, as JSON. By hand, because a map may have
/// 300,000 and everybody waits meanwhile.
QByteArray labelsOf(const std::vector<SeatMapWrite::Seat> &seats, size_t first)
{
    QByteArray json;
    json.reserve(qsizetype(seatsPerRow) * 32);
    for (size_t i = first; i < std::min(first + seatsPerRow, seats.size()); ++i) {
        json += i == first ? "[[" : ",[";
        appendJsonText(json, seats[i].section);
        json += ',';
        appendJsonText(json, seats[i].row);
        json += ',';
        appendJsonText(json, seats[i].seat);
        json += ',' + QByteArray::number(seats[i].category) + ']';
    }
    return json + ']';
}

/// What the table has of a lease: nothing where there is none.
std::optional<Instant> endOf(const TicketState &ticket)
{
    return ticket.status == TicketStatus::Held ? std::optional(ticket.expiresAt) : std::nullopt;
}

} // namespace

void SqliteRows::write(const LedgerWrites &writes)
{
    writeCustomers(writes.customers, writes.clock);
    for (const PerformerWrite &performer : writes.performers)
        writePerformer(performer);
    for (const VenueWrite &venue : writes.venues)
        writeVenue(venue);
    for (const SeatMapWrite &map : writes.seatMaps)
        writeSeatMap(map);
    for (const EventWrite &event : writes.events)
        writeEvent(event);
    for (const PoolWrite &pool : writes.pools)
        writePool(pool);
    writeTickets(writes.tickets);
    writeHolds(writes.holds);
    writeBookings(writes.bookings);
    writeRows(writes.rows);
    writeOutcomes(writes.outcomes);
    for (const HeadWrite &head : writes.heads)
        writeHead(head);
    writeHouse(writes.clock);
}

void SqliteRows::writeCustomers(const std::vector<Customer> &customers, Instant at)
{
    for (const Customer &customer : customers) {
        const std::optional<QString> email =
            customer.email.isEmpty() ? std::nullopt : std::optional(customer.email);
        m_database.run("INSERT INTO users (id, email, name, created_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET email = excluded.email,"
                       " name = excluded.name",
                       customer.id, email, customer.name, at);
    }
}

void SqliteRows::writePerformer(const PerformerWrite &write)
{
    const Performer &performer = write.performer;
    m_database.run("INSERT INTO performers (id, name, type, created_at, catalogue_version)"
                   " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                   " type = excluded.type, catalogue_version = excluded.catalogue_version",
                   performer.id, performer.name, performer.type, performer.createdAt,
                   write.catalogue.value());
}

void SqliteRows::writeVenue(const VenueWrite &write)
{
    const Venue &venue = write.venue;
    if (write.isNew) {
        m_database.run(
            "INSERT INTO venues (id, name, address, city, capacity, time_zone, seat_map_id,"
            " created_at, version, catalogue_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            venue.id, venue.name, venue.address, venue.city, venue.capacity, venue.timeZone,
            venue.seatMap, venue.createdAt, venue.version.value(), write.catalogue.value());
        return;
    }
    expectOne(m_database.run("UPDATE venues SET name = ?, address = ?, city = ?, capacity = ?,"
                             " time_zone = ?, seat_map_id = ?, version = ?, catalogue_version = ?"
                             " WHERE id = ? AND version = ?",
                             venue.name, venue.address, venue.city, venue.capacity, venue.timeZone,
                             venue.seatMap, venue.version.value(), write.catalogue.value(),
                             venue.id, venue.version.value() - 1),
              "a venue");
}

void SqliteRows::writeSeatMap(const SeatMapWrite &write)
{
    const SeatMapSummary &map = write.summary;
    m_database.run("INSERT INTO seat_maps (id, venue_id, number, capacity, note, published_at,"
                   " catalogue_version, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   map.id, map.venue, map.number, map.capacity, map.note, map.publishedAt,
                   write.catalogue.value(), write.document);
    const qint64 number = m_database.lastRowNumber();
    for (qsizetype i = 0; i < write.categories.size(); ++i) {
        const SeatMapWrite::Category &category = write.categories[i];
        m_database.run("INSERT INTO map_categories (map_no, position, id, name, tickets)"
                       " VALUES (?, ?, ?, ?, ?)",
                       number, qint64(i), category.id, category.name, category.tickets);
    }
    for (size_t first = 0; first < write.seats->size(); first += seatsPerRow)
        m_database.run("INSERT INTO seat_labels (map_no, first, labels)"
                       " VALUES (?, ?, CAST(? AS TEXT))",
                       number, qint64(first), labelsOf(*write.seats, first));
}

void SqliteRows::writeEvent(const EventWrite &write)
{
    const Event &event = write.event;
    const QString currency = event.prices.currency.code();
    if (write.isNew)
        m_database.run(
            "INSERT INTO events (id, venue_id, seat_map_id, name, description, start_date,"
            " end_date, status, currency, created_at, version, catalogue_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            event.id, event.venue, event.seatMap, event.name, event.description, event.startDate,
            event.endDate, int(event.status), currency, event.createdAt, event.version.value(),
            write.catalogue.value());
    else
        expectOne(m_database.run(
                      "UPDATE events SET venue_id = ?, seat_map_id = ?, name = ?,"
                      " description = ?, start_date = ?, end_date = ?, status = ?, currency = ?,"
                      " version = ?, catalogue_version = ? WHERE id = ? AND version = ?",
                      event.venue, event.seatMap, event.name, event.description, event.startDate,
                      event.endDate, int(event.status), currency, event.version.value(),
                      write.catalogue.value(), event.id, event.version.value() - 1),
                  "an event");
    writeEventParts(event);
    if (write.publication)
        writePublication(event, *write.publication);
}

void SqliteRows::writeEventParts(const Event &event)
{
    m_database.run("DELETE FROM event_performers WHERE event_id = ?", event.id);
    m_database.run("DELETE FROM prices WHERE event_id = ?", event.id);
    m_database.run("DELETE FROM ticket_types WHERE event_id = ?", event.id);
    for (qsizetype i = 0; i < event.performers.size(); ++i)
        m_database.run("INSERT INTO event_performers (event_id, performer_id, position)"
                       " VALUES (?, ?, ?)",
                       event.id, event.performers[i], qint64(i));
    const PriceList &list = event.prices;
    for (qsizetype i = 0; i < list.ticketTypes.size(); ++i)
        m_database.run("INSERT INTO ticket_types (event_id, position, id, name)"
                       " VALUES (?, ?, ?, ?)",
                       event.id, qint64(i), list.ticketTypes[i].id, list.ticketTypes[i].name);
    for (qsizetype i = 0; i < list.prices.size(); ++i)
        m_database.run("INSERT INTO prices (event_id, category_id, ticket_type_id, position,"
                       " amount) VALUES (?, ?, ?, ?, ?)",
                       event.id, list.prices[i].category, list.prices[i].ticketType, qint64(i),
                       list.prices[i].amount.minorUnits());
}

void SqliteRows::writePublication(const Event &event, const LedgerRow &first)
{
    const qint64 number =
        m_database.number("SELECT no FROM events WHERE id = ?", event.id).value_or(0);
    expectOne(m_database.run("INSERT INTO inventory (event_no, map_no, capacity, sequence, fence,"
                             " chain, available, held, sold, blocked)"
                             " SELECT ?, no, capacity, 0, 0, ?, capacity, 0, 0, 0 FROM seat_maps"
                             " WHERE id = ?",
                             number, first.hash, event.seatMap),
              "a seat map");
    writeRows({{number, first}});
}

void SqliteRows::writePool(const PoolWrite &write)
{
    const Pool &pool = write.stored.pool;
    if (write.stored.isOpen && pool.releaseAt)
        endsAt(*pool.releaseAt);
    if (write.isNew) {
        m_database.run("INSERT INTO pools (id, event_no, name, owner, quota, note, release_at,"
                       " version, tickets, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       pool.id, write.eventNumber, pool.name, int(pool.owner), pool.quota,
                       pool.note, pool.releaseAt, pool.version.value(), write.stored.tickets,
                       write.stored.isOpen ? 1 : 0);
        return;
    }
    expectOne(m_database.run("UPDATE pools SET name = ?, owner = ?, quota = ?, note = ?,"
                             " release_at = ?, version = ?, tickets = ?, open = ?"
                             " WHERE id = ? AND version = ?",
                             pool.name, int(pool.owner), pool.quota, pool.note, pool.releaseAt,
                             pool.version.value(), write.stored.tickets,
                             write.stored.isOpen ? 1 : 0, pool.id, write.expected.value()),
              "a pool");
}

void SqliteRows::writeTickets(const std::vector<TicketWrite> &tickets)
{
    std::vector<const TicketWrite *> first;
    first.reserve(tickets.size());
    for (const TicketWrite &write : tickets) {
        if (write.expected != Version()) {
            changeTicket(write);
            continue;
        }
        m_ticketRows.add(write.key);
        first.push_back(&write);
    }
    static const Insertion into("tickets", "event_no, idx, status, version, fence, hold, holder,"
                                           " expires_at, booking, pool");
    m_database.insert(into, first, [](const TicketWrite *write, const auto &put) {
        const TicketState &ticket = write->ticket;
        put(write->key.first, write->key.second, int(ticket.status), ticket.version.value(),
            ticket.fence.value(), ticket.hold, ticket.holder, endOf(ticket), ticket.booking,
            ticket.pool);
    });
}

void SqliteRows::changeTicket(const TicketWrite &write)
{
    const TicketState &ticket = write.ticket;
    expectOne(m_database.run("UPDATE tickets SET status = ?, version = ?, fence = ?, hold = ?,"
                             " holder = ?, expires_at = ?, booking = ?, pool = ?"
                             " WHERE event_no = ? AND idx = ? AND version = ?",
                             int(ticket.status), ticket.version.value(), ticket.fence.value(),
                             ticket.hold, ticket.holder, endOf(ticket), ticket.booking, ticket.pool,
                             write.key.first, write.key.second, write.expected.value()),
              "a ticket");
}

void SqliteRows::writeHolds(const std::vector<HoldWrite> &holds)
{
    std::vector<const HoldWrite *> fresh;
    fresh.reserve(holds.size());
    for (const HoldWrite &write : holds) {
        m_liveHolds.set(write.stored, write.isNew);
        if (write.stored.state == HoldState::Live)
            endsAt(write.stored.hold.expiresAt);
        if (!write.isNew) {
            changeHold(write);
            continue;
        }
        m_holdIds.add(write.stored.hold.id.uuid());
        fresh.push_back(&write);
    }
    static const Insertion into("holds", "id, event_no, fence, window_id, operator_id, seats,"
                                         " ends_at, extensions, state, customer_id");
    m_database.insert(into, fresh, [](const HoldWrite *write, const auto &put) {
        const Hold &hold = write->stored.hold;
        put(hold.id, write->eventNumber, hold.fence.value(), hold.window, hold.holder,
            QByteArrayView(packedSeats(hold.seats)), hold.expiresAt, write->stored.extensions,
            int(write->stored.state), hold.customer);
    });
}

void SqliteRows::changeHold(const HoldWrite &write)
{
    const Hold &hold = write.stored.hold;
    expectOne(m_database.run("UPDATE holds SET fence = ?, window_id = ?, operator_id = ?,"
                             " seats = ?, ends_at = ?, extensions = ?, state = ?,"
                             " customer_id = ? WHERE id = ?",
                             hold.fence.value(), hold.window, hold.holder, packedSeats(hold.seats),
                             hold.expiresAt, write.stored.extensions, int(write.stored.state),
                             hold.customer, hold.id),
              "a hold");
}

/// What the bookings had is given back first: one of them may have a ticket of another now.
void SqliteRows::writeBookings(const std::vector<BookingWrite> &bookings)
{
    for (const BookingWrite &write : bookings) {
        if (!write.isNew)
            m_database.run("DELETE FROM booking_tickets WHERE booking_id = ?",
                           write.stored.booking.id);
    }
    for (const BookingWrite &write : bookings)
        writeBooking(write);
}

void SqliteRows::writeBooking(const BookingWrite &write)
{
    const StoredBooking &stored = write.stored;
    const Booking &booking = stored.booking;
    const auto happened = [](Instant at) {
        return at == Instant() ? std::nullopt : std::optional(at);
    };
    if (write.isNew)
        m_database.run(
            "INSERT INTO bookings (id, reference, user_id, event_id, hold_id, status, currency,"
            " total, sold_by, sold_at, created_at, confirmed_at, cancelled_at, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            booking.id, booking.reference, booking.customer, booking.event, stored.hold,
            int(booking.status), booking.total.currency().code(), booking.total.minorUnits(),
            booking.soldBy, booking.soldAt, booking.createdAt, happened(stored.confirmedAt),
            happened(stored.cancelledAt), booking.version.value());
    else
        expectOne(m_database.run(
                      "UPDATE bookings SET user_id = ?, hold_id = ?, status = ?, total = ?,"
                      " sold_by = ?, sold_at = ?, confirmed_at = ?, cancelled_at = ?, version = ?"
                      " WHERE id = ?",
                      booking.customer, stored.hold, int(booking.status),
                      booking.total.minorUnits(), booking.soldBy, booking.soldAt,
                      happened(stored.confirmedAt), happened(stored.cancelledAt),
                      booking.version.value(), booking.id),
                  "a booking");
    for (const PricedTicket &priced : stored.priced)
        m_database.run(
            "INSERT INTO booking_tickets (booking_id, event_no, idx, category_id,"
            " ticket_type_id, price, live, given_back_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            booking.id, write.eventNumber, priced.ticket.seat.value(), priced.category,
            priced.ticket.ticketType, priced.ticket.price.minorUnits(), priced.isLive ? 1 : 0,
            priced.ticket.isGivenBack ? happened(priced.givenBackAt) : std::nullopt);
    for (qsizetype i = write.paymentsBefore; i < booking.payments.size(); ++i) {
        const Payment &payment = booking.payments[i];
        m_database.run("INSERT INTO payments (id, booking_id, position, method, amount, tendered,"
                       " paid_at, reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       payment.id, booking.id, qint64(i), int(payment.method),
                       payment.amount.minorUnits(), payment.tendered.minorUnits(), write.at,
                       payment.reference);
    }
}

void SqliteRows::writeRows(const std::vector<LedgerRowWrite> &rows)
{
    static const Insertion into("ledger", "event_no, sequence, at_ms, action, operation,"
                                          " operator_id, window_id, seats, versions, status, hold,"
                                          " fence, holder, expires_at, booking, detail, hash,"
                                          " pool");
    m_database.insert(into, rows, [](const LedgerRowWrite &write, const auto &put) {
        const LedgerRow &row = write.row;
        const TicketState &after = row.after;
        put(write.eventNumber, row.sequence.value(), row.at, int(row.action), row.operation,
            row.operatorId, row.window, row.seats, row.versions, int(after.status), after.hold,
            after.fence.value(), after.holder, endOf(after), after.booking, row.detail, row.hash,
            after.pool);
    });
}

void SqliteRows::writeOutcomes(const std::vector<StoredOutcome> &outcomes)
{
    for (const StoredOutcome &outcome : outcomes)
        m_operationIds.add(outcome.operation.uuid());
    static const Insertion into("operations", "id, digest, outcome, window_id, device_sequence");
    m_database.insert(into, outcomes, [](const StoredOutcome &outcome, const auto &put) {
        put(outcome.operation, outcome.digest, outcome.outcome, outcome.window,
            outcome.deviceSequence.value());
    });
}

void SqliteRows::writeHead(const HeadWrite &write)
{
    const EventHead &head = write.head;
    expectOne(m_database.run("UPDATE inventory SET sequence = ?, fence = max(fence, ?), chain = ?,"
                             " available = ?, held = ?, sold = ?, blocked = ?"
                             " WHERE event_no = ? AND sequence = ?",
                             head.sequence.value(), m_fences.value(head.number, 0), head.chain,
                             head.counts.available, head.counts.held, head.counts.sold,
                             head.counts.blocked, head.number, write.expected.value()),
              "the sequence of an event");
}

void SqliteRows::writeHouse(Instant clock)
{
    m_database.run("UPDATE house SET clock_ms = max(clock_ms, ?),"
                   " catalogue_version = max(catalogue_version, ?)",
                   clock, m_catalogue.value_or(0));
}

} // namespace foyer
