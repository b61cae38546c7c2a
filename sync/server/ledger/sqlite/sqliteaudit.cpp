#include "sync/server/ledger/sqlite/sqliteaudit.h"

#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/sqlite/bookingrecords.h"
#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

SqliteAudit::SqliteAudit(Database &database)
    : m_database(database)
{
    m_database.execute("BEGIN");
}

SqliteAudit::~SqliteAudit()
{
    m_database.forgetFailure();
    if (m_database.isInTransaction())
        m_database.execute("COMMIT");
}

std::vector<AuditedEvent> SqliteAudit::events()
{
    std::vector<AuditedEvent> events;
    Rows rows = m_database.query("SELECT e.no, e.id, i.capacity, i.sequence, i.fence, i.chain,"
                                 " i.available, i.held, i.sold, i.blocked, e.status, e.end_date,"
                                 " i.map_no, e.currency"
                                 " FROM events e JOIN inventory i ON i.event_no = e.no"
                                 " ORDER BY e.no");
    while (rows.next())
        events.push_back(
            {.head = {.number = rows.number(0),
                      .event = rows.id<EventId>(1),
                      .status = EventStatus(rows.small(10)),
                      .endDate = rows.instant(11),
                      .mapNumber = rows.number(12),
                      .currency = Currency::fromCode(rows.text(13)).value_or(Currency()),
                      .sequence = Sequence(rows.number(3)),
                      .chain = rows.bytes(5),
                      .counts = {rows.small(6), rows.small(7), rows.small(8), rows.small(9)}},
             .capacity = rows.small(2),
             .fence = Fence(rows.number(4))});
    return events;
}

void SqliteAudit::visitRows(const EventHead &event, const SeeRow &see)
{
    Rows rows = m_database.query(
        "SELECT status, 0, fence, hold, holder, expires_at, booking, pool, sequence, at_ms, action,"
        " operation, operator_id, window_id, seats, versions, detail, hash FROM ledger"
        " WHERE event_no = ? ORDER BY sequence",
        event.number);
    while (rows.next())
        see({.sequence = Sequence(rows.number(8)),
             .at = rows.instant(9),
             .action = LedgerAction(rows.small(10)),
             .operation = rows.id<OperationId>(11),
             .operatorId = rows.id<OperatorId>(12),
             .window = rows.id<WindowId>(13),
             .seats = rows.bytes(14),
             .versions = rows.bytes(15),
             .after = ticketFrom(rows),
             .detail = rows.bytes(16),
             .hash = rows.bytes(17)});
}

/// Those without a row are as they were published.
void SqliteAudit::visitTickets(const EventHead &event, const SeeTicket &see)
{
    const qint32 capacity = event.counts.capacity();
    qint32 next = 0;
    const auto untouchedUntil = [&](qint32 seat) {
        for (; next < std::min(seat, capacity); ++next)
            see(SeatIndex(next), {});
    };
    Rows rows = m_database.query("SELECT status, version, fence, hold, holder, expires_at, booking,"
                                 " pool, idx FROM tickets WHERE event_no = ? ORDER BY idx",
                                 event.number);
    while (rows.next()) {
        const qint32 seat = rows.small(8);
        untouchedUntil(seat);
        see(SeatIndex(seat), ticketFrom(rows));
        next = std::max(next, seat + 1);
    }
    untouchedUntil(capacity);
}

void SqliteAudit::visitLiveHolds(const EventHead &event, const SeeHold &see)
{
    Rows rows = m_database.query("SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats,"
                                 " h.ends_at, h.customer_id, h.extensions, h.state FROM holds h"
                                 " JOIN events e ON e.no = h.event_no"
                                 " WHERE h.state = 0 AND h.event_no = ?",
                                 event.number);
    while (rows.next())
        see(holdFrom(rows));
}

void SqliteAudit::visitBookings(const EventHead &event, const SeeBooking &see)
{
    QList<BookingId> ids;
    {
        Rows rows = m_database.query("SELECT id FROM bookings WHERE event_id = ?", event.event);
        while (rows.next())
            ids.append(rows.id<BookingId>(0));
    }
    for (const BookingId &id : std::as_const(ids)) {
        std::optional<StoredBooking> stored = findBooking(m_database, id);
        if (!stored)
            return; // failure() says why
        AuditedBooking audited{.stored = *std::move(stored)};
        Rows paid = m_database.query(
            "SELECT paid_at FROM payments WHERE booking_id = ? ORDER BY position", id);
        while (paid.next())
            audited.paidAt.append(paid.instant(0));
        see(audited);
    }
}

QStringList SqliteAudit::strays()
{
    QStringList strays;
    Rows rows = m_database.query(
        "SELECT 'ledger rows', count(*) FROM ledger"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'tickets', count(*) FROM tickets"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'tickets of bookings of another event', count(*) FROM booking_tickets t"
        " JOIN bookings b ON b.id = t.booking_id JOIN events e ON e.id = b.event_id"
        " WHERE t.event_no <> e.no"
        " UNION ALL SELECT 'published events without tickets', count(*) FROM events"
        " WHERE status = 1 AND no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'payments without a booking', count(*) FROM payments"
        " WHERE booking_id NOT IN (SELECT id FROM bookings)"
        " UNION ALL SELECT 'bookings of no published event', count(*) FROM bookings"
        " WHERE event_id NOT IN (SELECT e.id FROM events e JOIN inventory i ON i.event_no = e.no)");
    while (rows.next()) {
        if (rows.number(1) > 0)
            strays.append(u"%1 %2"_s.arg(rows.number(1)).arg(rows.text(0)));
    }
    return strays;
}

std::optional<Refusal> SqliteAudit::failure()
{
    if (!m_database.failure())
        return std::nullopt;
    return refusalFor(*m_database.failure(), u"verifying the ledger"_s);
}

Result<QList<LedgerContradiction>> verifyLedger(const QString &databasePath)
{
    if (sodium_init() < 0)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The machine has no source of random numbers."_s));
    auto opened = Database::open(databasePath, Database::Access::ReadOnly, Milliseconds(5'000));
    if (!opened)
        return std::unexpected(refusalFor(opened.error(), u"opening "_s + databasePath));
    SqliteAudit audit(**opened);
    return verifyLedger(audit);
}

} // namespace foyer
