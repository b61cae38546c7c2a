#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/sqlite/bookingrecords.h"
#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/sqliterows.h"

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<StoredOutcome> SqliteRows::outcome(const OperationId &id)
{
    if (!m_operationIds.mayHave(id.uuid()))
        return std::nullopt;
    Rows rows = m_database.query("SELECT digest, outcome, window_id, device_sequence"
                                 " FROM operations WHERE id = ?",
                                 id);
    if (!rows.next())
        return std::nullopt;
    return StoredOutcome{.operation = id,
                         .digest = rows.bytes(0),
                         .outcome = rows.bytes(1),
                         .window = rows.id<WindowId>(2),
                         .deviceSequence = DeviceSequence(rows.number(3))};
}

std::optional<EventHead> SqliteRows::head(const EventId &event)
{
    Rows rows = m_database.query(
        "SELECT e.no, e.status, e.end_date, e.currency, i.map_no, i.sequence, i.chain,"
        " i.available, i.held, i.sold, i.blocked"
        " FROM events e LEFT JOIN inventory i ON i.event_no = e.no WHERE e.id = ?",
        event);
    if (!rows.next())
        return std::nullopt;
    return EventHead{.number = rows.number(0),
                     .event = event,
                     .status = EventStatus(rows.small(1)),
                     .endDate = rows.instant(2),
                     .mapNumber = rows.number(4), // of NULL: 0
                     .currency = Currency::fromCode(rows.text(3)).value_or(Currency()),
                     .sequence = Sequence(rows.number(5)),
                     .chain = rows.bytes(6),
                     .counts = {rows.small(7), rows.small(8), rows.small(9), rows.small(10)}};
}

std::optional<TicketState> SqliteRows::ticket(const EventHead &head, SeatIndex seat)
{
    if (seat.value() < 0 || seat.value() >= head.counts.capacity())
        return std::nullopt;
    if (!m_ticketRows.mayHave({head.number, seat.value()}))
        return TicketState();
    Rows rows =
        m_database.query("SELECT status, version, fence, hold, holder, expires_at, booking, pool"
                         " FROM tickets WHERE event_no = ? AND idx = ?",
                         head.number, seat.value());
    return rows.next() ? ticketFrom(rows) : TicketState();
}

std::optional<StoredHold> SqliteRows::hold(const HoldId &id)
{
    if (!m_holdIds.mayHave(id.uuid()))
        return std::nullopt;
    Rows rows = m_database.query(
        "SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats, h.ends_at, h.customer_id,"
        " h.extensions, h.state FROM holds h JOIN events e ON e.no = h.event_no WHERE h.id = ?",
        id);
    if (!rows.next())
        return std::nullopt;
    return holdFrom(rows);
}

std::optional<StoredBooking> SqliteRows::booking(const BookingId &id)
{
    return findBooking(m_database, id);
}

std::optional<BookingId> SqliteRows::reservationOf(const HoldId &hold)
{
    Rows rows = m_database.query("SELECT id FROM bookings WHERE hold_id = ? AND status = 0", hold);
    return rows.next() ? std::optional(rows.id<BookingId>(0)) : std::nullopt;
}

qint64 SqliteRows::ticketsHeldBy(const WindowId &window, Instant now)
{
    return m_liveHolds.ticketsOf(window, now);
}

qint64 SqliteRows::ticketsHeldByOperator(const OperatorId &holder, Instant now)
{
    return m_liveHolds.ticketsOf(holder, now);
}

std::vector<HoldId> SqliteRows::endedHolds(Instant now, qint32 limit)
{
    std::vector<HoldId> ended;
    Rows rows = m_database.query(
        "SELECT id FROM holds WHERE state = 0 AND ends_at <= ? ORDER BY ends_at, id LIMIT ?", now,
        limit);
    while (rows.next())
        ended.push_back(rows.id<HoldId>(0));
    return ended;
}

std::vector<bool> SqliteRows::freeTickets(const EventHead &head, Instant now)
{
    std::vector<bool> isFree(size_t(head.counts.capacity()), true);
    Rows rows = m_database.query("SELECT idx FROM tickets WHERE event_no = ? AND (pool IS NOT NULL"
                                 " OR (status <> 0 AND (status <> 1 OR expires_at > ?)))",
                                 head.number, now);
    while (rows.next()) {
        const auto taken = size_t(rows.number(0));
        if (taken < isFree.size())
            isFree[taken] = false;
    }
    return isFree;
}

QString SqliteRows::operatorName(const OperatorId &id)
{
    constexpr qsizetype mostRemembered = 4'096;
    const auto known = m_operatorNames.constFind(id);
    if (known != m_operatorNames.cend())
        return *known;
    Rows rows = m_database.query("SELECT display_name FROM operators WHERE id = ?", id);
    if (!rows.next())
        return {};
    if (m_operatorNames.size() >= mostRemembered)
        m_operatorNames.clear();
    return *m_operatorNames.insert(id, rows.text(0));
}

