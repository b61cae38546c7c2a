#pragma once

#include "sync/protocol/cborbytes.h"
#include "sync/protocol/command.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wirefield.h"
#include "sync/protocol/wirename.h"

namespace foyer {

/// Counts the fields of a value's description: the length of its Cbor array.
class FieldCounter final
{
public:
    static constexpr bool isReading = false;
    template <class T>
    [[nodiscard]] static quint64 of(const T &value)
    {
        FieldCounter counter;
        describe(counter, value);
        return counter.m_count;
    }
    [[nodiscard]] bool more(bool isEmpty) const { return !isEmpty; }

    // One name for each kind of field; what follows the name does not matter here.
    // clang-format off
    void id(const char *, const auto &...) { ++m_count; }
    void idOrNull(const char *, const auto &...) { ++m_count; }
    void ids(const char *, const auto &...) { ++m_count; }
    void counter(const char *, const auto &...) { ++m_count; }
    void counters(const char *, const auto &...) { ++m_count; }
    void number(const char *, const auto &...) { ++m_count; }
    void flag(const char *, const auto &...) { ++m_count; }
    void text(const char *, const auto &...) { ++m_count; }
    void bytes(const char *, const auto &...) { ++m_count; }
    void instant(const char *, const auto &...) { ++m_count; }
    void instantOrNull(const char *, const auto &...) { ++m_count; }
    void duration(const char *, const auto &...) { ++m_count; }
    void money(const char *, const auto &...) { ++m_count; }
    void currency(const char *, const auto &...) { ++m_count; }
    void code(const char *, const auto &...) { ++m_count; }
    void seat(const char *, const auto &...) { ++m_count; }
    void seats(const char *, const auto &...) { ++m_count; }
    void value(const char *, const auto &...) { ++m_count; }
    void object(const char *, const auto &...) { ++m_count; }
    void objectOrNull(const char *, const auto &...) { ++m_count; }
    void list(const char *, const auto &...) { ++m_count; }
    void choice(const char *, const auto &...) { ++m_count; }
    void outcome(const char *, const auto &...) { ++m_count; }
    void check(const char *, bool, const char *) {}
    // clang-format on

private:
    quint64 m_count = 0;
};

/// Writes positional arrays of definite length with the shortest heads, so that equal values
/// give equal bytes. See wirefield.h.
class CborWriter final
{
public:
    static constexpr bool isReading = false;

    explicit CborWriter(QByteArray &out)
        : m_cbor(out)
    {}

    template <class T>
    void write(const T &value)
    {
        m_cbor.startArray(FieldCounter::of(value));
        describe(*this, value);
    }
    template <class... T>
    void writeChoice(const std::variant<T...> &value)
    {
        std::visit(
            [this]<class One>(const One &it) {
                m_cbor.startArray(1 + FieldCounter::of(it));
                m_cbor.append(qint64(wireName<One>.number));
                describe(*this, it);
            },
            value);
    }
    template <class T>
    void writeOutcome(const Result<T> &result)
    {
        m_cbor.startArray(2);
        m_cbor.append(qint64(result ? wireName<T>.number : wireName<Refusal>.number));
        if (result)
            write(*result);
        else
            write(result.error());
    }

    /// See JsonReader::more().
    [[nodiscard]] bool more(bool isEmpty) const { return !isEmpty; }
    template <class Tag>
    void id(const char *, const Id<Tag> &id)
    {
        uuid(id.uuid());
    }
    template <class Tag>
    void idOrNull(const char *, const Id<Tag> &id)
    {
        uuid(id.uuid());
    }
    template <class Tag>
    void ids(const char *, const QList<Id<Tag>> &list, Range, Presence = Presence::Required)
    {
        m_cbor.startArray(quint64(list.size()));
        for (const Id<Tag> &id : list)
            uuid(id.uuid());
    }
    template <class Tag>
    void counter(const char *, Counter<Tag> value, Range, Presence = Presence::Required)
    {
        m_cbor.append(value.value());
    }
    template <class Tag>
    void counters(const char *, const QList<Counter<Tag>> &list, Range)
    {
        m_cbor.startArray(quint64(list.size()));
        for (const Counter<Tag> value : list)
            m_cbor.append(value.value());
    }
    void number(const char *, qint64 value, Range, Presence = Presence::Required);
    void flag(const char *, bool value, Presence = Presence::Required);
    void text(const char *, const QString &text, Range, Presence = Presence::Required);
    void bytes(const char *, const QByteArray &bytes, Range);
    void instant(const char *, Instant instant, Presence = Presence::Required);
    void instantOrNull(const char *, const std::optional<Instant> &instant);
    void duration(const char *, Milliseconds length, Range, Presence = Presence::Required);
    void money(const char *, const Money &money, Presence = Presence::Required);
    void currency(const char *, const Currency &currency);
    void code(const char *, RefusalCode code);
    void seat(const char *, SeatIndex seat);
    void seats(const char *, const QList<SeatIndex> &seats, Range, SeatOrder,
               Presence = Presence::Required);
    template <class Enum>
    void value(const char *, Enum value, ValueNames, Presence = Presence::Required)
    {
        m_cbor.append(qint64(value));
    }
    template <class T>
    void object(const char *, const T &value, Presence = Presence::Required)
    {
        write(value);
    }
    template <class T>
    void objectOrNull(const char *, const std::optional<T> &value)
    {
        if (value)
            write(*value);
        else
            m_cbor.appendNull();
    }
    template <class T>
    void list(const char *, const QList<T> &list, Range, Presence = Presence::Required)
    {
        m_cbor.startArray(quint64(list.size()));
        for (const T &member : list)
            write(member);
    }
    template <class... T>
    void choice(const char *, const std::variant<T...> &value)
    {
        writeChoice(value);
    }
    template <class T>
    void outcome(const char *, const Result<T> &result)
    {
        writeOutcome(result);
    }
    void check(const char *, bool, const char *) {}

private:
    void uuid(const QUuid &uuid);

    CborBytes m_cbor;
};

} // namespace foyer
