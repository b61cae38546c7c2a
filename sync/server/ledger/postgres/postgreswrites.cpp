#include "sync/server/ledger/postgres/postgresrows.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::optional<Instant> endOf(const TicketState &ticket)
{
    return ticket.status == TicketStatus::Held ? std::optional(ticket.expiresAt) : std::nullopt;
}

} // namespace

/// All statements in one round trip; arrays make one statement of a batch.
void PostgresRows::write(const LedgerWrites &writes)
{
    sendCustomers(writes.customers, writes.clock);
    for (const PerformerWrite &performer : writes.performers)
        sendPerformer(performer);
    for (const VenueWrite &venue : writes.venues)
        sendVenue(venue);
    for (const SeatMapWrite &map : writes.seatMaps)
        sendSeatMap(map);
    for (const EventWrite &event : writes.events)
        sendEvent(event);
    for (const PoolWrite &pool : writes.pools)
        sendPool(pool);
    sendTickets(writes.tickets);
    sendHolds(writes.holds);
    sendBookings(writes.bookings);
    sendLedgerRows(writes.rows);
    sendOutcomes(writes.outcomes);
    sendHeads(writes.heads);
    sendNotices(writes);
    receiveExpected();
}

void PostgresRows::receiveExpected()
{
    const std::vector<PostgresResult> answers = m_connection.receive();
    for (size_t i = 0; i < answers.size() && !failure(); ++i) {
        const Expectation &expected = m_expected[i];
        // Somebody else was quicker where nothing was locked (records), so the work is done again.
        if (expected.what && answers[i].changedRows() != expected.rows)
            m_connection.fail(
                {"40001", u"%1 is not as it was read"_s.arg(QString::fromLatin1(expected.what))});
    }
    m_expected.clear();
}

void PostgresRows::sendCustomers(const std::vector<Customer> &customers, Instant at)
{
    for (const Customer &customer : customers) {
        const std::optional<QString> email =
            customer.email.isEmpty() ? std::nullopt : std::optional(customer.email);
        m_connection.send("INSERT INTO users (id, email, name, created_at) VALUES ($1, $2, $3, $4)"
                          " ON CONFLICT (id) DO UPDATE SET email = excluded.email,"
                          " name = excluded.name",
                          customer.id, email, customer.name, at);
        expectAny();
    }
}

void PostgresRows::sendPerformer(const PerformerWrite &write)
{
    const Performer &performer = write.performer;
    m_connection.send("INSERT INTO performers (id, name, type, created_at, catalogue_version)"
                      " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE"
                      " SET name = excluded.name, type = excluded.type,"
                      " catalogue_version = excluded.catalogue_version",
                      performer.id, performer.name, performer.type, performer.createdAt,
                      write.catalogue);
    expectAny();
}

void PostgresRows::sendVenue(const VenueWrite &write)
{
    const Venue &venue = write.venue;
    if (write.isNew)
        m_connection.send(
            "INSERT INTO venues (id, name, address, city, capacity, time_zone, seat_map_id,"
            " created_at, version, catalogue_version)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            venue.id, venue.name, venue.address, venue.city, venue.capacity, venue.timeZone,
            venue.seatMap, venue.createdAt, venue.version, write.catalogue);
    else
        m_connection.send("UPDATE venues SET name = $1, address = $2, city = $3, capacity = $4,"
                          " time_zone = $5, seat_map_id = $6, version = $7, catalogue_version = $8"
                          " WHERE id = $9 AND version = $7 - 1",
                          venue.name, venue.address, venue.city, venue.capacity, venue.timeZone,
                          venue.seatMap, venue.version, write.catalogue, venue.id);
    expect(1, "a venue");
}

