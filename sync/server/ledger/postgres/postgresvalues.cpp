#include "sync/server/ledger/postgres/postgresvalues.h"

#include <QtEndian>

#include <algorithm>

namespace foyer {

namespace {

// Numbers of PostgreSQL's built-in types (pg_type.dat); they never change.
constexpr unsigned byteaType = 17;
constexpr unsigned int8Type = 20;
constexpr unsigned textType = 25;
constexpr unsigned uuidType = 2950;

void appendInt32(QByteArray &bytes, qint32 value)
{
    char raw[4];
    qToBigEndian(value, raw);
    bytes.append(raw, 4);
}

} // namespace

unsigned PostgresValues::typeOf(qint64)
{
    return int8Type;
}

unsigned PostgresValues::typeOf(const QString &)
{
    return textType;
}

unsigned PostgresValues::typeOf(const QByteArray &)
{
    return byteaType;
}

unsigned PostgresValues::typeOf(const QUuid &)
{
    return uuidType;
}

void PostgresValues::add(qint64 value)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    m_values.push_back({int8Type, std::move(bytes)});
}

void PostgresValues::add(const QString &value)
{
    m_values.push_back({textType, value.toUtf8()});
}

void PostgresValues::add(const QByteArray &value)
{
    m_values.push_back({byteaType, value});
}

void PostgresValues::add(const QUuid &value)
{
    m_values.push_back({uuidType, value.toRfc4122(), value.isNull()});
}

unsigned PostgresValues::arrayOf(unsigned elementType)
{
    switch (elementType) {
    case byteaType:
        return 1001;
    case textType:
        return 1009;
    case int8Type:
        return 1016;
    default:
        return 2951; // uuid
    }
}

QByteArray PostgresValues::arrayHead(unsigned elementType, size_t size)
{
    constexpr qsizetype head = 20;
    constexpr qsizetype likelySize = 20; // of an element with its length
    QByteArray bytes;
    bytes.reserve(head + qsizetype(size) * likelySize);
    appendInt32(bytes, size > 0 ? 1 : 0); // dimensions
    appendInt32(bytes, 1);                // some may be NULL
    appendInt32(bytes, qint32(elementType));
    if (size > 0) {
        appendInt32(bytes, qint32(size));
        appendInt32(bytes, 1); // the first index
    }
    return bytes;
}

void PostgresValues::append(QByteArray &bytes, qint64 value)
{
    char raw[12];
    qToBigEndian(qint32(8), raw);
    qToBigEndian(value, raw + 4);
    bytes.append(raw, 12);
}

void PostgresValues::append(QByteArray &bytes, const QString &value)
{
    append(bytes, value.toUtf8());
}

void PostgresValues::append(QByteArray &bytes, const QByteArray &value)
{
    appendInt32(bytes, qint32(value.size()));
    bytes.append(value);
}

void PostgresValues::append(QByteArray &bytes, const QUuid &value)
{
    if (value.isNull())
        return appendNull(bytes);
    char raw[20];
    qToBigEndian(qint32(16), raw);
    qToBigEndian(value.data1, raw + 4);
    qToBigEndian(value.data2, raw + 8);
    qToBigEndian(value.data3, raw + 10);
    std::copy_n(value.data4, 8, raw + 12);
    bytes.append(raw, 20);
}

void PostgresValues::appendNull(QByteArray &bytes)
{
    appendInt32(bytes, -1);
}

std::vector<unsigned> PostgresValues::types() const
{
    std::vector<unsigned> types;
    types.reserve(m_values.size());
    for (const Value &value : m_values)
        types.push_back(value.type);
    return types;
}

std::vector<const char *> PostgresValues::pointers() const
{
    std::vector<const char *> pointers;
    pointers.reserve(m_values.size());
    for (const Value &value : m_values) // never a null pointer for what is only empty
        pointers.push_back(value.isNull ? nullptr : value.bytes.constData());
    return pointers;
}

std::vector<int> PostgresValues::lengths() const
{
    std::vector<int> lengths;
    lengths.reserve(m_values.size());
    for (const Value &value : m_values)
        lengths.push_back(int(value.bytes.size()));
    return lengths;
}

std::vector<int> PostgresValues::formats() const
{
    return std::vector<int>(m_values.size(), 1);
}

} // namespace foyer
