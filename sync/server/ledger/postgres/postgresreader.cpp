#include "sync/server/ledger/postgres/postgresreader.h"

#include "sync/protocol/limits.h"
#include "sync/server/ledger/postgres/postgresrecords.h"
#include "sync/server/ledger/rules/chain.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// One consistent look at the database, in a transaction that only reads.
class PostgresLook final
{
public:
    explicit PostgresLook(PostgresConnection &connection)
        : m_connection(connection)
    {
        m_connection.forgetFailure();
        if (!m_connection.isConnected())
            (void)m_connection.reconnect();
        m_connection.run(beginLook);
        const bool isLost = m_connection.failure() && m_connection.failure()->isLost();
        if (isLost && m_connection.reconnect()) // it had been lost before and nobody knew
            m_connection.run(beginLook);
    }
    ~PostgresLook()
    {
        m_connection.forgetFailure();
        if (m_connection.isConnected() && m_connection.isInTransaction())
            m_connection.run("COMMIT");
        m_connection.forgetFailure();
    }
    Q_DISABLE_COPY_MOVE(PostgresLook)

    /// \a value, unless reading it failed.
    template <class T>
    [[nodiscard]] Result<T> answer(T value) const
    {
        if (m_connection.failure())
            return std::unexpected(refusalFor(*m_connection.failure(), u"reading the ledger"_s));
        return value;
    }
    /// The same, with NotFound for nothing.
    template <class T>
    [[nodiscard]] Result<T> found(std::optional<T> value, const QString &otherwise) const
    {
        if (!value && !m_connection.failure())
            return std::unexpected(refusal(RefusalCode::NotFound, otherwise));
        return answer(std::move(value).value_or(T()));
    }

private:
    static constexpr const char *beginLook = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    PostgresConnection &m_connection;
};

/// Lowers \a cut to the version of the last record kept when there are more than \a limit.
template <class Record>
void cutChangedAt(const QList<ChangedRecord<Record>> &changed, qint32 limit, qint64 &cut)
{
    if (changed.size() > limit)
        cut = std::min(cut, changed[limit - 1].catalogueVersion);
}

template <class Record>
QList<Record> changedUpTo(const QList<ChangedRecord<Record>> &changed, qint64 cut)
{
    QList<Record> records;
    for (const ChangedRecord<Record> &entry : changed) {
        if (entry.catalogueVersion <= cut)
            records.append(entry.record);
    }
    return records;
}

} // namespace

PostgresReader::PostgresReader(std::unique_ptr<PostgresConnection> connection,
                               const PostgresStorage &storage)
    : m_connection(std::move(connection))
    , m_storage(storage)
{}

LedgerEpoch PostgresReader::epoch()
{
    const PostgresLook look(*m_connection);
    PostgresResult rows = m_connection->query("SELECT epoch FROM house");
    return rows.next() ? rows.id<LedgerEpoch>(0) : LedgerEpoch();
}

QString PostgresReader::houseName()
{
    const PostgresLook look(*m_connection);
    PostgresResult rows = m_connection->query("SELECT name FROM house");
    return rows.next() ? rows.text(0) : QString();
}

Result<CatalogueDelta> PostgresReader::catalogueSince(CatalogueVersion since)
{
    const PostgresLook look(*m_connection);
    constexpr qint32 limit = limits::eventsPerCataloguePart;
    const qint64 newest = m_connection->number("SELECT catalogue_version FROM house").value_or(0);
    const auto venues = venuesSince(*m_connection, since.value(), limit + 1);
    const auto maps = seatMapsSince(*m_connection, since.value(), limit + 1);
    const auto performers = performersSince(*m_connection, since.value(), limit + 1);
    const auto events = eventsSince(*m_connection, since.value(), limit + 1);
    qint64 cut = newest;
    cutChangedAt(venues, limit, cut);
    cutChangedAt(maps, limit, cut);
    cutChangedAt(performers, limit, cut);
    cutChangedAt(events, limit, cut);
    return look.answer(CatalogueDelta{.version = CatalogueVersion(cut),
                                      .isLast = cut == newest,
                                      .venues = changedUpTo(venues, cut),
                                      .seatMaps = changedUpTo(maps, cut),
                                      .performers = changedUpTo(performers, cut),
                                      .events = changedUpTo(events, cut)});
}

Result<Event> PostgresReader::event(const EventId &id)
{
    const PostgresLook look(*m_connection);
    return look.found(findEvent(*m_connection, id), u"There is no such event."_s);
}

