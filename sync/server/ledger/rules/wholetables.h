#pragma once

#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// Tables that are sold whole: whoever has one of its seats has all of them.

/// Those of \a seats, in index order, that are at such a table of which other seats are not among
/// them.
[[nodiscard]] QList<SeatIndex> splitTables(OperationScope &scope, const QList<SeatIndex> &seats);
/// \return InvalidRecord when \a seats, in index order, are not whole tables.
[[nodiscard]] Result<void> checkTables(OperationScope &scope, const QList<SeatIndex> &seats);

} // namespace foyer
