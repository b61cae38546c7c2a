#include "sync/engine/clockoffset.h"

#include <algorithm>

namespace foyer {

void ClockOffset::learn(Tick asked, Tick answered, Instant server)
{
    if (answered < asked)
        return;
    m_samples[m_next] = {asked, answered, server};
    m_next = (m_next + 1) % m_samples.size();
    m_count = std::min(m_count + 1, m_samples.size());
}

const ClockOffset::Sample &ClockOffset::best() const
{
    const auto end = m_samples.cbegin() + qsizetype(m_count);
    return *std::min_element(m_samples.cbegin(), end, [](const Sample &a, const Sample &b) {
        return a.roundTrip() < b.roundTrip();
    });
}

Instant ClockOffset::serverTime(Tick at) const
{
    if (!isKnown())
        return {};
    const Sample &sample = best();
    return sample.server + ((at - sample.asked) - sample.roundTrip() / 2);
}

Tick ClockOffset::earliestTick(Instant server, Tick now) const
{
    if (!isKnown())
        return now;
    const Sample &sample = best();
    const Tick earliest = sample.asked + (server - sample.server);
    return earliest > now || earliest + mostDelay < now ? now : earliest;
}

} // namespace foyer
