#include "sync/server/ledger/postgres/postgresvalues.h"

#include <QtEndian>

namespace foyer {

namespace {

// Numbers of PostgreSQL's built-in types (pg_type.dat); they never change.
constexpr unsigned byteaType = 17;
constexpr unsigned int8Type = 20;
constexpr unsigned textType = 25;
constexpr unsigned uuidType = 2950;

unsigned arrayOf(unsigned element)
{
    switch (element) {
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

void PostgresValues::addArray(unsigned elementType, const PostgresValues &elements)
{
    QByteArray bytes;
    qsizetype size = 20;
    bool hasNull = false;
    for (const Value &element : elements.m_values) {
        size += 4 + element.bytes.size();
        hasNull |= element.isNull;
    }
    bytes.reserve(size);
    appendInt32(bytes, elements.m_values.empty() ? 0 : 1); // dimensions
    appendInt32(bytes, hasNull ? 1 : 0);
    appendInt32(bytes, qint32(elementType));
    if (!elements.m_values.empty()) {
        appendInt32(bytes, qint32(elements.m_values.size()));
        appendInt32(bytes, 1); // the first index
    }
    for (const Value &element : elements.m_values) {
        appendInt32(bytes, element.isNull ? -1 : qint32(element.bytes.size()));
        if (!element.isNull)
            bytes.append(element.bytes);
    }
    m_values.push_back({arrayOf(elementType), std::move(bytes)});
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
