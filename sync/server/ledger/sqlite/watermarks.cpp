#include "sync/server/ledger/sqlite/watermarks.h"

namespace foyer {

namespace {

constexpr qsizetype mostRemembered = 20'000; ///< windows; others are read again when they come

} // namespace

DeviceSequence Watermarks::of(const WindowId &window)
{
    const auto known = m_marks.constFind(window);
    if (known != m_marks.cend())
        return known->acknowledged;
    const DeviceSequence stored(
        m_database.number("SELECT acknowledged FROM devices WHERE window_id = ?", window)
            .value_or(0));
    if (!m_database.failure()) {
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

/// Forgetting a mark that is not on disk only keeps outcomes until the window's next message.
void Watermarks::makeRoom()
{
    if (m_marks.size() < mostRemembered)
        return;
    m_marks.removeIf([](const auto &entry) { return entry.value().isPruned; });
    if (m_marks.size() >= mostRemembered)
        m_marks.clear();
}

qint32 Watermarks::prune(qint32 limit)
{
    m_unsettled.clear();
    qint32 deleted = 0;
    for (auto mark = m_marks.cbegin(); mark != m_marks.cend() && deleted < limit; ++mark) {
        if (mark->isPruned)
            continue;
        const qint64 acknowledged = mark->acknowledged.value();
        m_database.run("INSERT INTO devices (window_id, acknowledged) VALUES (?1, ?2)"
                       " ON CONFLICT (window_id) DO UPDATE SET acknowledged ="
                       " max(acknowledged, excluded.acknowledged)",
                       mark.key(), acknowledged);
        const qint32 left = limit - deleted;
        const qint64 now = m_database.run(
            "DELETE FROM operations WHERE id IN (SELECT id FROM operations WHERE window_id = ?1"
            " AND device_sequence > 0 AND device_sequence <= ?2 LIMIT ?3)",
            mark.key(), acknowledged, left);
        deleted += qint32(now);
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
