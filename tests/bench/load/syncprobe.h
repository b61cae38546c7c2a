#pragma once

#include <QString>

#include <atomic>
#include <thread>
#include <vector>

namespace foyer::bench {

/// Measures fdatasync while something else goes on: one 4 kB block in a folder every now and then,
/// on a thread of its own.
class SyncProbe final
{
public:
    explicit SyncProbe(const QString &folder);
    ~SyncProbe(); ///< as stop()

    /// \return the times so far, in microseconds, and ends.
    std::vector<double> stop();

private:
    std::atomic<bool> m_isStopping = false;
    std::vector<double> m_times_us; ///< the thread's until it has ended
    std::thread m_thread;
};

} // namespace foyer::bench
