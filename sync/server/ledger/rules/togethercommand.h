#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// All steps or none; the refusal is that of the first that fails.
[[nodiscard]] Outcome doTogether(OperationScope &scope, const Together &command);

} // namespace foyer
