#include "sync/server/ledger/sqlite/sqliterows.h"

#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/storagefault.h"

namespace foyer {

using namespace Qt::StringLiterals;

SqliteRows::SqliteRows(Database &database, LedgerStorage &storage)
    : m_database(database)
    , m_storage(storage)
    , m_liveHolds(database)
    , m_operationIds(database, "SELECT max(id) FROM operations WHERE id >= ? AND id < ?")
    , m_holdIds(database, "SELECT max(id) FROM holds WHERE id >= ? AND id < ?")
    , m_ticketRows(database)
{}

SqliteRows::~SqliteRows()
{
    leaveGate();
}

void SqliteRows::enterGate()
{
    if (m_storage.gate && !m_holdsGate)
        m_storage.gate->lock();
    m_holdsGate = bool(m_storage.gate);
}

void SqliteRows::leaveGate()
{
    if (m_holdsGate)
        m_storage.gate->unlock();
    m_holdsGate = false;
}

void SqliteRows::begin(const WantedRows &)
{
    enterGate();
    m_isOpen = true;
    m_failure.reset();
    m_catalogue.reset();
    if (const std::optional<LedgerFault> fault = m_storage.fault()) {
        m_failure = refusal(fault->code, fault->message);
        return;
    }
    m_database.run("BEGIN IMMEDIATE");
}

bool SqliteRows::commit()
{
    if (!failure())
        m_database.run("COMMIT");
    if (failure()) {
        rollBack();
        return false;
    }
    m_isOpen = false;
    leaveGate();
    if (committed)
        committed();
    return true;
}

/// After a failure of the disk nothing is written again until a restart: what a failed sync has
/// left behind nobody knows.
void SqliteRows::rollBack()
{
    const std::optional<StorageError> error = m_database.failure();
    if (failure() && error && endsWriting(*error))
        m_storage.setFault(m_failure->message);
    m_liveHolds.forget();
    m_nextExpiry.reset();
    m_database.forgetFailure();
    if (m_database.isInTransaction())
        m_database.execute("ROLLBACK");
    m_database.forgetFailure();
    m_isOpen = false;
    leaveGate();
}

const std::optional<Refusal> &SqliteRows::failure() const
{
    if (!m_failure && m_database.failure())
        m_failure = refusalFor(*m_database.failure(), u"writing the ledger"_s);
    return m_failure;
}

void SqliteRows::fail(const QString &what)
{
    if (!failure())
        m_failure = refusal(RefusalCode::Internal, what);
}

void SqliteRows::expectOne(qint64 changed, const char *what)
{
    if (changed != 1)
        fail(u"Nothing was written: %1 is not as it was read. Verify the ledger."_s.arg(
            QString::fromLatin1(what)));
}

std::optional<FoundSession> SqliteRows::session(const TokenHash &token)
{
    constexpr qsizetype mostRemembered = 65'536;
    const auto known = m_sessions.constFind(token);
    if (known != m_sessions.cend())
        return *known;
    Rows rows = m_database.query("SELECT s.operator_id, s.window_id, s.ends_at, o.role"
                                 " FROM sessions s JOIN operators o ON o.id = s.operator_id"
                                 " WHERE s.token = ? AND s.closed_at IS NULL",
                                 token);
    if (!rows.next())
        return std::nullopt;
    const FoundSession found{.asker = {.operatorId = rows.id<OperatorId>(0),
                                       .window = rows.id<WindowId>(1),
                                       .role = Role(rows.small(3))},
                             .endsAt = rows.instant(2)};
    if (m_sessions.size() >= mostRemembered)
        m_sessions.clear();
    m_sessions.insert(token, found);
    return found;
}

DeviceSequence SqliteRows::acknowledged(const WindowId &window)
{
    return DeviceSequence(
        m_database.number("SELECT acknowledged FROM devices WHERE window_id = ?", window)
            .value_or(0));
}

qint32 SqliteRows::pruneOutcomes(const WindowId &window, DeviceSequence acknowledged, qint32 limit)
{
    m_database.run("INSERT INTO devices (window_id, acknowledged) VALUES (?1, ?2)"
                   " ON CONFLICT (window_id) DO UPDATE SET acknowledged ="
                   " max(acknowledged, excluded.acknowledged)",
                   window, acknowledged.value());
    return qint32(m_database.run(
        "DELETE FROM operations WHERE rowid IN (SELECT rowid FROM operations WHERE window_id = ?1"
        " AND device_sequence > 0 AND device_sequence <= ?2 LIMIT ?3)",
        window, acknowledged.value(), limit));
}

void SqliteRows::openSession(const SessionRecord &session)
{
    m_database.run("INSERT INTO sessions (token, operator_id, window_id, started_at, ends_at)"
                   " VALUES (?, ?, ?, ?, ?)",
                   session.token, session.operatorId, session.window, session.startedAt,
                   session.endsAt);
}

void SqliteRows::closeSession(const TokenHash &token, Instant at)
{
    m_sessions.remove(token);
    m_database.run("UPDATE sessions SET closed_at = ? WHERE token = ? AND closed_at IS NULL", at,
                   token);
}

bool SqliteRows::hasOperator(const OperatorId &id)
{
    return m_database.number("SELECT 1 FROM operators WHERE id = ?", id).has_value();
}

bool SqliteRows::addOperator(const OperatorRecord &record)
{
    const Operator &person = record.person;
    return m_database.run(
               "INSERT INTO operators (id, name, name_key, display_name, role, password_hash,"
               " created_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING",
               person.id, person.name, operatorNameKey(person.name), person.displayName,
               int(person.role), record.passwordHash, person.createdAt) == 1;
}

/// A lease that ends, or a pool that is released, \a at.
void SqliteRows::endsAt(Instant at)
{
    if (m_nextExpiry)
        m_nextExpiry = std::min(*m_nextExpiry, at);
}

/// Asked after every commit, so what it was stays the answer until it has come.
std::optional<Instant> SqliteRows::nextExpiry()
{
    if (m_nextExpiry && *m_nextExpiry > now())
        return m_nextExpiry;
    // Not asked of the connection: in memory a reader may be using it just now.
    const bool isOutside = !m_isOpen;
    if (isOutside)
        enterGate();
    const std::optional<qint64> ms =
        m_database.number("SELECT min(at) FROM (SELECT min(ends_at) AS at FROM holds"
                          " WHERE state = 0 AND ends_at < ? UNION ALL SELECT min(release_at)"
                          " FROM pools WHERE open = 1 AND release_at IS NOT NULL)",
                          never);
    const bool isFine = !m_database.failure();
    if (isOutside) {
        m_database.forgetFailure(); // a write will meet it again and say so
        leaveGate();
    }
    if (isFine)
        m_nextExpiry = ms ? Instant::fromMs(*ms) : never;
    return ms ? std::optional(Instant::fromMs(*ms)) : std::nullopt;
}

} // namespace foyer
