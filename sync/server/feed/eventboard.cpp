#include "sync/server/feed/eventboard.h"

#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

namespace {

qint32 &countOf(TicketCounts &counts, TicketStatus status)
{
    switch (status) {
    case TicketStatus::Available:
        return counts.available;
    case TicketStatus::Held:
        return counts.held;
    case TicketStatus::Sold:
        return counts.sold;
    case TicketStatus::Blocked:
        return counts.blocked;
    }
    Q_UNREACHABLE();
}

} // namespace

EventBoard::EventBoard(EventTickets tickets)
    : m_tickets(std::move(tickets))
{
    for (const TicketState &ticket : std::as_const(m_tickets.tickets))
        ++countOf(m_counts, ticket.status);
}

bool EventBoard::apply(const CommittedChange &change)
{
    const auto isOurs = [this](SeatIndex seat) {
        return seat.value() >= 0 && seat.value() < m_tickets.tickets.size();
    };
    if (change.sequence != m_tickets.sequence.next() ||
        change.seats.size() != change.versions.size() || !std::ranges::all_of(change.seats, isOurs))
        return false;
    for (qsizetype i = 0; i < change.seats.size(); ++i) {
        TicketState &ticket = m_tickets.tickets[change.seats[i].value()];
        --countOf(m_counts, ticket.status);
        ticket = change.after;
        ticket.version = change.versions[i];
        ++countOf(m_counts, ticket.status);
    }
    m_tickets.sequence = change.sequence;
    m_kept.push_back(change);
    if (m_kept.size() > size_t(limits::changesKeptPerEvent))
        m_kept.pop_front();
    return true;
}

bool EventBoard::canResumeFrom(Sequence since) const
{
    const qint64 missing = m_tickets.sequence.value() - since.value();
    return missing >= 0 && missing <= qint64(m_kept.size());
}

QList<CommittedChange> EventBoard::changesAfter(Sequence since) const
{
    FOYER_INVARIANT(canResumeFrom(since), "changes are asked for only where they are kept");
    const qint64 missing = m_tickets.sequence.value() - since.value();
    return {m_kept.cend() - missing, m_kept.cend()};
}

} // namespace foyer
