#include "sync/server/ledger/sqlite/sqlitereader.h"

#include "sync/protocol/limits.h"
#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/sqlite/bookingrecords.h"
#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// One consistent look at the database: holds the gate, and a read transaction.
class Look final
{
public:
    Look(Database &database, const LedgerStorage &storage)
        : m_gate(storage)
        , m_database(database)
    {
        m_database.execute("BEGIN");
    }
    ~Look()
    {
        m_database.forgetFailure();
        if (m_database.isInTransaction())
            m_database.execute("COMMIT");
        m_database.forgetFailure();
    }
    Q_DISABLE_COPY_MOVE(Look)

    /// \a value, unless reading it failed.
    template <class T>
    [[nodiscard]] Result<T> answer(T value) const
    {
        if (m_database.failure())
            return std::unexpected(refusalFor(*m_database.failure(), u"reading the ledger"_s));
        return value;
    }
    /// The same, with NotFound for nothing.
    template <class T>
    [[nodiscard]] Result<T> found(std::optional<T> value, const QString &otherwise) const
    {
        if (!value && !m_database.failure())
            return std::unexpected(refusal(RefusalCode::NotFound, otherwise));
        return answer(std::move(value).value_or(T()));
    }

private:
    GateLock m_gate;
    Database &m_database;
};

/// Keeps at most \a limit records and lowers \a cut to the version of the last one kept when
/// there were more.
template <class Record>
void cutAt(const QList<Changed<Record>> &changed, qint32 limit, qint64 &cut)
{
    if (changed.size() > limit)
        cut = std::min(cut, changed[limit - 1].catalogueVersion);
}

template <class Record>
QList<Record> upTo(const QList<Changed<Record>> &changed, qint64 cut)
{
    QList<Record> records;
    for (const Changed<Record> &entry : changed) {
        if (entry.catalogueVersion <= cut)
            records.append(entry.record);
    }
    return records;
}

} // namespace

SqliteLedgerReader::SqliteLedgerReader(Database *database, std::unique_ptr<Database> owned,
                                       const LedgerStorage &storage)
    : m_database(database)
    , m_owned(std::move(owned))
    , m_storage(storage)
{}

LedgerEpoch SqliteLedgerReader::epoch()
{
    const Look look(*m_database, m_storage);
    Rows rows = m_database->query("SELECT epoch FROM house");
    return rows.next() ? rows.id<LedgerEpoch>(0) : LedgerEpoch();
}

QString SqliteLedgerReader::houseName()
{
    const Look look(*m_database, m_storage);
    Rows rows = m_database->query("SELECT name FROM house");
    return rows.next() ? rows.text(0) : QString();
}

Result<CatalogueDelta> SqliteLedgerReader::catalogueSince(CatalogueVersion since)
{
    const Look look(*m_database, m_storage);
    constexpr qint32 limit = limits::eventsPerCataloguePart;
    const qint64 newest = m_database->number("SELECT catalogue_version FROM house").value_or(0);
    const auto venues = venuesSince(*m_database, since.value(), limit + 1);
    const auto maps = seatMapsSince(*m_database, since.value(), limit + 1);
    const auto performers = performersSince(*m_database, since.value(), limit + 1);
    const auto events = eventsSince(*m_database, since.value(), limit + 1);
    qint64 cut = newest;
    cutAt(venues, limit, cut);
    cutAt(maps, limit, cut);
    cutAt(performers, limit, cut);
    cutAt(events, limit, cut);
    return look.answer(CatalogueDelta{.version = CatalogueVersion(cut),
                                      .isLast = cut == newest,
                                      .venues = upTo(venues, cut),
                                      .seatMaps = upTo(maps, cut),
                                      .performers = upTo(performers, cut),
                                      .events = upTo(events, cut)});
}

Result<Event> SqliteLedgerReader::event(const EventId &id)
{
    const Look look(*m_database, m_storage);
    return look.found(findEvent(*m_database, id), u"There is no such event."_s);
}

Result<Venue> SqliteLedgerReader::venue(const VenueId &id)
{
    const Look look(*m_database, m_storage);
    return look.found(findVenue(*m_database, id), u"There is no such venue."_s);
}

