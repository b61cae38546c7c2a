#include "sync/server/ledger/sqlite/housecopies.h"

#include "sync/server/ledger/sqlite/database.h"
#include "sync/server/ledger/sqlite/migrations.h"
#include "sync/server/ledger/sqlite/processlock.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int pagesPerSlice = 256;
constexpr Milliseconds patience{5'000};
/// A database file with what SQLite may put beside it.
QStringList filesOf(const QString &path)
{
    return {path, path + u"-wal"_s, path + u"-shm"_s, path + u"-journal"_s};
}

std::unexpected<Refusal> failed(const StorageError &error, const QString &doing)
{
    return std::unexpected(refusalFor(error, doing));
}

void removeAll(const QString &path)
{
    for (const QString &file : filesOf(path))
        QFile::remove(file);
}

/// Puts a file, or a folder with the names in it, on the disk.
void syncFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

Result<void> renameFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return std::unexpected(
            refusal(RefusalCode::ReadOnly,
                    u"%1 cannot be renamed to %2: %3."_s.arg(from, to, qt_error_string(errno))));
    syncFile(QFileInfo(to).absolutePath());
    return {};
}

Result<std::unique_ptr<Database>> openCopy(const QString &path, Database::Access access)
{
    auto opened = Database::open(path, access, patience);
    if (!opened)
        return failed(opened.error(), u"opening "_s + path);
    return *std::move(opened);
}

/// Copies what \a from has now, seen from one transaction, into \a to.
Result<void> copyPages(Database &from, Database &to)
{
    from.execute("BEGIN");
    const bool isHouse = from.number("SELECT count(*) FROM sqlite_schema").value_or(0) > 0;
    if (from.failure())
        return failed(*from.failure(), u"reading the house"_s);
    if (!isHouse)
        return std::unexpected(refusal(RefusalCode::NotFound, u"There is no house in there."_s));
    sqlite3_backup *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    int code = backup ? SQLITE_OK : sqlite3_errcode(to.handle());
    while (code == SQLITE_OK)
        code = sqlite3_backup_step(backup, pagesPerSlice);
    if (backup)
        sqlite3_backup_finish(backup);
    from.execute("COMMIT");
    if (code != SQLITE_DONE)
        return failed({.code = code, .message = QString::fromUtf8(sqlite3_errstr(code))},
                      u"copying the house"_s);
    return {};
}

/// Copies the house in \a path into the file \a copy, which is made anew.
Result<void> copyFile(const QString &path, const QString &copy)
{
    if (!QFileInfo::exists(path))
        return std::unexpected(refusal(RefusalCode::NotFound, u"There is no file %1."_s.arg(path)));
    removeAll(copy);
    makePrivateFile(copy);
    auto from = openCopy(path, Database::Access::ReadOnly);
    if (!from)
        return std::unexpected(from.error());
    auto to = openCopy(copy, Database::Access::ReadWrite);
    if (!to)
        return std::unexpected(to.error());
    if (auto done = copyPages(**from, **to); !done)
        return done;
    (*to)->execute("PRAGMA journal_mode=DELETE"); // one file, nothing beside it
    if ((*to)->failure())
        return failed(*(*to)->failure(), u"writing the copy"_s);
    return {};
}

/// Reads what the house in \a path has and verifies it.
Result<HouseCopy> inspected(const QString &path)
{
    HouseCopy copy;
    {
        auto house = openCopy(path, Database::Access::ReadOnly);
        if (!house)
            return std::unexpected(house.error());
        Rows rows = (*house)->query("SELECT name, clock_ms, (SELECT count(*) FROM inventory),"
                                    " (SELECT count(*) FROM ledger) FROM house");
        const bool isThere = rows.next();
        if ((*house)->failure())
            return failed(*(*house)->failure(), u"reading the copy"_s);
        if (!isThere)
            return std::unexpected(
                refusal(RefusalCode::NotFound, u"There is no house in there."_s));
        copy.houseName = rows.text(0);
        copy.until = rows.instant(1);
        copy.events = rows.small(2);
        copy.ledgerRows = rows.number(3);
    }
    const auto contradictions = verifyLedger(path);
    if (!contradictions)
        return std::unexpected(contradictions.error());
    copy.contradictions = *contradictions;
    return copy;
}

