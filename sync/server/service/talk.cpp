#include "sync/server/service/talk.h"

#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 closePolicy = 1008;
constexpr quint16 closeProtocol = 1002;

Refusal notSignedIn()
{
    return refusal(RefusalCode::NotSignedIn, u"Nobody is signed in here. Sign in first."_s);
}

} // namespace

Talk::Talk(ServiceParts &parts, std::shared_ptr<WindowLink> link, Encoding encoding,
           QByteArray address, Tick now)
    : m_parts(parts)
    , m_link(std::move(link))
    , m_encoding(encoding)
    , m_address(std::move(address))
    , m_connectedAt(now)
    , m_lastHeard(now)
    , m_signedOutSince(now)
    , m_bucket(parts.settings.operationsPerSecond, 2 * parts.settings.operationsPerSecond, now)
{
    ++m_parts.figures.connections;
    newWatcher();
}

void Talk::received(QByteArrayView frame, Tick now)
{
    const std::lock_guard lock(m_mutex);
    if (m_isClosed)
        return;
    ++m_parts.figures.messages;
    m_lastHeard = now;
    if (frame.size() > frameLimit()) {
        fault(refusal(RefusalCode::TooLarge,
                      u"A message has at most %1 bytes here."_s.arg(frameLimit())));
        return;
    }
    if (m_queue.size() >= mostQueued || m_queuedBytes + frame.size() > mostQueuedBytes) {
        close(closePolicy, u"Too many messages at once. Wait for answers before sending more."_s);
        return;
    }
    if (m_queue.isEmpty() && !m_isBusy && !m_isDraining) {
        m_isDraining = true;
        handle(frame, now);
        m_isDraining = false;
        drain();
        return;
    }
    m_queuedBytes += frame.size();
    m_queue.push_back({frame.toByteArray(), now});
    drain();
}

void Talk::drain()
{
    if (m_isDraining)
        return; // an answer that came at once; the loop below goes on
    m_isDraining = true;
    while (!m_isBusy && !m_isClosed && !m_queue.isEmpty()) {
        const Waiting waiting = m_queue.takeFirst();
        m_queuedBytes -= waiting.frame.size();
        handle(waiting.frame, waiting.at);
    }
    m_isDraining = false;
}

void Talk::handle(QByteArrayView frame, Tick at)
{
    const Result<ClientMessage> message = decodeClientMessage(frame, m_encoding);
    if (!message) {
        fault(message.error());
        return;
    }
    if (isOverRate(*message, at))
        return;
    if (!m_saidHello && !std::holds_alternative<Hello>(*message)) {
        fault(refusal(RefusalCode::Malformed, u"The first message must be hello."_s));
        return;
    }
    std::visit([this](const auto &known) { on(known); }, *message);
}

void Talk::fault(const Refusal &why)
{
    ++m_parts.figures.malformed;
    refuse(RequestId(0), why);
    if (++m_faults >= mostFaults)
        close(closePolicy, u"Too many messages that cannot be read."_s);
}

bool Talk::isOverRate(const ClientMessage &message, Tick now)
{
    if (m_bucket.take(now))
        return false;
    ++m_parts.figures.rateLimited;
    Refusal why =
        refusal(RefusalCode::RateLimited,
                u"More than %1 messages a second. Send this one again a little later."_s.arg(
                    limits::operationsPerSecond));
    why.retryAfter = m_bucket.wait();
    refuseFor(message, why);
    if (++m_overruns >= mostOverruns)
        close(closePolicy, u"Far more messages than are allowed."_s);
    return true;
}

void Talk::refuseFor(const ClientMessage &message, const Refusal &why)
{
    if (const auto *perform = std::get_if<Perform>(&message)) {
        answer(perform->operation.id, std::unexpected(why));
        return;
    }
    const RequestId request = std::visit(
        [](const auto &known) {
            if constexpr (requires { known.request; })
                return known.request;
            else
                return RequestId(0);
        },
        message);
    refuse(request, why);
}

// ---------------------------------------------------------------- hello and sessions

