#include "sync/engine/windowengine.h"

#include "sync/engine/windowengineprivate.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds pingPace = limits::idleTimeout / 3;
constexpr Milliseconds halfOpenAfter{10'000};
constexpr Milliseconds steadyAfter{5'000};  ///< a line that lasts so long was a good one
constexpr Milliseconds refusedPace{60'000}; ///< a server that is too old will not change soon

} // namespace

WindowEngine::Private::Private(WindowMemory memory, QString clientName, RandomSource &randomSource)
    : window(memory.window)
    , client(std::move(clientName))
    , random(randomSource)
    , epoch(memory.epoch)
    , catalogue(memory.catalogue)
    , token(std::move(memory.token))
    , outbox(std::move(memory.outbox), memory.lastDeviceSequence)
{}

WindowEngine::WindowEngine(WindowMemory memory, QString client, RandomSource &random)
    : d(std::make_unique<Private>(std::move(memory), std::move(client), random))
{}

WindowEngine::~WindowEngine() = default;

// ------------------------------------------------------------------------------ the link

void WindowEngine::Private::send(const ClientMessage &message, EngineStep &step)
{
    step.actions.append(SendMessage{message});
}

void WindowEngine::Private::setLink(LinkState state, EngineStep &step,
                                    std::optional<Refusal> refusal, Milliseconds retryIn)
{
    if (link == state && !refusal)
        return;
    link = state;
    step.notices.append(LinkChanged{state, std::move(refusal), retryIn});
}

void WindowEngine::Private::connected(Tick now, EngineStep &step)
{
    isConnected = true;
    closedAt.reset();
    welcomedAt.reset();
    pingUnanswered.reset();
    helloSentAt = lastHeard = pingSentAt = now;
    send(Hello{.client = client, .window = window, .token = token}, step);
}

void WindowEngine::Private::disconnected(Tick now, const QString &reason, EngineStep &step)
{
    isConnected = false;
    closedAt.reset();
    outbox.lineLost();
    for (Watched &event : watched)
        event.asked.reset();
    if (signingIn) {
        signingIn.reset();
        step.notices.append(SignInRefused{refusal(
            RefusalCode::ShuttingDown, u"The connection was lost while signing in. Try again."_s)});
    }
    if (link == LinkState::Refused) {
        step.actions.append(OpenConnection{refusedPace});
        return;
    }
    if (welcomedAt && now - *welcomedAt >= steadyAfter)
        attempt = 0;
    welcomedAt.reset();
    const Milliseconds wait = backoff(++attempt, random);
    setLink(
        LinkState::Offline, step,
        refusal(RefusalCode::ShuttingDown,
                reason.isEmpty() ? u"The connection to the booking server was lost."_s : reason),
        wait);
    step.actions.append(OpenConnection{wait});
}

/// Nothing is sent or heard any more until disconnected() comes.
void WindowEngine::Private::closeLine(Tick now, EngineStep &step)
{
    isConnected = false;
    closedAt = now;
    step.actions.append(CloseConnection{});
}

/// Asks for a sign of life, and gives the connection up when none comes.
void WindowEngine::Private::heartbeat(Tick now, EngineStep &step)
{
    if (closedAt && now - *closedAt >= halfOpenAfter) {
        disconnected(now, {}, step); // the driver has forgotten to say so
        return;
    }
    if (!isConnected)
        return;
    const bool isSilent = pingUnanswered && now - *pingUnanswered >= halfOpenAfter &&
                          now - lastHeard >= halfOpenAfter;
    const bool isUnwelcome = !welcomedAt && now - helloSentAt >= halfOpenAfter;
    if (isSilent || isUnwelcome) {
        closeLine(now, step);
        return;
    }
    if (welcomedAt && now - pingSentAt >= pingPace) {
        pingSentAt = now;
        if (!pingUnanswered)
            pingUnanswered = now;
        send(Ping{now.toMs()}, step);
    }
}

void WindowEngine::Private::goLive(Tick now, EngineStep &step)
{
    setLink(LinkState::Live, step);
    outbox.lineLost();
    isCatalogueAsked = true;
    catalogueAskedAt = now;
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
    isSigningOut = false;
    outbox.lineLost();
    step.notices.append(SessionChanged{});
}

void WindowEngine::Private::forgetConfirmed(const LedgerEpoch &newEpoch, EngineStep &step)
{
    epoch = newEpoch;
    catalogue = {};
    for (auto event = watched.begin(); event != watched.end(); ++event) {
        event->board.forgetBase();
        step.notices.append(SeatsChanged{.event = event.key(), .all = true});
    }
    step.actions.append(ForgetConfirmed{newEpoch});
}

void WindowEngine::Private::onMessage(const Welcome &message, Tick now, EngineStep &step)
{
    if (welcomedAt)
        return; // a repeat
    if (message.version != protocolVersion) {
        setLink(LinkState::Refused, step,
                refusal(RefusalCode::UnsupportedVersion,
                        u"The booking server speaks another version of the protocol. Install the "
                        "program that belongs to it."_s),
                refusedPace);
        closeLine(now, step);
        return;
    }
    welcomedAt = now;
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
    // A number that was not sent, or one of an earlier line, teaches nothing.
    const Tick asked = Tick::fromMs(message.echo);
    if (!pingUnanswered || asked < *pingUnanswered || asked > pingSentAt)
        return;
    pingUnanswered.reset();
    clock.learn(asked, now, message.serverTime);
}

void WindowEngine::Private::onMessage(const Refused &message, Tick now, EngineStep &step)
{
    const Refusal &refusal = message.refusal;
    if (signingIn && *signingIn == message.request) {
        signingIn.reset();
        step.notices.append(SignInRefused{refusal});
        return;
    }
    if (refusal.code == RefusalCode::UnsupportedVersion) {
        setLink(LinkState::Refused, step, refusal, refusedPace);
        closeLine(now, step);
        return;
    }
    if (refusal.code == RefusalCode::NotSignedIn) {
        endSession(step);
        setLink(LinkState::SignedOut, step);
        return;
    }
    if (message.request.value() == 0) { // a frame that the server cannot read
        if (const std::optional<OperationId> unreadable = outbox.frameRefused())
            settle(*unreadable, std::unexpected(refusal), message.serverTime, now, step);
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
    // What was refused and never seen is told again.
    for (const OutboxRow &row : d->outbox.rows()) {
        if (row.state == OutboxState::Conflict && row.outcome)
            step.notices.append(OperationSettled{row.operation, *row.outcome});
    }
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
    if (!d->isConnected)
        return step; // of a line that has been given up
    d->lastHeard = now;
    std::visit([&](const auto &what) { d->onMessage(what, now, step); }, message);
    return step;
}

EngineStep WindowEngine::stored(const OperationId &operation, Tick now)
{
    EngineStep step;
    if (d->outbox.stored(operation))
        d->sendOutbox(now, step);
    return step;
}

EngineStep WindowEngine::timePassed(Tick now)
{
    EngineStep step;
    d->heartbeat(now, step);
    d->sendOutbox(now, step);
    const bool isLive = d->link == LinkState::Live && d->isConnected;
    if (isLive && d->isCatalogueAsked && now - d->catalogueAskedAt >= OutboxQueue::patience) {
        d->catalogueAskedAt = now;
        d->send(WatchCatalogue{d->nextRequest(), d->catalogue}, step);
    }
    for (auto event = d->watched.begin(); event != d->watched.end(); ++event) {
        const Milliseconds pace = event->asked ? OutboxQueue::patience : limits::idleTimeout;
        if (isLive && now - event->askedAt >= pace)
            d->ask(event.key(), *event, now, step); // asking again catches up with what was lost
        event->board.endLeases(now);
        d->tellSeats(event.key(), event->board.takeChanged(), step);
    }
    return step;
}

EngineStep WindowEngine::signIn(const QString &name, const QString &password, Tick now)
{
    Q_UNUSED(now);
    EngineStep step;
    if (d->link != LinkState::SignedOut) {
        step.notices.append(SignInRefused{refusal(
            RefusalCode::ShuttingDown,
            u"There is no connection to the booking server. Signing in works once it is back."_s)});
        return step;
    }
    d->signingIn = d->nextRequest();
    d->send(SignIn{*d->signingIn, name, password}, step);
    return step;
}

EngineStep WindowEngine::signOut(Tick now)
{
    EngineStep step;
    d->isSigningOut = d->session.has_value() || !d->token.isEmpty();
    d->sendOutbox(now, step);
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
    return watched == d->watched.cend() || !watched->board.hasBase() ? nullptr : &watched->board;
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
