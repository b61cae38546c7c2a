#pragma once

#include "sync/protocol/command.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wirefield.h"
#include "sync/protocol/wirename.h"

#include <QJsonArray>
#include <QJsonObject>

namespace foyer {

/// Reads one object's fields from Json; stops at the first that is wrong. See wirefield.h.
class JsonReader final
{
public:
    static constexpr bool isReading = true;

    /// Where it is and what was wrong first; shared by the readers of one message.
    struct State
    {
        WirePath path;
        std::optional<Refusal> refused;
    };

    JsonReader(const QJsonObject &object, State &state)
        : m_object(object)
        , m_state(state)
    {}

    template <class T>
    [[nodiscard]] static Result<T> read(const QJsonObject &object, const char *where = nullptr)
    {
        State state;
        if (where)
            state.path.push(where);
        JsonReader reader(object, state);
        T value;
        describe(reader, value);
        return finished(std::move(value), state);
    }
    template <class Variant>
    [[nodiscard]] static Result<Variant> readChoice(const QJsonObject &object)
    {
        State state;
        Variant value;
        JsonReader(object, state).alternative(value);
        return finished(std::move(value), state);
    }
    template <class T>
    [[nodiscard]] static Result<Result<T>> readOutcome(const QJsonObject &object)
    {
        State state;
        Result<T> value;
        JsonReader(object, state).either(value);
        return finished(std::move(value), state);
    }
    [[nodiscard]] static Result<Money> readMoney(const QJsonValue &value, const QString &where);

