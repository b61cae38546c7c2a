#pragma once

#include "sync/protocol/command.h"
#include "sync/protocol/wirefield.h"
#include "sync/protocol/wirename.h"

#include <QJsonArray>
#include <QJsonObject>

namespace foyer {

/// Writes one object's fields into Json. See wirefield.h.
class JsonWriter final
{
public:
    static constexpr bool isReading = false;

    [[nodiscard]] QJsonObject take() { return std::move(m_object); }
    template <class T>
    [[nodiscard]] static QJsonObject written(const T &value)
    {
        JsonWriter inner;
        describe(inner, value);
        return inner.take();
    }
    /// The object of the variant's alternative, its name as "type".
    template <class... T>
    [[nodiscard]] static QJsonObject writtenChoice(const std::variant<T...> &value)
    {
        return std::visit(
            [](const auto &it) {
                QJsonObject object = written(it);
                const char *name = wireName<std::decay_t<decltype(it)>>.name;
                object.insert(QLatin1StringView("type"), QLatin1StringView(name));
                return object;
            },
            value);
    }

    /// See JsonReader::more().
    [[nodiscard]] bool more(bool isEmpty) const { return !isEmpty; }
    template <class Tag>
    void id(const char *name, const Id<Tag> &id)
    {
        uuid(name, id.uuid());
    }
    template <class Tag>
    void idOrNull(const char *name, const Id<Tag> &id)
    {
        uuid(name, id.uuid());
    }
    template <class Tag>
    void ids(const char *name, const QList<Id<Tag>> &list, Range, Presence = Presence::Required)
    {
        QJsonArray array;
        for (const Id<Tag> &id : list)
            array.append(id.toString());
        put(name, array);
    }
    template <class Tag>
    void counter(const char *name, Counter<Tag> value, Range, Presence = Presence::Required)
    {
        put(name, value.value());
    }
    template <class Tag>
    void counters(const char *name, const QList<Counter<Tag>> &list, Range)
    {
        QJsonArray array;
        for (const Counter<Tag> value : list)
            array.append(value.value());
        put(name, array);
    }
    void number(const char *name, qint64 value, Range, Presence = Presence::Required);
    void flag(const char *name, bool value, Presence = Presence::Required);
    void text(const char *name, const QString &text, Range, Presence = Presence::Required);
    void bytes(const char *name, const QByteArray &bytes, Range);
    void instant(const char *name, Instant instant, Presence = Presence::Required);
    void instantOrNull(const char *name, const std::optional<Instant> &instant);
    void duration(const char *name, Milliseconds length, Range, Presence = Presence::Required);
    void money(const char *name, const Money &money, Presence = Presence::Required);
    void currency(const char *name, const Currency &currency);
    void code(const char *name, RefusalCode code);
    void seat(const char *name, SeatIndex seat);
    void seats(const char *name, const QList<SeatIndex> &seats, Range, SeatOrder,
               Presence = Presence::Required);
    template <class Enum>
    void value(const char *name, Enum value, ValueNames names, Presence = Presence::Required)
    {
        put(name, QLatin1StringView(names[size_t(value)]));
    }
    template <class T>
    void object(const char *name, const T &value, Presence = Presence::Required)
    {
        put(name, written(value));
    }
    template <class T>
    void objectOrNull(const char *name, const std::optional<T> &value)
    {
        put(name, value ? QJsonValue(written(*value)) : QJsonValue(QJsonValue::Null));
    }
    template <class T>
    void list(const char *name, const QList<T> &list, Range, Presence = Presence::Required)
    {
        QJsonArray array;
        for (const T &member : list)
            array.append(written(member));
        put(name, array);
    }
    template <class... T>
    void choice(const char *name, const std::variant<T...> &value)
    {
        put(name, writtenChoice(value));
    }
    template <class T>
    void outcome(const char *name, const Result<T> &result)
    {
        put(name, writtenOutcome(result));
    }
    template <class T>
    [[nodiscard]] static QJsonObject writtenOutcome(const Result<T> &result)
    {
        if (result)
            return {{QLatin1StringView(wireName<T>.name), written(*result)}};
        return {{QLatin1StringView(wireName<Refusal>.name), written(result.error())}};
    }
    void check(const char *, bool, const char *) {}

private:
    void put(const char *name, const QJsonValue &value);
    void uuid(const char *name, const QUuid &uuid);

    QJsonObject m_object;
};

} // namespace foyer
