#pragma once

#include "sync/server/ledger/sqlite/database.h"

#include <span>

namespace foyer {

/// One step of the schema; the build reads them from resources/sql/server/NNNN_<what>.sql.
struct Migration
{
    int number = 0;
    const char *what = "";
    const char *statements = "";
};

/// All steps, by number from 1 without a gap.
[[nodiscard]] std::span<const Migration> ledgerMigrations();

/// Brings \a database from its user_version to the newest of \a steps, each step in a
/// transaction of its own, so that a crash leaves a whole older version.
/// \return UnsupportedVersion when the file is newer than the program, Internal when it is not a
/// ledger at all, ReadOnly when it cannot be written.
[[nodiscard]] Result<void> migrate(Database &database, std::span<const Migration> steps);

} // namespace foyer
