#include "sync/server/ledger/ledger.h"
#include "sync/server/ledger/sqlite/bookingrecords.h"
#include "sync/server/ledger/sqlite/chain.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <QDataStream>
#include <QHash>

#include <sodium.h>

#include <algorithm>
#include <vector>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostContradictions = 100;

/// What the replay of one event needs of its event row.
struct EventToVerify
{
    qint64 number = 0;
    EventId event;
    qint32 capacity = 0;
    Sequence sequence;
    Fence fence;
    QByteArray chain;
    TicketCounts counts;
};

/// What the newest row of a booking says.
struct Sale
{
    QByteArray detail;
    std::optional<Instant> confirmedAt;
    std::optional<Instant> cancelledAt;
};

/// Replays the ledger of one event and compares what it says with what the tables say.
class EventReplay final
{
public:
    EventReplay(Database &database, const EventToVerify &event,
                QList<LedgerContradiction> &contradictions)
        : m_database(database)
        , m_event(event)
        , m_contradictions(contradictions)
        , m_tickets(size_t(std::max(event.capacity, 0)))
        , m_chain(chainStart())
    {}

    void run()
    {
        replayRows();
        compareHead();
        compareTickets();
        compareHolds();
        compareBookings();
    }

private:
    void complain(const QString &what)
    {
        if (m_contradictions.size() < mostContradictions)
            m_contradictions.append({m_event.event, m_row, what});
    }

    void replayRows();
    void checkRow(const LedgerRow &row, const QByteArray &hash);
    void moveTickets(const LedgerRow &row);
    void moveTicket(const LedgerRow &row, SeatIndex seat, Version version);
    [[nodiscard]] QString objection(const TicketState &before, const LedgerRow &row) const;
    void noteSale(const LedgerRow &row);
    void compareHead();
    void compareTickets();
    void compareHolds();
    void compareBookings();
    void compareBooking(const BookingId &id);
    void compareUnsold(const StoredBooking &stored);
    void comparePayments(const StoredBooking &stored, const Sale &sale);

    Database &m_database;
    const EventToVerify &m_event;
    QList<LedgerContradiction> &m_contradictions;
    std::vector<TicketState> m_tickets;
    QByteArray m_chain;
    Fence m_fence;
    Instant m_latest;
    qint64 m_row = -1;
    QHash<BookingId, Sale> m_sales;
};

LedgerRow rowFrom(const Rows &rows)
{
    return {.sequence = Sequence(rows.number(0)),
            .at = rows.instant(1),
            .action = LedgerAction(rows.small(2)),
            .operation = rows.id<OperationId>(3),
            .operatorId = rows.id<OperatorId>(4),
            .window = rows.id<WindowId>(5),
            .seats = rows.bytes(6),
            .versions = rows.bytes(7),
            .after = {.status = TicketStatus(rows.small(8)),
                      .hold = rows.id<HoldId>(9),
                      .fence = Fence(rows.number(10)),
                      .holder = rows.id<WindowId>(11),
                      .expiresAt = rows.instant(12),
                      .booking = rows.id<BookingId>(13)},
            .detail = rows.bytes(14)};
}

void EventReplay::replayRows()
{
    Rows rows = m_database.query(
        "SELECT sequence, at_ms, action, operation, operator_id, window_id, seats, versions,"
        " status, hold, fence, holder, expires_at, booking, detail, hash FROM ledger"
        " WHERE event_no = ? ORDER BY sequence",
        m_event.number);
    while (rows.next())
        checkRow(rowFrom(rows), rows.bytes(15));
}

void EventReplay::checkRow(const LedgerRow &row, const QByteArray &hash)
{
    if (row.sequence.value() != m_row + 1)
        complain(u"rows %1 to %2 are missing"_s.arg(m_row + 1).arg(row.sequence.value() - 1));
    m_row = row.sequence.value();
    m_chain = chainHash(m_chain, m_event.event, row);
    if (m_chain != hash) {
        complain(u"the row is not what was written, or the one before it is not"_s);
        m_chain = hash; // so that one changed row is one contradiction
    }
    if (row.at < m_latest)
        complain(u"the clock ran back"_s);
    m_latest = row.at;
    m_fence = std::max(m_fence, row.after.fence);
    if (row.action != LedgerAction::Publish)
        moveTickets(row);
    if (row.action == LedgerAction::Sell || row.action == LedgerAction::Cancel)
        noteSale(row);
}

