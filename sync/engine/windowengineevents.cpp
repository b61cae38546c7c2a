#include "sync/engine/windowengineprivate.h"

#include "sync/protocol/snapshot.h"

#include <algorithm>

// The half of the WindowEngine that deals with watched events and with operations.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds shortestRetry{200};

} // namespace

// ------------------------------------------------------------------------------ events

void WindowEngine::Private::ask(const EventId &event, Watched &watch, Tick now, EngineStep &step)
{
    watch.asked = nextRequest();
    watch.askedAt = now;
    const bool mayResume = watch.board.hasBase() && !watch.board.hasUnknownLease();
    send(WatchEvent{*watch.asked, event, mayResume ? watch.board.sequence() : Sequence()}, step);
}

void WindowEngine::Private::tellSeats(const EventId &event, const QList<SeatIndex> &seats,
                                      EngineStep &step) const
{
    if (!seats.isEmpty())
        step.notices.append(SeatsChanged{event, seats});
}

void WindowEngine::Private::onMessage(const CatalogueDelta &message, Tick, EngineStep &step)
{
    catalogue = std::max(catalogue, message.version);
    isCatalogueAsked = isCatalogueAsked && !message.isLast;
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
        closeLine(now, step); // and with the next connection a fresh one
        return;
    }
    watch->asked.reset();
    if (watch->board.hasBase() && message.sequence < watch->board.sequence())
        return; // overtaken by later changes
    watch->board.replaceBase(message.sequence, *tickets,
                             clock.earliestTick(message.serverTime, now));
    step.actions.append(StoreTickets{message.event, message.sequence, *tickets});
    watch->board.setPending(outbox.pendingFor(message.event));
    step.notices.append(SeatsChanged{.event = message.event, .all = true});
}

void WindowEngine::Private::onMessage(const Changes &message, Tick now, EngineStep &step)
{
    const auto watch = watched.find(message.event);
    if (watch == watched.end() || !watch->board.hasBase())
        return;
    const Tick madeAt = clock.earliestTick(message.serverTime, now);
    QList<Change> applied;
    bool isGap = false;
    for (const Change &change : message.changes) {
        const bool isNew = change.sequence > watch->board.sequence();
        isGap = !watch->board.apply(change, madeAt);
        if (isGap)
            break;
        if (isNew)
            applied.append(change);
    }
    if (!applied.isEmpty())
        step.actions.append(StoreChanges{message.event, applied});
    tellSeats(message.event, watch->board.takeChanged(), step);
    if (!isGap)
        watch->asked.reset();
    else if (!watch->asked) // otherwise the answer on its way closes the gap
        ask(message.event, *watch, now, step);
}

/// Gives the board the operations that are not decided yet.
void WindowEngine::Private::refold(const EventId &event, EngineStep &step)
{
    const auto watch = watched.find(event);
    if (watch != watched.end())
        tellSeats(event, watch->board.setPending(outbox.pendingFor(event)), step);
}

// ------------------------------------------------------------------------------ operations

void WindowEngine::Private::storeOutbox(EngineStep &step)
{
    for (const OutboxRow &row : outbox.takeToStore())
        step.actions.append(StoreOutboxRow{row});
}

void WindowEngine::Private::sendOutbox(Tick now, EngineStep &step)
{
    if (link == LinkState::Live && isConnected) {
        for (const Operation &operation : outbox.takeToSend(now))
            send(Perform{operation, outbox.acknowledged()}, step);
    }
    storeOutbox(step);
    if (!isSigningOut || outbox.hasPending())
        return; // an operation is never left behind by the one who made it
    if (link == LinkState::Live && isConnected)
        send(SignOut{nextRequest()}, step);
    else
        endSession(step);
    isSigningOut = false;
}

void WindowEngine::Private::onMessage(const OperationOutcome &message, Tick now, EngineStep &step)
{
    settle(message.operation, message.outcome, message.serverTime, now, step);
}

void WindowEngine::Private::settle(const OperationId &operation, const Outcome &outcome,
                                   Instant serverTime, Tick now, EngineStep &step)
{
    for (const Verdict &verdict : reconcile(outbox.pending(), {{operation, outcome}})) {
        if (verdict.kind == Verdict::Kind::Wait)
            continue;
        const Milliseconds wait =
            outcome ? Milliseconds(0) : std::max(outcome.error().retryAfter, shortestRetry);
        if (const std::optional<Operation> settled = outbox.settle(verdict, wait, now))
            told(*settled, outcome, serverTime, now, step);
        if (verdict.kind == Verdict::Kind::SignIn) {
            endSession(step);
            setLink(LinkState::SignedOut, step);
        }
    }
    sendOutbox(now, step);
}

/// An operation has its final outcome: shows it, and tells whoever made it.
void WindowEngine::Private::told(const Operation &operation, const Outcome &outcome,
                                 Instant serverTime, Tick now, EngineStep &step)
{
    const EventId event = eventOf(operation.command);
    if (outcome && outcome->hold)
        outbox.learnFence(outcome->hold->id, outcome->hold->fence);
    const auto watch = watched.find(event);
    if (outcome && watch != watched.end())
        watch->board.setDone(operation, *outcome, clock.earliestTick(serverTime, now));
    refold(event, step);
    step.notices.append(OperationSettled{operation, outcome});
}

// ------------------------------------------------------------------------------ what people want

EngineStep WindowEngine::watch(const EventId &event, Sequence known,
                               const QList<TicketView> &tickets, Tick now)
{
    EngineStep step;
    auto watch = d->watched.find(event);
    if (watch == d->watched.end())
        watch = d->watched.insert(event, Private::Watched(TicketBoard(event, d->window)));
    if (known.value() > 0 && !watch->board.hasBase()) {
        // The remaining times are as old as the store: when leases end is not known.
        QList<TicketView> stored = tickets;
        for (TicketView &ticket : stored)
            ticket.remaining = Milliseconds(-1);
        watch->board.replaceBase(known, stored, now);
        watch->board.setPending(d->outbox.pendingFor(event));
        step.notices.append(SeatsChanged{.event = event, .all = true});
    }
    if (d->link == LinkState::Live && d->isConnected)
        d->ask(event, *watch, now, step);
    return step;
}

EngineStep WindowEngine::unwatch(const EventId &event)
{
    EngineStep step;
    if (d->watched.remove(event) && d->link == LinkState::Live && d->isConnected)
        d->send(UnwatchEvent{event}, step);
    return step;
}

EngineStep WindowEngine::submit(const Command &command, OperationId id, Tick now)
{
    EngineStep step;
    d->outbox.append(command, id);
    d->refold(eventOf(command), step);
    d->sendOutbox(now, step);
    return step;
}

EngineStep WindowEngine::resolve(const OperationId &operation)
{
    EngineStep step;
    d->outbox.resolve(operation);
    d->storeOutbox(step);
    return step;
}

} // namespace foyer
