#include "sync/server/ledger/postgres/postgresmigrations.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "foyer" in ASCII: the lock of those who change the schema.
constexpr auto schemaLock = "SELECT pg_advisory_lock(439956400498)";
constexpr auto schemaUnlock = "SELECT pg_advisory_unlock(439956400498)";

Result<qint64> versionOf(PostgresConnection &connection)
{
    const bool isKnown = connection
                             .number("SELECT 1 FROM pg_class WHERE relkind = 'r'"
                                     " AND oid = to_regclass('foyer_schema')")
                             .has_value();
    if (isKnown)
        return connection.number("SELECT max(version) FROM foyer_schema").value_or(0);
    const bool hasTables = connection
                               .number("SELECT 1 FROM pg_tables"
                                       " WHERE schemaname = current_schema() LIMIT 1")
                               .has_value();
    if (hasTables)
        return std::unexpected(refusal(RefusalCode::Internal,
                                       u"The database has tables but is not a booking ledger. "
                                       "Name an empty one."_s));
    return 0;
}

Result<void> applySteps(PostgresConnection &connection, std::span<const PostgresMigration> steps)
{
    const Result<qint64> version = versionOf(connection);
    if (!version)
        return std::unexpected(version.error());
    if (*version > qint64(steps.size()))
        return std::unexpected(refusal(
            RefusalCode::UnsupportedVersion,
            u"The ledger was written by a newer program (version %1, this one knows %2). Use "
            "that program."_s.arg(*version)
                .arg(steps.size())));
    for (const PostgresMigration &step : steps.subspan(size_t(*version))) {
        // One string is one transaction; the number is a whole number of ours.
        connection.execute(
            QByteArray("CREATE TABLE IF NOT EXISTS foyer_schema"
                       " (version integer PRIMARY KEY, done_at timestamptz DEFAULT now());") +
            step.statements + "; INSERT INTO foyer_schema (version) VALUES (" +
            QByteArray::number(step.number) + ")");
        if (connection.failure())
            return std::unexpected(
                refusalFor(*connection.failure(),
                           u"bringing the database to version %1 (%2)"_s.arg(step.number)
                               .arg(QString::fromLatin1(step.what))));
    }
    return {};
}

} // namespace

Result<void> migrate(PostgresConnection &connection, std::span<const PostgresMigration> steps)
{
    connection.execute("SET client_min_messages = warning");
    connection.execute(schemaLock);
    const Result<void> done = applySteps(connection, steps);
    const std::optional<PostgresError> error = connection.failure();
    connection.forgetFailure();
    connection.execute(schemaUnlock);
    if (!done)
        return done;
    if (error)
        return std::unexpected(refusalFor(*error, u"reading the database"_s));
    return {};
}

Result<void> checkVersion(PostgresConnection &connection)
{
    const Result<qint64> version = versionOf(connection);
    if (connection.failure())
        return std::unexpected(refusalFor(*connection.failure(), u"reading the database"_s));
    if (!version)
        return std::unexpected(version.error());
    const auto known = qint64(postgresMigrations().size());
    if (*version == known)
        return {};
    return std::unexpected(
        refusal(RefusalCode::UnsupportedVersion,
                u"The ledger has version %1, this program knows %2. Run foyerctl migrate, or use "
                "the newer program."_s.arg(*version)
                    .arg(known)));
}

} // namespace foyer
