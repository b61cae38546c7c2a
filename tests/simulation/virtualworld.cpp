#include "tests/simulation/virtualworld.h"

namespace foyer {

void VirtualWorld::in(Milliseconds delay, std::function<void()> what)
{
    m_events.push({m_elapsed + delay, m_planned++, std::move(what)});
}

bool VirtualWorld::step()
{
    if (m_events.empty())
        return false;
    const Planned next = m_events.top();
    m_events.pop();
    m_elapsed = next.at;
    next.what();
    return true;
}

} // namespace foyer
