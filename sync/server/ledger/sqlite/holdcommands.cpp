#include "sync/server/ledger/sqlite/holdcommands.h"

#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> refused(RefusalCode code, const QString &message)
{
    return std::unexpected(refusal(code, message));
}

std::unexpected<Refusal> holdEnded()
{
    return refused(RefusalCode::HoldEnded, u"The hold has ended. Hold the tickets again."_s);
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
    if (seats.first().value() < 0 || seats.last().value() >= scope.head.counts.capacity())
        return refused(RefusalCode::NotFound, u"The event has no such ticket."_s);
    return {};
}

/// The hold that PlaceHold fills: the live one it names, or a fresh one.
Result<StoredHold> holdToFill(OperationScope &scope, const PlaceHold &command)
{
    const std::optional<StoredHold> known = findHold(scope, command.hold);
    if (!known) {
        scope.head.fence = scope.head.fence.next();
        return StoredHold{.hold = {.id = command.hold,
                                   .event = command.event,
                                   .fence = scope.head.fence,
                                   .window = scope.asker.window,
                                   .holder = scope.asker.operatorId,
                                   .expiresAt = scope.now + scope.rules.holdLength}};
    }
    if (known->hold.window != scope.asker.window || known->hold.event != command.event)
        return refused(RefusalCode::HoldNotYours,
                       u"That hold belongs to another window or event."_s);
    if (!known->isLive(scope.now))
        return holdEnded();
    return *known;
}

void insertHold(OperationScope &scope, const Hold &hold)
{
    scope.database.run("INSERT INTO holds (id, event_no, fence, window_id, operator_id, seats,"
                       " ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       hold.id, scope.head.number, hold.fence.value(), hold.window, hold.holder,
                       packedSeats(hold.seats), hold.expiresAt);
}

void updateHold(OperationScope &scope, const StoredHold &stored)
{
    scope.database.run("UPDATE holds SET seats = ?, ends_at = ?, extensions = ? WHERE id = ?",
                       packedSeats(stored.hold.seats), stored.hold.expiresAt, stored.extensions,
                       stored.hold.id);
}

TicketState heldBy(const StoredHold &stored)
{
    return {.status = TicketStatus::Held,
            .hold = stored.hold.id,
            .fence = stored.hold.fence,
            .holder = stored.hold.window,
            .expiresAt = stored.hold.expiresAt};
}

QList<SeatIndex> without(const QList<SeatIndex> &seats, const QList<SeatIndex> &taken)
{
    QList<SeatIndex> left;
    std::ranges::set_difference(seats, taken, std::back_inserter(left));
    return left;
}

/// A booking may have been cancelled since; then there is nothing left to let go.
bool hasSoldTicket(OperationScope &scope, const Hold &hold)
{
    return std::ranges::any_of(hold.seats, [&](SeatIndex seat) {
        const TicketState ticket = readTicket(scope.database, scope.head.number, seat);
        return ticket.status == TicketStatus::Sold && ticket.hold == hold.id;
    });
}

QString holderName(OperationScope &scope, const HoldId &hold)
{
    Rows rows = scope.database.query("SELECT o.display_name FROM holds h"
                                     " JOIN operators o ON o.id = h.operator_id WHERE h.id = ?",
                                     hold);
    return rows.next() ? rows.text(0) : QString();
}

} // namespace

Result<void> WindowLoads::admit(OperationScope &scope, qsizetype more)
{
    const WindowId &window = scope.asker.window;
    const auto known = m_atMost.constFind(window);
    if (known != m_atMost.cend() && *known + more <= scope.rules.ticketsHeldPerWindow) {
        m_atMost[window] += more;
        return {};
    }
    const qint64 held = scope.database
                            .number("SELECT total(length(seats)) / 4 FROM holds"
                                    " WHERE window_id = ? AND state = 0 AND ends_at > ?",
                                    window, scope.now)
                            .value_or(0);
    m_atMost[window] = held;
    if (held + more > scope.rules.ticketsHeldPerWindow)
        return refused(RefusalCode::HoldLimit,
                       u"A window can hold at most %1 tickets. Sell or release some first."_s.arg(
                           scope.rules.ticketsHeldPerWindow));
    m_atMost[window] += more;
    return {};
}

