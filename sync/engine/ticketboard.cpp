#include "sync/engine/ticketboard.h"

#include "models/domain/invariant.h"

#include <algorithm>

namespace foyer {

namespace {

/// Whether the hold in the command's answer is the window's own cart. Others are told by the feed.
bool makesCart(const Command &command)
{
    return std::holds_alternative<PlaceHold>(command) ||
           std::holds_alternative<ExtendHold>(command) ||
           std::holds_alternative<BookTickets>(command);
}

} // namespace

TicketBoard::TicketBoard(EventId event, WindowId mine)
    : m_event(event)
    , m_mine(mine)
{}

// ------------------------------------------------------------------------------ the base

void TicketBoard::replaceBase(Sequence sequence, QList<TicketView> tickets, Tick receivedAt)
{
    m_hasBase = true;
    m_sequence = sequence;
    m_base = std::move(tickets);
    m_now = std::max(m_now, receivedAt);
    m_held.clear();
    for (qint32 i = 0; i < size(); ++i)
        takeTicket(SeatIndex(i), m_base.at(i), receivedAt);
    m_looks = QList<SeatLook>(m_base.size(), SeatLook::Available);
    m_overlay.clear();
    forgetShownDone();
    fold();
    for (qint32 i = 0; i < size(); ++i)
        refresh(SeatIndex(i));
}

bool TicketBoard::apply(const Change &change, Tick receivedAt)
{
    if (!m_hasBase)
        return false;
    if (change.sequence <= m_sequence)
        return true;
    if (change.sequence != m_sequence.next() || change.versions.size() != change.seats.size() ||
        !std::ranges::all_of(change.seats, [this](SeatIndex seat) { return isSeat(seat); }))
        return false;
    m_sequence = change.sequence;
    m_now = std::max(m_now, receivedAt);
    for (qsizetype i = 0; i < change.seats.size(); ++i) {
        TicketView ticket = change.after;
        ticket.version = change.versions.at(i);
        takeTicket(change.seats.at(i), ticket, receivedAt);
        m_base[change.seats.at(i).value()] = ticket;
        m_changed.insert(change.seats.at(i));
    }
    forgetShownDone();
    fold();
    for (const SeatIndex seat : change.seats)
        refresh(seat);
    return true;
}

void TicketBoard::forgetBase()
{
    m_hasBase = false;
    m_sequence = {};
    m_base.clear();
    m_held.clear();
    m_done.clear();
    m_overlay.clear();
    m_looks.clear();
    m_changed.clear();
}

void TicketBoard::takeTicket(SeatIndex seat, const TicketView &ticket, Tick receivedAt)
{
    if (ticket.status != TicketStatus::Held) {
        m_held.remove(seat);
        return;
    }
    const bool isEndKnown = ticket.remaining >= Milliseconds(0);
    m_held.insert(seat, isEndKnown ? std::optional(receivedAt + ticket.remaining) : std::nullopt);
}

bool TicketBoard::hasUnknownLease() const
{
    return std::ranges::any_of(m_held, [](const std::optional<Tick> &end) { return !end; });
}

/// Operations whose change the base shows by now need no overlay any more.
void TicketBoard::forgetShownDone()
{
    m_done.removeIf([this](const DoneOperation &done) { return done.done.sequence <= m_sequence; });
}

// ------------------------------------------------------------------------------ operations

QList<SeatIndex> TicketBoard::setPending(const QList<Operation> &pending)
{
    m_pending.clear();
    for (const Operation &operation : pending)
        m_pending.append(operation.command);
    fold();
    return takeChanged();
}

void TicketBoard::setDone(const Operation &operation, const Done &done, Tick leaseFrom)
{
    if (!m_hasBase || done.sequence <= m_sequence)
        return;
    const auto later = std::ranges::upper_bound(
        m_done, done.sequence, {}, [](const DoneOperation &other) { return other.done.sequence; });
    m_done.insert(later, {operation.command, done, leaseFrom + done.holdRemaining});
}

QList<SeatIndex> TicketBoard::takeChanged()
{
    QList<SeatIndex> changed(m_changed.cbegin(), m_changed.cend());
    m_changed.clear();
    std::ranges::sort(changed);
    return changed;
}

void TicketBoard::endLeases(Tick now)
{
    const Tick before = m_now;
    m_now = std::max(m_now, now);
    const auto endsNow = [&](const std::optional<Tick> &end) {
        return end && *end > before && *end <= m_now;
    };
    QList<SeatIndex> ended;
    for (auto held = m_held.cbegin(); held != m_held.cend(); ++held) {
        if (endsNow(held.value()))
            ended.append(held.key());
    }
    for (auto seat = m_overlay.cbegin(); seat != m_overlay.cend(); ++seat) {
        if (endsNow(seat->leaseEnd))
            ended.append(seat.key());
    }
    if (ended.isEmpty())
        return;
    fold();
    for (const SeatIndex seat : ended)
        refresh(seat);
}

// ------------------------------------------------------------------------------ the fold

bool TicketBoard::isSeat(SeatIndex seat) const
{
    return seat.value() >= 0 && seat.value() < size();
}

bool TicketBoard::hasEnded(const std::optional<Tick> &lease) const
{
    return lease && m_now >= *lease;
}

TicketBoard::Overlaid TicketBoard::confirmed(SeatIndex seat) const
{
    const TicketView &ticket = m_base.at(seat.value());
    switch (ticket.status) {
    case TicketStatus::Available:
        break;
    case TicketStatus::Sold:
        return {.look = SeatLook::Sold};
    case TicketStatus::Blocked:
        return {.look = SeatLook::Blocked};
    case TicketStatus::Held: {
        const std::optional<Tick> end = m_held.value(seat);
        if (hasEnded(end))
            break;
        return {.look = ticket.holder == m_mine ? SeatLook::Mine : SeatLook::Held,
                .hold = ticket.hold,
                .leaseEnd = end};
    }
    }
    return {};
}

TicketBoard::Overlaid TicketBoard::seen(const Overlay &overlay, SeatIndex seat) const
{
    const auto over = overlay.constFind(seat);
    return over == overlay.cend() ? confirmed(seat) : *over;
}

/// The seats that look held by \a hold.
QList<SeatIndex> TicketBoard::seatsOf(const HoldId &hold, const Overlay &overlay) const
{
    QList<SeatIndex> seats;
    for (auto held = m_held.cbegin(); held != m_held.cend(); ++held) {
        if (overlay.contains(held.key()))
            continue;
        const Overlaid ticket = confirmed(held.key());
        if (ticket.look == SeatLook::Mine && ticket.hold == hold)
            seats.append(held.key());
    }
    for (auto over = overlay.cbegin(); over != overlay.cend(); ++over) {
        if (over->look == SeatLook::Mine && over->hold == hold)
            seats.append(over.key());
    }
    return seats;
}

/// The server has decided: the look is certain whatever an older base says.
void TicketBoard::replayDone(Overlay &overlay, const DoneOperation &done) const
{
    const auto show = [&](SeatIndex seat, const Overlaid &look) {
        if (isSeat(seat))
            overlay.insert(seat, look);
    };
    if (const auto *released = std::get_if<ReleaseHold>(&done.command)) {
        const QList<SeatIndex> seats =
            released->seats.isEmpty() ? seatsOf(released->hold, overlay) : released->seats;
        for (const SeatIndex seat : seats)
            show(seat, {.look = SeatLook::Available});
    } else if (const auto *sold = std::get_if<ConfirmBooking>(&done.command)) {
        for (const TicketChoice &ticket : sold->tickets)
            show(ticket.seat, {.look = SeatLook::Sold});
    } else if (const auto *cancel = std::get_if<CancelBooking>(&done.command);
               cancel && done.done.booking) {
        for (const BookedTicket &ticket : done.done.booking->tickets) {
            const bool isNamed = cancel->seats.contains(ticket.seat);
            if (isNamed || (cancel->seats.isEmpty() && !ticket.isGivenBack))
                show(ticket.seat, {.look = SeatLook::Available});
        }
    } else if (done.done.hold && makesCart(done.command)) { // taken or extended
        Overlaid mine{
            .look = SeatLook::Mine, .hold = done.done.hold->id, .leaseEnd = done.leaseEnd};
        if (hasEnded(mine.leaseEnd))
            mine = {};
        for (const SeatIndex seat : done.done.hold->seats)
            show(seat, mine);
    }
}

/// What the operation will do if the server sees what is seen here.
void TicketBoard::replayPending(Overlay &overlay, const Command &command) const
{
    if (const auto *hold = std::get_if<PlaceHold>(&command)) {
        for (const SeatIndex seat : hold->seats) {
            if (isSeat(seat) && seen(overlay, seat).look == SeatLook::Available)
                overlay.insert(seat,
                               {.look = SeatLook::Mine, .isProvisional = true, .hold = hold->hold});
        }
    } else if (const auto *release = std::get_if<ReleaseHold>(&command)) {
        for (const SeatIndex seat : seatsOf(release->hold, overlay)) {
            if (release->seats.isEmpty() || release->seats.contains(seat))
                overlay.insert(seat, {.look = SeatLook::Available, .isProvisional = true});
        }
    } else if (const auto *sale = std::get_if<ConfirmBooking>(&command)) {
        for (const TicketChoice &ticket : sale->tickets) {
            if (!isSeat(ticket.seat))
                continue;
            const Overlaid now = seen(overlay, ticket.seat);
            if (now.look == SeatLook::Mine && now.hold == sale->hold)
                overlay.insert(ticket.seat, {.look = SeatLook::Sold, .isProvisional = true});
        }
    }
}

/// Replays everything over the base and notes what looks different.
void TicketBoard::fold()
{
    Overlay overlay;
    if (m_hasBase) {
        for (const DoneOperation &done : std::as_const(m_done))
            replayDone(overlay, done);
        for (const Command &command : std::as_const(m_pending))
            replayPending(overlay, command);
    }
    const Overlay before = std::exchange(m_overlay, overlay);
    for (auto over = m_overlay.cbegin(); over != m_overlay.cend(); ++over) {
        const auto old = before.constFind(over.key());
        if (old == before.cend() || *old != *over) {
            m_changed.insert(over.key());
            refresh(over.key());
        }
    }
    for (auto old = before.cbegin(); old != before.cend(); ++old) {
        if (!m_overlay.contains(old.key())) {
            m_changed.insert(old.key());
            refresh(old.key());
        }
    }
}

void TicketBoard::refresh(SeatIndex seat)
{
    SeatLook &shown = m_looks[seat.value()];
    const SeatLook look = seen(m_overlay, seat).look;
    if (shown == look)
        return;
    shown = look;
    m_changed.insert(seat);
}

// ------------------------------------------------------------------------------ the view

SeatLook TicketBoard::look(SeatIndex seat) const
{
    FOYER_INVARIANT(isSeat(seat), "a look is asked only of a seat of the event");
    return m_looks.at(seat.value());
}

bool TicketBoard::isProvisional(SeatIndex seat) const
{
    return m_overlay.value(seat).isProvisional;
}

std::optional<Tick> TicketBoard::leaseEnd(SeatIndex seat) const
{
    return isSeat(seat) ? seen(m_overlay, seat).leaseEnd : std::nullopt;
}

TicketCounts TicketBoard::counts() const
{
    TicketCounts counts;
    for (const SeatLook look : m_looks) {
        switch (look) {
        case SeatLook::Available:
            ++counts.available;
            break;
        case SeatLook::Mine:
        case SeatLook::Held:
            ++counts.held;
            break;
        case SeatLook::Sold:
            ++counts.sold;
            break;
        case SeatLook::Blocked:
            ++counts.blocked;
            break;
        }
    }
    return counts;
}

} // namespace foyer
