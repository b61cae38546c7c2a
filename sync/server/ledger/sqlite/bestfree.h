#pragma once

#include "sync/server/ledger/sqlite/inventory.h"

namespace foyer {

/// The tickets the house picks for a buyer who names only how many: the first free run of
/// neighbours in one row (or places of one area), in the order of the map; where no row has so
/// many together, the first free tickets of the house. One pass over the event's tickets.
/// \return ascending; TicketsTaken when fewer than \a quantity are free.
[[nodiscard]] Result<QList<SeatIndex>> bestFree(OperationScope &scope, qint32 quantity);

} // namespace foyer
