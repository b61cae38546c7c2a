#pragma once

#include "sync/server/ledger/rules/housetables.h"

#include <QString>

#include <memory>

namespace foyer {

/// The house in the file \a path, as it is now; also while a foyerd sells, whose commits do not
/// wait (only its log grows meanwhile).
/// \return NotFound when there is no file, UnsupportedVersion when a newer program wrote it, or an
/// older one (foyerctl migrate), else as openSqliteLedger() refuses.
[[nodiscard]] Result<std::unique_ptr<HouseSource>> openSqliteHouse(const QString &path);

/// The file \a path to be filled: a new one, or a ledger without a house. A file that it has made
/// goes again when nothing was committed.
/// \return ReadOnly when a foyerd has it, else as openSqliteLedger() refuses.
[[nodiscard]] Result<std::unique_ptr<HouseTarget>> openSqliteTarget(const QString &path);

} // namespace foyer
