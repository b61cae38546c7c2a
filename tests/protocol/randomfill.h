#pragma once

#include "sync/protocol/messagefields.h"

#include <QRandomGenerator>

namespace foyer {

/// A wire that fills a value at random within what its description allows; the same seed gives
/// the same value. See sync/protocol/wirefield.h.
class RandomFill final
{
public:
    static constexpr bool isReading = true;

    explicit RandomFill(quint32 seed)
        : m_random(seed)
    {}

    template <class T>
    [[nodiscard]] T make()
    {
        T value;
        fill(value);
        return value;
    }
    /// The alternative at \a index of a variant.
    template <class... T>
    void fillAlternative(std::variant<T...> &value, int index)
    {
        int i = 0;
        (void)((i++ == index && (fill(value.template emplace<T>()), true)) || ...);
    }

    [[nodiscard]] bool more(bool) { return isLucky(); }
    template <class Tag>
    void id(const char *, Id<Tag> &id)
    {
        id = Id<Tag>(uuid());
    }
    template <class Tag>
    void idOrNull(const char *, Id<Tag> &id)
    {
        id = isLucky() ? Id<Tag>(uuid()) : Id<Tag>();
    }
    template <class Tag>
    void ids(const char *, QList<Id<Tag>> &list, Range size, Presence = Presence::Required)
    {
        list.clear();
        for (qint64 i = fewOf(size); i > 0; --i)
            list.emplaceBack(uuid());
    }
    template <class Tag>
    void counter(const char *, Counter<Tag> &counter, Range range, Presence = Presence::Required)
    {
        counter = Counter<Tag>(numberIn(range));
    }
    template <class Tag>
    void counters(const char *, QList<Counter<Tag>> &list, Range size)
    {
        list.clear();
        for (qint64 i = fewOf(size); i > 0; --i)
            list.emplaceBack(numberIn(anyCount));
    }
    template <class Number>
    void number(const char *, Number &value, Range range, Presence = Presence::Required)
    {
        value = Number(numberIn(range));
    }
    void flag(const char *, bool &value, Presence = Presence::Required) { value = isLucky(); }
    void text(const char *, QString &text, Range size, Presence = Presence::Required)
    {
        static constexpr QStringView letters = u"aZ09 \"\\/<>äß€中\u0301\u202e'%;-\n\t";
        text.clear();
        for (qint64 i = isRare() ? size.most : fewOf(size); i > 0; --i)
            text.append(letters.at(qsizetype(m_random.bounded(quint32(letters.size())))));
    }
    void bytes(const char *, QByteArray &bytes, Range size)
    {
        bytes.clear();
        for (qint64 i = fewOf(size); i > 0; --i)
            bytes.append(char(m_random.bounded(256)));
    }
    void instant(const char *, Instant &instant, Presence = Presence::Required)
    {
        instant = Instant::fromMs(numberIn({0, limits::latestInstant_ms}));
    }
    void instantOrNull(const char *name, std::optional<Instant> &at)
    {
        at.reset();
        if (isLucky())
            instant(name, at.emplace());
    }
    void duration(const char *, Milliseconds &length, Range range, Presence = Presence::Required)
    {
        length = Milliseconds(numberIn(range));
    }
    void money(const char *, Money &money, Presence = Presence::Required)
    {
        static constexpr std::array currencies{Currency::of("EUR"), Currency::of("JPY"),
                                               Currency::of("KWD"), Currency()};
        money = Money(numberIn(anySigned), currencies.at(m_random.bounded(4U)));
    }
    void currency(const char *, Currency &currency) { currency = Currency::of("GBP"); }
    void code(const char *, RefusalCode &code)
    {
        code = RefusalCode(m_random.bounded(int(RefusalCode::Internal) + 1));
    }
    void seat(const char *, SeatIndex &seat)
    {
        seat = SeatIndex(qint32(numberIn({0, limits::ticketsPerEvent - 1})));
    }
    void seats(const char *, QList<SeatIndex> &seats, Range size, SeatOrder,
               Presence = Presence::Required)
    {
        seats.clear();
        qint32 next = m_random.bounded(1000);
        for (qint64 i = isRare() ? qMin(size.most, 1000LL) : fewOf(size); i > 0; --i) {
            seats.append(SeatIndex(next));
            next += 1 + m_random.bounded(290);
        }
    }
    template <class Enum>
    void value(const char *, Enum &value, ValueNames names, Presence = Presence::Required)
    {
        value = Enum(m_random.bounded(int(names.size())));
    }
    template <class T>
    void object(const char *, T &value, Presence = Presence::Required)
    {
        fill(value);
    }
    template <class T>
    void objectOrNull(const char *, std::optional<T> &value)
    {
        value.reset();
        if (isLucky())
            fill(value.emplace());
    }
    template <class T>
    void list(const char *, QList<T> &list, Range size, Presence = Presence::Required)
    {
        list.clear();
        for (qint64 i = fewOf(size); i > 0; --i)
            fill(list.emplaceBack());
    }
    template <class... T>
    void choice(const char *, std::variant<T...> &value)
    {
        fillAlternative(value, m_random.bounded(int(sizeof...(T))));
    }
    template <class T>
    void outcome(const char *, Result<T> &result)
    {
        if (isLucky())
            result = make<T>();
        else
            result = std::unexpected(make<Refusal>());
    }
    void check(const char *, bool, const char *) {}

private:
    template <class T>
    void fill(T &value)
    {
        describe(*this, value);
        keepPromises(value);
    }
    // What a description checks across fields.
    static void keepPromises(auto &) {}
    void keepPromises(BookTickets &book)
    {
        book.quantity = book.seats.isEmpty() ? m_random.bounded(1, limits::ticketsPerHold + 1) : 0;
    }
    void keepPromises(ConfirmBooking &confirm)
    {
        for (qsizetype i = 0; i < confirm.tickets.size(); ++i)
            confirm.tickets[i].seat = SeatIndex(qint32(i * 3));
    }
    void keepPromises(ExchangeBooking &exchange)
    {
        for (qsizetype i = 0; i < exchange.tickets.size(); ++i)
            exchange.tickets[i].seat = SeatIndex(qint32(i * 3));
    }
    void keepPromises(KeepTickets &keep)
    {
        keep.pool = keep.use == TicketUse::Pool ? PoolId(uuid()) : PoolId();
    }
    void keepPromises(Change &change) { change.versions.resize(change.seats.size()); }

    [[nodiscard]] bool isLucky() { return m_random.bounded(2) == 0; }
    [[nodiscard]] bool isRare() { return m_random.bounded(40) == 0; }
    [[nodiscard]] QUuid uuid()
    {
        return QUuid(m_random.generate(), 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0,
                     uchar(m_random.bounded(256)));
    }
    [[nodiscard]] qint64 fewOf(Range size)
    {
        return qMin(size.most, size.least + m_random.bounded(4));
    }
    /// Small numbers, any numbers, and both ends.
    [[nodiscard]] qint64 numberIn(Range range)
    {
        const qint64 width = range.most - range.least;
        switch (m_random.bounded(5)) {
        case 0:
            return range.least;
        case 1:
            return range.most;
        case 2:
            return range.least + qMin(width, qint64(m_random.bounded(300)));
        default:
            return range.least + qint64(m_random.generate64() % quint64(width));
        }
    }

    QRandomGenerator m_random;
};

} // namespace foyer
