#pragma once

#include "models/domain/random.h"

#include <array>
#include <bit>

namespace foyer {

/// Random numbers that a seed repeats exactly, on every machine: xoshiro256** by D. Blackman and
/// S. Vigna (2018), its state filled by splitmix64 so that near seeds give unlike numbers.
/// One thread.
class SeededRandom final : public RandomSource
{
public:
    explicit SeededRandom(quint64 seed)
    {
        for (quint64 &word : m_state)
            word = splitMix(seed);
    }

    [[nodiscard]] quint64 next() override
    {
        const quint64 result = std::rotl(m_state[1] * 5, 7) * 9;
        const quint64 shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// An even draw of 0 to \a bound - 1; \a bound at least 1. Exactly even: draws of the
    /// incomplete last stretch are thrown away.
    [[nodiscard]] quint64 below(quint64 bound)
    {
        const quint64 rest = (0 - bound) % bound;
        quint64 drawn = next();
        while (drawn < rest)
            drawn = next();
        return drawn % bound;
    }
    [[nodiscard]] bool chance(int percent) { return qint64(below(100)) < percent; }

private:
    static quint64 splitMix(quint64 &state)
    {
        quint64 mixed = (state += 0x9E3779B97F4A7C15U);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }

    std::array<quint64, 4> m_state{};
};

} // namespace foyer
