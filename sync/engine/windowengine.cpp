#include "sync/engine/windowengine.h"

#include "sync/engine/windowengineprivate.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds pingPace = limits::idleTimeout / 6; // well inside the half-open limit
constexpr Milliseconds halfOpenAfter{10'000};
constexpr Milliseconds refusedPace{60'000}; ///< a server that is too old will not change soon

} // namespace

WindowEngine::Private::Private(WindowMemory memory, QString clientName, RandomSource &randomSource)
    : window(memory.window), client(std::move(clientName)), random(randomSource),
      epoch(memory.epoch), catalogue(memory.catalogue), token(memory.token),
      outbox(memory.outbox, memory.lastDeviceSequence)
{
}

WindowEngine::WindowEngine(WindowMemory memory, QString client, RandomSource &random)
    : d(std::make_unique<Private>(std::move(memory), std::move(client), random))
{
}

WindowEngine::~WindowEngine() = default;

// ------------------------------------------------------------------------------ the link

void WindowEngine::Private::send(const ClientMessage &message, EngineStep &step)
{
    step.actions.append(SendMessage{message});
}

void WindowEngine::Private::setLink(LinkState state, EngineStep &step, std::optional<Refusal> refusal,
                                    Milliseconds retryIn)
{
    if (link == state && !refusal)
        return;
    link = state;
    step.notices.append(LinkChanged{state, std::move(refusal), retryIn});
}

void WindowEngine::Private::connected(Tick now, EngineStep &step)
{
    isConnected = true;
    helloSentAt = lastHeard = pingSentAt = now;
    send(Hello{.client = client, .window = window, .token = token}, step);
}

void WindowEngine::Private::disconnected(Tick now, const QString &reason, EngineStep &step)
{
    Q_UNUSED(now);
    isConnected = false;
    outbox.lineBroke();
    for (Watched &event : watched)
        event.asked.reset();
    if (signingIn) {
        signingIn.reset();
        step.notices.append(SignInRefused{
            refusal(RefusalCode::ShuttingDown, u"The connection was lost while signing in. Try again."_s)});
    }
    if (link == LinkState::Refused) {
        step.actions.append(OpenConnection{refusedPace});
        return;
    }
    const Milliseconds wait = backoff(++attempt, random);
    setLink(LinkState::Offline, step,
            refusal(RefusalCode::ShuttingDown, reason.isEmpty() ? u"The connection was lost."_s : reason), wait);
    step.actions.append(OpenConnection{wait});
}

/// Asks for a sign of life, and gives the connection up when none comes.
void WindowEngine::Private::heartbeat(Tick now, EngineStep &step)
{
    if (!isConnected)
        return;
    if (now - lastHeard > halfOpenAfter) {
        isConnected = false; // until disconnected() comes, nothing more is sent
        step.actions.append(CloseConnection{});
        return;
    }
    if (now - pingSentAt >= pingPace && (link == LinkState::Live || link == LinkState::SignedOut)) {
        pingSentAt = now;
        send(Ping{now.toMs()}, step);
    }
}

void WindowEngine::Private::goLive(Tick now, EngineStep &step)
{
    setLink(LinkState::Live, step);
    send(WatchCatalogue{nextRequest(), catalogue}, step);
    for (auto event = watched.begin(); event != watched.end(); ++event)
        ask(event.key(), *event, now, step);
    sendOutbox(now, step);
}

// ------------------------------------------------------------------------------ the session

void WindowEngine::Private::endSession(EngineStep &step)
{
    if (!session && token.isEmpty())
        return;
    session.reset();
    token.clear();
    step.notices.append(SessionChanged{});
}

void WindowEngine::Private::forgetConfirmed(const LedgerEpoch &newEpoch, EngineStep &step)
{
    epoch = newEpoch;
    catalogue = {};
    lingering.clear();
    for (auto event = watched.begin(); event != watched.end(); ++event) {
        event->board = TicketBoard(event.key(), window);
        event->hasBase = false;
        step.notices.append(SeatsChanged{.event = event.key(), .all = true});
    }
    step.actions.append(ForgetConfirmed{newEpoch});
}

void WindowEngine::Private::onMessage(const Welcome &message, Tick now, EngineStep &step)
{
    attempt = 0;
    house = message.house;
    clock.learn(helloSentAt, now, message.serverTime);
    if (epoch != message.epoch)
        forgetConfirmed(message.epoch, step);
    if (!message.session) {
        endSession(step);
        setLink(LinkState::SignedOut, step);
        return;
    }
    session = message.session;
    step.notices.append(SessionChanged{session, token});
    goLive(now, step);
}

void WindowEngine::Private::onMessage(const SignedIn &message, Tick now, EngineStep &step)
{
    if (signingIn != message.request)
        return;
    signingIn.reset();
    token = message.token;
    session = message.session;
    step.notices.append(SessionChanged{session, token});
    goLive(now, step);
}

void WindowEngine::Private::onMessage(const SignedOut &, Tick, EngineStep &step)
{
    endSession(step);
    setLink(LinkState::SignedOut, step);
}

void WindowEngine::Private::onMessage(const Pong &message, Tick now, EngineStep &step)
{
    Q_UNUSED(step);
    clock.learn(Tick::fromMs(message.echo), now, message.serverTime);
}

void WindowEngine::Private::onMessage(const Refused &message, Tick, EngineStep &step)
{
    const Refusal &refusal = message.refusal;
    if (signingIn && *signingIn == message.request) {
        signingIn.reset();
        step.notices.append(SignInRefused{refusal});
        return;
    }
    if (refusal.code == RefusalCode::UnsupportedVersion) {
        setLink(LinkState::Refused, step, refusal, refusedPace);
        step.actions.append(CloseConnection{});
        return;
    }
    if (refusal.code == RefusalCode::NotSignedIn) {
        endSession(step);
        setLink(LinkState::SignedOut, step);
        return;
    }
    for (auto event = watched.begin(); event != watched.end(); ++event) {
        if (event->asked != message.request)
            continue;
        event->asked.reset();
        step.notices.append(WatchRefused{event.key(), refusal});
        return;
    }
}

// ------------------------------------------------------------------------------ what comes in

EngineStep WindowEngine::started(Tick now)
{
    Q_UNUSED(now);
    EngineStep step;
    d->setLink(LinkState::Connecting, step);
    step.actions.append(OpenConnection{});
    return step;
}

EngineStep WindowEngine::connected(Tick now)
{
    EngineStep step;
    d->setLink(LinkState::Connecting, step);
    d->connected(now, step);
    return step;
}

EngineStep WindowEngine::disconnected(Tick now, const QString &reason)
{
    EngineStep step;
    d->disconnected(now, reason, step);
    return step;
}

EngineStep WindowEngine::received(const ServerMessage &message, Tick now)
{
    EngineStep step;
    d->lastHeard = now;
    std::visit([&](const auto &what) { d->onMessage(what, now, step); }, message);
    return step;
}

EngineStep WindowEngine::stored(const OperationId &operation, Tick now)
{
    EngineStep step;
    d->outbox.stored(operation);
    d->sendOutbox(now, step);
    return step;
}

EngineStep WindowEngine::timePassed(Tick now)
{
    EngineStep step;
    d->heartbeat(now, step);
    d->sendOutbox(now, step);
    for (auto event = d->watched.begin(); event != d->watched.end(); ++event) {
        if (event->asked && now - event->askedAt > OutboxQueue::patience && d->link == LinkState::Live)
            d->ask(event.key(), *event, now, step);
        d->tellSeats(event.key(), event->board.passTime(now), step);
    }
    return step;
}

EngineStep WindowEngine::signIn(const QString &name, const QString &password, Tick now)
{
    Q_UNUSED(now);
    EngineStep step;
    if (d->link != LinkState::SignedOut) {
        step.notices.append(SignInRefused{refusal(RefusalCode::ShuttingDown,
            u"There is no connection to the booking server. Signing in works once it is back."_s)});
        return step;
    }
    d->signingIn = d->nextRequest();
    d->send(SignIn{*d->signingIn, name, password}, step);
    return step;
}

EngineStep WindowEngine::signOut(Tick now)
{
    Q_UNUSED(now);
    EngineStep step;
    if (d->link == LinkState::Live)
        d->send(SignOut{d->nextRequest()}, step);
    else
        d->endSession(step);
    return step;
}

// ------------------------------------------------------------------------------ what is known

LinkState WindowEngine::link() const
{
    return d->link;
}

const QString &WindowEngine::houseName() const
{
    return d->house;
}

const std::optional<SessionInfo> &WindowEngine::session() const
{
    return d->session;
}

const TicketBoard *WindowEngine::board(const EventId &event) const
{
    const auto watched = d->watched.constFind(event);
    return watched == d->watched.cend() || !watched->hasBase ? nullptr : &watched->board;
}

const QList<OutboxRow> &WindowEngine::outbox() const
{
    return d->outbox.rows();
}

Instant WindowEngine::serverTime(Tick now) const
{
    return d->clock.serverTime(now);
}

bool WindowEngine::knowsServerTime() const
{
    return d->clock.isKnown();
}

} // namespace foyer
