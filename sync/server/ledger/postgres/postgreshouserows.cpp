#include "sync/server/ledger/postgres/postgresrows.h"

namespace foyer {

namespace {

/// When the next lease ends is asked again so much later while the database is away.
constexpr Milliseconds askAgainAfter{1'000};

} // namespace

std::optional<StoredPool> PostgresRows::pool(const PoolId &id)
{
    PostgresResult rows = m_connection.query(
        "SELECT p.id, e.id, p.name, p.owner, p.quota, p.note, p.release_at, p.version, p.tickets,"
        " p.open"
        " FROM pools p JOIN events e ON e.no = p.event_no WHERE p.id = $1 FOR UPDATE OF p",
        id);
    m_hasLockedSinceClock = true;
    if (!rows.next())
        return std::nullopt;
    return poolFrom(rows);
}

std::vector<PoolId> PostgresRows::duePools(Instant now, qint32 limit)
{
    std::vector<PoolId> due;
    PostgresResult rows = m_connection.query("SELECT id FROM pools WHERE open = 1"
                                             " AND release_at <= $1 ORDER BY release_at, id"
                                             " LIMIT $2 FOR UPDATE",
                                             now, limit);
    m_hasLockedSinceClock = true;
    while (rows.next())
        due.push_back(rows.id<PoolId>(0));
    return due;
}

QList<SeatIndex> PostgresRows::blockedTickets(const EventHead &head, const PoolId &pool,
                                              qint32 limit)
{
    QList<SeatIndex> blocked;
    PostgresResult rows = m_connection.query(
        "SELECT idx, status, version, fence, hold, holder, expires_at, booking, pool FROM tickets"
        " WHERE event_no = $1 AND pool = $2 AND status = 3 ORDER BY idx LIMIT $3 FOR UPDATE",
        head.number, pool, limit);
    m_hasLockedSinceClock = true;
    m_fences.clear(); // drawn before these were locked
    while (rows.next()) {
        blocked.append(SeatIndex(rows.small(0)));
        m_tickets.insert(TicketKey(head.number, rows.small(0)), ticketAt(rows, 1));
    }
    return blocked;
}

DeviceSequence PostgresRows::acknowledged(const WindowId &window)
{
    if (const auto known = m_acknowledged.constFind(window); known != m_acknowledged.cend())
        return *known;
    return DeviceSequence(
        m_connection.number("SELECT acknowledged FROM devices WHERE window_id = $1", window)
            .value_or(0));
}

qint32 PostgresRows::pruneOutcomes(const WindowId &window, DeviceSequence acknowledged,
                                   qint32 limit)
{
    m_connection.run("INSERT INTO devices (window_id, acknowledged) VALUES ($1, $2)"
                     " ON CONFLICT (window_id) DO UPDATE SET acknowledged ="
                     " greatest(devices.acknowledged, excluded.acknowledged)",
                     window, acknowledged);
    return qint32(m_connection.run(
        "DELETE FROM operations WHERE id IN (SELECT id FROM operations WHERE window_id = $1"
        " AND device_sequence > 0 AND device_sequence <= $2 LIMIT $3)",
        window, acknowledged, limit));
}

void PostgresRows::openSession(const SessionRecord &session)
{
    m_connection.run("INSERT INTO sessions (token, operator_id, window_id, started_at, ends_at)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     session.token, session.operatorId, session.window, session.startedAt,
                     session.endsAt);
}

void PostgresRows::closeSession(const TokenHash &token, Instant at)
{
    m_connection.run("UPDATE sessions SET closed_at = $1 WHERE token = $2 AND closed_at IS NULL",
                     at, token);
}

bool PostgresRows::hasOperator(const OperatorId &id)
{
    return m_connection.number("SELECT 1 FROM operators WHERE id = $1", id).has_value();
}

bool PostgresRows::addOperator(const OperatorRecord &record)
{
    const Operator &person = record.person;
    return m_connection.run("INSERT INTO operators (id, name, name_key, display_name, role,"
                            " password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                            " ON CONFLICT (name_key) DO NOTHING",
                            person.id, person.name, operatorNameKeyOf(person.name),
                            person.displayName, int(person.role), record.passwordHash,
                            person.createdAt) == 1;
}

std::optional<Instant> PostgresRows::nextExpiry()
{
    const bool isOutside = !m_connection.isInTransaction();
    if (isOutside)
        m_connection.forgetFailure();
    const std::optional<qint64> ms = m_connection.number(
        "SELECT least((SELECT min(ends_at) FROM holds WHERE state = 0 AND ends_at < $1),"
        " (SELECT min(release_at) FROM pools WHERE open = 1 AND release_at IS NOT NULL))",
        never);
    if (isOutside && m_connection.failure()) {
        m_connection.forgetFailure(); // a write will meet it again and say so
        return m_storage.now() + askAgainAfter;
    }
    return ms ? std::optional(Instant::fromMs(*ms)) : std::nullopt;
}

} // namespace foyer
