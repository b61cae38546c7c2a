#pragma once

#include "models/domain/random.h"

namespace foyer {

/// Repeatable numbers (SplitMix64).
class SeededRandom final : public RandomSource
{
public:
    explicit SeededRandom(quint64 seed)
        : m_state(seed)
    {}

    [[nodiscard]] quint64 next() override
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        quint64 mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    /// 0 up to \a bound, exclusive.
    [[nodiscard]] qint32 below(qint32 bound) { return qint32(next() % quint64(bound)); }
    /// \a low up to \a high, inclusive.
    [[nodiscard]] qint32 between(qint32 low, qint32 high) { return low + below(high - low + 1); }

private:
    quint64 m_state;
};

} // namespace foyer