Result<void> enterEvent(OperationScope &scope, const EventId &event)
{
    Result<EventHead> head = scope.heads.find(event);
    if (!head)
        return std::unexpected(head.error());
    scope.head = *std::move(head);
    if (!scope.head.hasTickets)
        return refused(RefusalCode::NotOnSale, u"The event is not published yet."_s);
    return {};
}

Result<void> enterEventOnSale(OperationScope &scope, const EventId &event)
{
    if (auto entered = enterEvent(scope, event); !entered)
        return entered;
    if (!scope.head.isOnSale(scope.now))
        return refused(RefusalCode::NotOnSale, u"The event is cancelled or over."_s);
    return {};
}

std::optional<StoredHold> findHold(OperationScope &scope, const HoldId &id)
{
    Rows rows = scope.database.query(
        "SELECT h.fence, h.window_id, h.operator_id, h.seats, h.ends_at, h.extensions, h.state,"
        " e.id FROM holds h JOIN events e ON e.no = h.event_no WHERE h.id = ?",
        id);
    if (!rows.next())
        return std::nullopt;
    return StoredHold{.hold = {.id = id,
                               .event = rows.id<EventId>(7),
                               .fence = Fence(rows.number(0)),
                               .window = rows.id<WindowId>(1),
                               .holder = rows.id<OperatorId>(2),
                               .seats = unpackedSeats(rows.bytes(3)),
                               .expiresAt = rows.instant(4)},
                      .extensions = rows.small(5),
                      .state = HoldState(rows.small(6))};
}

Result<StoredHold> ownHold(OperationScope &scope, const HoldId &id, Fence fence)
{
    const std::optional<StoredHold> stored = findHold(scope, id);
    if (!stored || stored->hold.event != scope.head.event)
        return refused(RefusalCode::HoldUnknown, u"There is no such hold for this event."_s);
    bool isMine = stored->hold.window == scope.asker.window && stored->hold.fence == fence;
#ifdef FOYER_PLANTED_FAULTS
    isMine = isMine || scope.rules.ignoresFences;
#endif
    if (!isMine)
        return refused(RefusalCode::HoldNotYours,
                       u"That hold belongs to another window, or is an older one."_s);
    return *stored;
}

void endHold(OperationScope &scope, const HoldId &id, HoldState how)
{
    scope.database.run("UPDATE holds SET state = ? WHERE id = ?", int(how), id);
}

Done doneWith(const OperationScope &scope, const Hold &hold)
{
    return {.event = scope.head.event,
            .sequence = scope.head.sequence,
            .hold = hold,
            .holdRemaining = std::max(Milliseconds(0), hold.expiresAt - scope.now)};
}

