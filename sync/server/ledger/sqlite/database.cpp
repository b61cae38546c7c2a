#include "sync/server/ledger/sqlite/database.h"

#include <QtEndian>

#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

bool StorageError::isBusy() const
{
    return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

Rows::~Rows()
{
    if (m_statement)
        sqlite3_reset(m_statement);
}

bool Rows::next()
{
    if (!m_statement)
        return false;
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        m_database.fail(code);
    return false;
}

bool Rows::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Rows::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Rows::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Rows::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data, sqlite3_column_bytes(m_statement, column)};
}

QUuid Rows::uuid(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    if (size == 0)
        return {};
    // Damage must not read as "none": an id that nothing has.
    static const QUuid damaged(0xffffffff, 0xffff, 0xffff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                               0xff);
    return size == 16 ? QUuid::fromRfc4122(QByteArrayView(data, size)) : damaged;
}

std::expected<std::unique_ptr<Database>, StorageError>
Database::open(const QString &path, Access access, Milliseconds busyTimeout, const QByteArray &vfs)
{
    std::unique_ptr<Database> database(new Database);
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                                  : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &database->m_handle, flags,
                                     vfs.isEmpty() ? nullptr : vfs.constData());
    if (code != SQLITE_OK) {
        database->fail(code);
        return std::unexpected(*database->m_failure);
    }
    sqlite3_extended_result_codes(database->m_handle, 1);
    sqlite3_busy_timeout(database->m_handle, int(busyTimeout.count()));
    return database;
}

Database::~Database()
{
    for (sqlite3_stmt *statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

void Database::execute(const char *statements)
{
    if (m_failure)
        return;
    const int code = sqlite3_exec(m_handle, statements, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
}

qint64 Database::lastRowNumber() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

void Database::fail(int code)
{
    if (m_failure)
        return;
    const int extended = m_handle ? sqlite3_extended_errcode(m_handle) : code;
    m_failure = StorageError{.code = (extended & 0xff) == (code & 0xff) ? extended : code,
                             .message = m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle))
                                                 : u"out of memory"_s};
}

sqlite3_stmt *Database::prepared(const char *sql)
{
    if (m_failure)
        return nullptr;
    if (sqlite3_stmt *known = m_statements.value(sql))
        return known;
    sqlite3_stmt *statement = nullptr;
    const int code =
        sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        fail(code);
        return nullptr;
    }
    m_statements.insert(sql, statement);
    return statement;
}

qint64 Database::finish(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        fail(code);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? sqlite3_changes64(m_handle) : 0;
}

void Database::bind(sqlite3_stmt *statement, int place, qint64 value)
{
    sqlite3_bind_int64(statement, place, value);
}

void Database::bind(sqlite3_stmt *statement, int place, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text64(statement, place, utf8.constData(), quint64(utf8.size()), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void Database::bind(sqlite3_stmt *statement, int place, const QByteArray &value)
{
    // An empty blob, never NULL, for an empty array.
    const char *data = value.isEmpty() ? "" : value.constData();
    sqlite3_bind_blob64(statement, place, data, quint64(value.size()),
                        m_isValueKept ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

void Database::bind(sqlite3_stmt *statement, int place, QByteArrayView value)
{
    const char *data = value.isEmpty() ? "" : value.data();
    sqlite3_bind_blob64(statement, place, data, quint64(value.size()), SQLITE_TRANSIENT);
}

void Database::bind(sqlite3_stmt *statement, int place, const QUuid &value)
{
    if (value.isNull()) {
        sqlite3_bind_null(statement, place);
        return;
    }
    const bool isKept = m_isValueKept && place < mostIds;
    uchar own[16];
    uchar *bytes = isKept ? m_ids[place] : own;
    qToBigEndian(value.data1, bytes);
    qToBigEndian(value.data2, bytes + 4);
    qToBigEndian(value.data3, bytes + 6);
    memcpy(bytes + 8, value.data4, 8);
    sqlite3_bind_blob(statement, place, bytes, 16, isKept ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

void Database::bind(sqlite3_stmt *statement, int place, std::nullptr_t)
{
    sqlite3_bind_null(statement, place);
}

} // namespace foyer
