#pragma once

#include "models/domain/counters.h"
#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace foyer {

/// The values of one statement in PostgreSQL's binary format, by place from $1. A vector becomes
/// a one-dimensional array; a null id and nothing become NULL. Whole numbers are bigint.
class PostgresValues final
{
public:
    template <class... Values>
    explicit PostgresValues(const Values &...values)
    {
        (add(values), ...);
    }

    void add(qint64 value);
    void add(int value) { add(qint64(value)); }
    void add(const QString &value);
    void add(const QByteArray &value);
    void add(const QUuid &value);
    void add(Instant value) { add(value.toMs()); }
    void add(SeatIndex value) { add(qint64(value.value())); }
    template <class Tag>
    void add(const Id<Tag> &value)
    {
        add(value.uuid());
    }
    template <class Tag>
    void add(Counter<Tag> value)
    {
        add(value.value());
    }
    template <class Value>
    void add(const std::optional<Value> &value)
    {
        add(value.value_or(Value()));
        if (!value)
            m_values.back().isNull = true;
    }
    template <class Value>
    void add(const std::vector<Value> &values)
    {
        QByteArray bytes = arrayHead(typeOf(Value()), values.size());
        for (const Value &value : values)
            append(bytes, value);
        m_values.push_back({arrayOf(typeOf(Value())), std::move(bytes)});
    }

    [[nodiscard]] qsizetype count() const { return qsizetype(m_values.size()); }
    [[nodiscard]] std::vector<unsigned> types() const;
    [[nodiscard]] std::vector<const char *> pointers() const;
    [[nodiscard]] std::vector<int> lengths() const;
    [[nodiscard]] std::vector<int> formats() const; ///< all binary

private:
    struct Value
    {
        unsigned type = 0; ///< PostgreSQL's number of the type
        QByteArray bytes;
        bool isNull = false;
    };
    [[nodiscard]] static unsigned arrayOf(unsigned elementType);
    [[nodiscard]] static QByteArray arrayHead(unsigned elementType, size_t size);
    // One element of an array, behind its length.
    static void append(QByteArray &bytes, qint64 value);
    static void append(QByteArray &bytes, int value) { append(bytes, qint64(value)); }
    static void append(QByteArray &bytes, const QString &value);
    static void append(QByteArray &bytes, const QByteArray &value);
    static void append(QByteArray &bytes, const QUuid &value);
    static void append(QByteArray &bytes, Instant value) { append(bytes, value.toMs()); }
    static void append(QByteArray &bytes, SeatIndex value) { append(bytes, qint64(value.value())); }
    static void appendNull(QByteArray &bytes);
    template <class Tag>
    static void append(QByteArray &bytes, const Id<Tag> &value)
    {
        append(bytes, value.uuid());
    }
    template <class Tag>
    static void append(QByteArray &bytes, Counter<Tag> value)
    {
        append(bytes, value.value());
    }
    template <class Value>
    static void append(QByteArray &bytes, const std::optional<Value> &value)
    {
        if (value)
            append(bytes, *value);
        else
            appendNull(bytes);
    }

    static unsigned typeOf(qint64);
    static unsigned typeOf(int) { return typeOf(qint64()); }
    static unsigned typeOf(const QString &);
    static unsigned typeOf(const QByteArray &);
    static unsigned typeOf(const QUuid &);
    static unsigned typeOf(Instant) { return typeOf(qint64()); }
    static unsigned typeOf(SeatIndex) { return typeOf(qint64()); }
    template <class Tag>
    static unsigned typeOf(const Id<Tag> &)
    {
        return typeOf(QUuid());
    }
    template <class Tag>
    static unsigned typeOf(Counter<Tag>)
    {
        return typeOf(qint64());
    }
    template <class Value>
    static unsigned typeOf(const std::optional<Value> &)
    {
        return typeOf(Value());
    }

    std::vector<Value> m_values;
};

} // namespace foyer