QList<TicketObstacle> obstaclesAt(OperationScope &scope, const QList<SeatIndex> &seats)
{
    QList<TicketObstacle> obstacles;
    for (const SeatIndex seat : seats) {
        const TicketState ticket = readTicket(scope.database, scope.head.number, seat);
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

Outcome placeHold(OperationScope &scope, const PlaceHold &command, WindowLoads &loads)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (auto fine = checkSeats(scope, command.seats); !fine)
        return std::unexpected(fine.error());
    Result<StoredHold> filled = holdToFill(scope, command);
    if (!filled)
        return std::unexpected(filled.error());
    Hold &hold = filled->hold;
    const QList<SeatIndex> wanted = without(command.seats, hold.seats); // the rest it has already
    if (hold.seats.size() + wanted.size() > limits::ticketsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"A hold has at most %1 tickets."_s.arg(limits::ticketsPerHold));
    if (auto admitted = loads.admit(scope, wanted.size()); !admitted)
        return std::unexpected(admitted.error());

    MovedTickets moved;
    QList<SeatIndex> missed;
    for (const SeatIndex seat : wanted) {
        if (const auto version = holdTicket(scope, seat, filled->lease()))
            moved.add(seat, *version);
        else
            missed.append(seat);
    }
    const bool isEnough = missed.isEmpty() || command.mode == HoldMode::AsManyAsPossible;
    if (!isEnough || (moved.isEmpty() && hold.seats.isEmpty()))
        return std::unexpected(ticketsTaken(scope, missed));
    if (!moved.isEmpty()) {
        const bool isNew = hold.seats.isEmpty();
        hold.seats += moved.seats;
        std::ranges::sort(hold.seats);
        if (isNew)
            insertHold(scope, hold);
        else
            updateHold(scope, *filled);
        recordChange(scope, LedgerAction::Hold, moved, heldBy(*filled));
    }
    Done done = doneWith(scope, hold);
    done.leftOut = obstaclesAt(scope, missed);
    return done;
}

Outcome extendHold(OperationScope &scope, const ExtendHold &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    if (!stored->isLive(scope.now))
        return holdEnded();
    if (stored->extensions >= limits::extensionsPerHold)
        return refused(RefusalCode::HoldLimit,
                       u"A hold can be extended %1 times."_s.arg(limits::extensionsPerHold));
    Hold &hold = stored->hold;
    hold.expiresAt = std::max(hold.expiresAt, scope.now + scope.rules.holdLength);
    ++stored->extensions;
    MovedTickets moved;
    for (const SeatIndex seat : hold.seats) {
        const auto version = extendTicket(scope, seat, stored->lease());
        if (!version)
            return holdEnded();
        moved.add(seat, *version);
    }
    updateHold(scope, *stored);
    recordChange(scope, LedgerAction::Extend, moved, heldBy(*stored));
    return doneWith(scope, hold);
}

Outcome releaseHold(OperationScope &scope, const ReleaseHold &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    Result<StoredHold> stored = ownHold(scope, command.hold, command.fence);
    if (!stored)
        return std::unexpected(stored.error());
    Hold &hold = stored->hold;
    if (stored->state == HoldState::Sold && hasSoldTicket(scope, hold))
        return refused(RefusalCode::HoldEnded,
                       u"The tickets of that hold are sold. Cancel the booking instead."_s);
    if (!stored->isLive(scope.now)) { // let go already
        hold.seats.clear();
        return doneWith(scope, hold);
    }
    QList<SeatIndex> named = command.seats.isEmpty() ? hold.seats : command.seats;
    std::ranges::sort(named);
    MovedTickets moved;
    for (const SeatIndex seat : std::as_const(named)) { // named twice: the second does nothing
        if (const auto version = releaseTicket(scope, seat, stored->lease()))
            moved.add(seat, *version);
    }
    if (moved.isEmpty())
        return doneWith(scope, hold);
    hold.seats = without(hold.seats, moved.seats);
    updateHold(scope, *stored);
    if (hold.seats.isEmpty())
        endHold(scope, hold.id, HoldState::Released);
    recordChange(scope, LedgerAction::Release, moved, {.fence = hold.fence});
    return doneWith(scope, hold);
}

void expireHold(OperationScope &scope, const StoredHold &stored)
{
    MovedTickets moved;
    for (const SeatIndex seat : stored.hold.seats) { // another hold may have taken some over
        if (const auto version = expireTicket(scope, seat, stored.lease()))
            moved.add(seat, *version);
    }
    endHold(scope, stored.hold.id, HoldState::Expired);
    scope.database.run("UPDATE bookings SET status = 2, cancelled_at = ?, version = version + 1"
                       " WHERE hold_id = ? AND status = 0",
                       scope.now, stored.hold.id);
    if (!moved.isEmpty())
        recordChange(scope, LedgerAction::Expire, moved, {.fence = stored.hold.fence});
}

} // namespace foyer