Result<void> renew(const QString &path)
{
    auto house = openCopy(path, Database::Access::ReadWrite);
    if (!house)
        return std::unexpected(house.error());
    return migrate(**house, ledgerMigrations());
}

Result<void> giveNewEpoch(const QString &path, RandomSource &random)
{
    auto house = openCopy(path, Database::Access::ReadWrite);
    if (!house)
        return std::unexpected(house.error());
    const qint64 clock_ms = (*house)->number("SELECT clock_ms FROM house").value_or(0);
    (*house)->run("UPDATE house SET epoch = ?",
                  LedgerEpoch::make(Instant::fromMs(clock_ms), random));
    if ((*house)->failure())
        return failed(*(*house)->failure(), u"preparing the copy"_s);
    return {};
}

Result<void> putAside(const QString &path, const HouseCopy &restored)
{
    const QString when = QDateTime::fromMSecsSinceEpoch(restored.until.toMs(), Qt::UTC)
                             .toString(u"yyyyMMdd-HHmmss"_s);
    QString aside = path + u".before-"_s + when;
    for (int i = 2; QFileInfo::exists(aside); ++i)
        aside = path + u".before-%1-%2"_s.arg(when).arg(i);
    for (qsizetype i = 0; i < filesOf(path).size(); ++i) {
        const QString file = filesOf(path).at(i);
        if (!QFileInfo::exists(file))
            continue;
        if (auto done = renameFile(file, filesOf(aside).at(i)); !done)
            return done;
    }
    return {};
}

} // namespace

Result<HouseCopy> backUpHouse(const QString &path, const QString &target)
{
    return backUpHouse([&path](const QString &part) { return copyFile(path, part); }, target);
}

Result<HouseCopy> backUpHouse(const FillFile &fill, const QString &target)
{
    if (QFileInfo::exists(target))
        return std::unexpected(refusal(RefusalCode::InvalidRecord,
                                       u"%1 exists already; name another file."_s.arg(target)));
    const QString part = target + u".part"_s;
    removeAll(part);
    const auto made = [&]() -> Result<HouseCopy> {
        if (auto done = fill(part); !done)
            return std::unexpected(done.error());
        syncFile(part);
        return inspected(part);
    }();
    QFile::remove(part + u".lock"_s);
    if (!made) {
        removeAll(part);
        return made;
    }
    if (auto done = renameFile(part, target); !done)
        return std::unexpected(done.error());
    return made;
}

Result<HouseCopy> unpackBackup(const QString &source, const QString &target)
{
    const auto made = [&]() -> Result<HouseCopy> {
        if (auto done = copyFile(source, target); !done)
            return std::unexpected(done.error());
        if (auto done = renew(target); !done)
            return std::unexpected(done.error());
        syncFile(target);
        return inspected(target);
    }();
    if (made && made->contradictions.isEmpty())
        return made;
    removeAll(target);
    if (!made)
        return made;
    const LedgerContradiction &first = made->contradictions.first();
    return std::unexpected(
        refusal(RefusalCode::InvalidRecord,
                u"The backup is not whole; nothing was changed. Event %1, row %2: %3"_s.arg(
                    first.event.toString(), QString::number(first.row), first.what)));
}

Result<HouseCopy> restoreHouse(const QString &source, const QString &path, RandomSource &random)
{
    const auto lock = ProcessLock::take(path + u".lock"_s);
    if (!lock)
        return std::unexpected(lock.error());
    const QString part = path + u".restoring"_s;
    auto made = unpackBackup(source, part);
    if (!made)
        return made;
    if (auto done = giveNewEpoch(part, random); !done) {
        removeAll(part);
        return std::unexpected(done.error());
    }
    syncFile(part);
    if (auto done = putAside(path, *made); !done)
        return std::unexpected(done.error());
    if (auto done = renameFile(part, path); !done)
        return std::unexpected(done.error());
    return made;
}

} // namespace foyer
