#pragma once

#include "models/domain/instant.h"
#include "models/domain/random.h"

#include <QRandomGenerator>

#include <ctime>

/// The machine's own clock and generator, for programs. Nothing below app/ makes one; it is
/// always handed in.
namespace foyer {

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::fromMs(read(CLOCK_REALTIME)); }
    [[nodiscard]] Tick tick() const override { return Tick::fromMs(read(CLOCK_BOOTTIME)); }

private:
    static qint64 read(clockid_t clock)
    {
        timespec time{};
        clock_gettime(clock, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }
};

/// Unpredictable; safe from any thread.
class SystemRandom final : public RandomSource
{
public:
    [[nodiscard]] quint64 next() override { return QRandomGenerator::system()->generate64(); }
};

} // namespace foyer
