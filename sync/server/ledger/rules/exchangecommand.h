#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

[[nodiscard]] Outcome exchangeBooking(OperationScope &scope, const ExchangeBooking &command);

} // namespace foyer