void PostgresRows::sendSeatMap(const SeatMapWrite &write)
{
    const SeatMapSummary &map = write.summary;
    m_connection.send("INSERT INTO seat_maps (id, venue_id, number, capacity, note, published_at,"
                      " catalogue_version, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                      map.id, map.venue, map.number, map.capacity, map.note, map.publishedAt,
                      write.catalogue, write.document);
    expect(1, "a seat map");
    std::vector<CategoryId> ids;
    std::vector<QString> names;
    std::vector<int> tickets;
    for (const SeatMapWrite::Category &category : write.categories) {
        ids.push_back(category.id);
        names.push_back(category.name);
        tickets.push_back(category.tickets);
    }
    m_connection.send("INSERT INTO map_categories (map_no, position, id, name, tickets)"
                      " SELECT m.no, c.place - 1, c.id, c.name, c.tickets FROM seat_maps m,"
                      " unnest($2::uuid[], $3::text[], $4::bigint[])"
                      " WITH ORDINALITY c (id, name, tickets, place) WHERE m.id = $1",
                      map.id, ids, names, tickets);
    expect(write.categories.size(), "a map's categories");
    std::vector<int> categories;
    std::vector<QString> sections;
    std::vector<QString> rows;
    std::vector<QString> seats;
    for (const SeatMapWrite::Seat &seat : *write.seats) {
        categories.push_back(seat.category);
        sections.push_back(seat.section);
        rows.push_back(seat.row);
        seats.push_back(seat.seat);
    }
    m_connection.send("INSERT INTO seats (map_no, idx, category, section, \"row\", seat)"
                      " SELECT m.no, s.place - 1, s.category, s.section, s.\"row\", s.seat"
                      " FROM seat_maps m,"
                      " unnest($2::bigint[], $3::text[], $4::text[], $5::text[])"
                      " WITH ORDINALITY s (category, section, \"row\", seat, place)"
                      " WHERE m.id = $1",
                      map.id, categories, sections, rows, seats);
    expect(qint64(write.seats->size()), "a map's seats");
}

void PostgresRows::sendEvent(const EventWrite &write)
{
    const Event &event = write.event;
    const QString currency = event.prices.currency.code();
    if (write.isNew)
        m_connection.send(
            "INSERT INTO events (id, venue_id, seat_map_id, name, description, start_date,"
            " end_date, status, currency, created_at, version, catalogue_version)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            event.id, event.venue, event.seatMap, event.name, event.description, event.startDate,
            event.endDate, int(event.status), currency, event.createdAt, event.version,
            write.catalogue);
    else
        m_connection.send(
            "UPDATE events SET venue_id = $1, seat_map_id = $2, name = $3, description = $4,"
            " start_date = $5, end_date = $6, status = $7, currency = $8, version = $9,"
            " catalogue_version = $10 WHERE id = $11 AND version = $9 - 1",
            event.venue, event.seatMap, event.name, event.description, event.startDate,
            event.endDate, int(event.status), currency, event.version, write.catalogue, event.id);
    expect(1, "an event");
    sendEventParts(event);
    if (write.publication)
        sendPublication(event, *write.publication);
}

void PostgresRows::sendEventParts(const Event &event)
{
    m_connection.send("DELETE FROM event_performers WHERE event_id = $1", event.id);
    m_connection.send("DELETE FROM prices WHERE event_id = $1", event.id);
    m_connection.send("DELETE FROM ticket_types WHERE event_id = $1", event.id);
    const std::vector<PerformerId> performers(event.performers.begin(), event.performers.end());
    m_connection.send("INSERT INTO event_performers (event_id, performer_id, position)"
                      " SELECT $1, p.id, p.place - 1"
                      " FROM unnest($2::uuid[]) WITH ORDINALITY p (id, place)",
                      event.id, performers);
    std::vector<TicketTypeId> types;
    std::vector<QString> names;
    for (const TicketType &type : event.prices.ticketTypes) {
        types.push_back(type.id);
        names.push_back(type.name);
    }
    m_connection.send("INSERT INTO ticket_types (event_id, position, id, name)"
                      " SELECT $1, t.place - 1, t.id, t.name"
                      " FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY t (id, name, place)",
                      event.id, types, names);
    std::vector<CategoryId> categories;
    std::vector<TicketTypeId> priced;
    std::vector<qint64> amounts;
    for (const Price &price : event.prices.prices) {
        categories.push_back(price.category);
        priced.push_back(price.ticketType);
        amounts.push_back(price.amount.minorUnits());
    }
    m_connection.send("INSERT INTO prices (event_id, category_id, ticket_type_id, position, amount)"
                      " SELECT $1, p.category, p.type, p.place - 1, p.amount"
                      " FROM unnest($2::uuid[], $3::uuid[], $4::bigint[])"
                      " WITH ORDINALITY p (category, type, amount, place)",
                      event.id, categories, priced, amounts);
    for (int sent = 0; sent < 6; ++sent)
        expectAny();
}

