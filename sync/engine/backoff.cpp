#include "sync/engine/backoff.h"

#include <algorithm>

namespace foyer {

namespace {

constexpr qint64 shortestCeiling_ms = 250;
constexpr qint64 longestCeiling_ms = 15'000;
constexpr int mostDoublings = 6; // 0.25 s doubled six times is past 15 s

} // namespace

Milliseconds backoff(int attempt, RandomSource &random)
{
    if (attempt <= 0)
        return Milliseconds(0);
    const int doublings = std::min(attempt - 1, mostDoublings);
    const qint64 ceiling_ms = std::min(shortestCeiling_ms << doublings, longestCeiling_ms);
    return Milliseconds(qint64(random.next() % quint64(ceiling_ms + 1)));
}

} // namespace foyer
