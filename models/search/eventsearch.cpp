#include "models/search/eventsearch.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTyposAWord = 2;
constexpr quint8 farApart = 8;

int allowedTypos(const QString &word)
{
    // Another number is another thing: "Symphony No. 5041" is not "No. 5042".
    if (std::ranges::all_of(word, [](QChar letter) { return letter.isDigit(); }))
        return 0;
    return word.size() >= 8 ? 2 : word.size() >= 4 ? 1 : 0;
}

} // namespace

EventSearch::EventSearch(const EventPostings &postings, const EventQuery &query, Instant now)
    : m_postings(postings)
    , m_query(query)
    , m_now(now)
    , m_words(postings.folder().words(query.text))
{
    if (m_words.size() > mostQueryWords)
        m_words.resize(mostQueryWords);
}

quint64 EventSearch::digestOf(const EventQuery &query)
{
    QStringList parts{query.text, query.location};
    parts += query.from ? QString::number(query.from->toMs()) : QString();
    parts += query.until ? QString::number(query.until->toMs()) : QString();
    parts += query.venue ? query.venue->toString() : QString();
    parts += query.performer ? query.performer->toString() : QString();
    const QByteArray digest =
        QCryptographicHash::hash(parts.join(QChar(0x1f)).toUtf8(), QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(digest.constData());
}

std::vector<bool> EventSearch::slotsAt(const QString &word, int mostTypos,
                                       WordTrie::Ending ending) const
{
    std::vector<bool> found;
    for (const WordMatch &match : m_postings.vocabulary().find(word, mostTypos, ending)) {
        for (const qint32 slot : m_postings.slotsWith(match.word)) {
            const auto isPlace = [&match](const EventToken &token) {
                return token.word == match.word && token.field >= EventField::Venue;
            };
            if (!std::ranges::any_of(m_postings.entries()[size_t(slot)].tokens, isPlace))
                continue;
            found.resize(m_postings.entries().size());
            found[size_t(slot)] = true;
        }
    }
    return found;
}

void EventSearch::narrowToLocation()
{
    const QList<QString> words = m_postings.folder().words(m_query.location).mid(0, mostQueryWords);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto ending =
            i + 1 == words.size() ? WordTrie::Ending::MayBeBeginning : WordTrie::Ending::Whole;
        std::vector<bool> found;
        for (int typos = 0; typos <= allowedTypos(words.at(i)) && found.empty(); ++typos)
            found = slotsAt(words.at(i), typos, ending);
        found.resize(m_postings.entries().size());
        if (m_atLocation.empty())
            m_atLocation = found;
        for (size_t slot = 0; slot < found.size(); ++slot)
            m_atLocation[slot] = m_atLocation[slot] && found[slot];
    }
}

bool EventSearch::passes(qint32 slot) const
{
    const IndexedEvent &event = m_postings.entries()[size_t(slot)];
    if (event.id.isNull() || (!m_atLocation.empty() && !m_atLocation[size_t(slot)]))
        return false;
    if ((m_query.from && event.startDate < *m_query.from) ||
        (m_query.until && event.startDate > *m_query.until))
        return false;
    if (m_query.venue && !(event.venue == *m_query.venue))
        return false;
    return !m_query.performer ||
           std::ranges::find(event.performers, *m_query.performer) != event.performers.end();
}

void EventSearch::collectWord(int word, const std::vector<WordMatch> &matches)
{
    // Best matches come first, so the first one that meets an event is the one that counts.
    for (const WordMatch &match : matches) {
        for (const qint32 slot : m_postings.slotsWith(match.word)) {
            Candidate &candidate = m_candidates[size_t(slot)];
            if (candidate.lastWord == word)
                continue;
            if (candidate.lastWord < 0) {
                if (!passes(slot))
                    continue;
                m_touched.push_back(slot);
            }
            candidate.lastWord = qint8(word);
            ++candidate.found;
            candidate.typos = quint8(candidate.typos + match.typos);
            candidate.beginnings = quint8(candidate.beginnings + int(match.isBeginning));
        }
    }
}

qsizetype EventSearch::collect(int stage)
{
    m_stage = stage;
    m_found.resize(size_t(m_words.size()));
    m_touched.clear();
    m_candidates.assign(m_postings.entries().size(), {});
    for (int i = 0; i < int(m_words.size()); ++i) {
        const QString &word = m_words.at(i);
        QueryWord &found = m_found[size_t(i)];
        const int typos = std::min(stage, allowedTypos(word));
        // What an earlier stage has found with as many typos is the same now.
        if (stage == 0 || typos != found.mostTypos || found.matches.empty()) {
            const bool isLast = i + 1 == int(m_words.size());
            found.mostTypos = typos;
            found.matches = m_postings.vocabulary().find(
                word, typos, isLast ? WordTrie::Ending::MayBeBeginning : WordTrie::Ending::Whole);
        }
        collectWord(i, found.matches);
    }
    return std::ranges::count_if(m_touched, [this](qint32 slot) {
        return m_candidates[size_t(slot)].found == m_words.size();
    });
}

