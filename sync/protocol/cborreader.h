#pragma once

#include "sync/protocol/command.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wirefield.h"
#include "sync/protocol/wirename.h"

#include <QCborStreamReader>

namespace foyer {

/// Reads positional arrays; stops at the first member that is wrong. Refuses indefinite lengths,
/// tags, and trailing bytes; never makes more room than the bytes it was given could fill.
/// See wirefield.h.
class CborReader final
{
public:
    static constexpr bool isReading = true;

    /// \a bytes must stay while it reads.
    explicit CborReader(QByteArrayView bytes)
        : m_cbor(bytes.data(), bytes.size())
        , m_size(bytes.size())
    {}

    template <class T>
    [[nodiscard]] static Result<T> read(QByteArrayView bytes)
    {
        CborReader reader(bytes);
        T value;
        reader.readArray(value);
        return reader.finished(std::move(value));
    }
    template <class Variant>
    [[nodiscard]] static Result<Variant> readChoice(QByteArrayView bytes)
    {
        CborReader reader(bytes);
        Variant value;
        reader.alternative(value);
        return reader.finished(std::move(value));
    }
    template <class T>
    [[nodiscard]] static Result<Result<T>> readOutcome(QByteArrayView bytes)
    {
        CborReader reader(bytes);
        Result<T> value;
        reader.either(value);
        return reader.finished(std::move(value));
    }

    /// See JsonReader::more().
    [[nodiscard]] bool more(bool) const { return !m_refused && m_cbor.hasNext(); }
    template <class Tag>
    void id(const char *name, Id<Tag> &id)
    {
        member(name, [&] { id = Id<Tag>(uuid()); });
    }
    template <class Tag>
    void idOrNull(const char *name, Id<Tag> &id)
    {
        memberOrNull(name, [&] { id = Id<Tag>(uuid()); });
    }
    template <class Tag>
    void ids(const char *name, QList<Id<Tag>> &list, Range size, Presence = Presence::Required)
    {
        members(name, size, list, [&] { list.emplaceBack(uuid()); });
    }
    template <class Tag>
    void counter(const char *name, Counter<Tag> &counter, Range range,
                 Presence = Presence::Required)
    {
        member(name, [&] { counter = Counter<Tag>(integer(range)); });
    }
    template <class Tag>
    void counters(const char *name, QList<Counter<Tag>> &list, Range size)
    {
        members(name, size, list, [&] { list.emplaceBack(integer({0, limits::largestNumber})); });
    }
    template <class Number>
    void number(const char *name, Number &value, Range range, Presence = Presence::Required)
    {
        member(name, [&] { value = Number(integer(range)); });
    }
    void flag(const char *name, bool &value, Presence = Presence::Required);
    void text(const char *name, QString &text, Range size, Presence = Presence::Required);
    void bytes(const char *name, QByteArray &bytes, Range size);
    void instant(const char *name, Instant &instant, Presence = Presence::Required);
    void instantOrNull(const char *name, std::optional<Instant> &instant);
    void duration(const char *name, Milliseconds &length, Range, Presence = Presence::Required);
    void money(const char *name, Money &money, Presence = Presence::Required);
    void currency(const char *name, Currency &currency);
    void code(const char *name, RefusalCode &code);
    void seat(const char *name, SeatIndex &seat);
    void seats(const char *name, QList<SeatIndex> &seats, Range size, SeatOrder order,
               Presence = Presence::Required);
    template <class Enum>
    void value(const char *name, Enum &value, ValueNames names, Presence = Presence::Required)
    {
        member(name, [&] { value = Enum(integer({0, qint64(names.size()) - 1})); });
    }
    template <class T>
    void object(const char *name, T &value, Presence = Presence::Required)
    {
        member(name, [&] { readArray(value); });
    }
    template <class T>
    void objectOrNull(const char *name, std::optional<T> &value)
    {
        memberOrNull(name, [&] { readArray(value.emplace()); });
    }
    template <class T>
    void list(const char *name, QList<T> &list, Range size, Presence = Presence::Required)
    {
        members(name, size, list, [&] { readArray(list.emplaceBack()); });
    }
    template <class Variant>
    void choice(const char *name, Variant &value)
    {
        member(name, [&] { alternative(value); });
    }
    template <class T>
    void outcome(const char *name, Result<T> &result)
    {
        member(name, [&] { either(result); });
    }
    /// Refuses \a name unless \a holds; \a expected completes "must be".
    void check(const char *name, bool holds, const char *expected);

private:
    template <class T>
    [[nodiscard]] Result<T> finished(T &&value)
    {
        checkEnd();
        if (m_refused)
            return std::unexpected(std::move(*m_refused));
        return std::forward<T>(value);
    }
    template <class Read>
    void member(const char *name, Read read)
    {
        if (m_refused)
            return;
        m_path.push(name);
        if (m_cbor.hasNext())
            read();
        else
            refuse(fieldMissing(m_path));
        m_path.pop();
    }
    template <class Read>
    void memberOrNull(const char *name, Read read)
    {
        member(name, [&] {
            if (!skippedNull())
                read();
        });
    }
    template <class List, class Read>
    void members(const char *name, Range size, List &list, Read read)
    {
        member(name, [&] {
            const qsizetype count = enterList(size);
            list.reserve(count);
            for (qsizetype i = 0; i < count && !m_refused; ++i) {
                m_path.push(i);
                read();
                m_path.pop();
            }
            leave();
        });
    }
    template <class T>
    void readArray(T &value)
    {
        enter();
        describe(*this, value);
        leave();
    }
    template <class... T>
    void alternative(std::variant<T...> &value)
    {
        enter();
        const qint64 number = alternativeNumber();
        const bool isKnown = ((number == wireName<T>.number &&
                               (describe(*this, value.template emplace<T>()), true)) ||
                              ...);
        if (!isKnown)
            refuseUnknown({std::pair(wireName<T>.name, wireName<T>.number)...});
        leave();
    }
    template <class T>
    void either(Result<T> &result)
    {
        enter();
        const qint64 number = alternativeNumber();
        if (number == wireName<T>.number) {
            T value;
            object(wireName<T>.name, value);
            result = std::move(value);
        } else if (number == wireName<Refusal>.number) {
            Refusal refused;
            object(wireName<Refusal>.name, refused);
            result = std::unexpected(std::move(refused));
        } else {
            refuseUnknown({std::pair(wireName<T>.name, wireName<T>.number),
                           std::pair(wireName<Refusal>.name, wireName<Refusal>.number)});
        }
        leave();
    }

    void refuse(Refusal refused);
    void refuseUnknown(std::initializer_list<std::pair<const char *, qint32>> known);
    /// Nothing after the message, nothing broken in it.
    void checkEnd();
    /// -1 when there is none.
    [[nodiscard]] qint64 alternativeNumber();
    void enter();
    [[nodiscard]] qsizetype enterList(Range size);
    void leave();
    [[nodiscard]] bool skippedNull();
    [[nodiscard]] qint64 integer(Range range);
    [[nodiscard]] QUuid uuid();
    [[nodiscard]] SeatIndex seatMember();
    [[nodiscard]] Currency currencyMember();
    [[nodiscard]] QString textMember(Range size);
    [[nodiscard]] QByteArray bytesMember(Range size);

    QCborStreamReader m_cbor;
    qsizetype m_size;
    WirePath m_path;
    std::optional<Refusal> m_refused;
};

} // namespace foyer