void EventReplay::moveTickets(const LedgerRow &row)
{
    const QList<SeatIndex> seats = unpackedSeats(row.seats);
    const QList<Version> versions = unpackedVersions(row.versions);
    if (seats.size() != versions.size() || seats.isEmpty())
        return complain(u"the row does not give every ticket a version"_s);
    for (qsizetype i = 0; i < seats.size(); ++i)
        moveTicket(row, seats[i], versions[i]);
}

void EventReplay::moveTicket(const LedgerRow &row, SeatIndex seat, Version version)
{
    if (seat.value() < 0 || size_t(seat.value()) >= m_tickets.size())
        return complain(u"ticket %1 does not exist"_s.arg(seat.value()));
    TicketState &ticket = m_tickets[size_t(seat.value())];
    const QString wrong = objection(ticket, row);
    if (!wrong.isEmpty())
        complain(u"ticket %1: %2"_s.arg(seat.value()).arg(wrong));
    if (version != ticket.version.next())
        complain(u"ticket %1 skips a version"_s.arg(seat.value()));
    ticket = row.after;
    ticket.version = version;
}

/// Says why \a row cannot follow on a ticket that is \a before, by nextState(); empty when it can.
QString EventReplay::objection(const TicketState &before, const LedgerRow &row) const
{
    const TicketState &after = row.after;
    // Who speaks: the new owner of a hold, the present one of everything else.
    Lease lease{.hold = after.hold.isNull() ? before.hold : after.hold,
                .fence = after.fence,
                .holder = after.holder,
                .expiresAt = after.expiresAt,
                .booking = after.booking.isNull() ? before.booking : after.booking};
    TicketAction action = TicketAction::Hold;
    switch (row.action) {
    case LedgerAction::Publish:
    case LedgerAction::Hold:
        break;
    case LedgerAction::Extend:
        action = TicketAction::Extend;
        break;
    case LedgerAction::Release:
        action = TicketAction::Release;
        break;
    case LedgerAction::Sell:
        action = TicketAction::Confirm;
        break;
    case LedgerAction::Cancel:
        action = TicketAction::Cancel;
        break;
    case LedgerAction::Expire:
        action = TicketAction::Expire;
        break;
    }
    const auto next = nextState(before, action, lease, row.at);
    if (!next)
        return u"was %1 and could not become %2"_s.arg(statusName(before.status),
                                                       statusName(after.status));
    TicketState expected = after;
    expected.version = next->version;
    return *next == expected ? QString() : u"became something else than it must"_s;
}

void EventReplay::noteSale(const LedgerRow &row)
{
    QDataStream in(row.detail);
    in.setVersion(QDataStream::Qt_6_0);
    QUuid booking;
    in >> booking;
    Sale &sale = m_sales[BookingId(booking)];
    sale.detail = row.detail;
    (row.action == LedgerAction::Sell ? sale.confirmedAt : sale.cancelledAt) = row.at;
}

void EventReplay::compareHead()
{
    if (m_row != m_event.sequence.value())
        complain(u"the event counts %1 changes, the ledger has %2"_s.arg(m_event.sequence.value())
                     .arg(m_row));
    if (m_chain != m_event.chain)
        complain(u"the ledger does not end with the row that the event names"_s);
    if (m_fence != m_event.fence)
        complain(u"the event's fence is not that of its newest hold"_s);
    TicketCounts counts;
    for (const TicketState &ticket : m_tickets) {
        switch (ticket.status) {
        case TicketStatus::Available:
            ++counts.available;
            break;
        case TicketStatus::Held:
            ++counts.held;
            break;
        case TicketStatus::Sold:
            ++counts.sold;
            break;
        case TicketStatus::Blocked:
            ++counts.blocked;
            break;
        }
    }
    if (counts != m_event.counts)
        complain(u"the event's counters are not the sum of its tickets"_s);
}