void Talk::on(const Hello &hello)
{
    if (m_saidHello) {
        fault(refusal(RefusalCode::Malformed, u"Hello has been said already."_s));
        return;
    }
    if (hello.oldestVersion > protocolVersion || hello.newestVersion < protocolVersion) {
        refuse(RequestId(0), refusal(RefusalCode::UnsupportedVersion,
                                     u"This server speaks version %1 of the protocol. Install the "
                                     "matching program."_s.arg(protocolVersion)));
        close(closeProtocol, u"unsupported version"_s);
        return;
    }
    if (hello.window.isNull()) {
        fault(refusal(RefusalCode::Malformed, u"hello.window_id must be a UUID."_s));
        return;
    }
    m_saidHello = true;
    m_window = hello.window;
    newWatcher();
    if (hello.token.isEmpty()) {
        welcome({}, std::unexpected(notSignedIn()));
        return;
    }
    const TokenHash token = hashToken(hello.token.toUtf8());
    readThen(
        [this, token](LedgerReader &reader) -> std::function<void()> {
            return [this, token, session = reader.session(token)] { welcome(token, session); };
        },
        [this](const Refusal &why) { welcome({}, std::unexpected(why)); });
}

void Talk::welcome(const TokenHash &token, const Result<LiveSession> &session)
{
    Welcome message{.server = u"foyerd %1"_s.arg(QLatin1StringView(FOYER_VERSION)),
                    .house = m_parts.house,
                    .epoch = m_parts.epoch,
                    .serverTime = m_parts.ledger.now()};
    // A token belongs to the window it was given to; elsewhere it is worth nothing.
    if (session && session->window == m_window) {
        adopt(token, session->info);
        message.session = session->info;
    }
    send(message);
}

void Talk::adopt(const TokenHash &token, const SessionInfo &info)
{
    const Milliseconds left = info.endsAt - m_parts.ledger.now();
    m_session = Session{token, info, m_parts.clock.tick() + left};
    m_listener = std::make_shared<const SessionRegistry::Listener>([weak = weak_from_this()] {
        if (const std::shared_ptr<Talk> talk = weak.lock())
            talk->sessionEnded();
    });
    m_parts.sessions.listen(token, m_listener);
}

void Talk::dropSession()
{
    if (!m_session)
        return;
    m_parts.sessions.forget(m_session->hash, m_listener);
    m_session.reset();
    m_signedOutSince = m_lastHeard;
    m_watcher->gone = true;
    m_parts.catalogue->unwatch(m_watcher);
    for (const EventId &event : std::as_const(m_watched))
        m_parts.feed->unwatch(event, m_watcher);
    m_watched.clear();
    newWatcher();
}

void Talk::sessionEnded()
{
    const std::lock_guard lock(m_mutex);
    dropSession();
    close(closePolicy, u"The session has ended. Sign in again."_s);
}

bool Talk::isSignedIn() const
{
    return m_session && m_parts.ledger.now() < m_session->info.endsAt;
}

void Talk::on(const SignIn &signIn)
{
    m_isBusy = true;
    QString password = signIn.password;
    SignInDesk::Attempt attempt{.name = signIn.name,
                                .password = Secret::taking(password),
                                .window = m_window,
                                .address = m_address};
    m_parts.signIns->signIn(
        std::move(attempt),
        [self = shared_from_this(), request = signIn.request](const Result<OpenedSession> &opened) {
            self->finish([&] {
                if (!opened) {
                    self->refuse(request, opened.error());
                    return;
                }
                self->dropSession();
                self->adopt(opened->hash, opened->info);
                self->send(SignedIn{.request = request,
                                    .token = QString::fromLatin1(opened->token.reveal()),
                                    .session = opened->info,
                                    .serverTime = self->m_parts.ledger.now()});
            });
        });
}

void Talk::on(const SignOut &signOut)
{
    if (!m_session) {
        send(SignedOut{.request = signOut.request});
        return;
    }
    const TokenHash token = m_session->hash;
    dropSession();
    m_isBusy = true;
    m_parts.signIns->signOut(
        token, [self = shared_from_this(), request = signOut.request](const Result<void> &closed) {
            self->finish([&] {
                if (closed)
                    self->send(SignedOut{.request = request});
                else
                    self->refuse(request, closed.error());
            });
        });
}

// ---------------------------------------------------------------- watching

void Talk::on(const WatchCatalogue &watch)
{
    if (!isSignedIn()) {
        refuse(watch.request, notSignedIn());
        return;
    }
    readThen(
        [this, watch, watcher = m_watcher](LedgerReader &reader) -> std::function<void()> {
            const Result<void> begun = m_parts.catalogue->watch(reader, watch.since, watcher);
            return [this, watch, begun] {
                if (!begun)
                    refuse(watch.request, begun.error());
            };
        },
        [this, watch](const Refusal &why) { refuse(watch.request, why); });
}

