#include "sync/server/net/edgeworker.h"

#include "sync/server/net/edgelimits.h"
#include "sync/server/service/sendburst.h"

#include <boost/asio/post.hpp>

namespace foyer {

namespace asio = boost::asio;

EdgeWorker::EdgeWorker(std::shared_ptr<EdgeShared> shared)
    : m_shared(std::move(shared))
    , m_work(m_context.get_executor())
    , m_timer(m_context)
{}

void EdgeWorker::start()
{
    sweepLater();
    m_thread = std::thread([this] {
        m_threadId = std::this_thread::get_id();
        m_context.run();
    });
}

void EdgeWorker::beginStop()
{
    asio::post(m_context, [this] {
        for (const auto &connection : all())
            connection->stop();
    });
}

void EdgeWorker::join(std::chrono::steady_clock::time_point deadline)
{
    using namespace std::chrono_literals;
    while (!m_isEmpty && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(5ms);
    asio::post(m_context, [this] {
        for (const auto &connection : all())
            connection->abort();
        m_timer.cancel();
        m_work.reset();
    });
    // Aborted connections end within a turn or two; a handler that would not is cut off.
    const auto last = std::chrono::steady_clock::now() + 1s;
    while (!m_context.stopped() && std::chrono::steady_clock::now() < last)
        std::this_thread::sleep_for(1ms);
    m_context.stop();
    m_thread.join();
    const std::lock_guard lock(m_wokenMutex);
    m_woken.clear(); // they own this worker too
}

void EdgeWorker::add(std::shared_ptr<EdgeConnection> connection)
{
    EdgeConnection *key = connection.get();
    m_connections.emplace(key, std::move(connection));
    m_isEmpty = false;
    if (m_shared->isStopping)
        key->stop();
}

void EdgeWorker::remove(EdgeConnection *connection)
{
    m_connections.erase(connection);
    m_isEmpty = m_connections.empty();
}

void EdgeWorker::wake(std::shared_ptr<EdgeConnection> connection)
{
    SendBurst *const burst = SendBurst::current();
    bool isFirst = false;
    {
        const std::lock_guard lock(m_wokenMutex);
        m_woken.push_back(std::move(connection));
        isFirst = !std::exchange(m_isCollecting, true);
    }
    if (!isFirst)
        return;
    const auto post = [self = shared_from_this()] {
        asio::post(self->m_context, [worker = self.get()] { worker->collect(); });
    };
    if (burst)
        burst->putOff(post);
    else
        post();
}

void EdgeWorker::collect()
{
    std::vector<std::shared_ptr<EdgeConnection>> woken;
    {
        const std::lock_guard lock(m_wokenMutex);
        woken.swap(m_woken);
        m_isCollecting = false;
    }
    for (const auto &connection : woken)
        connection->collect();
}

void EdgeWorker::sweepLater()
{
    m_timer.expires_after(edgelimits::sweepInterval);
    m_timer.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        sweep();
        sweepLater();
    });
}

void EdgeWorker::sweep()
{
    const Tick at = now();
    for (const auto &connection : all())
        connection->sweep(at);
}

std::vector<std::shared_ptr<EdgeConnection>> EdgeWorker::all() const
{
    std::vector<std::shared_ptr<EdgeConnection>> all;
    all.reserve(m_connections.size());
    for (const auto &[key, connection] : m_connections)
        all.push_back(connection);
    return all;
}

} // namespace foyer
