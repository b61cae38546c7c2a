#include "sync/server/ledger/sqlite/liveholds.h"

#include <algorithm>

namespace foyer {

qint64 LiveHolds::ticketsOf(const WindowId &window, Instant now)
{
    if (!m_isLoaded)
        load();
    const auto known = m_windows.constFind(window);
    return known == m_windows.cend() ? 0 : sum(*known, now);
}

qint64 LiveHolds::ticketsOf(const OperatorId &holder, Instant now)
{
    if (!m_isLoaded)
        load();
    const auto known = m_operators.constFind(holder);
    return known == m_operators.cend() ? 0 : sum(*known, now);
}

qint64 LiveHolds::sum(const Entries &entries, Instant now)
{
    qint64 tickets = 0;
    for (const Entry &entry : entries) {
        if (now < entry.endsAt && entry.endsAt < never)
            tickets += entry.tickets;
    }
    return tickets;
}

void LiveHolds::set(const StoredHold &stored, bool isNew)
{
    if (!m_isLoaded)
        return;
    const Hold &hold = stored.hold;
    Entries &ofWindow = m_windows[hold.window];
    Entries &ofOperator = m_operators[hold.holder];
    if (!isNew) {
        // Where it is not, it has come from another window or operator; then all is asked anew.
        if (!change(ofWindow, stored) || !change(ofOperator, stored))
            forget();
    } else if (stored.state == HoldState::Live) {
        const Entry entry{hold.id, hold.expiresAt, qint32(hold.seats.size())};
        ofWindow.push_back(entry);
        ofOperator.push_back(entry);
    }
}

/// \return whether the hold is among \a entries.
bool LiveHolds::change(Entries &entries, const StoredHold &stored)
{
    const auto known = std::ranges::find(entries.rbegin(), entries.rend(), stored.hold.id,
                                         &Entry::hold); // the newest change most
    if (known == entries.rend())
        return stored.state != HoldState::Live;
    if (stored.state == HoldState::Live) {
        known->endsAt = stored.hold.expiresAt;
        known->tickets = qint32(stored.hold.seats.size());
    } else {
        *known = entries.back();
        entries.pop_back();
    }
    return true;
}

void LiveHolds::forget()
{
    m_isLoaded = false;
    m_windows.clear();
    m_operators.clear();
}

void LiveHolds::load()
{
    Rows rows = m_database.query("SELECT id, window_id, operator_id, ends_at, length(seats) / 4"
                                 " FROM holds WHERE state = 0");
    while (rows.next()) {
        const Entry entry{rows.id<HoldId>(0), rows.instant(3), rows.small(4)};
        m_windows[rows.id<WindowId>(1)].push_back(entry);
        m_operators[rows.id<OperatorId>(2)].push_back(entry);
    }
    m_isLoaded = !m_database.failure();
}

} // namespace foyer
