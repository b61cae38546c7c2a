#include "models/store/windowdatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// The half of WindowDatabase that opens the file and says what is wrong with it.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int newestSchema = 1;
constexpr int synchronousFull = 2;

// SQLite's primary result codes (sqlite3.h), in the low byte of the native error code.
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteCannotOpen = 14;
constexpr int sqliteNotADatabase = 26;

QStringList statementsOf(const QString &resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u"\n;\n"_s, Qt::SkipEmptyParts);
}

} // namespace

WindowDatabase::WindowDatabase(QString path)
    : m_path(std::move(path))
    , m_connection(u"window-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

WindowDatabase::~WindowDatabase()
{
    m_database.close();
    m_database = {};
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

Refusal WindowDatabase::refusalFor(const QSqlError &error) const
{
    const QString said = u" (SQLite: %1)"_s.arg(error.databaseText());
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case sqliteBusy:
    case sqliteLocked:
        return refusal(RefusalCode::Overloaded,
                       u"The window's file %1 is in use by another program. Close the other Foyer, "
                       "or start this one with a file of its own."_s.arg(m_path) +
                           said);
    case sqliteReadOnly:
    case sqliteCannotOpen:
        return refusal(RefusalCode::ReadOnly,
                       u"The window's file %1 cannot be written. Check the permissions of the file "
                       "and its folder."_s.arg(m_path) +
                           said);
    case sqliteFull:
    case sqliteIoError:
        return refusal(
            RefusalCode::ReadOnly,
            u"The disk of the window's file %1 is full or failing. Free some space, then "
            "start again; nothing that was acknowledged is lost."_s.arg(m_path) +
                said);
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return refusal(RefusalCode::InvalidRecord,
                       u"The window's file %1 is damaged. Keep it and ask for help; start with "
                       "another file meanwhile."_s.arg(m_path) +
                           said);
    default:
        return refusal(RefusalCode::Internal,
                       u"The window's file %1 could not be used. Start again; if that does not "
                       "help, keep the file and ask for help."_s.arg(m_path) +
                           said);
    }
}

/// Makes the file before SQLite does, so that it is the owner's alone from its first byte.
Result<void> WindowDatabase::prepareFile() const
{
    const int file =
        ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return std::unexpected(refusal(
            RefusalCode::ReadOnly,
            u"The window's file %1 cannot be opened for writing: %2. Check the permissions of the "
            "file and its folder."_s.arg(m_path, QString::fromLocal8Bit(std::strerror(errno)))));
    }
    (void)::fchmod(file, 0600);
    ::close(file);
    return {};
}

Result<void> WindowDatabase::checkDurability()
{
    for (const QString &sql : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (Result<void> done = run(sql); !done)
            return done;
    }
    Result<QSqlQuery> synchronous = ask(u"PRAGMA synchronous"_s);
    Result<QSqlQuery> journal = ask(u"PRAGMA journal_mode"_s);
    if (!synchronous || !journal)
        return std::unexpected(!synchronous ? synchronous.error() : journal.error());
    if (!synchronous->next() || synchronous->value(0).toInt() != synchronousFull ||
        !journal->next() || journal->value(0).toString() != u"wal"_s) {
        return std::unexpected(refusal(
            RefusalCode::ReadOnly,
            u"The window's file %1 lies where SQLite cannot write safely (a network drive?). "
            "Choose a folder on this machine's own disk."_s.arg(m_path)));
    }
    return {};
}

/// The number of the file's schema, 0 for a new file; refuses what a newer program has made.
Result<int> WindowDatabase::schema()
{
    Result<QSqlQuery> query = ask(u"PRAGMA user_version"_s);
    if (!query)
        return std::unexpected(query.error());
    const int found = query->next() ? query->value(0).toInt() : 0;
    if (found <= newestSchema)
        return found;
    return std::unexpected(refusal(
        RefusalCode::UnsupportedVersion,
        u"The window's file %1 was made by a newer Foyer (format %2, this one knows %3). Start "
        "the newer program, or this one with a folder of its own; the file is left as it is."_s
            .arg(m_path)
            .arg(found)
            .arg(newestSchema)));
}

Result<void> WindowDatabase::migrate()
{
    const Result<int> found = schema();
    if (!found)
        return std::unexpected(found.error());
    for (int number = *found + 1; number <= newestSchema; ++number) {
        const QString name =
            u":/foyer/sql/window/%1_start.sql"_s.arg(number, 4, 10, QLatin1Char('0'));
        const Result<void> done = transaction([&]() -> Result<void> {
            for (const QString &statement : statementsOf(name)) {
                if (statement.trimmed().isEmpty())
                    continue;
                if (Result<void> made = run(statement); !made)
                    return made;
            }
            return run(u"PRAGMA user_version = %1"_s.arg(number));
        });
        if (!done)
            return done;
    }
    return {};
}

Result<WindowContents> WindowDatabase::open(const WindowId &fresh)
{
    if (const Result<void> prepared = prepareFile(); !prepared)
        return std::unexpected(prepared.error());
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=500"_s);
    if (!m_database.open())
        return std::unexpected(refusalFor(m_database.lastError()));
    // Asked before anything is changed.
    Result<void> ready = run(u"PRAGMA locking_mode = EXCLUSIVE"_s);
    if (const Result<int> found = ready ? schema() : std::unexpected(ready.error()); !found)
        return std::unexpected(found.error());
    ready = checkDurability();
    if (ready)
        ready = migrate();
    if (!ready)
        return std::unexpected(ready.error());
    return readContents(fresh);
}

Result<WindowContents> WindowDatabase::readContents(const WindowId &fresh)
{
    const Result<QByteArray> name = setting(u"window_id"_s);
    if (!name)
        return std::unexpected(name.error());
    WindowContents contents;
    WindowMemory &memory = contents.memory;
    memory.window = WindowId::fromBytes(*name).value_or(fresh);
    m_window = memory.window;
    const Result<void> ready =
        transaction([&] { return putSetting(u"window_id"_s, m_window.toBytes()); });
    const Result<QList<OutboxRow>> rows = ready ? outbox() : std::unexpected(ready.error());
    if (!rows)
        return std::unexpected(rows.error());
    memory.outbox = *rows;
    Result<QSqlQuery> last = ask(u"SELECT coalesce(max(device_sequence), 0) FROM outbox"_s);
    if (!last)
        return std::unexpected(last.error());
    if (last->next())
        memory.lastDeviceSequence = DeviceSequence(last->value(0).toLongLong());
    last->finish();
    memory.epoch = LedgerEpoch::fromBytes(setting(u"ledger_epoch"_s).value_or(QByteArray()))
                       .value_or(LedgerEpoch());
    memory.token = QString::fromUtf8(setting(u"token"_s).value_or(QByteArray()));
    // A catalogue that cannot be read is asked for anew.
    if (const Result<QList<CatalogueDelta>> records = catalogue()) {
        contents.catalogue = *records;
        memory.catalogue =
            CatalogueVersion(setting(u"catalogue_version"_s).value_or(QByteArray()).toLongLong());
    }
    return contents;
}

} // namespace foyer
