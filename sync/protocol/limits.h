#pragma once

#include "models/domain/instant.h"

#include <QtGlobal>

/// Every bound of the conversation, by name; the AsyncAPI and OpenAPI documents state them too.
namespace foyer::limits {

inline constexpr qsizetype frameBytes =
    64LL * 1024; ///< a WebSocket message from a signed-in window
inline constexpr qsizetype frameBytesBeforeSignIn = 4LL * 1024;
inline constexpr qsizetype httpBodyBytes = 64LL * 1024 * 1024; ///< PUT of a seat map; others 64 KiB
inline constexpr qsizetype outgoingBytes =
    1024LL * 1024; ///< unsent per connection, then it is dropped
inline constexpr qint32 ticketsPerHold = 200;
inline constexpr qint32 ticketsHeldPerWindow = 1000;
inline constexpr qint32 ticketsPerAllotment = 5000;
inline constexpr qint32 stepsTogether = 20;
inline constexpr qint32 paymentsAtOnce = 20; ///< of one sale
inline constexpr qint32 extensionsPerHold = 6;
/// How long a window may sell an allotment without having asked the server again.
inline constexpr Milliseconds offlineGrantLength{qint64(24) * 60 * 60 * 1000};
inline constexpr Milliseconds holdLength{10 * 60 * 1000};
inline constexpr Milliseconds sessionLength{12 * 60 * 60 * 1000};
inline constexpr Milliseconds timeToSignIn{60 * 1000};
inline constexpr Milliseconds timeToSayHello{5 * 1000};
inline constexpr Milliseconds idleTimeout{30 * 1000}; ///< windows ping every third of it
inline constexpr qint32 operationsPerSecond = 100;    ///< per session, sustained
inline constexpr qint32 operationsBurst = 2 * operationsPerSecond;
inline constexpr qint32 readsPerSecond = 200; ///< REST without a session, per address
inline constexpr qint32 readsBurst = 5 * readsPerSecond;
inline constexpr qint32 watchedEvents = 64; ///< per connection
inline constexpr qint32 connections = 10'000;
inline constexpr qint32 writeQueue = 16'384; ///< operations waiting for the writer, then Overloaded
inline constexpr qint32 writeBatch = 1'024;  ///< operations per commit
inline constexpr qint32 outcomesPerPrune = 1'024;    ///< acknowledged outcomes deleted at a time
inline constexpr qint32 changesKeptPerEvent = 4'096; ///< farther behind: a snapshot
inline constexpr qint32 eventsPerCataloguePart = 200;
// What one field of a message may hold at most; texts in UTF-16 code units, as Qt counts.
inline constexpr qint64 largestNumber = 9'007'199'254'740'991;  ///< exact in every JSON reader
inline constexpr qint64 latestInstant_ms = 253'402'300'799'999; ///< end of the year 9999
inline constexpr qint32 ticketsPerEvent = 300'000;
inline constexpr qsizetype nameLength = 200;
inline constexpr qsizetype textLength = 4'000; ///< descriptions, addresses, notes, reasons
inline constexpr qsizetype passwordLength = 1'024;
inline constexpr qsizetype tokenLength = 200;
inline constexpr qsizetype paymentsPerBooking = 1'000;
inline constexpr qsizetype performersPerEvent = 100;
inline constexpr qsizetype ticketTypesPerEvent = 100;
inline constexpr qsizetype pricesPerEvent = 5'000;
inline constexpr qsizetype serverFrameBytes = 16LL * 1024 * 1024; ///< a message from the server
inline constexpr qsizetype snapshotBytes = 8LL * 1024 * 1024;
inline constexpr qint32 availabilityEvents = 100'000; ///< entries in one message
inline constexpr qint32 searchLimit = 100;
inline constexpr qint32 searchLimitDefault = 20;

} // namespace foyer::limits
