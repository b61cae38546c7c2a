#pragma once

#include "models/domain/instant.h"
#include "tests/support/seededrandom.h"

#include <functional>
#include <queue>
#include <vector>

namespace foyer {

/// Time, chance and the order of everything in one simulated run. The same seed gives the same
/// run, event for event.
class VirtualWorld final : public Clock
{
public:
    explicit VirtualWorld(quint64 seed)
        : m_random(seed)
    {}

    [[nodiscard]] Instant now() const override { return start + m_elapsed + m_wallClockError; }
    [[nodiscard]] Tick tick() const override { return Tick(m_elapsed); }
    /// Moves the machine's wall clock, as a careless administrator or NTP does.
    void jumpWallClock(Milliseconds by) { m_wallClockError += by; }

    [[nodiscard]] SeededRandom &random() { return m_random; }
    /// An even draw of 0 to \a below - 1.
    [[nodiscard]] int draw(int below) { return int(m_random.next() % quint64(below)); }
    [[nodiscard]] bool chance(int percent) { return draw(100) < percent; }
    [[nodiscard]] Milliseconds upTo(int ms) { return Milliseconds(draw(ms + 1)); }

    /// Plans \a what; events of one millisecond happen in the order in which they were planned.
    void in(Milliseconds delay, std::function<void()> what);
    /// Lets the next planned event happen; false when nothing is planned.
    bool step();
    [[nodiscard]] Milliseconds elapsed() const { return m_elapsed; }

private:
    struct Planned
    {
        Milliseconds at;
        quint64 number;
        std::function<void()> what;
        bool operator>(const Planned &other) const
        {
            return std::tie(at, number) > std::tie(other.at, other.number);
        }
    };

    static constexpr Instant start = Instant::fromMs(1'800'000'000'000);
    Milliseconds m_elapsed{0};
    Milliseconds m_wallClockError{0};
    quint64 m_planned = 0;
    std::priority_queue<Planned, std::vector<Planned>, std::greater<>> m_events;
    SeededRandom m_random;
};

/// The clock of one machine in the world, wrong by itself.
class MachineClock final : public Clock
{
public:
    explicit MachineClock(const VirtualWorld &world)
        : m_world(world)
    {}

    [[nodiscard]] Instant now() const override { return m_world.now() + m_error; }
    [[nodiscard]] Tick tick() const override { return m_world.tick(); }
    void jump(Milliseconds by) { m_error += by; }

private:
    const VirtualWorld &m_world;
    Milliseconds m_error{0};
};

} // namespace foyer
