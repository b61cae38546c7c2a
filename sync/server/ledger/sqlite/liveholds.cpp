#include "sync/server/ledger/sqlite/liveholds.h"

#include "sync/protocol/limits.h"

namespace foyer {

qint64 LiveHolds::ticketsOf(const WindowId &window, Instant now)
{
    if (!m_isLoaded)
        load();
    qint64 tickets = 0;
    const auto holds = m_windows.constFind(window);
    if (holds == m_windows.cend())
        return 0;
    for (const Entry &entry : *holds) {
        const bool hasEnd = entry.endsAt < Instant::fromMs(limits::latestInstant_ms);
        if (hasEnd && now < entry.endsAt)
            tickets += entry.tickets;
    }
    return tickets;
}

void LiveHolds::set(const StoredHold &stored)
{
    if (!m_isLoaded)
        return;
    const Hold &hold = stored.hold;
    if (const auto known = m_windowOf.constFind(hold.id); known != m_windowOf.cend()) {
        const auto holds = m_windows.find(*known);
        holds->remove(hold.id);
        if (holds->isEmpty())
            m_windows.erase(holds);
        m_windowOf.erase(known);
    }
    if (stored.state != HoldState::Live)
        return;
    m_windows[hold.window].insert(hold.id, {hold.expiresAt, qint32(hold.seats.size())});
    m_windowOf.insert(hold.id, hold.window);
}

void LiveHolds::forget()
{
    m_isLoaded = false;
    m_windows.clear();
    m_windowOf.clear();
}

void LiveHolds::load()
{
    Rows rows = m_database.query("SELECT id, window_id, ends_at, length(seats) / 4 FROM holds"
                                 " WHERE state = 0");
    while (rows.next()) {
        m_windows[rows.id<WindowId>(1)].insert(rows.id<HoldId>(0),
                                               {rows.instant(2), rows.small(3)});
        m_windowOf.insert(rows.id<HoldId>(0), rows.id<WindowId>(1));
    }
    m_isLoaded = !m_database.failure();
}

} // namespace foyer