Result<QByteArray> SqliteLedgerReader::seatMap(const SeatMapId &id)
{
    const Look look(*m_database, m_storage);
    Rows rows = m_database->query("SELECT document FROM seat_maps WHERE id = ?", id);
    std::optional<QByteArray> document;
    if (rows.next())
        document = rows.bytes(0);
    return look.found(std::move(document), u"There is no such seat map."_s);
}

Result<EventTickets> SqliteLedgerReader::tickets(const EventId &event)
{
    const Look look(*m_database, m_storage);
    std::optional<EventTickets> all;
    qint64 number = 0;
    {
        Rows rows = m_database->query("SELECT i.event_no, i.sequence, i.capacity FROM inventory i"
                                      " JOIN events e ON e.no = i.event_no WHERE e.id = ?",
                                      event);
        if (rows.next()) {
            number = rows.number(0);
            all = EventTickets{.event = event, .sequence = Sequence(rows.number(1))};
            all->tickets.resize(rows.number(2)); // those without a row are untouched
        }
    }
    if (all) {
        Rows rows = m_database->query("SELECT status, version, fence, hold, holder, expires_at,"
                                      " booking, pool, idx FROM tickets WHERE event_no = ?",
                                      number);
        while (rows.next()) {
            if (const qint64 seat = rows.number(8); seat >= 0 && seat < all->tickets.size())
                all->tickets[seat] = ticketFrom(rows);
        }
    }
    return look.found(std::move(all), u"There is no such published event."_s);
}

Result<QList<CommittedChange>> SqliteLedgerReader::changesSince(const EventId &event,
                                                                Sequence since, qint32 limit)
{
    const Look look(*m_database, m_storage);
    QList<CommittedChange> changes;
    Rows rows =
        m_database->query("SELECT l.status, 0, l.fence, l.hold, l.holder, l.expires_at, l.booking, "
                          "l.pool, l.sequence,"
                          " l.seats, l.versions FROM ledger l JOIN events e ON e.no = l.event_no"
                          " WHERE e.id = ? AND l.sequence > max(?, 0) ORDER BY l.sequence LIMIT ?",
                          event, since.value(), limit);
    while (rows.next())
        changes.append({.event = event,
                        .sequence = Sequence(rows.number(8)),
                        .seats = unpackedSeats(rows.bytes(9)),
                        .after = ticketFrom(rows),
                        .versions = unpackedVersions(rows.bytes(10))});
    return look.answer(std::move(changes));
}

Result<QList<Availability::Entry>> SqliteLedgerReader::availability()
{
    const Look look(*m_database, m_storage);
    QList<Availability::Entry> entries;
    Rows rows = m_database->query("SELECT e.id, i.available, i.held, i.sold, i.blocked"
                                  " FROM events e JOIN inventory i ON i.event_no = e.no"
                                  " WHERE e.status = 1 ORDER BY e.no");
    while (rows.next())
        entries.append(
            {rows.id<EventId>(0), {rows.small(1), rows.small(2), rows.small(3), rows.small(4)}});
    return look.answer(std::move(entries));
}

Result<Booking> SqliteLedgerReader::booking(const BookingId &id)
{
    const Look look(*m_database, m_storage);
    std::optional<StoredBooking> stored = findBooking(*m_database, id);
    std::optional<Booking> booking;
    if (stored)
        booking = std::move(stored->booking);
    return look.found(std::move(booking), u"There is no such booking."_s);
}

/// The newest first.
Result<QList<Booking>> SqliteLedgerReader::bookingsOf(const EventId &event, qint32 limit)
{
    const Look look(*m_database, m_storage);
    QList<BookingId> ids;
    {
        Rows rows = m_database->query("SELECT id FROM bookings WHERE event_id = ?"
                                      " ORDER BY created_at DESC, id DESC LIMIT ?",
                                      event, limit);
        while (rows.next())
            ids.append(rows.id<BookingId>(0));
    }
    QList<Booking> bookings;
    for (const BookingId &id : std::as_const(ids)) {
        if (std::optional<StoredBooking> stored = findBooking(*m_database, id))
            bookings.append(std::move(stored->booking));
    }
    return look.answer(std::move(bookings));
}

