#include "sync/server/ledger/postgres/postgresaudit.h"

#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/postgres/postgresmigrations.h"
#include "sync/server/ledger/postgres/postgresrecords.h"

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsPerPart = 10'000;
constexpr size_t bookingsPerPart = 1'000;

LedgerRow ledgerRowFrom(const PostgresResult &rows)
{
    return {.sequence = Sequence(rows.number(8)),
            .at = rows.instant(9),
            .action = LedgerAction(rows.small(10)),
            .operation = rows.id<OperationId>(11),
            .operatorId = rows.id<OperatorId>(12),
            .window = rows.id<WindowId>(13),
            .seats = rows.bytes(14),
            .versions = rows.bytes(15),
            .after = ticketAt(rows, 0),
            .detail = rows.bytes(16),
            .hash = rows.bytes(17)};
}

} // namespace

PostgresAudit::PostgresAudit(PostgresConnection &connection)
    : m_connection(connection)
{
    m_connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
}

PostgresAudit::~PostgresAudit()
{
    m_connection.forgetFailure();
    if (m_connection.isConnected())
        m_connection.run("COMMIT");
}

std::vector<AuditedEvent> PostgresAudit::events()
{
    const Fence fence(m_connection.number("SELECT last_value FROM fences").value_or(0));
    std::vector<AuditedEvent> events;
    PostgresResult rows = m_connection.query(
        "SELECT e.no, e.id, e.status, e.end_date, i.map_no, e.currency, i.sequence, i.chain,"
        " i.available, i.held, i.sold, i.blocked, i.capacity"
        " FROM events e JOIN inventory i ON i.event_no = e.no ORDER BY e.no");
    while (rows.next())
        events.push_back(
            {.head = {.number = rows.number(0),
                      .event = rows.id<EventId>(1),
                      .status = EventStatus(rows.small(2)),
                      .endDate = rows.instant(3),
                      .mapNumber = rows.number(4),
                      .currency = currencyOf(rows, 5),
                      .sequence = Sequence(rows.number(6)),
                      .chain = rows.bytes(7),
                      .counts = {rows.small(8), rows.small(9), rows.small(10), rows.small(11)}},
             .capacity = rows.small(12),
             .fence = fence});
    return events;
}

void PostgresAudit::visitRows(const EventHead &event, const SeeRow &see)
{
    for (qint64 next = 0;;) {
        PostgresResult rows = m_connection.query(
            "SELECT status, 0::bigint, fence, hold, holder, expires_at, booking, pool, sequence,"
            " at_ms, action, operation, operator_id, window_id, seats, versions, detail, hash"
            " FROM ledger WHERE event_no = $1 AND sequence >= $2 ORDER BY sequence LIMIT $3",
            event.number, next, rowsPerPart);
        const qsizetype read = rows.rowCount();
        while (rows.next()) {
            next = rows.number(8) + 1;
            see(ledgerRowFrom(rows));
        }
        if (read < rowsPerPart)
            return;
    }
}

void PostgresAudit::visitTickets(const EventHead &event, const SeeTicket &see)
{
    for (qint64 next = 0;;) {
        PostgresResult rows = m_connection.query(
            "SELECT status, version, fence, hold, holder, expires_at, booking, pool, idx"
            " FROM tickets WHERE event_no = $1 AND idx >= $2 ORDER BY idx LIMIT $3",
            event.number, next, rowsPerPart);
        const qsizetype read = rows.rowCount();
        while (rows.next()) {
            next = rows.number(8) + 1;
            see(SeatIndex(rows.small(8)), ticketAt(rows, 0));
        }
        if (read < rowsPerPart)
            return;
    }
}

void PostgresAudit::visitLiveHolds(const EventHead &event, const SeeHold &see)
{
    PostgresResult rows = m_connection.query(
        "SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats, h.ends_at,"
        " h.extensions, h.state, h.customer_id FROM holds h JOIN events e ON e.no = h.event_no"
        " WHERE h.state = 0 AND h.event_no = $1",
        event.number);
    while (rows.next())
        see(holdFrom(rows));
}

void PostgresAudit::visitBookings(const EventHead &event, const SeeBooking &see)
{
    std::vector<BookingId> ids;
    PostgresResult rows =
        m_connection.query("SELECT id FROM bookings WHERE event_id = $1", event.event);
    while (rows.next())
        ids.push_back(rows.id<BookingId>(0));
    for (size_t first = 0; first < ids.size(); first += bookingsPerPart) {
        const std::vector<BookingId> part(
            ids.begin() + qsizetype(first),
            ids.begin() + qsizetype(std::min(first + bookingsPerPart, ids.size())));
        QHash<BookingId, QList<Instant>> paidAt;
        PostgresResult paid =
            m_connection.query("SELECT booking_id, paid_at FROM payments"
                               " WHERE booking_id = ANY ($1) ORDER BY booking_id, position",
                               part);
        while (paid.next())
            paidAt[paid.id<BookingId>(0)].append(paid.instant(1));
        for (const StoredBooking &stored : findBookings(m_connection, part))
            see({stored, paidAt.value(stored.booking.id)});
    }
}

QStringList PostgresAudit::strays()
{
    QStringList strays;
    PostgresResult rows = m_connection.query(
        "SELECT 'ledger rows', count(*) FROM ledger"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'tickets', count(*) FROM tickets"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'tickets of bookings of another event', count(*) FROM booking_tickets t"
        " JOIN bookings b ON b.id = t.booking_id JOIN events e ON e.id = b.event_id"
        " WHERE t.event_no <> e.no"
        " UNION ALL SELECT 'published events without tickets', count(*) FROM events"
        " WHERE status = 1 AND no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'bookings of no published event', count(*) FROM bookings"
        " WHERE event_id NOT IN (SELECT e.id FROM events e JOIN inventory i ON i.event_no = e.no)");
    while (rows.next()) {
        if (rows.number(1) > 0)
            strays.append(u"%1 %2"_s.arg(rows.number(1)).arg(rows.text(0)));
    }
    return strays;
}

std::optional<Refusal> PostgresAudit::failure()
{
    if (!m_connection.failure())
        return std::nullopt;
    return refusalFor(*m_connection.failure(), u"verifying the ledger"_s);
}

Result<QList<LedgerContradiction>> verifyPostgresLedger(const QString &uri)
{
    if (sodium_init() < 0)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The machine has no source of random numbers."_s));
    auto opened = PostgresConnection::open(uri);
    if (!opened)
        return std::unexpected(refusalFor(opened.error(), u"connecting"_s));
    if (const Result<void> known = checkVersion(**opened); !known)
        return std::unexpected(known.error());
    PostgresAudit audit(**opened);
    return verifyLedger(audit);
}

Result<void> migratePostgresLedger(const QString &uri)
{
    auto opened = PostgresConnection::open(uri);
    if (!opened)
        return std::unexpected(refusalFor(opened.error(), u"connecting"_s));
    return migrate(**opened, postgresMigrations());
}

} // namespace foyer
