#include "sync/server/ledger/postgres/postgresrows.h"
#include "sync/server/ledger/postgres/postgresstatements.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<StoredOutcome> PostgresRows::outcome(const OperationId &id)
{
    if (!m_outcomes.contains(id)) {
        PostgresResult rows = m_connection.query(postgres::outcomes, std::vector{id});
        takeOutcomes(rows, {id});
    }
    return m_outcomes.value(id);
}

std::optional<FoundSession> PostgresRows::session(const TokenHash &token)
{
    if (!m_sessions.contains(token)) {
        PostgresResult rows = m_connection.query(postgres::sessions, std::vector{token});
        takeSessions(rows, {token});
    }
    return m_sessions.value(token);
}

std::optional<EventHead> PostgresRows::head(const EventId &event)
{
    if (!m_heads.contains(event)) {
        PostgresResult rows = m_connection.query(postgres::heads, std::vector{event});
        takeHeads(rows, {event});
    }
    const std::optional<VersionedHead> found = m_heads.value(event);
    return found ? std::optional(found->head) : std::nullopt;
}

/// Locked out of order when it was not wanted: the server ends a circle of waiting, and the
/// transaction is done again.
std::optional<TicketState> PostgresRows::ticket(const EventHead &head, SeatIndex seat)
{
    if (seat.value() < 0 || seat.value() >= head.counts.capacity())
        return std::nullopt;
    const TicketKey key(head.number, seat.value());
    if (const auto known = m_tickets.constFind(key); known != m_tickets.cend())
        return *known;
    PostgresResult rows = m_connection.query(postgres::lockTicket, head.number, seat);
    m_hasLockedSinceClock = true;
    m_fences.clear(); // drawn before this ticket was locked
    if (!rows.next())
        return std::nullopt;
    return *m_tickets.insert(key, ticketAt(rows, 0));
}

std::optional<StoredHold> PostgresRows::hold(const HoldId &id)
{
    if (!m_holds.contains(id)) {
        PostgresResult rows = m_connection.query(postgres::lockHolds, std::vector{id});
        m_hasLockedSinceClock = true;
        m_holds.insert(id, rows.next() ? std::optional(holdFrom(rows)) : std::nullopt);
    }
    return m_holds.value(id);
}

std::optional<StoredBooking> PostgresRows::booking(const BookingId &id)
{
    if (!m_bookings.contains(id)) {
        WantedRows wanted{.bookings = {id}};
        m_takers.clear();
        askForLocked(wanted);
        std::vector<PostgresResult> answers = m_connection.receive();
        m_hasLockedSinceClock = true;
        for (size_t i = 0; i < answers.size(); ++i)
            m_takers[i](answers[i]);
        m_takers.clear();
    }
    return m_bookings.value(id);
}

std::optional<BookingId> PostgresRows::reservationOf(const HoldId &hold)
{
    const auto known = m_reservations.constFind(hold);
    if (known != m_reservations.cend())
        return *known;
    PostgresResult rows =
        m_connection.query("SELECT id FROM bookings WHERE hold_id = $1 AND status = 0", hold);
    return *m_reservations.insert(hold, rows.next() ? std::optional(rows.id<BookingId>(0))
                                                    : std::nullopt);
}

qint64 PostgresRows::ticketsHeldBy(const WindowId &window, Instant now)
{
    const auto known = m_heldByWindows.constFind(window);
    if (known != m_heldByWindows.cend() && known->isOf(now))
        return known->tickets;
    countHeld({.windows = {window}, .operators = {}}, now);
    return m_heldByWindows.value(window).tickets;
}

qint64 PostgresRows::ticketsHeldByOperator(const OperatorId &holder, Instant now)
{
    const auto known = m_heldByOperators.constFind(holder);
    if (known != m_heldByOperators.cend() && known->isOf(now))
        return known->tickets;
    countHeld({.windows = {}, .operators = {holder}}, now);
    return m_heldByOperators.value(holder).tickets;
}

void PostgresRows::countHeld(const Owners &asked, Instant now)
{
    PostgresResult rows = m_connection.query(postgres::held, asked.windows, asked.operators, now);
    takeHeld(rows, asked);
}

