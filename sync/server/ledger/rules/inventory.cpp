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
    const bool isOfItsHolder = action == TicketAction::Extend || action == TicketAction::Release ||
                               action == TicketAction::Confirm;
    if (scope.rules.has(PlantedFault::LateExpiry) && isOfItsHolder)
        return Instant(); // only the reaper ends leases
    return scope.now;
}

/// Whether \a owner, a window or an operator, may hold \a more tickets; counts them in if so.
template <class Owner>
bool hasRoom(OperationScope &scope, const Owner &owner, qsizetype more, qint64 most)
{
    std::optional<qint64> held = scope.work.heldAtMost(owner.uuid());
    if (!held || *held + more > most)
        held = scope.work.ticketsHeldBy(owner, scope.now);
    // So many nodes may each let it grow at the same moment without a lock.
    constexpr qint64 nodes = 8;
    scope.work.rows().guardHeld(owner.uuid(), *held + more > most / nodes);
    const bool isFine = *held + more <= most;
    scope.work.setHeldAtMost(owner.uuid(), isFine ? *held + more : *held);
    return isFine;
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

Result<void> checkSeats(const OperationScope &scope, const QList<SeatIndex> &seats, qint32 most)
{
    if (seats.isEmpty())
        return refused(RefusalCode::Malformed, u"Name at least one ticket."_s);
    if (seats.size() > most)
        return refused(RefusalCode::HoldLimit,
                       u"At most %1 tickets can be held at once."_s.arg(most));
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
    isMine = isMine || scope.rules.has(PlantedFault::NoFence);
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
    if (scope.rules.has(PlantedFault::PoolIgnored) && action == TicketAction::Hold)
        spoken.pool = ticket.pool;
    const bool isFree = ticket.status == TicketStatus::Available;
    if (scope.rules.has(PlantedFault::SellsAfterRelease) && action == TicketAction::Confirm &&
        isFree)
        ticket = {.status = TicketStatus::Held,
                  .version = ticket.version,
                  .hold = lease.hold,
                  .fence = lease.fence,
                  .holder = lease.holder,
                  .expiresAt = never};
    if (!ticket.pool.isNull()) {
        const StoredPool *pool = scope.work.pool(ticket.pool);
        spoken.isPoolOpen = pool && pool->isOpen;
    }
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

bool isChange(OperationScope &scope, SeatIndex seat, const TicketState &next)
{
    return next.version != scope.work.ticket(*scope.head, seat).version;
}

void change(OperationScope &scope, LedgerAction action, const NextTickets &next,
            const QByteArray &detail)
{
    std::vector<std::pair<TicketState, MovedTickets>> alike;
    for (const auto &[seat, ticket] : next) {
        TicketState after = ticket;
        after.version = {};
        auto group = std::ranges::find(alike, after, &std::pair<TicketState, MovedTickets>::first);
        if (group == alike.end())
            group = alike.insert(alike.end(), {after, {}});
        scope.work.moveTicket(*scope.head, seat, ticket, group->second);
    }
    for (const auto &[after, moved] : alike)
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

QList<SeatIndex> seatsOf(const NextTickets &next)
{
    QList<SeatIndex> seats;
    seats.reserve(qsizetype(next.size()));
    for (const auto &[seat, ticket] : next)
        seats.append(seat);
    return seats;
}

QList<SeatIndex> without(const QList<SeatIndex> &seats, const QList<SeatIndex> &taken)
{
    QList<SeatIndex> left;
    std::ranges::set_difference(seats, taken, std::back_inserter(left));
    return left;
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

Result<void> admit(OperationScope &scope, const WindowId &window, const OperatorId &holder,
                   qsizetype more)
{
    const qint64 ofWindow = scope.rules.ticketsHeldPerWindow;
    if (!hasRoom(scope, window, more, ofWindow))
        return refused(
            RefusalCode::HoldLimit,
            u"A window can hold at most %1 tickets. Sell or release some first."_s.arg(ofWindow));
    const qint64 ofOperator = scope.rules.ticketsHeldByOperator();
    if (!holder.isNull() && !hasRoom(scope, holder, more, ofOperator))
        return refused(RefusalCode::HoldLimit,
                       u"A person can hold at most %1 tickets at all windows. Sell or release some "
                       "first."_s.arg(ofOperator));
    return {};
}

Result<void> checkPool(OperationScope &scope, const PoolId &id)
{
    if (id.isNull())
        return {};
    const StoredPool *pool = scope.work.pool(id);
    if (!pool || pool->pool.event != scope.head->event || !pool->isOpen)
        return refused(RefusalCode::NotFound, u"The event has no such pool, or it is closed."_s);
    if (!pool->pool.maySell(scope.asker.role))
        return refused(RefusalCode::NotAllowed, u"Your role may not sell from that pool."_s);
    return {};
}

Result<void> checkCustomer(OperationScope &scope, const CustomerId &customer)
{
    if (!customer.isNull() && !scope.work.rows().hasCustomer(customer))
        return refused(RefusalCode::NotFound, u"There is no such customer."_s);
    return {};
}

} // namespace foyer
