#pragma once

#include "sync/engine/clockoffset.h"
#include "sync/engine/outboxqueue.h"
#include "sync/engine/windowengine.h"

namespace foyer {

/// The insides of a WindowEngine: link, session, outbox and watched events. Every handler adds to
/// a step; nothing here waits or fails.
struct WindowEngine::Private
{
    /// An event that the window looks at.
    struct Watched
    {
        explicit Watched(TicketBoard first)
            : board(std::move(first))
        {}
        TicketBoard board;
        std::optional<RequestId> asked; ///< a WatchEvent that has not been answered
        Tick askedAt;
    };

    Private(WindowMemory memory, QString clientName, RandomSource &randomSource);

    // link
    void connected(Tick now, EngineStep &step);
    void disconnected(Tick now, const QString &reason, EngineStep &step);
    void setLink(LinkState state, EngineStep &step, std::optional<Refusal> refusal = std::nullopt,
                 Milliseconds retryIn = Milliseconds(0));
    void heartbeat(Tick now, EngineStep &step);
    void send(const ClientMessage &message, EngineStep &step);
    void goLive(Tick now, EngineStep &step);

    // what the server says
    void onMessage(const Welcome &message, Tick now, EngineStep &step);
    void onMessage(const SignedIn &message, Tick now, EngineStep &step);
    void onMessage(const SignedOut &message, Tick now, EngineStep &step);
    void onMessage(const CatalogueDelta &message, Tick now, EngineStep &step);
    void onMessage(const Availability &message, Tick now, EngineStep &step);
    void onMessage(const Snapshot &message, Tick now, EngineStep &step);
    void onMessage(const Changes &message, Tick now, EngineStep &step);
    void onMessage(const OperationOutcome &message, Tick now, EngineStep &step);
    void onMessage(const Refused &message, Tick now, EngineStep &step);
    void onMessage(const Pong &message, Tick now, EngineStep &step);

    // session
    void endSession(EngineStep &step);
    void forgetConfirmed(const LedgerEpoch &newEpoch, EngineStep &step);

    // events and outbox
    void ask(const EventId &event, Watched &watched, Tick now, EngineStep &step);
    void refold(const EventId &event, EngineStep &step);
    void tellSeats(const EventId &event, const QList<SeatIndex> &seats, EngineStep &step) const;
    void closeLine(Tick now, EngineStep &step);
    void storeOutbox(EngineStep &step);
    void sendOutbox(Tick now, EngineStep &step);
    void settle(const OperationId &operation, const Outcome &outcome, Instant serverTime, Tick now,
                EngineStep &step);
    void told(const Operation &operation, const Outcome &outcome, Instant serverTime, Tick now,
              EngineStep &step);
    [[nodiscard]] RequestId nextRequest() { return lastRequest = lastRequest.next(); }

    WindowId window;
    QString client;
    RandomSource &random;
    LedgerEpoch epoch;
    CatalogueVersion catalogue;
    QString token;
    QString house;

    LinkState link = LinkState::Offline;
    bool isConnected = false;
    bool isSigningOut = false;    ///< as soon as nothing is pending
    std::optional<Tick> closedAt; ///< the driver was told to close; disconnected() will follow
    std::optional<Tick> welcomedAt;
    int attempt = 0;
    Tick helloSentAt;
    Tick lastHeard;
    Tick pingSentAt;
    std::optional<Tick> pingUnanswered; ///< the oldest one
    Tick catalogueAskedAt;
    bool isCatalogueAsked = false;
    RequestId lastRequest;
    std::optional<RequestId> signingIn;
    std::optional<SessionInfo> session;
    ClockOffset clock;
    OutboxQueue outbox;
    QHash<EventId, Watched> watched;
};

} // namespace foyer
