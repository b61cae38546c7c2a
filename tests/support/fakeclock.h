#pragma once

#include "models/domain/instant.h"

#include <atomic>

namespace foyer {

/// A clock that stands still until a test moves it. Any thread.
///
/// The wall clock and the tick are moved apart by jumpWallClock(), as a careless administrator
/// or NTP does it.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Instant start = Instant::fromMs(1'800'000'000'000))
        : m_now_ms(start.toMs())
    {}

    [[nodiscard]] Instant now() const override { return Instant::fromMs(m_now_ms.load()); }
    [[nodiscard]] Tick tick() const override { return Tick::fromMs(m_tick_ms.load()); }

    /// Time passes; \a by must not be negative.
    void advance(Milliseconds by)
    {
        m_tick_ms.fetch_add(by.count());
        m_now_ms.fetch_add(by.count());
    }
    /// Only the wall clock moves, forward or back.
    void jumpWallClock(Milliseconds by) { m_now_ms.fetch_add(by.count()); }

private:
    std::atomic<qint64> m_now_ms;
    std::atomic<qint64> m_tick_ms{1'000};
};

} // namespace foyer
