#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"
#include "models/domain/refusal.h"
#include "sync/server/ledger/sqlite/insertion.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace foyer {

/// What SQLite answered instead of doing its work.
struct StorageError
{
    int code = 0; ///< extended result code
    QString message;
    /// Another process is writing.
    [[nodiscard]] bool isBusy() const;
};

/// The rows of one running query. Resets the statement when it goes.
class Rows final
{
public:
    explicit Rows(sqlite3_stmt *statement, class Database &database)
        : m_statement(statement)
        , m_database(database)
    {}
    ~Rows();
    Q_DISABLE_COPY_MOVE(Rows)

    /// \return false after the last row or when the database has failed.
    [[nodiscard]] bool next();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] qint32 small(int column) const { return qint32(number(column)); }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant::fromMs(number(column)); }
    /// A null id for NULL.
    template <class IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType(uuid(column));
    }

private:
    [[nodiscard]] QUuid uuid(int column) const;

    sqlite3_stmt *m_statement; ///< null: failed, no rows
    Database &m_database;
};

/// One connection with its prepared statements; one thread at a time.
///
/// The first failure stays: everything after it does nothing and returns no rows, so a command
/// runs its statements in a row and its transaction looks once, with failure(), before it ends.
class Database final
{
public:
    enum class Access : quint8 { ReadWrite, ReadOnly };

    /// Opens \a path (":memory:" for none). Makes the file for ReadWrite. \a vfs: the name of one
    /// registered with SQLite; empty: the default.
    [[nodiscard]] static std::expected<std::unique_ptr<Database>, StorageError>
    open(const QString &path, Access access, Milliseconds busyTimeout, const QByteArray &vfs = {});
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    [[nodiscard]] const std::optional<StorageError> &failure() const { return m_failure; }
    void forgetFailure() { m_failure.reset(); }
    [[nodiscard]] bool isInTransaction() const;

    /// Runs statements without values, uncached: schema and pragmas.
    void execute(const char *statements);
    /// Runs one statement. \a sql must be a literal, or live as long as this: it is prepared once
    /// and found by address.
    /// \return the number of rows it changed.
    template <class... Values>
    qint64 run(const char *sql, const Values &...values)
    {
        m_isValueKept = true; // until it is done, so that nothing is copied
        sqlite3_stmt *statement = begin(sql, values...);
        m_isValueKept = false;
        return statement ? finish(statement) : 0;
    }
    /// Inserts \a rows, many to a statement. \a give calls its second argument with the values of
    /// its first, a row. An array of bytes among them lives as long as the row, a view of one until
    /// that call returns. \a into lives as long as this.
    template <class Row, class Give>
    void insert(const Insertion &into, const std::vector<Row> &rows, const Give &give)
    {
        for (size_t at = 0; at < rows.size();) {
            const bool isOne = rows.size() - at < Insertion::many;
            sqlite3_stmt *statement = prepared(isOne ? into.one() : into.several());
            if (!statement)
                return;
            const size_t end = at + (isOne ? 1 : Insertion::many);
            int place = 0;
            m_isValueKept = true;
            for (; at < end; ++at)
                give(rows[at],
                     [&](const auto &...values) { (bind(statement, ++place, values), ...); });
            m_isValueKept = false;
            (void)finish(statement);
        }
    }
    template <class... Values>
    [[nodiscard]] Rows query(const char *sql, const Values &...values)
    {
        return Rows(begin(sql, values...), *this);
    }
    /// The first number of the first row; nothing without a row or for NULL.
    template <class... Values>
    [[nodiscard]] std::optional<qint64> number(const char *sql, const Values &...values)
    {
        Rows rows = query(sql, values...);
        return rows.next() && !rows.isNull(0) ? std::optional(rows.number(0)) : std::nullopt;
    }

    [[nodiscard]] qint64 lastRowNumber() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    void fail(int code);

private:
    Database() = default;

    template <class... Values>
    sqlite3_stmt *begin(const char *sql, const Values &...values)
    {
        sqlite3_stmt *statement = prepared(sql);
        int place = 0;
        if (statement)
            (bind(statement, ++place, values), ...);
        return statement;
    }
    sqlite3_stmt *prepared(const char *sql);
    qint64 finish(sqlite3_stmt *statement);

    void bind(sqlite3_stmt *statement, int place, qint64 value);
    void bind(sqlite3_stmt *statement, int place, int value)
    {
        bind(statement, place, qint64(value));
    }
    void bind(sqlite3_stmt *statement, int place, const QString &value);
    void bind(sqlite3_stmt *statement, int place, const QByteArray &value);
    void bind(sqlite3_stmt *statement, int place, QByteArrayView value); ///< copies it
    void bind(sqlite3_stmt *statement, int place, const QUuid &value);   ///< null: NULL
    void bind(sqlite3_stmt *statement, int place, std::nullptr_t);
    void bind(sqlite3_stmt *statement, int place, Instant value)
    {
        bind(statement, place, value.toMs());
    }
    template <class Tag>
    void bind(sqlite3_stmt *statement, int place, const Id<Tag> &value)
    {
        bind(statement, place, value.uuid());
    }
    template <class Value>
    void bind(sqlite3_stmt *statement, int place, const std::optional<Value> &value)
    {
        if (value)
            bind(statement, place, *value);
        else
            bind(statement, place, nullptr);
    }

    static constexpr int mostIds = 160; ///< places of one statement

    sqlite3 *m_handle = nullptr;
    bool m_isValueKept = false;
    uchar m_ids[mostIds][16]; ///< as bytes, while one statement runs
    QHash<const char *, sqlite3_stmt *> m_statements;
    std::optional<StorageError> m_failure;
};

} // namespace foyer
