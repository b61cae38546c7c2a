#pragma once

#include "models/search/bestranks.h"
#include "models/search/eventpostings.h"
#include "models/search/eventrank.h"

namespace foyer {

/// One search over the postings; made for one query and thrown away.
class EventSearch final
{
public:
    EventSearch(const EventPostings &postings, const EventQuery &query, Instant now);
    [[nodiscard]] Result<EventPage> page();

private:
    struct QueryWord
    {
        std::vector<WordMatch> matches;
        int mostTypos = 0;
    };
    /// What was found out about a slot so far.
    struct Candidate
    {
        quint8 found = 0;
        quint8 typos = 0;
        quint8 beginnings = 0;
        quint8 fields = 0;    ///< sum over the words found
        quint8 lastField = 0; ///< best field of the last word
        qint8 lastWord = -1;  ///< the query word that counted it last
    };

    [[nodiscard]] static quint64 digestOf(const EventQuery &query);
    void narrowToLocation();
    [[nodiscard]] std::vector<bool> slotsAt(const QString &word, int mostTypos,
                                            WordTrie::Ending ending) const;
    /// Anything but words that the query asks for.
    [[nodiscard]] bool hasFilters() const;
    [[nodiscard]] bool passes(qint32 slot) const;
    /// Counts the words of every event at \a stage; \return events with all of them.
    qsizetype collect(int stage);
    void collectWord(int word, const std::vector<WordMatch> &matches);
    void rankByDate(BestRanks &best) const;
    void rankByWords(BestRanks &best);
    void markWords();
    [[nodiscard]] quint8 distanceIn(qint32 slot) const;
    [[nodiscard]] qint64 dateRank(qint64 start_ms) const;
    [[nodiscard]] EventPage pageOf(const std::vector<EventRank> &ranks) const;

    const EventPostings &m_postings;
    const EventQuery &m_query;
    Instant m_now;
    int m_stage = 0;
    QList<QString> m_words;
    std::vector<QueryWord> m_found;
    std::vector<Candidate> m_candidates; ///< by slot; empty without text
    std::vector<qint32> m_touched;       ///< slots with at least one word
    std::vector<quint16>
        m_queryWordsOf;             ///< by vocabulary word: the query words that it fits, as bits
    std::vector<bool> m_atLocation; ///< by slot; empty = everywhere
};

} // namespace foyer
