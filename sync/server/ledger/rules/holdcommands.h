#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

// Each reads and decides first; a refusal has changed nothing.

[[nodiscard]] Outcome placeHold(OperationScope &scope, const PlaceHold &command);
[[nodiscard]] Outcome extendHold(OperationScope &scope, const ExtendHold &command);
[[nodiscard]] Outcome releaseHold(OperationScope &scope, const ReleaseHold &command);
/// Frees the tickets of a hold that has run out and ends it, and the reservation that keeps it.
void expireHold(OperationScope &scope, const StoredHold &stored);

} // namespace foyer
