#include "models/search/eventsearch.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

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
        for (const Posting &posting : m_postings.postingsOf(match.word)) {
            const qint32 slot = posting.slot();
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

bool EventSearch::hasFilters() const
{
    return !m_atLocation.empty() || m_query.from || m_query.until || m_query.venue ||
           m_query.performer;
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
    const bool isFiltered = hasFilters();
    // Best matches come first, so the first one that meets an event is the one that counts; only
    // for the field all of them do.
    for (const WordMatch &match : matches) {
        for (const Posting &posting : m_postings.postingsOf(match.word)) {
            const qint32 slot = posting.slot();
            const auto field = quint8(posting.field());
            Candidate &candidate = m_candidates[size_t(slot)];
            if (candidate.lastWord == word) {
                const quint8 better = std::min(candidate.lastField, field);
                candidate.fields = quint8(candidate.fields - candidate.lastField + better);
                candidate.lastField = better;
                continue;
            }
            if (candidate.lastWord < 0) {
                if (isFiltered ? !passes(slot)
                               : m_postings.startOf_ms(slot) == EventPostings::noDate)
                    continue;
                m_touched.push_back(slot);
            }
            candidate.lastWord = qint8(word);
            candidate.lastField = field;
            ++candidate.found;
            candidate.typos = quint8(candidate.typos + match.typos);
            candidate.beginnings = quint8(candidate.beginnings + int(match.isBeginning));
            candidate.fields = quint8(candidate.fields + field);
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

qint64 EventSearch::dateRank(qint64 start_ms) const
{
    // A date that is over comes after every date to come: 10,000 years are enough.
    constexpr qint64 behindAll_ms = 10'000LL * 366 * 24 * 3600 * 1000;
    const qint64 ahead_ms = start_ms - m_now.toMs();
    return ahead_ms >= 0 ? ahead_ms : behindAll_ms - ahead_ms;
}

void EventSearch::markWords()
{
    m_queryWordsOf.assign(size_t(m_postings.vocabulary().size()), 0);
    for (size_t i = 0; i < m_found.size(); ++i) {
        for (const WordMatch &match : m_found[i].matches)
            m_queryWordsOf[size_t(match.word)] |= quint16(1U << i);
    }
}

/// How far apart the words of the query stand, summed over neighbouring ones.
quint8 EventSearch::distanceIn(qint32 slot) const
{
    struct Hit
    {
        quint16 words;
        EventField field;
        int place;
    };
    QVarLengthArray<Hit, 32> hits; // the stack will do: this runs for many events
    for (const EventToken &token : m_postings.entries()[size_t(slot)].tokens) {
        if (const quint16 words = m_queryWordsOf[size_t(token.word)]; words != 0)
            hits.push_back({words, token.field, token.place});
    }
    std::array<int, size_t(mostQueryWords)> nearest;
    nearest.fill(farApart);
    for (const Hit &a : hits) {
        for (const Hit &b : hits) {
            // The pairs of neighbouring words that a begins and b ends, as bits of the first.
            const unsigned pairs = a.words & unsigned(b.words >> 1);
            if (pairs == 0 || a.field != b.field || &a == &b)
                continue;
            const int distance = std::abs(b.place - a.place - 1);
            for (unsigned rest = pairs; rest != 0; rest &= rest - 1) {
                int &best = nearest.at(size_t(std::countr_zero(rest)));
                best = std::min(best, distance);
            }
        }
    }
    return quint8(
        std::accumulate(nearest.begin(), nearest.begin() + qsizetype(m_found.size()) - 1, 0));
}

void EventSearch::rankByDate(BestRanks &best) const
{
    const bool isFiltered = hasFilters();
    for (qint32 slot = 0; slot < qint32(m_postings.entries().size()); ++slot) {
        EventRank rank{.date = m_postings.startOf_ms(slot)};
        if (rank.date == EventPostings::noDate || !best.mayTake(rank) ||
            (isFiltered && !passes(slot)))
            continue;
        rank.id = m_postings.entries()[size_t(slot)].id.uuid();
        best.offer(rank);
    }
}

/// Most events are passed over by what is known of them already: the rank without the distance
/// and the id is a bound of the whole.
void EventSearch::rankByWords(BestRanks &best)
{
    quint8 most = 0;
    for (const qint32 slot : m_touched)
        most = std::max(most, m_candidates[size_t(slot)].found);
    markWords();
    for (const qint32 slot : m_touched) {
        const Candidate &candidate = m_candidates[size_t(slot)];
        if (candidate.found < most)
            continue;
        EventRank rank{.missing = quint8(m_words.size() - candidate.found),
                       .typos = candidate.typos,
                       .beginnings = candidate.beginnings,
                       .field = candidate.fields,
                       .date = dateRank(m_postings.startOf_ms(slot))};
        if (!best.mayTake(rank))
            continue;
        if (m_words.size() > 1) {
            rank.distance = distanceIn(slot);
            if (!best.mayTake(rank))
                continue;
        }
        rank.id = m_postings.entries()[size_t(slot)].id.uuid();
        best.offer(rank);
    }
}

/// \a ranks: one more than the page shows, when there are more.
EventPage EventSearch::pageOf(const std::vector<EventRank> &ranks) const
{
    const auto shown = std::min(ranks.size(), size_t(m_query.limit));
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
    BestRanks best(size_t(m_query.limit) + 1, after ? std::optional(after->last) : std::nullopt);
    if (m_words.isEmpty())
        rankByDate(best);
    else
        rankByWords(best);
    return pageOf(std::move(best).sorted());
}

} // namespace foyer
