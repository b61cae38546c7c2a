#pragma once

#include "models/domain/instant.h"

#include <algorithm>

namespace foyer {

/// Lets \a perSecond things pass on the long run and \a burst at once. A plain value.
class TokenBucket final
{
public:
    TokenBucket(qint32 perSecond, qint32 burst, Tick now)
        : m_perSecond(perSecond)
        , m_burst(double(burst))
        , m_tokens(double(burst))
        , m_last(now)
    {}

    /// Takes one; false when there is none: then try again after wait().
    [[nodiscard]] bool take(Tick now)
    {
        m_tokens = tokensAt(now);
        m_last = std::max(m_last, now);
        if (m_tokens < 1.0)
            return false;
        m_tokens -= 1.0;
        return true;
    }
    [[nodiscard]] Milliseconds wait() const
    {
        const double missing = std::max(0.0, 1.0 - m_tokens);
        return Milliseconds(qint64(missing * 1000.0 / m_perSecond) + 1);
    }

    /// Forgetting it and making a new one would change nothing.
    [[nodiscard]] bool isFull(Tick now) const { return tokensAt(now) >= m_burst; }

private:
    [[nodiscard]] double tokensAt(Tick now) const
    {
        const double elapsed_ms = double(std::max(Milliseconds(0), now - m_last).count());
        return std::min(m_burst, m_tokens + elapsed_ms * m_perSecond / 1000.0);
    }

    qint32 m_perSecond;
    double m_burst;
    double m_tokens;
    Tick m_last;
};

} // namespace foyer