Result<Venue> PostgresReader::venue(const VenueId &id)
{
    const PostgresLook look(*m_connection);
    return look.found(findVenue(*m_connection, id), u"There is no such venue."_s);
}

Result<QByteArray> PostgresReader::seatMap(const SeatMapId &id)
{
    const PostgresLook look(*m_connection);
    PostgresResult rows = m_connection->query("SELECT document FROM seat_maps WHERE id = $1", id);
    std::optional<QByteArray> document;
    if (rows.next())
        document = rows.bytes(0);
    return look.found(std::move(document), u"There is no such seat map."_s);
}

Result<EventTickets> PostgresReader::tickets(const EventId &event)
{
    const PostgresLook look(*m_connection);
    m_connection->send("SELECT i.sequence, i.capacity FROM inventory i"
                       " JOIN events e ON e.no = i.event_no WHERE e.id = $1",
                       event);
    m_connection->send("SELECT t.status, t.version, t.fence, t.hold, t.holder, t.expires_at,"
                       " t.booking, t.pool FROM tickets t JOIN events e ON e.no = t.event_no"
                       " WHERE e.id = $1 ORDER BY t.idx",
                       event);
    std::vector<PostgresResult> answers = m_connection->receive();
    std::optional<EventTickets> all;
    if (answers[0].next()) {
        all = EventTickets{.event = event, .sequence = Sequence(answers[0].number(0))};
        all->tickets.reserve(answers[0].number(1));
        while (answers[1].next())
            all->tickets.append(ticketAt(answers[1], 0));
    }
    return look.found(std::move(all), u"There is no such published event."_s);
}

Result<QList<CommittedChange>> PostgresReader::changesSince(const EventId &event, Sequence since,
                                                            qint32 limit)
{
    const PostgresLook look(*m_connection);
    QList<CommittedChange> changes;
    PostgresResult rows = m_connection->query(
        "SELECT l.status, 0::bigint, l.fence, l.hold, l.holder, l.expires_at, l.booking,"
        " l.pool, l.sequence, l.seats, l.versions FROM ledger l JOIN events e ON e.no = l.event_no"
        " WHERE e.id = $1 AND l.sequence > greatest($2, 0) ORDER BY l.sequence LIMIT $3",
        event, since, limit);
    while (rows.next())
        changes.append({.event = event,
                        .sequence = Sequence(rows.number(8)),
                        .seats = unpackedSeats(rows.bytes(9)),
                        .after = ticketAt(rows, 0),
                        .versions = unpackedVersions(rows.bytes(10))});
    return look.answer(std::move(changes));
}

Result<QList<Availability::Entry>> PostgresReader::availability()
{
    const PostgresLook look(*m_connection);
    QList<Availability::Entry> entries;
    PostgresResult rows = m_connection->query("SELECT e.id, i.available, i.held, i.sold, i.blocked"
                                              " FROM events e JOIN inventory i ON i.event_no = e.no"
                                              " WHERE e.status = 1 ORDER BY e.no");
    while (rows.next())
        entries.append(
            {rows.id<EventId>(0), {rows.small(1), rows.small(2), rows.small(3), rows.small(4)}});
    return look.answer(std::move(entries));
}

Result<Booking> PostgresReader::booking(const BookingId &id)
{
    const PostgresLook look(*m_connection);
    std::vector<StoredBooking> stored = findBookings(*m_connection, {id});
    std::optional<Booking> booking;
    if (!stored.empty())
        booking = std::move(stored.front().booking);
    return look.found(std::move(booking), u"There is no such booking."_s);
}

/// The newest first.
Result<QList<Booking>> PostgresReader::bookingsOf(const EventId &event, qint32 limit)
{
    const PostgresLook look(*m_connection);
    std::vector<BookingId> ids;
    PostgresResult rows = m_connection->query("SELECT id FROM bookings WHERE event_id = $1"
                                              " ORDER BY created_at DESC, id DESC LIMIT $2",
                                              event, limit);
    while (rows.next())
        ids.push_back(rows.id<BookingId>(0));
    QHash<BookingId, Booking> byId;
    for (const StoredBooking &stored : findBookings(*m_connection, ids))
        byId.insert(stored.booking.id, stored.booking);
    QList<Booking> bookings;
    for (const BookingId &id : ids)
        bookings.append(byId.value(id));
    return look.answer(std::move(bookings));
}

