#pragma once

#include "sync/server/ledger/rules/rows.h"
#include "sync/server/ledger/sqlite/database.h"

namespace foyer {

[[nodiscard]] std::optional<StoredBooking> findBooking(Database &database, const BookingId &id);

} // namespace foyer
