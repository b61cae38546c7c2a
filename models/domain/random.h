#pragma once

#include <QtGlobal>

namespace foyer {

/// Where random numbers come from. Programs pass the system's generator (unpredictable), the
/// simulator a seeded one (repeatable). Not shared between threads unless the source says so.
class RandomSource
{
public:
    virtual ~RandomSource() = default;

    /// 64 independent, evenly distributed bits.
    [[nodiscard]] virtual quint64 next() = 0;
};

} // namespace foyer
