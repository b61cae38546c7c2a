#pragma once

#include "models/domain/instant.h"

#include <QtGlobal>

/// Bounds of the edge alone; those of the conversation are in sync/protocol/limits.h.
namespace foyer::edgelimits {

inline constexpr quint32 headerBytes = 16 * 1024; ///< of an HTTP request; more is answered 431
inline constexpr quint64 bodyBytes = 64 * 1024;   ///< of a request that is no signed-in PUT
inline constexpr qint32 largeBodies = 4;          ///< read at the same time; more are answered 503
inline constexpr Milliseconds headerTime{10 * 1000}; ///< from accept or the first byte
inline constexpr Milliseconds bodyTime{60 * 1000};
inline constexpr Milliseconds keepAliveTime{30 * 1000}; ///< between two requests
inline constexpr Milliseconds answerTime{60 * 1000};    ///< of the service, then 504
inline constexpr Milliseconds sendTime{60 * 1000};      ///< of one HTTP response
inline constexpr Milliseconds closeTime{5 * 1000};      ///< for a peer to answer a close frame
inline constexpr Milliseconds stopTime{5 * 1000};       ///< for requests in flight when stopping
inline constexpr Milliseconds sweepInterval{250};       ///< how exactly deadlines are kept
inline constexpr qint32 refusedConnections = 256;       ///< being told 503; beyond: closed unheard
inline constexpr qsizetype coalescedBytes = 64 * 1024;  ///< sent at once even while more follows
inline constexpr qsizetype receivedBytes = 64 * 1024;   ///< taken from a socket at once
inline constexpr qsizetype keptBytes = 1024; ///< of room for input or output, between two bursts
inline constexpr qint32 controlsWhileBehind = 64; ///< pings of a peer that does not read
inline constexpr qsizetype addressesRemembered = 16 * 1024;

} // namespace foyer::edgelimits
