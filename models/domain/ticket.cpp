#include "models/domain/ticket.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using Next = std::expected<TicketState, TicketRefusal>;

constexpr const char *statusNames[] = {"available", "held", "sold", "blocked"};

TicketState freed(const TicketState &ticket)
{
    // The fence stays: it must keep growing over the life of the ticket.
    return {
        .status = TicketStatus::Available, .version = ticket.version.next(), .fence = ticket.fence};
}

std::unexpected<TicketRefusal> whyNotHeldBy(const TicketState &ticket, const Lease &lease)
{
    if (ticket.status != TicketStatus::Held)
        return std::unexpected(TicketRefusal::NotHeld);
    if (ticket.hold != lease.hold || ticket.fence != lease.fence)
        return std::unexpected(TicketRefusal::NotYours);
    return std::unexpected(TicketRefusal::HoldEnded);
}

Next held(const TicketState &ticket, const Lease &lease, Instant now)
{
    if (ticket.status == TicketStatus::Blocked)
        return std::unexpected(TicketRefusal::Blocked);
    if (!ticket.isFree(now))
        return std::unexpected(TicketRefusal::Taken);
    return TicketState{.status = TicketStatus::Held,
                       .version = ticket.version.next(),
                       .hold = lease.hold,
                       .fence = lease.fence,
                       .holder = lease.holder,
                       .expiresAt = lease.expiresAt};
}

Next released(const TicketState &ticket, const Lease &lease, Instant now)
{
    const bool mine = ticket.hold == lease.hold && ticket.fence == lease.fence;
    if (mine && ticket.status == TicketStatus::Sold)
        return std::unexpected(TicketRefusal::NotHeld);
    if (!mine || ticket.isFree(now))
        return ticket; // it has been let go already, and may be another's by now
    return freed(ticket);
}

Next confirmed(const TicketState &ticket, const Lease &lease, Instant now)
{
    if (!ticket.isHeldBy(lease.hold, lease.fence, now))
        return whyNotHeldBy(ticket, lease);
    TicketState next = ticket;
    next.status = TicketStatus::Sold;
    next.version = ticket.version.next();
    next.booking = lease.booking;
    next.expiresAt = {};
    return next;
}

Next extended(const TicketState &ticket, const Lease &lease, Instant now)
{
    if (!ticket.isHeldBy(lease.hold, lease.fence, now))
        return whyNotHeldBy(ticket, lease);
    TicketState next = ticket;
    next.version = ticket.version.next();
    next.expiresAt = lease.expiresAt;
    return next;
}

Next cancelled(const TicketState &ticket, const Lease &lease)
{
    if (ticket.status != TicketStatus::Sold || ticket.booking != lease.booking)
        return std::unexpected(TicketRefusal::NotSold);
    return freed(ticket);
}

Next expired(const TicketState &ticket, Instant now)
{
    if (ticket.status != TicketStatus::Held)
        return ticket;
    if (now < ticket.expiresAt)
        return std::unexpected(TicketRefusal::StillAlive);
    return freed(ticket);
}

Next blocked(const TicketState &ticket, Instant now)
{
    if (!ticket.isFree(now))
        return std::unexpected(TicketRefusal::Taken);
    TicketState next = freed(ticket);
    next.status = TicketStatus::Blocked;
    return next;
}

} // namespace

QString statusName(TicketStatus status)
{
    return QString::fromLatin1(statusNames[int(status)]);
}

std::optional<TicketStatus> statusFromName(QStringView name)
{
    for (int i = 0; i < 4; ++i) {
        if (name == QLatin1StringView(statusNames[i]))
            return TicketStatus(i);
    }
    return std::nullopt;
}

Next nextState(const TicketState &ticket, TicketAction action, const Lease &lease, Instant now)
{
    switch (action) {
    case TicketAction::Hold:
        return held(ticket, lease, now);
    case TicketAction::Extend:
        return extended(ticket, lease, now);
    case TicketAction::Release:
        return released(ticket, lease, now);
    case TicketAction::Confirm:
        return confirmed(ticket, lease, now);
    case TicketAction::Cancel:
        return cancelled(ticket, lease);
    case TicketAction::Expire:
        return expired(ticket, now);
    case TicketAction::Block:
        return blocked(ticket, now);
    case TicketAction::Unblock:
        return ticket.status == TicketStatus::Blocked ? Next(freed(ticket)) : Next(ticket);
    }
    Q_UNREACHABLE();
}

} // namespace foyer
