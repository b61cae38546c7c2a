#pragma once

#include "models/domain/instant.h"

#include <QtGlobal>

/// Every bound of the conversation, by name; the AsyncAPI and OpenAPI documents state them too.
namespace foyer::limits {

inline constexpr qsizetype frameBytes = 64 * 1024; ///< a WebSocket message from a signed-in window
inline constexpr qsizetype frameBytesBeforeSignIn = 4 * 1024;
inline constexpr qsizetype httpBodyBytes = 64 * 1024 * 1024; ///< PUT of a seat map; others 64 KiB
inline constexpr qsizetype outgoingBytes =
    1024 * 1024; ///< unsent per connection, then it is dropped
inline constexpr qint32 ticketsPerHold = 200;
inline constexpr qint32 ticketsHeldPerWindow = 1000;
inline constexpr qint32 extensionsPerHold = 6;
inline constexpr Milliseconds holdLength{10 * 60 * 1000};
inline constexpr Milliseconds sessionLength{12 * 60 * 60 * 1000};
inline constexpr Milliseconds timeToSignIn{60 * 1000};
inline constexpr Milliseconds timeToSayHello{5 * 1000};
inline constexpr Milliseconds idleTimeout{30 * 1000}; ///< windows ping every third of it
inline constexpr qint32 operationsPerSecond = 100;    ///< per session, sustained
inline constexpr qint32 operationsBurst = 200;
inline constexpr qint32 watchedEvents = 64; ///< per connection
inline constexpr qint32 connections = 10'000;
inline constexpr qint32 writeQueue = 16'384; ///< operations waiting for the writer, then Overloaded
inline constexpr qint32 writeBatch = 1'024;  ///< operations per commit
inline constexpr qint32 changesKeptPerEvent = 4'096; ///< farther behind: a snapshot
inline constexpr qint32 eventsPerCataloguePart = 200;
inline constexpr qint32 searchLimit = 100;
inline constexpr qint32 searchLimitDefault = 20;

} // namespace foyer::limits
