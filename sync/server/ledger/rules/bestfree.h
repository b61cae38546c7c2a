#pragma once

#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// The tickets the house picks for a buyer who names only how many, by bestAvailable(): side by
/// side where it can be, near to the stage, never a wheelchair place. O(tickets).
/// \return ascending; TicketsTaken when there are not so many.
[[nodiscard]] Result<QList<SeatIndex>> bestFree(OperationScope &scope, qint32 quantity);

} // namespace foyer
