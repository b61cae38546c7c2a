#pragma once

#include "models/search/eventindex.h"
#include "models/search/wordfolder.h"
#include "models/search/wordtrie.h"

#include <limits>

namespace foyer {

/// Where in an event a word stands; the number is its weight in the rank.
enum class EventField : quint8 { Name = 0, Performer = 1, Venue = 2, City = 3 };

/// A word of an event.
struct EventToken
{
    qint32 word = -1;
    EventField field = EventField::Name;
    quint8 place = 0; ///< counted over its field, stops at 255
    bool operator==(const EventToken &) const = default;
};

/// An event that has a word, and the best field that has it, in 32 bits.
class Posting final
{
public:
    Posting(qint32 slot, EventField field)
        : m_bits(quint32(slot) << fieldBits | quint32(field))
    {}
    [[nodiscard]] qint32 slot() const { return qint32(m_bits >> fieldBits); }
    [[nodiscard]] EventField field() const { return EventField(m_bits & ((1U << fieldBits) - 1)); }

private:
    static constexpr int fieldBits = 2;
    quint32 m_bits;
};

/// What the index keeps of an event: its words as numbers and what filters ask for.
struct IndexedEvent
{
    EventId id; ///< null when it was removed
    VenueId venue;
    Instant startDate;
    std::vector<PerformerId> performers;
    std::vector<EventToken> tokens;
};

/// The events and, for every word, the events that have it. Used by EventIndex alone.
class EventPostings final
{
public:
    void put(const EventDocument &document);
    void remove(const EventId &id);

    [[nodiscard]] qsizetype count() const { return m_slotOfId.size(); }
    /// Slots, those of removed events (null id, no words) included.
    [[nodiscard]] const std::vector<IndexedEvent> &entries() const { return m_slots; }
    /// The events with a word, removed ones included.
    [[nodiscard]] const std::vector<Posting> &postingsOf(qint32 word) const
    {
        return m_postings[size_t(word)];
    }
    /// When the event of a slot starts, close together in memory; noDate when it was removed.
    [[nodiscard]] qint64 startOf_ms(qint32 slot) const { return m_starts_ms[size_t(slot)]; }
    static constexpr qint64 noDate = std::numeric_limits<qint64>::min();
    [[nodiscard]] const WordTrie &vocabulary() const { return m_vocabulary; }
    [[nodiscard]] const WordFolder &folder() const { return m_folder; }

private:
    [[nodiscard]] std::vector<EventToken> tokensOf(const EventDocument &document);
    void addTokens(const QString &text, EventField field, std::vector<EventToken> &tokens);
    void link(qint32 slot);
    void compact();

    WordFolder m_folder;
    WordTrie m_vocabulary;
    std::vector<std::vector<Posting>> m_postings; ///< by word
    std::vector<IndexedEvent> m_slots;
    std::vector<qint64> m_starts_ms; ///< by slot
    qsizetype m_freeSlots = 0;       ///< of removed events, still named by postings
    QHash<EventId, qint32> m_slotOfId;
};

} // namespace foyer
