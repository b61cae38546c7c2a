#include "tests/faults/saleshistory.h"

#include <algorithm>

namespace foyer {

namespace {

using Action = TicketAct::Action;
using Answer = TicketAct::Answer;

/// Refusals that say something about the tickets; others come before anybody looks at them.
bool isAboutTickets(const Refusal &refusal)
{
    return refusal.code == RefusalCode::TicketsTaken || refusal.code == RefusalCode::HoldUnknown ||
           refusal.code == RefusalCode::HoldEnded || refusal.code == RefusalCode::HoldNotYours;
}

} // namespace

void SalesHistory::begin(const QList<TicketState> &tickets)
{
    for (qsizetype i = 0; i < tickets.size(); ++i) {
        const TicketState &ticket = tickets[i];
        if (ticket.status == TicketStatus::Available)
            continue;
        const bool isHeld = ticket.status == TicketStatus::Held;
        const QUuid whose = isHeld ? ticket.hold.uuid() : ticket.booking.uuid();
        quint32 &owner = m_owners[whose];
        if (owner == 0)
            owner = ++m_lastOwner;
        TicketAct act{.seat = SeatIndex(qint32(i)), .action = Action::Hold, .owner = owner};
        keep(act, Answer::Done, ++m_moments);
        // Somebody else's hold may end while we look, by itself or because it is let go.
        act.action = isHeld ? Action::Expire : Action::Confirm;
        keep(act, isHeld ? Answer::Unknown : Answer::Done, ++m_moments);
    }
}

void SalesHistory::asked(const Operation &operation)
{
    if (const auto *hold = std::get_if<PlaceHold>(&operation.command)) {
        m_owners.insert(hold->hold.uuid(), ++m_lastOwner);
        m_seats.insert(hold->hold.uuid(), hold->seats);
    } else if (const auto *sale = std::get_if<ConfirmBooking>(&operation.command)) {
        m_owners.insert(sale->booking.uuid(), ownerOf(sale->hold.uuid()));
        m_seats.insert(sale->booking.uuid(), m_seats.value(sale->hold.uuid()));
    }
    m_underWay.insert(operation.id, {++m_moments, operation});
}

void SalesHistory::answered(const Operation &operation, const Outcome &outcome)
{
    const Asked asked = m_underWay.take(operation.id);
    ++m_moments;
    QList<TicketAct> acts = actsOf(operation);
    if (outcome) {
        for (const TicketAct &act : std::as_const(acts))
            keep(act, Answer::Done, asked.at);
        return;
    }
    if (!isAboutTickets(outcome.error()))
        return; // it did nothing and says nothing about any ticket
    for (const TicketAct &act : std::as_const(acts)) {
        const auto isThis = [&act](const TicketObstacle &each) { return each.seat == act.seat; };
        const QList<TicketObstacle> &named = outcome.error().tickets;
        if (act.action != Action::Hold || std::ranges::any_of(named, isThis))
            keep(act, Answer::Refused, asked.at);
    }
}

QList<TicketAct> SalesHistory::actsOf(const Operation &operation) const
{
    QList<TicketAct> acts;
    const auto add = [&](Action action, const QUuid &whose, const QList<SeatIndex> &seats) {
        for (const SeatIndex seat : seats)
            acts.append({.seat = seat, .action = action, .owner = ownerOf(whose)});
    };
    if (const auto *hold = std::get_if<PlaceHold>(&operation.command)) {
        add(Action::Hold, hold->hold.uuid(), hold->seats);
    } else if (const auto *release = std::get_if<ReleaseHold>(&operation.command)) {
        const QUuid whose = release->hold.uuid();
        add(Action::Release, whose,
            release->seats.isEmpty() ? m_seats.value(whose) : release->seats);
    } else if (const auto *sale = std::get_if<ConfirmBooking>(&operation.command)) {
        add(Action::Confirm, sale->hold.uuid(), m_seats.value(sale->hold.uuid()));
    } else if (const auto *cancel = std::get_if<CancelBooking>(&operation.command)) {
        add(Action::Cancel, cancel->booking.uuid(), m_seats.value(cancel->booking.uuid()));
    }
    return acts;
}

void SalesHistory::keep(TicketAct act, TicketAct::Answer answer, qint64 called)
{
    act.answer = answer;
    act.called = called;
    act.answered = answer == Answer::Unknown ? called : m_moments;
    m_acts.push_back(act);
}

TicketAct SalesHistory::sightOf(SeatIndex seat, const TicketState &ticket, qint64 at) const
{
    TicketAct sight{.seat = seat, .action = Action::SeeFree, .called = at, .answered = at + 1};
    if (ticket.status == TicketStatus::Held) {
        sight.action = Action::SeeHeld;
        sight.owner = ownerOf(ticket.hold.uuid());
    } else if (ticket.status != TicketStatus::Available) {
        sight.action = Action::SeeSold;
        sight.owner = ownerOf(ticket.booking.uuid());
    }
    return sight;
}

HistoryVerdict SalesHistory::judge(const QList<TicketState> &tickets) const
{
    std::vector<TicketAct> acts = m_acts;
    for (const Asked &each : m_underWay) {
        for (TicketAct act : actsOf(each.operation)) {
            act.answer = Answer::Unknown;
            act.called = each.at;
            acts.push_back(act);
        }
    }
    for (qsizetype i = 0; i < tickets.size(); ++i)
        acts.push_back(sightOf(SeatIndex(qint32(i)), tickets[i], m_moments + 1));
    return checkHistory(acts);
}

} // namespace foyer