bool SqliteRows::hasCustomer(const CustomerId &id)
{
    return m_database.number("SELECT 1 FROM users WHERE id = ?", id).has_value();
}

std::optional<CustomerId> SqliteRows::customerByEmail(const QString &email)
{
    Rows rows = m_database.query("SELECT id FROM users WHERE email = ?", email);
    return rows.next() ? std::optional(rows.id<CustomerId>(0)) : std::nullopt;
}

PriceList SqliteRows::prices(const EventHead &head)
{
    return pricesOf(m_database, head.event, head.currency);
}

QByteArray SqliteRows::mapDocument(qint64 mapNumber)
{
    Rows rows = m_database.query("SELECT document FROM seat_maps WHERE no = ?", mapNumber);
    return rows.next() ? rows.bytes(0) : QByteArray();
}

std::optional<Venue> SqliteRows::venue(const VenueId &id)
{
    return findVenue(m_database, id);
}

std::optional<SeatMapSummary> SqliteRows::seatMap(const SeatMapId &id)
{
    Rows rows = m_database.query("SELECT venue_id, number, capacity, note, published_at"
                                 " FROM seat_maps WHERE id = ?",
                                 id);
    if (!rows.next())
        return std::nullopt;
    return SeatMapSummary{.id = id,
                          .venue = rows.id<VenueId>(0),
                          .number = rows.small(1),
                          .capacity = rows.small(2),
                          .note = rows.text(3),
                          .publishedAt = rows.instant(4)};
}

QList<SeatMapWrite::Category> SqliteRows::soldCategories(const SeatMapId &id)
{
    QList<SeatMapWrite::Category> categories;
    Rows rows = m_database.query("SELECT c.id, c.name, c.tickets FROM map_categories c"
                                 " JOIN seat_maps m ON m.no = c.map_no"
                                 " WHERE m.id = ? AND c.tickets > 0 ORDER BY c.position",
                                 id);
    while (rows.next())
        categories.append({rows.id<CategoryId>(0), rows.text(1), rows.small(2)});
    return categories;
}

bool SqliteRows::hasPerformer(const PerformerId &id)
{
    return m_database.number("SELECT 1 FROM performers WHERE id = ?", id).has_value();
}

std::optional<Event> SqliteRows::event(const EventId &id)
{
    return findEvent(m_database, id);
}

std::optional<StoredPool> SqliteRows::pool(const PoolId &id)
{
    Rows rows = m_database.query("SELECT p.id, e.id, p.name, p.owner, p.quota, p.note,"
                                 " p.release_at, p.version, p.tickets, p.open"
                                 " FROM pools p JOIN events e ON e.no = p.event_no WHERE p.id = ?",
                                 id);
    return rows.next() ? std::optional(poolFrom(rows)) : std::nullopt;
}

std::vector<PoolId> SqliteRows::duePools(Instant now, qint32 limit)
{
    std::vector<PoolId> due;
    Rows rows = m_database.query("SELECT id FROM pools WHERE open = 1 AND release_at <= ?"
                                 " ORDER BY release_at, id LIMIT ?",
                                 now, limit);
    while (rows.next())
        due.push_back(rows.id<PoolId>(0));
    return due;
}

QList<SeatIndex> SqliteRows::blockedTickets(const EventHead &head, const PoolId &pool, qint32 limit)
{
    QList<SeatIndex> blocked;
    Rows rows = m_database.query("SELECT idx FROM tickets WHERE event_no = ? AND pool = ?"
                                 " AND status = 3 ORDER BY idx LIMIT ?",
                                 head.number, pool, limit);
    while (rows.next())
        blocked.append(SeatIndex(rows.small(0)));
    return blocked;
}

Fence SqliteRows::nextFence(const EventHead &head)
{
    auto known = m_fences.find(head.number);
    if (known == m_fences.end()) {
        const std::optional<qint64> stored =
            m_database.number("SELECT fence FROM inventory WHERE event_no = ?", head.number);
        known = m_fences.insert(head.number, stored.value_or(0));
    }
    return Fence(++*known);
}

CatalogueVersion SqliteRows::nextCatalogue()
{
    if (!m_catalogue)
        m_catalogue = m_database.number("SELECT catalogue_version FROM house").value_or(0);
    return CatalogueVersion(++*m_catalogue);
}

std::vector<EventHead> SqliteRows::lockHeads(std::span<const EventId> events)
{
    std::vector<EventHead> heads;
    heads.reserve(events.size());
    for (const EventId &id : events) {
        if (std::optional<EventHead> found = head(id))
            heads.push_back(*std::move(found));
    }
    return heads;
}

} // namespace foyer
