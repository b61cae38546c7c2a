#pragma once

#include "models/domain/instant.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUuid>

#include <memory>

struct pg_result;

namespace foyer {

/// What one statement answered, read row by row. A value to move; lives on its own.
class PostgresResult final
{
public:
    PostgresResult() = default;
    /// Takes \a result, in PostgreSQL's binary format; null is one without rows.
    explicit PostgresResult(pg_result *result)
        : m_result(result)
    {}

    /// \return false after the last row.
    [[nodiscard]] bool next();
    [[nodiscard]] qsizetype rowCount() const;
    [[nodiscard]] qint64 changedRows() const;
    /// What was done, as the server says: "COMMIT", "ROLLBACK", "UPDATE 3".
    [[nodiscard]] QByteArray command() const;

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 number(int column) const; ///< smallint, integer, bigint; 0 for NULL
    [[nodiscard]] qint32 small(int column) const { return qint32(number(column)); }
    [[nodiscard]] bool isTrue(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant::fromMs(number(column)); }
    /// A null id for NULL.
    template <class IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType(uuid(column));
    }
    [[nodiscard]] QList<qint32> integers(int column) const; ///< integer[]

private:
    struct Clear
    {
        void operator()(pg_result *result) const;
    };
    [[nodiscard]] QByteArrayView raw(int column) const;
    [[nodiscard]] QUuid uuid(int column) const;

    std::unique_ptr<pg_result, Clear> m_result;
    int m_row = -1;
};

} // namespace foyer
