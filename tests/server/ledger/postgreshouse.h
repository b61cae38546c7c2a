#pragma once

#include "sync/server/ledger/ledger.h"

namespace foyer {

/// The database that openHouseLedger() has given to the path \a path last.
[[nodiscard]] QString databaseOf(const QString &path);

} // namespace foyer
