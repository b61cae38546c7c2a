#pragma once

#include "models/seatmap/nearest.h"
#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// The tickets the house picks for a buyer who names only how many, and perhaps of what category,
/// where, and whether accessible: see bestAvailable(). Others' carts count as taken. O(tickets).
/// \return TicketsTaken when there are not so many.
[[nodiscard]] Result<BestChoice> bestFree(OperationScope &scope, const BookTickets &wish);
/// The choice in words.
[[nodiscard]] QString explained(const BestChoice &choice);

} // namespace foyer
