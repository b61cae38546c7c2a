#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

// All of them: the server computes every price, from the event's price list and the categories
// of its map.

[[nodiscard]] Outcome confirmBooking(OperationScope &scope, const ConfirmBooking &command);
[[nodiscard]] Outcome cancelBooking(OperationScope &scope, const CancelBooking &command);
/// Sell is paid on account (PaymentMethod::Account): no money is handed over here.
[[nodiscard]] Outcome bookTickets(OperationScope &scope, const BookTickets &command);

} // namespace foyer
