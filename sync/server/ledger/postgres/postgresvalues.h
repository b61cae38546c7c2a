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
        const PostgresValues elements(Elements(), values);
        addArray(typeOf(Value()), elements);
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
    struct Elements
    {};
    template <class Value>
    PostgresValues(Elements, const std::vector<Value> &values)
    {
        m_values.reserve(values.size());
        for (const Value &value : values)
            add(value);
    }

    void addArray(unsigned elementType, const PostgresValues &elements);

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
