#pragma once

#include "sync/server/ledger/rules/housetables.h"

#include <QString>

#include <memory>

namespace foyer {

/// The house in the database at \a uri, as it is now; also while nodes sell.
/// \return UnsupportedVersion when a newer program wrote it, or an older one (foyerctl migrate),
/// else as openPostgresLedger() refuses.
[[nodiscard]] Result<std::unique_ptr<HouseSource>> openPostgresHouse(const QString &uri);

/// The database at \a uri to be filled: an empty one, or a ledger without a house. Its tables are
/// made, and stay when nothing is committed. \return as openPostgresLedger() refuses.
[[nodiscard]] Result<std::unique_ptr<HouseTarget>> openPostgresTarget(const QString &uri);

} // namespace foyer
