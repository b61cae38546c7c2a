#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

[[nodiscard]] Outcome savePool(OperationScope &scope, const SavePool &command);
[[nodiscard]] Outcome keepTickets(OperationScope &scope, const KeepTickets &command);
/// Puts up to \a most free tickets of a pool whose time has come on sale; closes it when none is
/// left. \return how many.
[[nodiscard]] qint32 releasePool(OperationScope &scope, StoredPool pool, qint32 most);

} // namespace foyer
