#include "models/search/eventindex.h"
#include "models/search/eventrank.h"
#include "models/search/wordfolder.h"
#include "models/search/wordtrie.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const Instant now = Instant::fromMs(1'795'000'000'000);
constexpr qint64 day_ms = 24LL * 3600 * 1000;

template <class IdType>
IdType numbered(quint32 number)
{
    return IdType(QUuid(number + 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

/// A word of an event, at its place in a field (0 name, 1 performer, 2 venue, 3 city).
struct Token
{
    QString word;
    int field;
    int place;
};

/// The same search, written down as the rank is described: every event is looked at, for every
/// word of the query every word of the vocabulary that fits. Slow and plain.
class PlainSearch final
{
public:
    void put(const EventDocument &document)
    {
        m_events[document.id.uuid()] = {document, tokensOf(document)};
    }
    void remove(const EventId &id) { m_events.erase(id.uuid()); }

    [[nodiscard]] QList<EventId> find(const EventQuery &query)
    {
        const QList<QString> words = m_folder.words(query.text).mid(0, mostQueryWords);
        std::vector<EventRank> ranks;
        for (int stage = 0; stage <= 2; ++stage) {
            ranks = ranksAt(query, words, stage);
            const auto whole = std::ranges::count(ranks, 0, &EventRank::missing);
            if (words.isEmpty() || whole >= enoughMatches)
                break;
        }
        std::ranges::sort(ranks);
        QList<EventId> found;
        for (const EventRank &rank : ranks) {
            if (rank.missing == ranks.front().missing)
                found.append(EventId(rank.id));
        }
        return found;
    }

private:
    using Fits = QHash<QString, WordMatch>;

    std::vector<Token> tokensOf(const EventDocument &document)
    {
        std::vector<Token> tokens;
        const auto add = [&](const QString &text, int field, int place) {
            for (const QString &word : m_folder.words(text)) {
                tokens.push_back({word, field, std::min(place++, 255)});
                m_numbers[word] = m_vocabulary.insert(word);
            }
        };
        add(document.name, 0, 0);
        for (const QString &performer : document.performers)
            add(performer, 1,
                tokens.empty() || tokens.back().field != 1 ? 0 : tokens.back().place + 4);
        add(document.venueName, 2, 0);
        add(document.city, 3, 0);
        return tokens;
    }

    [[nodiscard]] std::vector<Fits> fitsOf(const QList<QString> &words, int stage) const
    {
        std::vector<Fits> all;
        for (qsizetype i = 0; i < words.size(); ++i) {
            const QString &word = words.at(i);
            const bool isNumber = std::ranges::all_of(word, [](QChar c) { return c.isDigit(); });
            const int allowed = isNumber || word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2;
            std::map<qint32, WordMatch> byNumber;
            for (const WordMatch &match :
                 m_vocabulary.find(word, std::min(stage, allowed),
                                   i + 1 == words.size() ? WordTrie::Ending::MayBeBeginning
                                                         : WordTrie::Ending::Whole))
                byNumber.insert({match.word, match}); // the first is the best
            Fits fits;
            for (const auto &[known, number] : m_numbers) {
                if (const auto match = byNumber.find(number); match != byNumber.end())
                    fits[known] = match->second;
            }
            all.push_back(fits);
        }
        return all;
    }

    [[nodiscard]] std::vector<EventRank> ranksAt(const EventQuery &query,
                                                 const QList<QString> &words, int stage) const
    {
        const std::vector<Fits> fits = fitsOf(words, stage);
        std::vector<EventRank> ranks;
        for (const auto &[id, event] : m_events) {
            const EventDocument &document = event.first;
            if ((query.from && document.startDate < *query.from) ||
                (query.until && document.startDate > *query.until) ||
                (query.venue && document.venue != *query.venue) ||
                (query.performer && !document.performerIds.contains(*query.performer)))
                continue;
            EventRank rank = rankOf(event.second, fits);
            rank.id = id;
            const qint64 ahead = document.startDate.toMs() - now.toMs();
            constexpr qint64 behindAll = 10'000LL * 366 * day_ms;
            rank.date = words.isEmpty() ? document.startDate.toMs()
                        : ahead >= 0    ? ahead
                                        : behindAll - ahead;
            if (words.isEmpty() || rank.missing < words.size())
                ranks.push_back(rank);
        }
        return ranks;
    }

    [[nodiscard]] static EventRank rankOf(const std::vector<Token> &tokens,
                                          const std::vector<Fits> &fits)
    {
        EventRank rank;
        for (size_t i = 0; i < fits.size(); ++i) {
            std::vector<std::tuple<int, bool, int>> ways; // typos, beginning, number
            int field = 4;
            for (const Token &token : tokens) {
                if (const auto match = fits[i].constFind(token.word); match != fits[i].cend()) {
                    ways.emplace_back(match->typos, match->isBeginning, match->word);
                    field = std::min(field, token.field);
                }
            }
            if (ways.empty()) {
                ++rank.missing;
            } else {
                const auto best = std::ranges::min(ways);
                rank.typos = quint8(rank.typos + std::get<0>(best));
                rank.beginnings = quint8(rank.beginnings + int(std::get<1>(best)));
                rank.field = quint8(rank.field + field);
            }
            if (i > 0)
                rank.distance = quint8(rank.distance + nearest(tokens, fits[i - 1], fits[i]));
        }
        return rank;
    }

    [[nodiscard]] static int nearest(const std::vector<Token> &tokens, const Fits &first,
                                     const Fits &second)
    {
        int nearest = 8;
        for (const Token &a : tokens) {
            for (const Token &b : tokens) {
                if (&a != &b && a.field == b.field && first.contains(a.word) &&
                    second.contains(b.word))
                    nearest = std::min(nearest, std::abs(b.place - a.place - 1));
            }
        }
        return nearest;
    }

    WordFolder m_folder;
    WordTrie m_vocabulary;
    std::map<QString, qint32> m_numbers;
    std::map<QUuid, std::pair<EventDocument, std::vector<Token>>> m_events;
};

/// Events and queries out of few words, so that everything meets everything.
class Chance final
{
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {}
    int below(int limit) { return int(m_random.bounded(limit)); }
    QString words(int most)
    {
        static const QStringList known{
            u"concert"_s,  u"concerto"_s, u"the"_s,   u"season"_s, u"seasons"_s, u"blue"_s,
            u"moon"_s,     u"hamburg"_s,  u"hall"_s,  u"of"_s,     u"mahler"_s,  u"maler"_s,
            u"symphony"_s, u"sinfony"_s,  u"night"_s, u"5"_s,      u"54"_s,      u"anna"_s};
        QStringList chosen;
        for (int count = 1 + below(most); count > 0; --count)
            chosen.append(known.at(below(int(known.size()))));
        return chosen.join(u' ');
    }
    EventDocument event(quint32 number)
    {
        EventDocument event{.id = numbered<EventId>(number), .name = words(5)};
        for (int count = below(3); count > 0; --count) {
            event.performers.append(words(2));
            event.performerIds.append(numbered<PerformerId>(quint32(below(4))));
        }
        event.venueName = words(2);
        event.city = words(1);
        event.venue = numbered<VenueId>(quint32(below(3)));
        event.startDate = now + Milliseconds((below(60) - 20) * day_ms);
        return event;
    }
    EventQuery query()
    {
        EventQuery query{.text = below(12) == 0 ? QString() : words(4)};
        if (!query.text.isEmpty() && below(2) == 0)
            query.text.remove(below(int(query.text.size())), 1); // a typo
        if (!query.text.isEmpty() && below(3) == 0)
            query.text.chop(1);
        if (below(4) == 0)
            query.from = now + Milliseconds((below(40) - 10) * day_ms);
        if (below(5) == 0)
            query.until = now + Milliseconds(below(40) * day_ms);
        if (below(5) == 0)
            query.venue = numbered<VenueId>(quint32(below(3)));
        if (below(6) == 0)
            query.performer = numbered<PerformerId>(quint32(below(4)));
        query.limit = 1 + below(30);
        return query;
    }

private:
    QRandomGenerator m_random;
};

/// All pages of \a query, one after the other.
QList<EventId> allPages(const EventIndex &index, EventQuery query)
{
    QList<EventId> found;
    do {
        const Result<EventPage> page = index.search(query, now);
        if (!page)
            return {};
        found += page->events;
        query.cursor = page->nextCursor;
    } while (!query.cursor.isEmpty());
    return found;
}

} // namespace

class SearchEqualityTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFastSearchFindsWhatThePlainOneFinds_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void theFastSearchFindsWhatThePlainOneFinds()
    {
        QFETCH(quint32, seed);
        Chance chance(seed);
        EventIndex index;
        PlainSearch plain;
        const quint32 events = seed % 3 == 0 ? 12 : 150;
        for (int step = 0; step < 200; ++step) {
            const auto number = quint32(chance.below(int(events)));
            const EventDocument event = chance.event(number);
            if (chance.below(5) == 0) {
                index.remove(event.id);
                plain.remove(event.id);
            } else {
                index.put(event);
                plain.put(event);
            }
        }
        for (int round = 0; round < 60; ++round) {
            const EventQuery query = chance.query();
            const QList<EventId> expected = plain.find(query);
            const QList<EventId> found = allPages(index, query);
            QVERIFY2(found == expected,
                     qPrintable(u"\"%1\" finds %2 events instead of %3, or in another order"_s
                                    .arg(query.text)
                                    .arg(found.size())
                                    .arg(expected.size())));
        }
    }
};

QTEST_GUILESS_MAIN(SearchEqualityTest)
#include "tst_searchequality.moc"