/// The tickets, their counts, and the first row of the event's ledger.
void PostgresRows::sendPublication(const Event &event, const LedgerRow &first)
{
    m_connection.send("INSERT INTO tickets (event_no, idx) SELECT e.no, s.idx FROM events e"
                      " JOIN seat_maps m ON m.id = e.seat_map_id JOIN seats s ON s.map_no = m.no"
                      " WHERE e.id = $1 ORDER BY s.idx",
                      event.id);
    expectAny();
    m_connection.send("INSERT INTO inventory (event_no, map_no, capacity, sequence, chain,"
                      " available, held, sold, blocked)"
                      " SELECT e.no, m.no, m.capacity, 0, $2, m.capacity, 0, 0, 0 FROM events e"
                      " JOIN seat_maps m ON m.id = e.seat_map_id WHERE e.id = $1",
                      event.id, first.hash);
    expect(1, "a seat map");
    m_connection.send("INSERT INTO ledger (event_no, sequence, at_ms, action, operation,"
                      " operator_id, window_id, seats, versions, status, fence, detail, hash)"
                      " SELECT no, 0, $2, $3, $4, $5, $6, '', '', 0, 0, $7, $8 FROM events"
                      " WHERE id = $1",
                      event.id, first.at, int(first.action), first.operation, first.operatorId,
                      first.window, first.detail, first.hash);
    expect(1, "an event");
}

void PostgresRows::sendPool(const PoolWrite &write)
{
    const Pool &pool = write.stored.pool;
    if (write.isNew)
        m_connection.send("INSERT INTO pools (id, event_no, name, owner, quota, note, release_at,"
                          " version, tickets, open)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                          pool.id, write.eventNumber, pool.name, int(pool.owner), pool.quota,
                          pool.note, pool.releaseAt, pool.version, write.stored.tickets,
                          write.stored.isOpen ? 1 : 0);
    else
        m_connection.send("UPDATE pools SET name = $1, owner = $2, quota = $3, note = $4,"
                          " release_at = $5, version = $6, tickets = $7, open = $8"
                          " WHERE id = $9 AND version = $10",
                          pool.name, int(pool.owner), pool.quota, pool.note, pool.releaseAt,
                          pool.version, write.stored.tickets, write.stored.isOpen ? 1 : 0, pool.id,
                          write.expected);
    expect(1, "a pool");
}

/// Conditional on the version of each.
void PostgresRows::sendTickets(const std::vector<TicketWrite> &tickets)
{
    if (tickets.empty())
        return;
    std::vector<qint64> events;
    std::vector<int> seats;
    std::vector<Version> expected;
    std::vector<int> statuses;
    std::vector<Version> versions;
    std::vector<Fence> fences;
    std::vector<HoldId> holds;
    std::vector<WindowId> holders;
    std::vector<std::optional<Instant>> ends;
    std::vector<BookingId> bookings;
    std::vector<PoolId> pools;
    for (const TicketWrite &write : tickets) {
        events.push_back(write.key.first);
        seats.push_back(write.key.second);
        expected.push_back(write.expected);
        statuses.push_back(int(write.ticket.status));
        versions.push_back(write.ticket.version);
        fences.push_back(write.ticket.fence);
        holds.push_back(write.ticket.hold);
        holders.push_back(write.ticket.holder);
        ends.push_back(endOf(write.ticket));
        bookings.push_back(write.ticket.booking);
        pools.push_back(write.ticket.pool);
    }
    m_connection.send("UPDATE tickets t SET status = w.status, version = w.version,"
                      " fence = w.fence, hold = w.hold, holder = w.holder,"
                      " expires_at = w.expires_at, booking = w.booking, pool = w.pool"
                      " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],"
                      " $5::bigint[], $6::bigint[], $7::uuid[], $8::uuid[], $9::bigint[],"
                      " $10::uuid[], $11::uuid[]) w (event_no, idx, expected, status, version,"
                      " fence, hold, holder, expires_at, booking, pool)"
                      " WHERE t.event_no = w.event_no AND t.idx = w.idx"
                      " AND t.version = w.expected",
                      events, seats, expected, statuses, versions, fences, holds, holders, ends,
                      bookings, pools);
    expect(qint64(tickets.size()), "a ticket");
}

