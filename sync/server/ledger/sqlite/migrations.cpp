#include "sync/server/ledger/sqlite/migrations.h"

#include "sync/server/ledger/sqlite/storagefault.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<void> applyStep(Database &database, const Migration &step)
{
    database.execute("BEGIN IMMEDIATE");
    database.execute(step.statements);
    // A pragma takes no bound values; the number is a whole number of ours.
    const QByteArray pragma = "PRAGMA user_version=" + QByteArray::number(step.number);
    database.execute(pragma.constData());
    database.execute("COMMIT");
    if (!database.failure())
        return {};
    const StorageError error = *database.failure();
    database.forgetFailure();
    if (database.isInTransaction())
        database.execute("ROLLBACK");
    return std::unexpected(
        refusalFor(error, u"bringing the database to version %1 (%2)"_s.arg(step.number)
                              .arg(QString::fromLatin1(step.what))));
}

} // namespace

Result<void> migrate(Database &database, std::span<const Migration> steps)
{
    const qint64 version = database.number("PRAGMA user_version").value_or(0);
    const qint64 tables = database.number("SELECT count(*) FROM sqlite_schema").value_or(0);
    if (database.failure())
        return std::unexpected(refusalFor(*database.failure(), u"reading the database"_s));
    if (version > qint64(steps.size()))
        return std::unexpected(refusal(
            RefusalCode::UnsupportedVersion,
            u"The ledger was written by a newer program (version %1, this one knows %2). Use "
            "that program."_s.arg(version)
                .arg(steps.size())));
    if (version == 0 && tables > 0)
        return std::unexpected(refusal(RefusalCode::Internal,
                                       u"The file is a database but not a booking ledger. Name "
                                       "another file."_s));
    for (const Migration &step : steps.subspan(size_t(version))) {
        if (auto done = applyStep(database, step); !done)
            return done;
    }
    return {};
}

} // namespace foyer
