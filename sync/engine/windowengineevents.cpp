#include "sync/engine/windowengineprivate.h"

#include "sync/protocol/snapshot.h"

#include <algorithm>

// The half of the WindowEngine that deals with watched events and with operations.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds shortestRetry{200};

/// What a done operation did, as one that names exactly its tickets: of a hold that took what it
/// could get, only that.
Operation narrowed(Operation operation, const Done &done)
{
    auto *hold = std::get_if<PlaceHold>(&operation.command);
    if (!hold || done.leftOut.isEmpty())
        return operation;
    hold->seats.removeIf([&done](SeatIndex seat) {
        return std::ranges::find(done.leftOut, seat, &TicketObstacle::seat) != done.leftOut.cend();
    });
    return operation;
}

} // namespace

// ------------------------------------------------------------------------------ events

void WindowEngine::Private::ask(const EventId &event, Watched &watch, Tick now, EngineStep &step)
{
    watch.asked = nextRequest();
    watch.askedAt = now;
    send(WatchEvent{*watch.asked, event, watch.hasBase ? watch.board.sequence() : Sequence()}, step);
}

void WindowEngine::Private::tellSeats(const EventId &event, const QList<SeatIndex> &seats,
                                      EngineStep &step) const
{
    if (!seats.isEmpty())
        step.notices.append(SeatsChanged{event, seats});
}

/// A lease counts from when its message was made at the latest half a round trip ago, so that
/// nothing is shown as held longer than it is.
Tick WindowEngine::Private::leaseOrigin(Tick received) const
{
    return received - clock.uncertainty();
}

void WindowEngine::Private::onMessage(const CatalogueDelta &message, Tick, EngineStep &step)
{
    catalogue = std::max(catalogue, message.version);
    step.actions.append(StoreCatalogue{message});
    step.notices.append(CatalogueChanged{message});
}

void WindowEngine::Private::onMessage(const Availability &message, Tick, EngineStep &step)
{
    step.notices.append(AvailabilityChanged{message});
}

void WindowEngine::Private::onMessage(const Snapshot &message, Tick now, EngineStep &step)
{
    const auto watch = watched.find(message.event);
    if (watch == watched.end())
        return;
    const Result<QList<TicketView>> tickets = unpackTickets(message.packed);
    if (!tickets) {
        step.actions.append(CloseConnection{}); // and with the next connection a fresh one
        return;
    }
    if (watch->hasBase && message.sequence < watch->board.sequence())
        return; // overtaken by later changes
    watch->board.replaceBase(message.sequence, *tickets, watch->asked ? watch->askedAt : leaseOrigin(now));
    watch->hasBase = true;
    watch->asked.reset();
    step.actions.append(StoreTickets{message.event, message.sequence, *tickets});
    refold(message.event, step);
    step.notices.append(SeatsChanged{.event = message.event, .all = true});
}

void WindowEngine::Private::onMessage(const Changes &message, Tick now, EngineStep &step)
{
    const auto watch = watched.find(message.event);
    if (watch == watched.end() || !watch->hasBase)
        return;
    const QList<SeatLook> before = watch->board.looks();
    bool isGap = false;
    for (const Change &change : message.changes) {
        isGap = !watch->board.apply(change, leaseOrigin(now));
        if (isGap)
            break;
    }
    step.actions.append(StoreChanges{message.event, message.changes});
    QList<SeatIndex> changed;
    for (const Change &change : message.changes) {
        for (const SeatIndex seat : change.seats) {
            if (seat.value() >= 0 && seat.value() < before.size())
                changed.append(seat);
        }
    }
    tellSeats(message.event, changed, step);
    refold(message.event, step);
    if (isGap)
        ask(message.event, *watch, now, step);
    else
        watch->asked.reset();
}

/// Gives the board the operations that its base does not show yet.
void WindowEngine::Private::refold(const EventId &event, EngineStep &step)
{
    const auto watch = watched.find(event);
    if (watch == watched.end())
        return;
    lingering.removeIf([&](const Lingering &done) {
        return done.event == event && done.until <= watch->board.sequence();
    });
    QList<PendingOperation> pending;
    for (const Lingering &done : std::as_const(lingering)) {
        if (done.event == event)
            pending.append({done.operation, true});
    }
    for (const OutboxRow &row : outbox.rows()) {
        if (row.isPending() && eventOf(row.operation.command) == event)
            pending.append({row.operation, false});
    }
    if (watch->hasBase)
        tellSeats(event, watch->board.setPending(pending), step);
}

// ------------------------------------------------------------------------------ operations

void WindowEngine::Private::sendOutbox(Tick now, EngineStep &step)
{
    if (link != LinkState::Live || !isConnected)
        return;
    for (const Operation &operation : outbox.takeSendable(now))
        send(Perform{operation, outbox.acknowledged()}, step);
}

void WindowEngine::Private::onMessage(const OperationOutcome &message, Tick now, EngineStep &step)
{
    if (message.outcome || !(isTransient(message.outcome.error().code)
                             || message.outcome.error().code == RefusalCode::NotSignedIn)) {
        settle(message, step);
        return;
    }
    // Not done, but not refused either: it stays in the outbox.
    const Milliseconds wait = std::max(message.outcome.error().retryAfter, shortestRetry);
    outbox.postpone(message.operation, now + wait);
    if (message.outcome.error().code == RefusalCode::NotSignedIn) {
        endSession(step);
        setLink(LinkState::SignedOut, step);
    }
}

void WindowEngine::Private::settle(const OperationOutcome &message, EngineStep &step)
{
    const std::optional<OutboxRow> row = outbox.settle(message.operation, message.outcome);
    if (!row)
        return; // the answer to an earlier copy has been here
    step.actions.append(StoreOutboxRow{*row});
    const EventId event = eventOf(row->operation.command);
    const auto watch = watched.constFind(event);
    if (message.outcome && watch != watched.cend() && watch->board.sequence() < message.outcome->sequence)
        lingering.append({narrowed(row->operation, *message.outcome), event, message.outcome->sequence});
    refold(event, step);
    step.notices.append(OperationSettled{row->operation, message.outcome});
}

EngineStep WindowEngine::watch(const EventId &event, Sequence known, const QList<TicketView> &tickets,
                               Tick now)
{
    EngineStep step;
    const auto watch = d->watched.insert(event, Private::Watched(TicketBoard(event, d->window)));
    if (known.value() > 0) {
        // The remaining times are as old as the store; the server corrects them in a moment.
        watch->board.replaceBase(known, tickets, now);
        watch->hasBase = true;
        d->refold(event, step);
        step.notices.append(SeatsChanged{.event = event, .all = true});
    }
    if (d->link == LinkState::Live)
        d->ask(event, *watch, now, step);
    return step;
}

EngineStep WindowEngine::unwatch(const EventId &event)
{
    EngineStep step;
    if (d->watched.remove(event) && d->link == LinkState::Live)
        d->send(UnwatchEvent{event}, step);
    return step;
}

EngineStep WindowEngine::submit(const Command &command, OperationId id, Tick now)
{
    Q_UNUSED(now);
    EngineStep step;
    step.actions.append(StoreOutboxRow{d->outbox.add(command, id)});
    d->refold(eventOf(command), step);
    return step;
}

EngineStep WindowEngine::resolve(const OperationId &operation)
{
    EngineStep step;
    if (const std::optional<OutboxRow> row = d->outbox.resolve(operation))
        step.actions.append(StoreOutboxRow{*row});
    return step;
}

} // namespace foyer
