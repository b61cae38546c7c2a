#include "sync/server/ledger/rules/inventory.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString holderName(OperationScope &scope, const HoldId &hold)
{
    const StoredHold *stored = scope.work.hold(hold);
    return stored ? scope.work.operatorName(stored->hold.holder) : QString();
}

/// The time by which a lease is judged.
Instant leaseClock(const OperationScope &scope, TicketAction action)
{
#ifdef FOYER_PLANTED_FAULTS
    const bool isOfItsHolder = action == TicketAction::Extend || action == TicketAction::Release ||
                               action == TicketAction::Confirm;
    if (scope.rules.has(PlantedFault::LateExpiry) && isOfItsHolder)
        return Instant(); // only the reaper ends leases
#else
    Q_UNUSED(action);
#endif
    return scope.now;
}

} // namespace

std::unexpected<Refusal> refused(RefusalCode code, const QString &message)
{
    return std::unexpected(refusal(code, message));
}

std::unexpected<Refusal> holdEnded()
{
    return refused(RefusalCode::HoldEnded, u"The hold has ended. Hold the tickets again."_s);
}

Result<void> enterEvent(OperationScope &scope, const EventId &event)
{
    scope.head = scope.work.head(event);
    if (!scope.head)
        return refused(RefusalCode::NotFound, u"There is no such event."_s);
    if (!scope.head->hasTickets())
        return refused(RefusalCode::NotOnSale, u"The event is not published yet."_s);
    return {};
}

Result<void> enterEventOnSale(OperationScope &scope, const EventId &event)
{
    if (auto entered = enterEvent(scope, event); !entered)
        return entered;
    scope.readClock();
    if (!scope.head->isOnSale(scope.now))
        return refused(RefusalCode::NotOnSale, u"The event is cancelled or over."_s);
    return {};
}

Result<void> checkSeats(const OperationScope &scope, const QList<SeatIndex> &seats)
{
    if (seats.isEmpty())
        return refused(RefusalCode::Malformed, u"Name at least one ticket."_s);
    if (seats.size() > limits::ticketsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"At most %1 tickets can be held at once."_s.arg(limits::ticketsPerHold));
    for (qsizetype i = 1; i < seats.size(); ++i) {
        if (seats[i] <= seats[i - 1])
            return refused(RefusalCode::Malformed,
                           u"Name the tickets in the order of their index, none twice."_s);
    }
    if (seats.first().value() < 0 || seats.last().value() >= scope.head->counts.capacity())
        return refused(RefusalCode::NotFound, u"The event has no such ticket."_s);
    return {};
}

Result<StoredHold> ownHold(OperationScope &scope, const HoldId &id, Fence fence)
{
    const StoredHold *stored = scope.work.hold(id);
    if (!stored || stored->hold.event != scope.head->event)
        return refused(RefusalCode::HoldUnknown, u"There is no such hold for this event."_s);
    bool isMine = stored->hold.window == scope.asker.window && stored->hold.fence == fence;
#ifdef FOYER_PLANTED_FAULTS
    isMine = isMine || scope.rules.has(PlantedFault::NoFence);
#endif
    if (!isMine)
        return refused(RefusalCode::HoldNotYours,
                       u"That hold belongs to another window, or is an older one."_s);
    return *stored;
}

std::expected<TicketState, TicketRefusal> nextTicket(OperationScope &scope, SeatIndex seat,
                                                     TicketAction action, const Lease &lease)
{
    TicketState ticket = scope.work.ticket(*scope.head, seat);
    Lease spoken = lease;
#ifdef FOYER_PLANTED_FAULTS
    if (scope.rules.has(PlantedFault::ReadThenWrite) && action == TicketAction::Hold) {
        const Version version = ticket.version;
        ticket = scope.work.ticketAsFound(*scope.head, seat);
        ticket.version = version;
    }
    const bool isFenced = action == TicketAction::Extend || action == TicketAction::Release ||
                          action == TicketAction::Confirm;
    if (scope.rules.has(PlantedFault::NoFence) && isFenced) {
        spoken.fence = ticket.fence;
        if (action == TicketAction::Confirm)
            spoken.hold = ticket.hold; // whoever has it now
    }
#endif
    return nextState(ticket, action, spoken, leaseClock(scope, action));
}

void readTickets(OperationScope &scope, const QList<SeatIndex> &seats)
{
    for (const SeatIndex seat : seats)
        (void)scope.work.ticket(*scope.head, seat);
    scope.readClock();
}

MovedTickets move(OperationScope &scope, const NextTickets &next)
{
    MovedTickets moved;
    moved.seats.reserve(qsizetype(next.size()));
    moved.versions.reserve(qsizetype(next.size()));
    for (const auto &[seat, ticket] : next)
        scope.work.moveTicket(*scope.head, seat, ticket, moved);
    return moved;
}

void recordChange(OperationScope &scope, LedgerAction action, const MovedTickets &moved,
                  const TicketState &after, const QByteArray &detail)
{
    scope.work.addRow(*scope.head,
                      {.at = scope.now,
                       .action = action,
                       .operation = scope.operation,
                       .operatorId = scope.asker.operatorId,
                       .window = scope.asker.window,
                       .after = after,
                       .detail = detail},
                      moved);
}

Done doneWith(const OperationScope &scope, const Hold &hold)
{
    return {.event = scope.head->event,
            .sequence = scope.head->sequence,
            .hold = hold,
            .holdRemaining = std::max(Milliseconds(0), hold.expiresAt - scope.now)};
}

QList<TicketObstacle> obstaclesAt(OperationScope &scope, const QList<SeatIndex> &seats)
{
    QList<TicketObstacle> obstacles;
    for (const SeatIndex seat : seats) {
        const TicketState ticket = scope.work.ticket(*scope.head, seat);
        TicketObstacle obstacle{.seat = seat, .status = ticket.status, .version = ticket.version};
        if (ticket.status == TicketStatus::Held) {
            obstacle.holder = holderName(scope, ticket.hold);
            obstacle.until = ticket.expiresAt;
        }
        obstacles.append(obstacle);
    }
    return obstacles;
}

Refusal ticketsTaken(OperationScope &scope, const QList<SeatIndex> &seats)
{
    Refusal no = refusal(RefusalCode::TicketsTaken,
                         seats.size() == 1
                             ? u"The ticket is taken. Choose another one."_s
                             : u"%1 of the tickets are taken. Choose others."_s.arg(seats.size()));
    no.tickets = obstaclesAt(scope, seats);
    return no;
}

Result<void> admit(OperationScope &scope, qsizetype more)
{
    const WindowId &window = scope.asker.window;
    const qint64 most = scope.rules.ticketsHeldPerWindow;
    std::optional<qint64> held = scope.work.heldAtMost(window);
    if (!held || *held + more > most)
        held = scope.work.ticketsHeldBy(window, scope.now);
    const bool isFine = *held + more <= most;
    scope.work.setHeldAtMost(window, isFine ? *held + more : *held);
    if (!isFine)
        return refused(
            RefusalCode::HoldLimit,
            u"A window can hold at most %1 tickets. Sell or release some first."_s.arg(most));
    return {};
}

} // namespace foyer
