#pragma once

#include "sync/server/ledger/ledger.h"

#include <memory>

namespace foyer::bench {

/// \a ledger as most programs would use it: every request is a durable transaction of its own.
[[nodiscard]] std::unique_ptr<Ledger> oneByOne(std::unique_ptr<Ledger> ledger);

} // namespace foyer::bench