void EventReplay::compareTickets()
{
    Rows rows = m_database.query(
        "SELECT idx, status, version, fence, hold, holder, expires_at, booking FROM tickets"
        " WHERE event_no = ? ORDER BY idx",
        m_event.number);
    size_t count = 0;
    for (; rows.next(); ++count) {
        const TicketState stored{.status = TicketStatus(rows.small(1)),
                                 .version = Version(rows.number(2)),
                                 .hold = rows.id<HoldId>(4),
                                 .fence = Fence(rows.number(3)),
                                 .holder = rows.id<WindowId>(5),
                                 .expiresAt = rows.instant(6),
                                 .booking = rows.id<BookingId>(7)};
        const size_t seat = size_t(rows.number(0));
        if (seat >= m_tickets.size() || m_tickets[seat] != stored)
            complain(u"ticket %1 is not what the ledger made of it"_s.arg(seat));
    }
    if (count != m_tickets.size())
        complain(u"the event has %1 tickets instead of %2"_s.arg(count).arg(m_tickets.size()));
}

/// Every held ticket is listed by a live hold that says the same of it.
void EventReplay::compareHolds()
{
    std::vector<bool> isListed(m_tickets.size(), false);
    Rows rows = m_database.query("SELECT id, fence, window_id, seats, ends_at FROM holds"
                                 " WHERE event_no = ? AND state = 0",
                                 m_event.number);
    while (rows.next()) {
        const auto hold = rows.id<HoldId>(0);
        for (const SeatIndex seat : unpackedSeats(rows.bytes(3))) {
            if (seat.value() < 0 || size_t(seat.value()) >= m_tickets.size())
                continue;
            const TicketState &ticket = m_tickets[size_t(seat.value())];
            const bool fits = ticket.status == TicketStatus::Held && ticket.hold == hold &&
                              ticket.fence == Fence(rows.number(1)) &&
                              ticket.holder == rows.id<WindowId>(2) &&
                              ticket.expiresAt == rows.instant(4);
            if (fits)
                isListed[size_t(seat.value())] = true;
        }
    }
    for (size_t seat = 0; seat < m_tickets.size(); ++seat) {
        if (m_tickets[seat].status == TicketStatus::Held && !isListed[seat])
            complain(u"ticket %1 is held by a hold that does not say so"_s.arg(seat));
    }
}

void EventReplay::compareBookings()
{
    QList<BookingId> ids;
    {
        Rows rows = m_database.query("SELECT id FROM bookings WHERE event_id = ? ORDER BY id",
                                     m_event.event);
        while (rows.next())
            ids.append(rows.id<BookingId>(0));
    }
    for (const BookingId &id : std::as_const(ids))
        compareBooking(id);
    for (auto sale = m_sales.cbegin(); sale != m_sales.cend(); ++sale) {
        if (!ids.contains(sale.key()))
            complain(u"booking %1 is in the ledger only"_s.arg(sale.key().toString()));
    }
}

void EventReplay::compareBooking(const BookingId &id)
{
    const std::optional<StoredBooking> stored = findBooking(m_database, id);
    if (!stored)
        return;
    const auto sale = m_sales.constFind(id);
    if (sale == m_sales.cend())
        return compareUnsold(*stored);
    if (packedSale(*stored) != sale->detail)
        complain(u"booking %1 is not what the ledger says"_s.arg(stored->booking.reference));
    comparePayments(*stored, *sale);
}

/// A reservation moves no money and has no ticket of its own.
void EventReplay::compareUnsold(const StoredBooking &stored)
{
    const Booking &booking = stored.booking;
    const qint64 live = m_database
                            .number("SELECT count(*) FROM booking_tickets"
                                    " WHERE booking_id = ? AND live = 1",
                                    booking.id)
                            .value_or(0);
    const bool wasSold = m_database
                             .number("SELECT 1 FROM bookings WHERE id = ? AND confirmed_at IS NOT"
                                     " NULL",
                                     booking.id)
                             .has_value();
    if (booking.status == BookingStatus::Confirmed || wasSold || live > 0 ||
        !booking.payments.isEmpty())
        complain(u"booking %1 was never sold by the ledger"_s.arg(booking.reference));
}