qint64 EventSearch::dateRank(Instant start) const
{
    // A date that is over comes after every date to come: 10,000 years are enough.
    constexpr qint64 behindAll_ms = 10'000LL * 366 * 24 * 3600 * 1000;
    return start >= m_now ? start.toMs() - m_now.toMs()
                          : behindAll_ms + (m_now.toMs() - start.toMs());
}

void EventSearch::markWords()
{
    m_queryWordsOf.assign(size_t(m_postings.vocabulary().size()), 0);
    for (size_t i = 0; i < m_found.size(); ++i) {
        for (const WordMatch &match : m_found[i].matches)
            m_queryWordsOf[size_t(match.word)] |= quint16(1U << i);
    }
}

void EventSearch::rankTokens(qint32 slot, EventRank &rank) const
{
    struct Hit
    {
        quint16 words;
        EventField field;
        int place;
    };
    std::array<quint8, size_t(mostQueryWords)> bestField;
    bestField.fill(0xff);
    QVarLengthArray<Hit, 32> hits; // the stack will do: this runs for every event found
    for (const EventToken &token : m_postings.entries()[size_t(slot)].tokens) {
        const quint16 words = m_queryWordsOf[size_t(token.word)];
        if (words == 0)
            continue;
        hits.push_back({words, token.field, token.place});
        for (size_t i = 0; i < m_found.size(); ++i) {
            if (words & (1U << i))
                bestField.at(i) = std::min(bestField.at(i), quint8(token.field));
        }
    }
    int distance = 0;
    for (size_t i = 0; i < m_found.size(); ++i) {
        rank.field = quint8(rank.field + (bestField.at(i) == 0xff ? 0 : bestField.at(i)));
        if (i == 0)
            continue;
        int nearest = farApart;
        for (const Hit &a : hits) {
            for (const Hit &b : hits) {
                if ((a.words & (1U << (i - 1))) && (b.words & (1U << i)) && a.field == b.field &&
                    &a != &b)
                    nearest = std::min(nearest, std::abs(b.place - a.place - 1));
            }
        }
        distance += nearest;
    }
    rank.distance = quint8(distance);
}

std::vector<EventRank> EventSearch::ranked()
{
    std::vector<EventRank> ranks;
    if (m_words.isEmpty()) {
        for (size_t slot = 0; slot < m_postings.entries().size(); ++slot) {
            const IndexedEvent &event = m_postings.entries()[slot];
            if (passes(qint32(slot)))
                ranks.push_back({.date = event.startDate.toMs(), .id = event.id.uuid()});
        }
        return ranks;
    }
    quint8 most = 0;
    for (const qint32 slot : m_touched)
        most = std::max(most, m_candidates[size_t(slot)].found);
    markWords();
    for (const qint32 slot : m_touched) {
        const Candidate &candidate = m_candidates[size_t(slot)];
        if (candidate.found < most)
            continue;
        const IndexedEvent &event = m_postings.entries()[size_t(slot)];
        EventRank rank{.missing = quint8(m_words.size() - candidate.found),
                       .typos = candidate.typos,
                       .beginnings = candidate.beginnings,
                       .date = dateRank(event.startDate),
                       .id = event.id.uuid()};
        rankTokens(slot, rank);
        ranks.push_back(rank);
    }
    return ranks;
}

EventPage EventSearch::pageOf(std::vector<EventRank> ranks,
                              const std::optional<EventCursor> &after) const
{
    if (after)
        std::erase_if(ranks, [&](const EventRank &rank) { return rank <= after->last; });
    const auto shown = std::min(ranks.size(), size_t(m_query.limit));
    std::ranges::partial_sort(ranks, ranks.begin() + qsizetype(shown));
    EventPage page;
    for (size_t i = 0; i < shown; ++i)
        page.events.append(EventId(ranks[i].id));
    if (ranks.size() > shown && shown > 0)
        page.nextCursor =
            EventCursor{digestOf(m_query), m_now, quint8(m_stage), ranks[shown - 1]}.toText();
    return page;
}

Result<EventPage> EventSearch::page()
{
    if (m_query.limit < 1 || m_query.limit > 100)
        return std::unexpected(refusal(RefusalCode::Malformed, u"A page holds 1 to 100 events."_s));
    std::optional<EventCursor> after;
    if (!m_query.cursor.isEmpty()) {
        after = EventCursor::fromText(m_query.cursor);
        if (!after || after->query != digestOf(m_query))
            return std::unexpected(
                refusal(RefusalCode::Malformed,
                        u"The cursor does not belong to this search; start again without one."_s));
        m_now = after->now;
    }
    narrowToLocation();
    if (after && !m_words.isEmpty()) {
        collect(after->stage);
    } else if (!m_words.isEmpty()) {
        for (int stage = 0; stage <= mostTyposAWord && collect(stage) < enoughMatches; ++stage) {
        }
    }
    return pageOf(ranked(), after);
}

} // namespace foyer
