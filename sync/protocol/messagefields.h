#pragma once

#include "sync/protocol/commandfields.h"

// The fields of messages, in the order of their Cbor arrays. See wirefield.h.
namespace foyer {

inline constexpr Range anyVersion{1, 1'000'000};
inline constexpr Range tokenText{0, limits::tokenLength};
inline constexpr Range catalogueList{0, limits::eventsPerCataloguePart};

template <class Wire>
void describe(Wire &wire, Described<Wire, Hello> &hello)
{
    wire.number("oldest_version", hello.oldestVersion, anyVersion);
    wire.number("newest_version", hello.newestVersion, anyVersion);
    wire.text("client", hello.client, shortText);
    wire.id("window_id", hello.window);
    wire.text("token", hello.token, tokenText, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SignIn> &signIn)
{
    wire.counter("request", signIn.request, anyCount);
    wire.text("name", signIn.name, nameText);
    wire.text("password", signIn.password, Range{0, limits::passwordLength});
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SignOut> &signOut)
{
    wire.counter("request", signOut.request, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, WatchCatalogue> &watch)
{
    wire.counter("request", watch.request, anyCount);
    wire.counter("since", watch.since, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, WatchEvent> &watch)
{
    wire.counter("request", watch.request, anyCount);
    wire.id("event_id", watch.event);
    wire.counter("since", watch.since, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, UnwatchEvent> &unwatch)
{
    wire.id("event_id", unwatch.event);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Perform> &perform)
{
    wire.object("operation", perform.operation);
    wire.counter("acknowledged", perform.acknowledged, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Ping> &ping)
{
    wire.number("echo", ping.echo, anySigned);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Welcome> &welcome)
{
    wire.number("version", welcome.version, anyVersion);
    wire.text("server", welcome.server, shortText);
    wire.text("house", welcome.house, shortText);
    wire.id("epoch", welcome.epoch);
    wire.instant("server_time", welcome.serverTime);
    wire.objectOrNull("session", welcome.session);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SignedIn> &signedIn)
{
    wire.counter("request", signedIn.request, anyCount);
    wire.text("token", signedIn.token, tokenText);
    wire.object("session", signedIn.session);
    wire.instant("server_time", signedIn.serverTime);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SignedOut> &signedOut)
{
    wire.counter("request", signedOut.request, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, CatalogueDelta> &delta)
{
    wire.counter("version", delta.version, anyCount);
    wire.flag("is_last", delta.isLast);
    wire.list("venues", delta.venues, catalogueList);
    wire.list("seat_maps", delta.seatMaps, catalogueList);
    wire.list("performers", delta.performers, catalogueList);
    wire.list("events", delta.events, catalogueList);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Availability::Entry> &entry)
{
    wire.id("event_id", entry.event);
    wire.object("counts", entry.counts);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Availability> &availability)
{
    wire.list("events", availability.events, Range{0, limits::availabilityEvents});
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TicketView> &view)
{
    wire.value("status", view.status, ValueNames(ticketStatusNames));
    wire.counter("version", view.version, anyCount, Presence::Optional);
    wire.idOrNull("window_id", view.holder);
    wire.idOrNull("hold_id", view.hold);
    wire.counter("fence", view.fence, anyCount, Presence::Optional);
    wire.duration("remaining_ms", view.remaining, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Snapshot> &snapshot)
{
    wire.id("event_id", snapshot.event);
    wire.counter("sequence", snapshot.sequence, anyCount);
    wire.bytes("packed", snapshot.packed, Range{0, limits::snapshotBytes});
    wire.instant("server_time", snapshot.serverTime);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Change> &change)
{
    wire.counter("sequence", change.sequence, anyCount);
    wire.seats("seats", change.seats, anyTickets, SeatOrder::Any);
    wire.object("after", change.after);
    wire.counters("versions", change.versions, anyTickets);
    wire.check("versions", change.versions.size() == change.seats.size(), "one for each seat");
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Changes> &changes)
{
    wire.id("event_id", changes.event);
    wire.list("changes", changes.changes, Range{0, limits::changesKeptPerEvent});
    wire.instant("server_time", changes.serverTime);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, OperationOutcome> &answer)
{
    wire.id("op_id", answer.operation);
    wire.outcome("outcome", answer.outcome);
    wire.instant("server_time", answer.serverTime);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Refused> &refused)
{
    wire.counter("request", refused.request, anyCount);
    wire.object("refusal", refused.refusal);
    wire.instant("server_time", refused.serverTime);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Pong> &pong)
{
    wire.number("echo", pong.echo, anySigned);
    wire.instant("server_time", pong.serverTime);
}

} // namespace foyer