/// A sale counts when it was confirmed, what was given back of it when that happened.
Result<QList<SalesPoint>> SqliteLedgerReader::sales(const SalesQuery &query)
{
    if (query.bucket.count() <= 0)
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"A report needs a bucket of time above zero."_s));
    const Look look(*m_database, m_storage);
    QList<SalesPoint> points;
    Rows rows = m_database->query(
        "SELECT slot, event_id, category_id, currency, sum(sign), sum(sign * price) FROM ("
        "  SELECT (b.confirmed_at - ?1) / ?3 AS slot, b.event_id, t.category_id, b.currency,"
        "  1 AS sign, t.price FROM bookings b JOIN booking_tickets t ON t.booking_id = b.id"
        "  WHERE b.confirmed_at >= ?1 AND b.confirmed_at < ?2"
        "  UNION ALL"
        "  SELECT (b.cancelled_at - ?1) / ?3, b.event_id, t.category_id, b.currency, -1, t.price"
        "  FROM bookings b JOIN booking_tickets t ON t.booking_id = b.id"
        "  WHERE b.cancelled_at >= ?1 AND b.cancelled_at < ?2 AND b.confirmed_at IS NOT NULL"
        "  AND t.given_back_at IS NULL"
        "  UNION ALL"
        "  SELECT (t.given_back_at - ?1) / ?3, b.event_id, t.category_id, b.currency, -1, t.price"
        "  FROM booking_tickets t JOIN bookings b ON b.id = t.booking_id"
        "  WHERE t.given_back_at >= ?1 AND t.given_back_at < ?2"
        " ) WHERE ?4 IS NULL OR event_id = ?4"
        " GROUP BY slot, event_id, category_id, currency ORDER BY 1, 2, 3",
        query.from, query.until, qint64(query.bucket.count()), query.event);
    while (rows.next())
        points.append({.from = query.from + query.bucket * rows.number(0),
                       .event = rows.id<EventId>(1),
                       .category = rows.id<CategoryId>(2),
                       .tickets = rows.small(4),
                       .revenue = Money(rows.number(5),
                                        Currency::fromCode(rows.text(3)).value_or(Currency()))});
    return look.answer(std::move(points));
}

Result<QList<PoolState>> SqliteLedgerReader::pools(const EventId &event)
{
    const Look look(*m_database, m_storage);
    QList<PoolState> pools;
    Rows rows = m_database->query("SELECT p.id, e.id, p.name, p.owner, p.quota, p.note,"
                                  " p.release_at, p.version, p.tickets, p.open"
                                  " FROM pools p JOIN events e ON e.no = p.event_no"
                                  " WHERE e.id = ? ORDER BY p.name, p.id",
                                  event);
    while (rows.next()) {
        const StoredPool stored = poolFrom(rows);
        pools.append({stored.pool, stored.tickets, stored.isOpen});
    }
    return look.answer(std::move(pools));
}

/// There are few beside the holds that end, and the index of the ends finds them.
Result<QList<Hold>> SqliteLedgerReader::allotments(const EventId &event)
{
    const Look look(*m_database, m_storage);
    QList<Hold> allotments;
    Rows rows = m_database->query("SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats,"
                                  " h.ends_at, h.customer_id, h.extensions, h.state FROM holds h"
                                  " JOIN events e ON e.no = h.event_no"
                                  " WHERE h.state = 0 AND h.ends_at = ? AND e.id = ?"
                                  " ORDER BY h.fence",
                                  never, event);
    while (rows.next())
        allotments.append(holdFrom(rows).hold);
    return look.answer(std::move(allotments));
}

Result<OperatorRecord> SqliteLedgerReader::operatorByName(const QString &name)
{
    const Look look(*m_database, m_storage);
    Rows rows = m_database->query("SELECT id, name, display_name, role, created_at, password_hash"
                                  " FROM operators WHERE name_key = ?",
                                  operatorNameKey(name));
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

Result<LiveSession> SqliteLedgerReader::session(const TokenHash &token)
{
    const Look look(*m_database, m_storage);
    Rows rows = m_database->query(
        "SELECT o.id, o.display_name, o.role, s.ends_at, s.window_id FROM sessions s"
        " JOIN operators o ON o.id = s.operator_id WHERE s.token = ? AND s.closed_at IS NULL",
        token);
    if (rows.next() && m_storage.clock.now() < rows.instant(3))
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