/// Their tickets are locked first, as in begin().
std::vector<HoldId> PostgresRows::endedHolds(Instant now, qint32 limit)
{
    WantedRows wanted;
    PostgresResult rows = m_connection.query(
        "SELECT id FROM holds WHERE state = 0 AND ends_at <= $1 ORDER BY ends_at, id LIMIT $2", now,
        limit);
    while (rows.next())
        wanted.holds.push_back(rows.id<HoldId>(0));
    if (wanted.holds.empty())
        return {};
    m_takers.clear();
    askForLocked(wanted);
    std::vector<PostgresResult> answers = m_connection.receive();
    for (size_t i = 0; i < answers.size(); ++i)
        m_takers[i](answers[i]);
    m_takers.clear();
    // Some have been extended, sold or freed while they were waited for.
    std::erase_if(wanted.holds, [&](const HoldId &id) {
        const std::optional<StoredHold> hold = m_holds.value(id);
        return !hold || hold->state != HoldState::Live || hold->hold.expiresAt > now;
    });
    return wanted.holds;
}

std::vector<bool> PostgresRows::freeTickets(const EventHead &head, Instant now)
{
    std::vector<bool> isFree(size_t(head.counts.capacity()), true);
    PostgresResult rows =
        m_connection.query("SELECT idx FROM tickets WHERE event_no = $1"
                           " AND status <> 0 AND (status <> 1 OR expires_at > $2)",
                           head.number, now);
    while (rows.next()) {
        const auto taken = size_t(rows.number(0));
        if (taken < isFree.size())
            isFree[taken] = false;
    }
    return isFree;
}

QString PostgresRows::operatorName(const OperatorId &id)
{
    constexpr qsizetype mostRemembered = 4'096;
    const auto known = m_operatorNames.constFind(id);
    if (known != m_operatorNames.cend())
        return *known;
    PostgresResult rows =
        m_connection.query("SELECT display_name FROM operators WHERE id = $1", id);
    if (!rows.next())
        return {};
    if (m_operatorNames.size() >= mostRemembered)
        m_operatorNames.clear();
    return *m_operatorNames.insert(id, rows.text(0));
}

bool PostgresRows::hasCustomer(const CustomerId &id)
{
    return m_connection.number("SELECT 1 FROM users WHERE id = $1", id).has_value();
}

std::optional<CustomerId> PostgresRows::customerByEmail(const QString &email)
{
    PostgresResult rows = m_connection.query("SELECT id FROM users WHERE email = $1", email);
    return rows.next() ? std::optional(rows.id<CustomerId>(0)) : std::nullopt;
}

PriceList PostgresRows::prices(const EventHead &head)
{
    constexpr qsizetype mostRemembered = 1'024;
    const std::optional<VersionedHead> found = m_heads.value(head.event);
    const auto known = m_prices.constFind(head.event);
    if (found && known != m_prices.cend() && known->version == found->version)
        return known->prices;
    PriceList prices = pricesOf(m_connection, head.event, head.currency);
    if (m_prices.size() >= mostRemembered)
        m_prices.clear();
    // Prices that were read later than the version may be newer: then lockHeads() finds out.
    if (found && !failure())
        m_prices.insert(head.event, {found->version, prices});
    return prices;
}

QByteArray PostgresRows::mapDocument(qint64 mapNumber)
{
    PostgresResult rows =
        m_connection.query("SELECT document FROM seat_maps WHERE no = $1", mapNumber);
    return rows.next() ? rows.bytes(0) : QByteArray();
}

std::optional<Venue> PostgresRows::venue(const VenueId &id)
{
    return findVenue(m_connection, id);
}

std::optional<SeatMapSummary> PostgresRows::seatMap(const SeatMapId &id)
{
    PostgresResult rows = m_connection.query(
        "SELECT venue_id, number, capacity, note, published_at FROM seat_maps WHERE id = $1", id);
    if (!rows.next())
        return std::nullopt;
    return SeatMapSummary{.id = id,
                          .venue = rows.id<VenueId>(0),
                          .number = rows.small(1),
                          .capacity = rows.small(2),
                          .note = rows.text(3),
                          .publishedAt = rows.instant(4)};
}

QList<SeatMapWrite::Category> PostgresRows::soldCategories(const SeatMapId &id)
{
    QList<SeatMapWrite::Category> categories;
    PostgresResult rows = m_connection.query("SELECT c.id, c.name, c.tickets FROM map_categories c"
                                             " JOIN seat_maps m ON m.no = c.map_no"
                                             " WHERE m.id = $1 AND c.tickets > 0"
                                             " ORDER BY c.position",
                                             id);
    while (rows.next())
        categories.append({rows.id<CategoryId>(0), rows.text(1), rows.small(2)});
    return categories;
}

bool PostgresRows::hasPerformer(const PerformerId &id)
{
    return m_connection.number("SELECT 1 FROM performers WHERE id = $1", id).has_value();
}

std::optional<Event> PostgresRows::event(const EventId &id)
{
    return findEvent(m_connection, id);
}

} // namespace foyer
