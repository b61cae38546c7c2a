#include "models/domain/ticket.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using Next = std::expected<TicketState, TicketRefusal>;

constexpr const char *statusNames[] = {"available", "held", "sold", "blocked"};

TicketState freed(const TicketState &ticket, const Lease &lease)
{
    const bool isKeptBack = !ticket.pool.isNull() && lease.isPoolOpen;
    // The fence stays: it must keep growing over the life of the ticket.
    return {.status = isKeptBack ? TicketStatus::Blocked : TicketStatus::Available,
            .version = ticket.version.next(),
            .fence = ticket.fence,
            .pool = isKeptBack ? ticket.pool : PoolId()};
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
    const bool isOfPool = !lease.pool.isNull() && ticket.pool == lease.pool;
    if (ticket.status == TicketStatus::Blocked && !isOfPool)
        return std::unexpected(TicketRefusal::Blocked);
    if (ticket.status != TicketStatus::Blocked && !ticket.isFree(now))
        return std::unexpected(TicketRefusal::Taken);
    // A lapsed hold may have been on a ticket that is kept back.
    if (ticket.status == TicketStatus::Held && !ticket.pool.isNull() && !isOfPool)
        return std::unexpected(TicketRefusal::Blocked);
    return TicketState{.status = TicketStatus::Held,
                       .version = ticket.version.next(),
                       .hold = lease.hold,
                       .fence = lease.fence,
                       .holder = lease.holder,
                       .expiresAt = lease.expiresAt,
                       .pool = ticket.pool};
}

Next released(const TicketState &ticket, const Lease &lease, Instant now)
{
    const bool mine = ticket.hold == lease.hold && ticket.fence == lease.fence;
    if (mine && ticket.status == TicketStatus::Sold)
        return std::unexpected(TicketRefusal::NotHeld);
    if (!mine || ticket.isFree(now))
        return ticket; // it has been let go already, and may be another's by now
    return freed(ticket, lease);
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
    return freed(ticket, lease);
}

Next expired(const TicketState &ticket, const Lease &lease, Instant now)
{
    if (ticket.status != TicketStatus::Held)
        return ticket;
    if (now < ticket.expiresAt)
        return std::unexpected(TicketRefusal::StillAlive);
    return freed(ticket, lease);
}

TicketState unowned(const TicketState &ticket, const Lease &lease)
{
    return {.status = TicketStatus::Available,
            .version = ticket.version.next(),
            .fence = std::max(ticket.fence, lease.nextFence)};
}

Next blocked(const TicketState &ticket, const Lease &lease, Instant now)
{
    const bool isElsewhere = ticket.status == TicketStatus::Blocked && ticket.pool != lease.pool;
    if (!ticket.isFree(now) && !isElsewhere)
        return std::unexpected(TicketRefusal::Taken);
    TicketState next = unowned(ticket, lease);
    next.status = TicketStatus::Blocked;
    next.pool = lease.pool;
    return next;
}

Next transferred(const TicketState &ticket, const Lease &lease, Instant now)
{
    if (!ticket.isHeldBy(lease.hold, lease.fence, now))
        return whyNotHeldBy(ticket, lease);
    TicketState next = ticket;
    next.version = ticket.version.next();
    next.holder = lease.holder;
    next.fence = lease.nextFence;
    return next;
}

Next revoked(const TicketState &ticket, const Lease &lease)
{
    if (ticket.status != TicketStatus::Held || ticket.hold != lease.hold ||
        ticket.fence != lease.fence)
        return whyNotHeldBy(ticket, lease);
    TicketState next = lease.isInDoubt ? unowned(ticket, lease) : freed(ticket, lease);
    if (lease.isInDoubt)
        next.status = TicketStatus::Blocked;
    next.fence = lease.nextFence;
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
        return expired(ticket, lease, now);
    case TicketAction::Block:
        return blocked(ticket, lease, now);
    case TicketAction::Unblock:
        return ticket.status == TicketStatus::Blocked ? Next(unowned(ticket, lease)) : Next(ticket);
    case TicketAction::Transfer:
        return transferred(ticket, lease, now);
    case TicketAction::Revoke:
        return revoked(ticket, lease);
    }
    Q_UNREACHABLE();
}

} // namespace foyer
