#include "models/search/eventpostings.h"

#include <algorithm>

namespace foyer {

namespace {

constexpr qsizetype fewestToCompact = 1000;

/// Where each different word of \a tokens stands first, which is in its best field.
std::vector<EventToken> firstOfEach(const std::vector<EventToken> &tokens)
{
    std::vector<EventToken> firsts;
    for (const EventToken &token : tokens) {
        if (std::ranges::find(firsts, token.word, &EventToken::word) == firsts.end())
            firsts.push_back(token);
    }
    return firsts;
}

} // namespace

void EventPostings::addTokens(const QString &text, EventField field,
                              std::vector<EventToken> &tokens)
{
    // Another performer starts farther away than the next word of the same one.
    constexpr size_t gap = 4;
    size_t place = tokens.empty() || tokens.back().field != field ? 0 : tokens.back().place + gap;
    for (const QString &word : m_folder.words(text)) {
        const qint32 number = m_vocabulary.insert(word);
        tokens.push_back({number, field, quint8(std::min<size_t>(place++, 255))});
    }
}

std::vector<EventToken> EventPostings::tokensOf(const EventDocument &document)
{
    std::vector<EventToken> tokens;
    addTokens(document.name, EventField::Name, tokens);
    for (const QString &performer : document.performers)
        addTokens(performer, EventField::Performer, tokens);
    addTokens(document.venueName, EventField::Venue, tokens);
    addTokens(document.city, EventField::City, tokens);
    tokens.shrink_to_fit();
    m_postings.resize(size_t(m_vocabulary.size()));
    return tokens;
}

void EventPostings::link(qint32 slot)
{
    for (const EventToken &token : firstOfEach(m_slots[size_t(slot)].tokens))
        m_postings[size_t(token.word)].emplace_back(slot, token.field);
}

void EventPostings::compact()
{
    std::erase_if(m_slots, [](const IndexedEvent &event) { return event.id.isNull(); });
    m_freeSlots = 0;
    std::erase(m_starts_ms, noDate);
    for (std::vector<Posting> &postings : m_postings)
        postings.clear();
    for (size_t slot = 0; slot < m_slots.size(); ++slot) {
        m_slotOfId.insert(m_slots[slot].id, qint32(slot));
        link(qint32(slot));
    }
}

void EventPostings::put(const EventDocument &document)
{
    IndexedEvent entry{.id = document.id, .venue = document.venue, .startDate = document.startDate};
    entry.performers.assign(document.performerIds.cbegin(), document.performerIds.cend());
    if (document.id.isNull())
        return; // names nothing
    entry.tokens = tokensOf(document);
    const auto known = m_slotOfId.constFind(document.id);
    if (known != m_slotOfId.constEnd()) {
        const qint32 slot = *known;
        if (m_slots[size_t(slot)].tokens == entry.tokens) {
            m_starts_ms[size_t(slot)] = document.startDate.toMs();
            m_slots[size_t(slot)] = std::move(entry);
            return;
        }
        remove(document.id);
    }
    const auto slot = qint32(m_slots.size());
    m_slots.push_back(std::move(entry));
    m_starts_ms.push_back(document.startDate.toMs());
    m_slotOfId.insert(document.id, slot);
    link(slot);
}

void EventPostings::remove(const EventId &id)
{
    const auto known = m_slotOfId.constFind(id);
    if (known == m_slotOfId.constEnd())
        return;
    // Its postings stay until there is much to tidy: to search them for one slot would cost more.
    m_slots[size_t(*known)] = {};
    m_starts_ms[size_t(*known)] = noDate;
    m_slotOfId.remove(id);
    ++m_freeSlots;
    if (m_freeSlots >= fewestToCompact && m_freeSlots > count() / 2)
        compact();
}

} // namespace foyer
