#include "sync/server/ledger/announcer.h"

namespace foyer {

Announcer::Announcer(GroupCommit::CommitListener committed, GroupCommit::TellingScope scope)
    : m_committed(std::move(committed))
    , m_scope(std::move(scope))
{}

Announcer::~Announcer()
{
    stop();
}

void Announcer::start()
{
    m_thread = std::thread([this] { work(); });
}

void Announcer::tell(CommitNews news)
{
    {
        std::unique_lock lock(m_mutex);
        const bool isOthersTurn = !m_waiting.empty() || news.answers.size() >= worthAThread;
        if (m_thread.joinable() && isOthersTurn) {
            m_told.wait(lock, [this] { return m_waiting.size() < mostWaiting; });
            m_waiting.push_back(std::move(news));
            const bool isAsleep = m_waiting.size() == 1;
            lock.unlock();
            if (isAsleep)
                m_arrived.notify_one();
            return;
        }
    }
    tellNow(news); // nothing waits, and only this thread can change that
}

void Announcer::settle()
{
    std::unique_lock lock(m_mutex);
    m_told.wait(lock, [this] { return m_waiting.empty(); });
}

void Announcer::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_arrived.notify_one();
    m_thread.join();
}

void Announcer::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_arrived.wait(lock, [this] { return m_isStopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const CommitNews news = std::move(m_waiting.front());
        lock.unlock();
        tellNow(news);
        lock.lock();
        m_waiting.pop_front();
        m_told.notify_one();
    }
}

void Announcer::tellNow(const CommitNews &news) const
{
    const auto tell = [this, &news] {
        if (m_committed && (!news.changes.isEmpty() || news.catalogue))
            m_committed(news.changes, news.catalogue);
        for (size_t i = 0; i < news.answers.size(); ++i) {
            if (news.answers[i])
                news.answers[i](news.applied[i]);
        }
    };
    if (m_scope)
        m_scope(tell);
    else
        tell();
}

} // namespace foyer
