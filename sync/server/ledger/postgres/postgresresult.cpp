#include "sync/server/ledger/postgres/postgresresult.h"

#include <QtEndian>

#include <libpq-fe.h>

namespace foyer {

void PostgresResult::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

bool PostgresResult::next()
{
    if (!m_result || m_row + 1 >= PQntuples(m_result.get()))
        return false;
    ++m_row;
    return true;
}

qsizetype PostgresResult::rowCount() const
{
    return m_result ? PQntuples(m_result.get()) : 0;
}

qint64 PostgresResult::changedRows() const
{
    return m_result ? QByteArray(PQcmdTuples(m_result.get())).toLongLong() : 0;
}

QByteArrayView PostgresResult::raw(int column) const
{
    return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
}

QByteArray PostgresResult::command() const
{
    return m_result ? QByteArray(PQcmdStatus(m_result.get())) : QByteArray();
}

bool PostgresResult::isNull(int column) const
{
    return PQgetisnull(m_result.get(), m_row, column) != 0;
}

qint64 PostgresResult::number(int column) const
{
    const QByteArrayView bytes = raw(column);
    switch (bytes.size()) {
    case 8:
        return qFromBigEndian<qint64>(bytes.data());
    case 4:
        return qFromBigEndian<qint32>(bytes.data());
    case 2:
        return qFromBigEndian<qint16>(bytes.data());
    default:
        return 0;
    }
}

bool PostgresResult::isTrue(int column) const
{
    const QByteArrayView bytes = raw(column);
    return bytes.size() == 1 && bytes.front() != 0;
}

QString PostgresResult::text(int column) const
{
    return QString::fromUtf8(raw(column));
}

QByteArray PostgresResult::bytes(int column) const
{
    return raw(column).toByteArray();
}

QUuid PostgresResult::uuid(int column) const
{
    return isNull(column) ? QUuid() : QUuid::fromRfc4122(raw(column));
}

QList<qint32> PostgresResult::integers(int column) const
{
    // Five numbers of header (dimensions, nulls, type, size, first index), then each element
    // behind its length.
    constexpr qsizetype header = 20;
    constexpr qsizetype element = 8;
    const QByteArrayView bytes = raw(column);
    QList<qint32> integers;
    for (qsizetype at = header; at + element <= bytes.size(); at += element)
        integers.append(qFromBigEndian<qint32>(bytes.data() + at + 4));
    return integers;
}

} // namespace foyer
