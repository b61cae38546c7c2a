#pragma once

#include "models/domain/instant.h"

#include <QByteArray>
#include <QUuid>

#include <compare>
#include <optional>
#include <tuple>

namespace foyer {

/// What makes one found event come before another; the least is the best.
struct EventRank
{
    quint8 missing = 0; ///< words of the query that it lacks
    quint8 typos = 0;
    quint8 beginnings = 0; ///< words that only begin with the typed one
    quint8 field = 0;      ///< sum of the fields' weights
    quint8 distance = 0;   ///< how far apart the words are
    qint64 date = 0;       ///< ms from now, all that is over behind all that is to come
    QUuid id;

    friend bool operator==(const EventRank &, const EventRank &) = default;
    friend std::strong_ordering operator<=>(const EventRank &a, const EventRank &b)
    {
        const auto places = [](const EventRank &rank) {
            return std::tuple(rank.missing, rank.typos, rank.beginnings, rank.field, rank.distance,
                              rank.date);
        };
        if (const auto order = places(a) <=> places(b); order != 0)
            return order;
        if (a.id == b.id)
            return std::strong_ordering::equal;
        return a.id < b.id ? std::strong_ordering::less : std::strong_ordering::greater;
    }
};

/// Where a page ended, and what must stay the same for the next one to fit.
struct EventCursor
{
    quint64 query = 0; ///< digest of what was asked
    Instant now;       ///< of the first page
    quint8 stage = 0;  ///< typos a word, as the first page settled it
    EventRank last;

    /// Letters, digits, - and _.
    [[nodiscard]] QString toText() const;
    [[nodiscard]] static std::optional<EventCursor> fromText(QStringView text);
};

} // namespace foyer
