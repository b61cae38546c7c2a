#pragma once

#include "sync/server/ledger/ledger.h"

#include <deque>

namespace foyer {

/// One event's tickets in memory and the last changes that led there. A plain value without
/// locks, clock or threads; the feed owns and guards it.
class EventBoard final
{
public:
    EventBoard() = default;
    /// As the ledger read it.
    explicit EventBoard(EventTickets tickets);

    [[nodiscard]] Sequence sequence() const { return m_tickets.sequence; }
    [[nodiscard]] const QList<TicketState> &tickets() const { return m_tickets.tickets; }
    [[nodiscard]] const TicketCounts &counts() const { return m_counts; }

    /// Moves on by one change. \return false, and nothing moved, unless it is the very next one
    /// and names tickets of this event: then the board has to be read again.
    [[nodiscard]] bool apply(const CommittedChange &change);

    /// Whether every change after \a since is still kept.
    [[nodiscard]] bool canResumeFrom(Sequence since) const;
    /// The changes after \a since, oldest first; canResumeFrom(since) must hold.
    [[nodiscard]] QList<CommittedChange> changesAfter(Sequence since) const;

private:
    EventTickets m_tickets;
    TicketCounts m_counts;
    std::deque<CommittedChange> m_kept; ///< at most limits::changesKeptPerEvent, newest last
};

} // namespace foyer
