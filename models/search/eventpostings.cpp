#include "models/search/eventpostings.h"

#include <algorithm>

namespace foyer {

namespace {

/// Each different word of \a tokens once.
std::vector<qint32> wordsOf(const std::vector<EventToken> &tokens)
{
    std::vector<qint32> words;
    for (const EventToken &token : tokens) {
        if (std::ranges::find(words, token.word) == words.end())
            words.push_back(token.word);
    }
    return words;
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
    for (const qint32 word : wordsOf(m_slots[size_t(slot)].tokens))
        m_postings[size_t(word)].push_back(slot);
}

void EventPostings::unlink(qint32 slot)
{
    for (const qint32 word : wordsOf(m_slots[size_t(slot)].tokens)) {
        std::vector<qint32> &posting = m_postings[size_t(word)];
        // The order of a posting means nothing.
        const auto found = std::ranges::find(posting, slot);
        *found = posting.back();
        posting.pop_back();
    }
}

void EventPostings::put(const EventDocument &document)
{
    IndexedEvent entry{.id = document.id, .venue = document.venue, .startDate = document.startDate};
    entry.performers.assign(document.performerIds.cbegin(), document.performerIds.cend());
    entry.tokens = tokensOf(document);
    const auto known = m_slotOfId.constFind(document.id);
    if (known != m_slotOfId.constEnd()) {
        const qint32 slot = *known;
        if (m_slots[size_t(slot)].tokens == entry.tokens) {
            m_slots[size_t(slot)] = std::move(entry);
            return;
        }
        remove(document.id);
    }
    qint32 slot = qint32(m_slots.size());
    if (m_freeSlots.empty()) {
        m_slots.emplace_back();
    } else {
        slot = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    m_slots[size_t(slot)] = std::move(entry);
    m_slotOfId.insert(document.id, slot);
    link(slot);
}

void EventPostings::remove(const EventId &id)
{
    const auto known = m_slotOfId.constFind(id);
    if (known == m_slotOfId.constEnd())
        return;
    const qint32 slot = *known;
    unlink(slot);
    m_slots[size_t(slot)] = {};
    m_freeSlots.push_back(slot);
    m_slotOfId.remove(id);
}

} // namespace foyer
