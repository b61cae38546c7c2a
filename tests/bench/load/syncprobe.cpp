#include "tests/bench/load/syncprobe.h"

#include "tests/bench/load/synctimes.h"

#include <chrono>

namespace foyer::bench {

SyncProbe::SyncProbe(const QString &folder)
    : m_thread([this, folder] {
        constexpr std::chrono::milliseconds pause{10};
        while (!m_isStopping) {
            for (const double time_us : syncTimes_us(folder, 1))
                m_times_us.push_back(time_us);
            std::this_thread::sleep_for(pause);
        }
    })
{}

SyncProbe::~SyncProbe()
{
    (void)stop();
}

std::vector<double> SyncProbe::stop()
{
    m_isStopping = true;
    if (m_thread.joinable())
        m_thread.join();
    return m_times_us;
}

} // namespace foyer::bench
