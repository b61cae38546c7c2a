#pragma once

#include "sync/protocol/command.h"

#include <variant>

namespace foyer {

// The conversation of a window with the booking server, one WebSocket message each. Encoding in
// codec.h, prose and schemas in asyncapi.yaml beside this file.

inline constexpr qint32 protocolVersion = 1;

/// Numbers a question within its connection; the answer carries the same.
using RequestId = Counter<struct RequestTag>;

// ---------------------------------------------------------------- window -> server

/// First message on every connection. A token resumes the session it belongs to.
struct Hello
{
    qint32 oldestVersion = protocolVersion;
    qint32 newestVersion = protocolVersion;
    QString client; ///< "foyer 0.1.0"
    WindowId window;
    QString token; ///< empty: not signed in yet
    bool operator==(const Hello &) const = default;
};

struct SignIn
{
    RequestId request;
    QString name;
    QString password;
    bool operator==(const SignIn &) const = default;
};

struct SignOut
{
    RequestId request;
    bool operator==(const SignOut &) const = default;
};

/// Asks for all catalogue records changed after \a since, and for every later change by itself.
struct WatchCatalogue
{
    RequestId request;
    CatalogueVersion since;
    bool operator==(const WatchCatalogue &) const = default;
};

/// Asks for an event's tickets: the changes after \a since, or a snapshot when \a since is 0 or
/// too long ago; then every change as it is committed.
struct WatchEvent
{
    RequestId request;
    EventId event;
    Sequence since;
    bool operator==(const WatchEvent &) const = default;
};

struct UnwatchEvent
{
    EventId event;
    bool operator==(const UnwatchEvent &) const = default;
};

/// Asks for a change. acknowledged: all outcomes up to here are safe in the window's store.
struct Perform
{
    Operation operation;
    DeviceSequence acknowledged;
    bool operator==(const Perform &) const = default;
};

struct Ping
{
    qint64 echo = 0; ///< returned unchanged
    bool operator==(const Ping &) const = default;
};

using ClientMessage =
    std::variant<Hello, SignIn, SignOut, WatchCatalogue, WatchEvent, UnwatchEvent, Perform, Ping>;

// ---------------------------------------------------------------- server -> window

struct SessionInfo
{
    OperatorId operatorId;
    QString displayName;
    Role role = Role::Seller;
    Instant endsAt;
    bool operator==(const SessionInfo &) const = default;
};

/// Answers Hello.
struct Welcome
{
    qint32 version = protocolVersion;
    QString server; ///< "foyerd 0.1.0"
    QString house;  ///< the house's name
    LedgerEpoch epoch;
    Instant serverTime;
    std::optional<SessionInfo> session; ///< when the token was good
    bool operator==(const Welcome &) const = default;
};

struct SignedIn
{
    RequestId request;
    QString token; ///< a bearer token, for REST too; a secret
    SessionInfo session;
    Instant serverTime;
    bool operator==(const SignedIn &) const = default;
};

struct SignedOut
{
    RequestId request;
    bool operator==(const SignedOut &) const = default;
};

/// Catalogue records that are new or changed; later ones replace earlier ones of the same id.
struct CatalogueDelta
{
    CatalogueVersion version; ///< the state after it
    bool isLast = true;       ///< more parts follow when false
    QList<Venue> venues;
    QList<SeatMapSummary> seatMaps;
    QList<Performer> performers;
    QList<Event> events;
    bool operator==(const CatalogueDelta &) const = default;
};

/// How many tickets of some events are free; sent to everybody who watches the catalogue, at
/// most four times a second.
struct Availability
{
    struct Entry
    {
        EventId event;
        TicketCounts counts;
        bool operator==(const Entry &) const = default;
    };
    QList<Entry> events;
    bool operator==(const Availability &) const = default;
};

/// One ticket as others see it.
struct TicketView
{
    TicketStatus status = TicketStatus::Available;
    Version version;
    WindowId holder; ///< for Held
    HoldId hold;     ///< for Held, only to the window that holds it
    Fence fence;     ///< for Held, only to the window that holds it; what confirming needs
    Milliseconds remaining{0}; ///< of the lease, for Held, when the message was made
    bool operator==(const TicketView &) const = default;
};

/// The whole state of an event's tickets at one sequence, packed (see snapshot.h).
struct Snapshot
{
    EventId event;
    Sequence sequence;
    QByteArray packed;
    Instant serverTime;
    bool operator==(const Snapshot &) const = default;
};

/// One committed change of an event.
struct Change
{
    Sequence sequence;
    QList<SeatIndex> seats;
    TicketView after;        ///< status, holder, hold, fence and remaining of all these tickets
    QList<Version> versions; ///< of each seat, in the same order
    bool operator==(const Change &) const = default;
};

/// Changes of one event, in order, without a gap: the first is the sequence after what the
/// window has. A window that sees a gap asks again with WatchEvent.
struct Changes
{
    EventId event;
    QList<Change> changes;
    Instant serverTime;
    bool operator==(const Changes &) const = default;
};

/// The outcome of an operation. Sent after it is durable.
struct OperationOutcome
{
    OperationId operation;
    Outcome outcome;
    Instant serverTime;
    bool operator==(const OperationOutcome &) const = default;
};

/// Answers a question that could not be answered, or a frame that was no message (request 0).
struct Refused
{
    RequestId request;
    Refusal refusal;
    Instant serverTime;
    bool operator==(const Refused &) const = default;
};

struct Pong
{
    qint64 echo = 0;
    Instant serverTime;
    bool operator==(const Pong &) const = default;
};

using ServerMessage = std::variant<Welcome, SignedIn, SignedOut, CatalogueDelta, Availability,
                                   Snapshot, Changes, OperationOutcome, Refused, Pong>;

} // namespace foyer
