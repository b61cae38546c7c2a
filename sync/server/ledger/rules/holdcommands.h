#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/inventory.h"

namespace foyer {

// Each reads and decides first; a refusal has changed nothing.

[[nodiscard]] Outcome placeHold(OperationScope &scope, const PlaceHold &command);
[[nodiscard]] Outcome extendHold(OperationScope &scope, const ExtendHold &command);
[[nodiscard]] Outcome releaseHold(OperationScope &scope, const ReleaseHold &command);
[[nodiscard]] Outcome transferHold(OperationScope &scope, const TransferHold &command);
/// Frees the tickets of a hold that has run out and ends it, and the reservation that keeps it.
void expireHold(OperationScope &scope, const StoredHold &stored);

/// What becomes of the \a named tickets (none: all) of a live hold that are let go.
[[nodiscard]] NextTickets releasedFrom(OperationScope &scope, const StoredHold &stored,
                                       const QList<SeatIndex> &named);
/// Lets them go, and ends the hold when none is left.
void letGo(OperationScope &scope, StoredHold &stored, LedgerAction action,
           const NextTickets &freed);
/// For commands that are about carts only.
[[nodiscard]] std::unexpected<Refusal> noAllotment();

} // namespace foyer
