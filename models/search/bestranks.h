#pragma once

#include "models/search/eventrank.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace foyer {

/// The few best of many ranks, kept while they come in.
class BestRanks final
{
public:
    /// Keeps \a most (at least 1) ranks; those up to \a after are on an earlier page.
    BestRanks(size_t most, const std::optional<EventRank> &after)
        : m_most(most)
        , m_after(after)
    {
        m_ranks.reserve(most + 1);
    }

    /// Whether a rank that is not better than \a atBest can still be among them; when not, the
    /// rest of it need not be worked out.
    [[nodiscard]] bool mayTake(const EventRank &atBest) const
    {
        return m_ranks.size() < m_most || atBest < m_ranks.front();
    }
    void offer(const EventRank &rank)
    {
        if (!mayTake(rank) || (m_after && rank <= *m_after))
            return;
        m_ranks.push_back(rank);
        std::ranges::push_heap(m_ranks);
        if (m_ranks.size() <= m_most)
            return;
        std::ranges::pop_heap(m_ranks);
        m_ranks.pop_back();
    }
    /// Best first.
    [[nodiscard]] std::vector<EventRank> sorted() &&
    {
        std::ranges::sort_heap(m_ranks);
        return std::move(m_ranks);
    }

private:
    size_t m_most;
    std::optional<EventRank> m_after;
    std::vector<EventRank> m_ranks; ///< a heap, the worst in front
};

} // namespace foyer
