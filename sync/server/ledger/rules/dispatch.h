#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// Does what \a command asks. A refusal has changed nothing.
[[nodiscard]] Outcome dispatch(OperationScope &scope, const Command &command);

} // namespace foyer