void Talk::on(const WatchEvent &watch)
{
    if (!isSignedIn()) {
        refuse(watch.request, notSignedIn());
        return;
    }
    if (m_watched.size() >= limits::watchedEvents && !m_watched.contains(watch.event)) {
        refuse(watch.request,
               refusal(RefusalCode::TooLarge,
                       u"A connection watches at most %1 events. Stop watching one."_s.arg(
                           limits::watchedEvents)));
        return;
    }
    readThen(
        [this, watch, watcher = m_watcher](LedgerReader &reader) -> std::function<void()> {
            const Result<void> begun =
                m_parts.feed->watch(reader, watch.event, watch.since, watcher);
            return [this, watch, begun] {
                if (begun && !m_watched.contains(watch.event))
                    m_watched.append(watch.event);
                else if (!begun)
                    refuse(watch.request, begun.error());
            };
        },
        [this, watch](const Refusal &why) { refuse(watch.request, why); });
}

void Talk::on(const UnwatchEvent &unwatch)
{
    if (m_watched.removeOne(unwatch.event))
        m_parts.feed->unwatch(unwatch.event, m_watcher);
}

// ---------------------------------------------------------------- work

void Talk::on(const Perform &perform)
{
    const Operation &operation = perform.operation;
    if (!isSignedIn()) {
        answer(operation.id, std::unexpected(notSignedIn()));
        return;
    }
    Submission submission{.actor = {.session = m_session->hash, .window = m_window},
                          .operation = operation,
                          .acknowledged = perform.acknowledged};
    // Here, where the writer need not wait for it; of what is large a thread of its own makes it.
    if (!std::holds_alternative<PublishSeatMap>(operation.command))
        submission.digest = m_parts.ledger.writer().digest(operation);
    const bool accepted = m_parts.writer->submit(
        std::move(submission),
        [self = shared_from_this(), id = operation.id](const AppliedOperation &applied) {
            self->answer(id, applied.outcome);
        });
    if (!accepted)
        answer(operation.id, std::unexpected(m_parts.notAccepted()));
}

void Talk::on(const Ping &ping)
{
    send(Pong{.echo = ping.echo, .serverTime = m_parts.ledger.now()});
}

// ---------------------------------------------------------------- plumbing

void Talk::readThen(std::function<std::function<void()>(LedgerReader &)> read,
                    const std::function<void(const Refusal &)> &refused)
{
    m_isBusy = true;
    const bool accepted =
        m_parts.room->post([self = shared_from_this(), read = std::move(read)](
                               LedgerReader &reader) { self->finish(read(reader)); });
    if (!accepted) {
        m_isBusy = false;
        refused(m_parts.notAccepted());
    }
}

void Talk::finish(const std::function<void()> &work)
{
    const std::lock_guard lock(m_mutex);
    m_isBusy = false;
    if (m_isClosed)
        return;
    work();
    drain();
}

void Talk::send(const ServerMessage &message) const
{
    m_link->send(std::make_shared<const QByteArray>(encode(message, m_encoding)));
}

void Talk::refuse(RequestId request, const Refusal &why) const
{
    send(Refused{.request = request, .refusal = why, .serverTime = m_parts.ledger.now()});
}

void Talk::answer(const OperationId &operation, const Outcome &outcome) const
{
    send(OperationOutcome{
        .operation = operation, .outcome = outcome, .serverTime = m_parts.ledger.now()});
}

void Talk::close(quint16 code, const QString &reason)
{
    if (m_isClosed)
        return;
    m_isClosed = true;
    m_queue.clear();
    m_link->close(code, reason);
}

void Talk::newWatcher()
{
    m_watcher = std::make_shared<FeedWatcher>();
    m_watcher->encoding = m_encoding;
    m_watcher->window = m_window;
    m_watcher->send = [link = m_link](Frame frame) { link->send(std::move(frame)); };
}

void Talk::gone()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_queue.clear();
    dropSession();
    m_watcher->gone = true;
    --m_parts.figures.connections;
}

qsizetype Talk::frameLimit() const
{
    const std::lock_guard lock(m_mutex);
    return m_session ? limits::frameBytes : limits::frameBytesBeforeSignIn;
}

std::optional<QString> Talk::overdue(Tick now) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_saidHello && now - m_connectedAt >= limits::timeToSayHello)
        return u"No hello came."_s;
    if (!m_session && now - m_signedOutSince >= limits::timeToSignIn)
        return u"Nobody signed in."_s;
    if (m_session && now >= m_session->endsAt)
        return u"The session has ended. Sign in again."_s;
    if (now - m_lastHeard >= limits::idleTimeout)
        return u"Nothing was heard for a while."_s;
    return std::nullopt;
}

} // namespace foyer
