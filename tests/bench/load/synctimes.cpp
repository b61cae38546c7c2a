#include "tests/bench/load/synctimes.h"

#include <chrono>
#include <fcntl.h>
#include <unistd.h>

namespace foyer::bench {

std::vector<double> syncTimes_us(const QString &folder, int count)
{
    using SteadyClock = std::chrono::steady_clock;
    constexpr int blocks = 64;
    const QByteArray file = (folder + QStringLiteral("/sync-probe")).toUtf8();
    const int descriptor = ::open(file.constData(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    std::vector<double> times;
    char block[4096] = {};
    for (int i = 0; descriptor >= 0 && i < count; ++i) {
        block[0] = char(i);
        if (::pwrite(descriptor, block, sizeof block, off_t(i % blocks) * 4096) < 0)
            break;
        const auto start = SteadyClock::now();
        ::fdatasync(descriptor);
        times.push_back(
            std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count());
    }
    ::close(descriptor);
    ::unlink(file.constData());
    return times;
}

} // namespace foyer::bench
