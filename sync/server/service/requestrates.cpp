#include "sync/server/service/requestrates.h"

namespace foyer {

RequestRates::RequestRates(qint32 perSecond, qint32 burst, qsizetype mostAskers)
    : m_perSecond(perSecond)
    , m_burst(burst)
    , m_mostAskers(mostAskers)
{}

std::optional<Milliseconds> RequestRates::refused(const QByteArray &asker, Tick now)
{
    if (m_perSecond <= 0)
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    auto bucket = m_buckets.find(asker);
    if (bucket == m_buckets.end()) {
        if (m_buckets.size() >= m_mostAskers)
            makeRoom(now);
        bucket = m_buckets.insert(asker, TokenBucket(m_perSecond, m_burst, now));
    }
    if (bucket->take(now))
        return std::nullopt;
    return bucket->wait();
}

qsizetype RequestRates::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

void RequestRates::makeRoom(Tick now)
{
    m_buckets.removeIf([now](const auto &entry) { return entry.value().isFull(now); });
    if (m_buckets.size() >= m_mostAskers)
        m_buckets.clear(); // an attack from many addresses; memory stays bounded
}

bool isLoopbackAddress(const QByteArray &address)
{
    return address.startsWith("127.") || address == "::1" || address.startsWith("::ffff:127.");
}

} // namespace foyer
