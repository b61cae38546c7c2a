#include "sync/server/net/acceptrate.h"

#include "sync/server/net/edgelimits.h"

#include <algorithm>

namespace foyer {

double AcceptRate::filled(const Bucket &bucket, Tick now) const
{
    const double passed_s = double((now - bucket.filledAt).count()) / 1000;
    return std::min(double(m_burst), bucket.tokens + passed_s * m_perSecond);
}

void AcceptRate::forgetFull(Tick now)
{
    m_buckets.removeIf([&](const auto &entry) { return filled(entry.value(), now) >= m_burst; });
    // All of them busy: an attack from many addresses. Forgetting is bounded memory, and the
    // cap on connections still holds.
    if (m_buckets.size() >= edgelimits::addressesRemembered)
        m_buckets.clear();
}

bool AcceptRate::admits(const QByteArray &address, Tick now)
{
    if (m_buckets.size() >= edgelimits::addressesRemembered)
        forgetFull(now);
    const auto found = m_buckets.find(address);
    Bucket &bucket =
        found != m_buckets.end() ? *found : *m_buckets.insert(address, {double(m_burst), now});
    bucket.tokens = filled(bucket, now);
    bucket.filledAt = now;
    if (bucket.tokens < 1)
        return false;
    bucket.tokens -= 1;
    return true;
}

} // namespace foyer
