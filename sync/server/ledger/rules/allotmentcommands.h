#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

// An allotment is a hold that ends never; its fence is its epoch. Its window sells from it with
// ConfirmBooking.

[[nodiscard]] Outcome leaseAllotment(OperationScope &scope, const LeaseAllotment &command);
[[nodiscard]] Outcome returnAllotment(OperationScope &scope, const ReturnAllotment &command);
[[nodiscard]] Outcome revokeAllotment(OperationScope &scope, const RevokeAllotment &command);

} // namespace foyer