void EventReplay::comparePayments(const StoredBooking &stored, const Sale &sale)
{
    const Booking &booking = stored.booking;
    const auto problem = [&](const QString &what) {
        complain(u"booking %1: %2"_s.arg(booking.reference, what));
    };
    {
        Rows rows = m_database.query(
            "SELECT b.confirmed_at, b.cancelled_at, b.event_id,"
            " (SELECT count(*) FROM booking_tickets t WHERE t.booking_id = b.id AND t.live = 1"
            "  AND t.event_no = ?),"
            " (SELECT count(*) FROM payments p WHERE p.booking_id = b.id"
            "  AND p.paid_at IS NOT CASE p.position WHEN 0 THEN b.confirmed_at"
            "  ELSE b.cancelled_at END)"
            " FROM bookings b WHERE b.id = ?",
            m_event.number, booking.id);
        if (!rows.next())
            return;
        const bool isConfirmed = booking.status == BookingStatus::Confirmed;
        if (rows.instant(0) != sale.confirmedAt.value_or(Instant()) ||
            rows.instant(1) != sale.cancelledAt.value_or(Instant()) || rows.number(4) != 0)
            problem(u"its times are not those of the ledger"_s);
        if (rows.number(3) != (isConfirmed ? qint64(booking.tickets.size()) : 0))
            problem(u"its tickets are not its own alone"_s);
    }
    qint64 paid = 0;
    qint64 priced = 0;
    for (const Payment &payment : booking.payments)
        paid += payment.amount.minorUnits();
    for (const BookedTicket &ticket : booking.tickets)
        priced += ticket.price.minorUnits();
    const bool isConfirmed = booking.status == BookingStatus::Confirmed;
    if (paid != (isConfirmed ? booking.total.minorUnits() : 0))
        problem(u"what was paid is not what it costs"_s);
    if (priced != booking.total.minorUnits())
        problem(u"its total is not the sum of its tickets"_s);
}

QList<EventToVerify> eventsToVerify(Database &database)
{
    QList<EventToVerify> events;
    Rows rows = database.query("SELECT e.no, e.id, i.capacity, i.sequence, i.fence, i.chain,"
                               " i.available, i.held, i.sold, i.blocked"
                               " FROM events e JOIN inventory i ON i.event_no = e.no"
                               " ORDER BY e.no");
    while (rows.next())
        events.append({.number = rows.number(0),
                       .event = rows.id<EventId>(1),
                       .capacity = rows.small(2),
                       .sequence = Sequence(rows.number(3)),
                       .fence = Fence(rows.number(4)),
                       .chain = rows.bytes(5),
                       .counts = {rows.small(6), rows.small(7), rows.small(8), rows.small(9)}});
    return events;
}

/// What belongs to no published event.
void findStrays(Database &database, QList<LedgerContradiction> &contradictions)
{
    Rows rows = database.query(
        "SELECT 'ledger rows', count(*) FROM ledger"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'tickets', count(*) FROM tickets"
        " WHERE event_no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'published events without tickets', count(*) FROM events"
        " WHERE status = 1 AND no NOT IN (SELECT event_no FROM inventory)"
        " UNION ALL SELECT 'payments without a booking', count(*) FROM payments"
        " WHERE booking_id NOT IN (SELECT id FROM bookings)"
        " UNION ALL SELECT 'bookings of no published event', count(*) FROM bookings"
        " WHERE event_id NOT IN (SELECT e.id FROM events e JOIN inventory i ON i.event_no = e.no)");
    while (rows.next()) {
        if (rows.number(1) > 0 && contradictions.size() < mostContradictions)
            contradictions.append(
                {{}, 0, u"%1 %2 belong to nothing"_s.arg(rows.number(1)).arg(rows.text(0))});
    }
}

} // namespace

Result<QList<LedgerContradiction>> verifyLedger(const QString &databasePath)
{
    if (sodium_init() < 0)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The machine has no source of random numbers."_s));
    auto opened = Database::open(databasePath, Database::Access::ReadOnly, Milliseconds(5'000));
    if (!opened)
        return std::unexpected(refusalFor(opened.error(), u"opening "_s + databasePath));
    Database &database = **opened;
    database.execute("BEGIN"); // one state for the whole replay, while others go on writing
    QList<LedgerContradiction> contradictions;
    const QList<EventToVerify> events = eventsToVerify(database);
    for (const EventToVerify &event : events)
        EventReplay(database, event, contradictions).run();
    findStrays(database, contradictions);
    if (database.failure())
        return std::unexpected(refusalFor(*database.failure(), u"verifying the ledger"_s));
    return contradictions;
}

} // namespace foyer
