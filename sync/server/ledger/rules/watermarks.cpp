#include "sync/server/ledger/rules/watermarks.h"

#include <algorithm>

namespace foyer {

namespace {

constexpr qsizetype mostMarksKept = 20'000; ///< windows; others are asked for when they come

} // namespace

void Watermarks::start()
{
    if (m_rows.isOnlyWriter())
        return;
    for (Mark &mark : m_marks)
        mark.isAsked = false;
}

DeviceSequence Watermarks::of(const WindowId &window)
{
    const auto known = m_marks.find(window);
    if (known != m_marks.end() && known->isAsked)
        return known->acknowledged;
    const DeviceSequence stored = m_rows.acknowledged(window);
    if (known != m_marks.end()) {
        known->isAsked = true;
        known->acknowledged = std::max(known->acknowledged, stored);
        return known->acknowledged;
    }
    if (!m_rows.failure()) {
        makeRoom();
        m_marks.insert(window, {.acknowledged = stored});
    }
    return stored;
}

void Watermarks::raise(const WindowId &window, DeviceSequence acknowledged)
{
    if (acknowledged <= of(window))
        return;
    if (const auto mark = m_marks.find(window); mark != m_marks.end())
        *mark = {.acknowledged = acknowledged, .isPruned = false};
}

/// Forgetting a mark that is not in the store only keeps outcomes until the window's next message.
void Watermarks::makeRoom()
{
    if (m_marks.size() < mostMarksKept)
        return;
    m_marks.removeIf([](const auto &entry) { return entry.value().isPruned; });
    if (m_marks.size() >= mostMarksKept)
        m_marks.clear();
}

qint32 Watermarks::prune(qint32 limit)
{
    m_unsettled.clear();
    qint32 deleted = 0;
    for (auto mark = m_marks.cbegin(); mark != m_marks.cend() && deleted < limit; ++mark) {
        if (mark->isPruned)
            continue;
        const qint32 left = limit - deleted;
        const qint32 now = m_rows.pruneOutcomes(mark.key(), mark->acknowledged, left);
        deleted += now;
        if (now < left)
            m_unsettled.append({mark.key(), mark->acknowledged});
    }
    return deleted;
}

void Watermarks::settle()
{
    for (const auto &[window, acknowledged] : std::as_const(m_unsettled)) {
        const auto mark = m_marks.find(window);
        if (mark != m_marks.end() && mark->acknowledged == acknowledged)
            mark->isPruned = true;
    }
    m_unsettled.clear();
}

} // namespace foyer