    /// Whether the fields that came later follow: those at the end of a description that the first
    /// version of it did not have. A message where they say nothing leaves them out, so that it has
    /// the same bytes as ever and the same digest. \a isEmpty: they would say nothing.
    [[nodiscard]] bool more(bool isEmpty) const
    {
        Q_UNUSED(isEmpty);
        return true;
    }
    template <class Tag>
    void id(const char *name, Id<Tag> &id)
    {
        QUuid uuid;
        if (readUuid(name, uuid, Presence::Required))
            id = Id<Tag>(uuid);
    }
    template <class Tag>
    void idOrNull(const char *name, Id<Tag> &id)
    {
        QUuid uuid;
        if (readUuid(name, uuid, Presence::Optional))
            id = Id<Tag>(uuid);
    }
    template <class Tag>
    void ids(const char *name, QList<Id<Tag>> &list, Range size,
             Presence presence = Presence::Required)
    {
        members(name, size, presence,
                [&](const QJsonValue &member) { list.emplaceBack(uuidOf(member)); });
    }
    template <class Tag>
    void counter(const char *name, Counter<Tag> &counter, Range range,
                 Presence presence = Presence::Required)
    {
        qint64 value = counter.value();
        number(name, value, range, presence);
        counter = Counter<Tag>(value);
    }
    template <class Tag>
    void counters(const char *name, QList<Counter<Tag>> &list, Range size)
    {
        members(name, size, Presence::Required, [&](const QJsonValue &member) {
            list.emplaceBack(numberOf(member, {0, limits::largestNumber}));
        });
    }
    void number(const char *name, qint64 &value, Range, Presence = Presence::Required);
    void number(const char *name, qint32 &value, Range, Presence = Presence::Required);
    void flag(const char *name, bool &value, Presence = Presence::Required);
    void text(const char *name, QString &text, Range, Presence = Presence::Required);
    void bytes(const char *name, QByteArray &bytes, Range);
    void instant(const char *name, Instant &instant, Presence = Presence::Required);
    void instantOrNull(const char *name, std::optional<Instant> &instant);
    void duration(const char *name, Milliseconds &length, Range, Presence = Presence::Required);
    void money(const char *name, Money &money, Presence = Presence::Required);
    void currency(const char *name, Currency &currency);
    void code(const char *name, RefusalCode &code);
    void seat(const char *name, SeatIndex &seat);
    void seats(const char *name, QList<SeatIndex> &seats, Range, SeatOrder,
               Presence = Presence::Required);
    template <class Enum>
    void value(const char *name, Enum &value, ValueNames names,
               Presence presence = Presence::Required)
    {
        const int index = readName(name, names, presence);
        if (index >= 0)
            value = Enum(index);
    }
    template <class T>
    void object(const char *name, T &value, Presence presence = Presence::Required)
    {
        if (const auto found = take(name, presence)) {
            readMember(*found, value);
            m_state.path.pop();
        }
    }
    template <class T>
    void objectOrNull(const char *name, std::optional<T> &value)
    {
        if (const auto found = take(name, Presence::Optional)) {
            readMember(*found, value.emplace());
            m_state.path.pop();
        }
    }
    template <class T>
    void list(const char *name, QList<T> &list, Range size, Presence presence = Presence::Required)
    {
        members(name, size, presence,
                [&](const QJsonValue &member) { readMember(member, list.emplaceBack()); });
    }
    template <class Variant>
    void choice(const char *name, Variant &value)
    {
        if (const auto found = take(name, Presence::Required)) {
            const QJsonObject object = objectOf(*found);
            if (!m_state.refused)
                JsonReader(object, m_state).alternative(value);
            m_state.path.pop();
        }
    }
    template <class T>
    void outcome(const char *name, Result<T> &result)
    {
        if (const auto found = take(name, Presence::Required)) {
            const QJsonObject object = objectOf(*found);
            if (!m_state.refused)
                JsonReader(object, m_state).either(result);
            m_state.path.pop();
        }
    }
    /// Refuses \a name unless \a holds; \a expected completes "must be".
    void check(const char *name, bool holds, const char *expected);

private:
    template <class T>
    [[nodiscard]] static Result<T> finished(T &&value, State &state)
    {
        if (state.refused)
            return std::unexpected(std::move(*state.refused));
        return std::forward<T>(value);
    }
    template <class T>
    void readMember(const QJsonValue &member, T &value)
    {
        const QJsonObject object = objectOf(member);
        if (m_state.refused)
            return;
        JsonReader inner(object, m_state);
        describe(inner, value);
    }
    template <class Read>
    void members(const char *name, Range size, Presence presence, Read read)
    {
        const auto found = take(name, presence);
        if (!found)
            return;
        const QJsonArray array = arrayOf(*found, size);
        for (qsizetype i = 0; i < array.size() && !m_state.refused; ++i) {
            m_state.path.push(i);
            read(array.at(i));
            m_state.path.pop();
        }
        m_state.path.pop();
    }
    template <class... T>
    void alternative(std::variant<T...> &value)
    {
        static constexpr std::array<const char *, sizeof...(T)> names{wireName<T>.name...};
        const int index = readName("type", names, Presence::Required);
        if (m_state.refused)
            m_state.refused->code = RefusalCode::UnknownOperation;
        int i = 0;
        (void)((i++ == index && (describe(*this, value.template emplace<T>()), true)) || ...);
    }
    template <class T>
    void either(Result<T> &result)
    {
        if (m_object.contains(QLatin1StringView(wireName<Refusal>.name))) {
            Refusal refused;
            object(wireName<Refusal>.name, refused);
            result = std::unexpected(std::move(refused));
        } else {
            T value;
            object(wireName<T>.name, value);
            result = std::move(value);
        }
    }

    /// The field's value with its name pushed on the path (the caller pops); nothing when it is
    /// missing (refused if required) or reading has failed already.
    [[nodiscard]] std::optional<QJsonValue> take(const char *name, Presence presence);
    void refuse(Refusal refused);
    [[nodiscard]] QUuid uuidOf(const QJsonValue &value);
    [[nodiscard]] qint64 numberOf(const QJsonValue &value, Range range);
    [[nodiscard]] SeatIndex seatOf(const QJsonValue &value);
    [[nodiscard]] Money moneyOf(const QJsonValue &value);
    [[nodiscard]] Instant instantOf(const QJsonValue &value);
    [[nodiscard]] QString textOf(const QJsonValue &value, Range size);
    [[nodiscard]] QJsonObject objectOf(const QJsonValue &value);
    [[nodiscard]] QJsonArray arrayOf(const QJsonValue &value, Range size);
    [[nodiscard]] bool readUuid(const char *name, QUuid &uuid, Presence presence);
    /// \return -1 when there is none.
    [[nodiscard]] int readName(const char *name, ValueNames names, Presence presence);

    const QJsonObject &m_object;
    State &m_state;
};

} // namespace foyer
