#pragma once

#include "models/domain/random.h"
#include "sync/engine/backoff.h"
#include "sync/engine/outbox.h"
#include "sync/engine/ticketboard.h"
#include "sync/protocol/message.h"

#include <QHash>
#include <QList>

#include <memory>
#include <optional>
#include <variant>

namespace foyer {

/// Where a window stands with the server.
enum class LinkState : quint8 {
    Offline, ///< not connected; a next attempt is planned
    Connecting,
    SignedOut, ///< connected, nobody signed in
    Live,
    Refused, ///< the server will not talk to this program; see refusal
};

/// What the engine wants done. The driver carries actions out in order; the engine never waits.
struct SendMessage
{
    ClientMessage message;
};
/// Store this row durably (insert or replace by id). Only after stored() may it be sent.
struct StoreOutboxRow
{
    OutboxRow row;
};
/// Store what is confirmed: the driver may do it later, in order.
struct StoreTickets
{
    EventId event;
    Sequence sequence;
    QList<TicketView> tickets; ///< all of them
};
struct StoreChanges
{
    EventId event;
    QList<Change> changes;
};
struct StoreCatalogue
{
    CatalogueDelta delta;
};
/// Everything from this server is void (its epoch changed): forget tickets and catalogue; the
/// outbox stays.
struct ForgetConfirmed
{
    LedgerEpoch epoch;
};
struct OpenConnection
{
    Milliseconds after{0};
};
struct CloseConnection
{};

using EngineAction = std::variant<SendMessage, StoreOutboxRow, StoreTickets, StoreChanges,
                                  StoreCatalogue, ForgetConfirmed, OpenConnection, CloseConnection>;

/// What the people at the window should see; in order, after the actions.
struct LinkChanged
{
    LinkState state = LinkState::Offline;
    std::optional<Refusal> refusal;
    Milliseconds retryIn{0};
};
struct SessionChanged
{
    std::optional<SessionInfo> session;
    QString token; ///< for the driver to keep for REST; empty when signed out
};
struct SignInRefused
{
    Refusal refusal;
};
/// These seats of the optimistic view look different now; all = whole event.
struct SeatsChanged
{
    EventId event;
    QList<SeatIndex> seats;
    bool all = false;
};
struct OperationSettled
{
    Operation operation;
    Outcome outcome;
};
struct CatalogueChanged
{
    CatalogueDelta delta;
};
struct AvailabilityChanged
{
    Availability availability;
};
/// A watched event cannot be had: unknown, or not published.
struct WatchRefused
{
    EventId event;
    Refusal refusal;
};

using EngineNotice =
    std::variant<LinkChanged, SessionChanged, SignInRefused, SeatsChanged, OperationSettled,
                 CatalogueChanged, AvailabilityChanged, WatchRefused>;

/// What one input led to.
struct EngineStep
{
    QList<EngineAction> actions;
    QList<EngineNotice> notices;
};

/// What a window knew when it was closed, for the start.
struct WindowMemory
{
    WindowId window;
    LedgerEpoch epoch;
    CatalogueVersion catalogue;
    QList<OutboxRow> outbox; ///< every row that is not settled, oldest first
    DeviceSequence lastDeviceSequence;
    QString token;
};

/// The window's half of the conversation, without socket, clock, thread or disk: inputs come in
/// with the time at which they happened, and each returns what to do. The desktop's driver and
/// the simulator run the very same class.
///
/// It keeps connecting (backoff with jitter), resumes by sequence, detects gaps, sends outbox
/// rows in order only once they are stored, resends unanswered ones with the same op_id after a
/// reconnect, matches outcomes once, and holds the optimistic view of each watched event.
class WindowEngine final
{
public:
    /// \a random must outlive the engine.
    WindowEngine(WindowMemory memory, QString client, RandomSource &random);
    ~WindowEngine();

    // ---- what happened outside
    [[nodiscard]] EngineStep started(Tick now);
    [[nodiscard]] EngineStep connected(Tick now);
    /// \a reason for people, may be empty.
    [[nodiscard]] EngineStep disconnected(Tick now, const QString &reason);
    [[nodiscard]] EngineStep received(const ServerMessage &message, Tick now);
    /// The row of \a operation is on disk (the StoreOutboxRow of its current state).
    [[nodiscard]] EngineStep stored(const OperationId &operation, Tick now);
    /// Call at least every second: heartbeats, half-open detection (10 s), resends.
    [[nodiscard]] EngineStep timePassed(Tick now);

    // ---- what the people want
    [[nodiscard]] EngineStep signIn(const QString &name, const QString &password, Tick now);
    [[nodiscard]] EngineStep signOut(Tick now);
    /// \a known: what the local store had of the event (sequence 0 when nothing).
    [[nodiscard]] EngineStep watch(const EventId &event, Sequence known,
                                   const QList<TicketView> &tickets, Tick now);
    [[nodiscard]] EngineStep unwatch(const EventId &event);
    /// Puts an operation into the outbox; shown at once, stored next, sent after that.
    [[nodiscard]] EngineStep submit(const Command &command, OperationId id, Tick now);
    /// A person has seen that \a operation was refused and has dealt with it.
    [[nodiscard]] EngineStep resolve(const OperationId &operation);

    // ---- what is known
    [[nodiscard]] LinkState link() const;
    [[nodiscard]] const QString &houseName() const; ///< from the last Welcome
    [[nodiscard]] const std::optional<SessionInfo> &session() const;
    /// The optimistic view: confirmed tickets with the pending operations over them. Null when
    /// the event is not watched.
    [[nodiscard]] const TicketBoard *board(const EventId &event) const;
    [[nodiscard]] const QList<OutboxRow> &outbox() const; ///< unsettled and unresolved rows
    /// The server's time as estimated at \a now (offset of the best round trip so far).
    [[nodiscard]] Instant serverTime(Tick now) const;
    /// Whether serverTime() has been learned from a server yet.
    [[nodiscard]] bool knowsServerTime() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
