#pragma once

#include "sync/server/net/edge.h"
#include "sync/server/net/edgeconnection.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace foyer {

/// What all connections of one edge share. Any thread.
struct EdgeShared
{
    BookingService &service;
    const Clock &clock;
    const EdgeSettings settings;
    std::atomic<bool> isStopping = false;
    std::atomic<qint32> connections = 0;
    std::atomic<qint32> refusing = 0; ///< being told 503; they do not count above
    std::atomic<qint32> windows = 0;
    std::atomic<qint32> largeBodies = 0;
    // For /metrics.
    std::atomic<qint64> accepted = 0;
    std::atomic<qint64> turnedAway = 0;
    std::atomic<qint64> requests = 0;
    std::atomic<qint64> framesIn = 0;
    std::atomic<qint64> framesOut = 0;
    std::atomic<qint64> sends = 0;
    std::atomic<qint64> droppedBehind = 0;
};

/// Counts one of something for as long as it lives.
class Counted final
{
public:
    Counted() = default;
    explicit Counted(std::atomic<qint32> &count)
        : m_count(&count)
    {
        ++count;
    }
    Counted(Counted &&other) noexcept
        : m_count(std::exchange(other.m_count, nullptr))
    {}
    Counted &operator=(Counted &&other) noexcept
    {
        std::swap(m_count, other.m_count);
        return *this;
    }
    ~Counted()
    {
        if (m_count)
            --*m_count;
    }

private:
    std::atomic<qint32> *m_count = nullptr;
};

/// One thread with an event loop of its own and the connections that live on it. They share
/// nothing with other threads, so none of them needs a lock or a strand.
class EdgeWorker final : public std::enable_shared_from_this<EdgeWorker>
{
public:
    explicit EdgeWorker(std::shared_ptr<EdgeShared> shared);

    [[nodiscard]] boost::asio::io_context &context() { return m_context; }
    [[nodiscard]] EdgeShared &shared() { return *m_shared; }
    [[nodiscard]] Tick now() const { return m_shared->clock.tick(); }

    /// Starts the thread.
    void start();
    /// Asks every connection to finish. Any thread.
    void beginStop();
    /// Ends the thread; what is left is aborted at \a deadline (of std::chrono's steady clock).
    void join(std::chrono::steady_clock::time_point deadline);

    /// Whether this is the worker's thread; once it has handled something.
    [[nodiscard]] bool isHere() const { return std::this_thread::get_id() == m_threadId; }

    /// Has \a connection collect what is queued for it, together with others. Any thread.
    void wake(std::shared_ptr<EdgeConnection> connection);

    // From here on: only on the worker's thread.
    void add(std::shared_ptr<EdgeConnection> connection);
    void remove(EdgeConnection *connection);

private:
    void collect();
    void sweepLater();
    void sweep();
    [[nodiscard]] std::vector<std::shared_ptr<EdgeConnection>> all() const;

    std::shared_ptr<EdgeShared> m_shared;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    boost::asio::steady_timer m_timer;
    std::unordered_map<EdgeConnection *, std::shared_ptr<EdgeConnection>> m_connections;
    std::atomic<bool> m_isEmpty = true;
    std::mutex m_wokenMutex;
    std::vector<std::shared_ptr<EdgeConnection>> m_woken; ///< they wait for collect()
    bool m_isCollecting = false;                          ///< collect() is about to come
    std::thread m_thread;
    std::thread::id m_threadId; ///< set by the thread itself, before all else
};

} // namespace foyer
