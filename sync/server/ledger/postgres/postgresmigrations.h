#pragma once

#include "sync/server/ledger/postgres/connection.h"

#include <span>

namespace foyer {

/// One step of the schema; the build reads them from resources/sql/postgres/NNNN_<what>.sql.
struct PostgresMigration
{
    int number = 0;
    const char *what = "";
    const char *statements = "";
};

/// All steps, by number from 1 without a gap.
[[nodiscard]] std::span<const PostgresMigration> postgresMigrations();

/// Brings the database from its version to the newest of \a steps, each step in a transaction of
/// its own, so that a crash leaves a whole older version. Nodes that start together take turns.
/// \return UnsupportedVersion when the database is newer than the program, Internal when it is not
/// a ledger at all, ReadOnly when it cannot be written.
[[nodiscard]] Result<void> migrate(PostgresConnection &connection,
                                   std::span<const PostgresMigration> steps);

/// Whether the database has exactly the newest version; changes nothing.
[[nodiscard]] Result<void> checkVersion(PostgresConnection &connection);

} // namespace foyer