void PostgresRows::sendHolds(const std::vector<HoldWrite> &holds)
{
    for (const bool isNew : {true, false}) {
        std::vector<HoldId> ids;
        std::vector<qint64> events;
        std::vector<Fence> fences;
        std::vector<WindowId> windows;
        std::vector<OperatorId> operators;
        std::vector<Instant> ends;
        std::vector<int> extensions;
        std::vector<int> states;
        std::vector<CustomerId> customers;
        std::vector<SeatIndex> seats; // of all holds, one after the other
        std::vector<qint64> firsts;
        std::vector<qint64> lasts;
        for (const HoldWrite &write : holds) {
            if (write.isNew != isNew)
                continue;
            const Hold &hold = write.stored.hold;
            ids.push_back(hold.id);
            events.push_back(write.eventNumber);
            fences.push_back(hold.fence);
            windows.push_back(hold.window);
            operators.push_back(hold.holder);
            ends.push_back(hold.expiresAt);
            extensions.push_back(write.stored.extensions);
            states.push_back(int(write.stored.state));
            customers.push_back(hold.customer);
            firsts.push_back(qint64(seats.size()) + 1);
            seats.insert(seats.end(), hold.seats.begin(), hold.seats.end());
            lasts.push_back(qint64(seats.size()));
        }
        if (ids.empty())
            continue;
        m_connection.send(
            isNew ? "INSERT INTO holds (id, event_no, fence, window_id, operator_id, seats,"
                    " ends_at, extensions, state, customer_id) SELECT w.id, w.event_no, w.fence, "
                    "w.window_id,"
                    " w.operator_id, ($9::bigint[])[w.first:w.last]::integer[], w.ends_at,"
                    " w.extensions, w.state, w.customer FROM unnest($1::uuid[], $2::bigint[], "
                    "$3::bigint[],"
                    " $4::uuid[], $5::uuid[], $6::bigint[], $7::bigint[], $8::bigint[],"
                    " $10::bigint[], $11::bigint[], $12::uuid[]) w (id, event_no, fence, window_id,"
                    " operator_id, ends_at, extensions, state, first, last, customer)"
                  : "UPDATE holds h SET event_no = w.event_no, fence = w.fence,"
                    " window_id = w.window_id, operator_id = w.operator_id,"
                    " seats = ($9::bigint[])[w.first:w.last]::integer[], ends_at = w.ends_at,"
                    " extensions = w.extensions, state = w.state, customer_id = w.customer FROM "
                    "unnest($1::uuid[],"
                    " $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::bigint[],"
                    " $7::bigint[], $8::bigint[], $10::bigint[], $11::bigint[], $12::uuid[]) w "
                    "(id, event_no,"
                    " fence, window_id, operator_id, ends_at, extensions, state, first, last, "
                    "customer)"
                    " WHERE h.id = w.id",
            ids, events, fences, windows, operators, ends, extensions, states, seats, firsts, lasts,
            customers);
        expect(qint64(ids.size()), "a hold");
    }
}

