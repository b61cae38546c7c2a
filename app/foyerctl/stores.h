#pragma once

#include "sync/server/ledger/rules/housetables.h"
#include "sync/server/ledger/storeaddress.h"

#include <memory>

namespace foyer {

struct LedgerContradiction;

// A house in whatever store an operator named.

[[nodiscard]] Result<std::unique_ptr<HouseSource>> openHouseIn(const StoreAddress &store);
[[nodiscard]] Result<std::unique_ptr<HouseTarget>> openTargetIn(const StoreAddress &store);
[[nodiscard]] Result<QList<LedgerContradiction>> verifyStore(const StoreAddress &store);

} // namespace foyer
