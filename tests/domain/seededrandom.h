#pragma once

#include "models/domain/random.h"

#include <random>

namespace foyer {

/// The same numbers in every run.
class SeededRandom final : public RandomSource
{
public:
    explicit SeededRandom(quint64 seed = 1)
        : m_engine(seed)
    {}
    [[nodiscard]] quint64 next() override { return m_engine(); }

private:
    std::mt19937_64 m_engine;
};

} // namespace foyer