void PostgresRows::sendLedgerRows(const std::vector<LedgerRowWrite> &rows)
{
    if (rows.empty())
        return;
    std::vector<qint64> events;
    std::vector<Sequence> sequences;
    std::vector<Instant> times;
    std::vector<int> actions;
    std::vector<OperationId> operations;
    std::vector<OperatorId> operators;
    std::vector<WindowId> windows;
    std::vector<QByteArray> seats;
    std::vector<QByteArray> versions;
    std::vector<int> statuses;
    std::vector<HoldId> holds;
    std::vector<Fence> fences;
    std::vector<WindowId> holders;
    std::vector<std::optional<Instant>> ends;
    std::vector<BookingId> bookings;
    std::vector<PoolId> pools;
    std::vector<QByteArray> details;
    std::vector<QByteArray> hashes;
    for (const auto &[eventNumber, row] : rows) {
        events.push_back(eventNumber);
        sequences.push_back(row.sequence);
        times.push_back(row.at);
        actions.push_back(int(row.action));
        operations.push_back(row.operation);
        operators.push_back(row.operatorId);
        windows.push_back(row.window);
        seats.push_back(row.seats);
        versions.push_back(row.versions);
        statuses.push_back(int(row.after.status));
        holds.push_back(row.after.hold);
        fences.push_back(row.after.fence);
        holders.push_back(row.after.holder);
        ends.push_back(endOf(row.after));
        bookings.push_back(row.after.booking);
        pools.push_back(row.after.pool);
        details.push_back(row.detail);
        hashes.push_back(row.hash);
    }
    m_connection.send("INSERT INTO ledger (event_no, sequence, at_ms, action, operation,"
                      " operator_id, window_id, seats, versions, status, hold, fence, holder,"
                      " expires_at, booking, pool, detail, hash) SELECT * FROM unnest($1::bigint[],"
                      " $2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[],"
                      " $7::uuid[], $8::bytea[], $9::bytea[], $10::bigint[], $11::uuid[],"
                      " $12::bigint[], $13::uuid[], $14::bigint[], $15::uuid[], $16::uuid[],"
                      " $17::bytea[], $18::bytea[])",
                      events, sequences, times, actions, operations, operators, windows, seats,
                      versions, statuses, holds, fences, holders, ends, bookings, pools, details,
                      hashes);
    expect(qint64(rows.size()), "the ledger");
}

void PostgresRows::sendOutcomes(const std::vector<StoredOutcome> &outcomes)
{
    if (outcomes.empty())
        return;
    std::vector<OperationId> ids;
    std::vector<QByteArray> digests;
    std::vector<QByteArray> encoded;
    std::vector<WindowId> windows;
    std::vector<DeviceSequence> sequences;
    for (const StoredOutcome &outcome : outcomes) {
        ids.push_back(outcome.operation);
        digests.push_back(outcome.digest);
        encoded.push_back(outcome.outcome);
        windows.push_back(outcome.window);
        sequences.push_back(outcome.deviceSequence);
    }
    m_connection.send("INSERT INTO operations (id, digest, outcome, window_id, device_sequence)"
                      " SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[],"
                      " $5::bigint[])",
                      ids, digests, encoded, windows, sequences);
    expect(qint64(outcomes.size()), "an operation");
}

void PostgresRows::sendHeads(const std::vector<HeadWrite> &heads)
{
    if (heads.empty())
        return;
    std::vector<qint64> events;
    std::vector<Sequence> expected;
    std::vector<Sequence> sequences;
    std::vector<QByteArray> chains;
    std::vector<int> available;
    std::vector<int> held;
    std::vector<int> sold;
    std::vector<int> blocked;
    for (const HeadWrite &write : heads) {
        events.push_back(write.head.number);
        expected.push_back(write.expected);
        sequences.push_back(write.head.sequence);
        chains.push_back(write.head.chain);
        available.push_back(write.head.counts.available);
        held.push_back(write.head.counts.held);
        sold.push_back(write.head.counts.sold);
        blocked.push_back(write.head.counts.blocked);
    }
    m_connection.send("UPDATE inventory i SET sequence = w.sequence, chain = w.chain,"
                      " available = w.available, held = w.held, sold = w.sold,"
                      " blocked = w.blocked FROM unnest($1::bigint[], $2::bigint[],"
                      " $3::bigint[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bigint[],"
                      " $8::bigint[]) w (event_no, expected, sequence, chain, available, held,"
                      " sold, blocked)"
                      " WHERE i.event_no = w.event_no AND i.sequence = w.expected",
                      events, expected, sequences, chains, available, held, sold, blocked);
    expect(qint64(heads.size()), "the sequence of an event");
}

void PostgresRows::sendNotices(const LedgerWrites &writes)
{
    PostgresNotice notice{.isCatalogue = !writes.events.empty() || !writes.venues.empty() ||
                                         !writes.seatMaps.empty() || !writes.performers.empty()};
    for (const HeadWrite &write : writes.heads)
        notice.spans.push_back({write.head.event, write.expected.next(), write.head.sequence});
    for (const QByteArray &payload : encodeNotices(notice)) {
        m_connection.send("SELECT pg_notify('foyer_changes', $1)", QString::fromLatin1(payload));
        expectAny();
    }
}

} // namespace foyer