/// A ticket counts when it was sold, and again when it was given back.
Result<QList<SalesPoint>> PostgresReader::sales(const SalesQuery &query)
{
    if (query.bucket.count() <= 0)
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"A report needs a bucket of time above zero."_s));
    const PostgresLook look(*m_connection);
    QList<SalesPoint> points;
    const std::optional<EventId> event = query.event;
    PostgresResult rows = m_connection->query(
        "SELECT slot, event_id, category_id, currency, sum(sign)::bigint,"
        " sum(sign * price)::bigint FROM ("
        "  SELECT (b.confirmed_at - $1) / $3 AS slot, b.event_id, t.category_id, b.currency,"
        "  1::bigint AS sign, t.price FROM bookings b"
        "  JOIN booking_tickets t ON t.booking_id = b.id"
        "  WHERE b.confirmed_at >= $1 AND b.confirmed_at < $2"
        "  UNION ALL"
        "  SELECT (t.given_back_at - $1) / $3, b.event_id, t.category_id, b.currency,"
        "  -1::bigint, t.price FROM booking_tickets t JOIN bookings b ON b.id = t.booking_id"
        "  WHERE t.given_back_at >= $1 AND t.given_back_at < $2 AND b.confirmed_at IS NOT NULL"
        " ) moved WHERE $4::uuid IS NULL OR event_id = $4"
        " GROUP BY slot, event_id, category_id, currency ORDER BY 1, 2, 3",
        query.from, query.until, qint64(query.bucket.count()), event);
    while (rows.next())
        points.append({.from = query.from + query.bucket * rows.number(0),
                       .event = rows.id<EventId>(1),
                       .category = rows.id<CategoryId>(2),
                       .tickets = rows.small(4),
                       .revenue = Money(rows.number(5), currencyOf(rows, 3))});
    return look.answer(std::move(points));
}

Result<QList<PoolState>> PostgresReader::pools(const EventId &event)
{
    const PostgresLook look(*m_connection);
    QList<PoolState> pools;
    PostgresResult rows = m_connection->query(
        "SELECT p.id, e.id, p.name, p.owner, p.quota, p.note, p.release_at, p.version, p.tickets,"
        " p.open FROM pools p JOIN events e ON e.no = p.event_no WHERE e.id = $1"
        " ORDER BY p.name, p.id",
        event);
    while (rows.next()) {
        const StoredPool stored = poolFrom(rows);
        pools.append({stored.pool, stored.tickets, stored.isOpen});
    }
    return look.answer(std::move(pools));
}

Result<QList<Hold>> PostgresReader::allotments(const EventId &event)
{
    const PostgresLook look(*m_connection);
    QList<Hold> allotments;
    PostgresResult rows = m_connection->query(
        "SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats, h.ends_at, h.extensions,"
        " h.state, h.customer_id FROM holds h JOIN events e ON e.no = h.event_no"
        " WHERE h.state = 0 AND h.ends_at = $1 AND e.id = $2 ORDER BY h.fence",
        never, event);
    while (rows.next())
        allotments.append(holdFrom(rows).hold);
    return look.answer(std::move(allotments));
}

Result<OperatorRecord> PostgresReader::operatorByName(const QString &name)
{
    const PostgresLook look(*m_connection);
    PostgresResult rows =
        m_connection->query("SELECT id, name, display_name, role, created_at, password_hash"
                            " FROM operators WHERE name_key = $1",
                            operatorNameKeyOf(name));
    std::optional<OperatorRecord> record;
    if (rows.next())
        record = OperatorRecord{.person = {.id = rows.id<OperatorId>(0),
                                           .name = rows.text(1),
                                           .displayName = rows.text(2),
                                           .role = Role(rows.small(3)),
                                           .createdAt = rows.instant(4)},
                                .passwordHash = rows.bytes(5)};
    return look.found(std::move(record), u"There is no operator of that name."_s);
}

Result<LiveSession> PostgresReader::session(const TokenHash &token)
{
    const PostgresLook look(*m_connection);
    PostgresResult rows = m_connection->query(
        "SELECT o.id, o.display_name, o.role, s.ends_at, s.window_id FROM sessions s"
        " JOIN operators o ON o.id = s.operator_id WHERE s.token = $1 AND s.closed_at IS NULL",
        token);
    if (rows.next() && m_storage.now() < rows.instant(3))
        return LiveSession{.info = {.operatorId = rows.id<OperatorId>(0),
                                    .displayName = rows.text(1),
                                    .role = Role(rows.small(2)),
                                    .endsAt = rows.instant(3)},
                           .window = rows.id<WindowId>(4)};
    Result<LiveSession> failed = look.answer(LiveSession());
    if (!failed)
        return failed;
    return std::unexpected(
        refusal(RefusalCode::NotSignedIn, u"The session has ended. Sign in again."_s));
}

} // namespace foyer
