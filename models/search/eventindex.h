#pragma once

#include "models/domain/event.h"

#include <QDate>
#include <QHash>
#include <QList>

#include <memory>
#include <vector>

namespace foyer {

/// What is searched of one event.
struct EventDocument
{
    EventId id;
    QString name;
    QStringList performers;
    QString venueName;
    QString city;
    VenueId venue;
    QList<PerformerId> performerIds;
    Instant startDate;
    Instant endDate;
};

struct EventQuery
{
    QString text; ///< typed words, typos forgiven; the last word may be a beginning; may be empty
    std::optional<Instant> from;  ///< starts at or after
    std::optional<Instant> until; ///< starts at or before
    std::optional<VenueId> venue;
    std::optional<PerformerId> performer;
    QString location; ///< city or venue name, typos forgiven
    qint32 limit = 20;
    QString cursor; ///< from a page before; empty for the first
};

struct EventPage
{
    QList<EventId> events; ///< best first; without text by start date
    QString nextCursor;    ///< empty on the last page
};

/// A search with more words than that looks at the first ones only.
inline constexpr qsizetype mostQueryWords = 12;
/// Events with all words that make looking for more typos needless.
inline constexpr qsizetype enoughMatches = 10;

/// Typo-tolerant search over events, in memory; the same class at the server and in every
/// window, so that answers agree online and offline.
///
/// Words are folded (ICU: case, accents, Cyrillic and Greek to Latin as well). Rank, in order:
/// number of words found, typos (0; 1 from 4 letters; 2 from 8), exact before beginning, field
/// (name, performer, venue, city), proximity, then nearest upcoming date. Only events with as many
/// of the words as the best one are found, and typos are looked for in stages: the next one only
/// while fewer than enoughMatches events have all words. Not thread-safe, not even for searching;
/// one owner.
///
/// A cursor names the last event of its page by its rank, not by its place, and keeps the time
/// of the first page: events put or removed between two pages neither repeat nor hide others.
/// Cost on 100,000 events: 1 to 2 ms for one word, even one that every event has; about 10 ms when
/// every event has each of several words, because their distance has to be looked at; below
/// 400 bytes an event.
class EventIndex final
{
public:
    EventIndex();
    ~EventIndex();
    EventIndex(EventIndex &&) noexcept;
    EventIndex &operator=(EventIndex &&) noexcept;

    /// Adds, or replaces the one with the same id.
    void put(const EventDocument &document);
    void remove(const EventId &id);
    [[nodiscard]] qsizetype size() const;

    /// \return Malformed when the cursor is not one of this index, or limit is not 1 to 100.
    [[nodiscard]] Result<EventPage> search(const EventQuery &query, Instant now) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
