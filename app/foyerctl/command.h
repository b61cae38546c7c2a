#pragma once

#include "sync/server/ledger/ledger.h"

#include <QStringList>

namespace foyer {

/// What foyerctl ends with; --help says so too.
enum class ExitCode : int {
    Fine = 0,
    Failed = 1,       ///< could not be done; stderr says why
    Misused = 2,      ///< wrong use
    Contradiction = 3 ///< verify or map check found faults; stdout lists them
};

/// Prints \a why on stderr.
ExitCode failed(const QString &why);
ExitCode misused(const QString &why);
void say(const QString &line);
[[nodiscard]] QString contradictionLine(const LedgerContradiction &found);

// Each takes the arguments after its own words.
[[nodiscard]] ExitCode verifyHouse(const QStringList &arguments);
[[nodiscard]] ExitCode migrateHouse(const QStringList &given);
[[nodiscard]] ExitCode copyStore(const QStringList &arguments);
[[nodiscard]] ExitCode compareStores(const QStringList &arguments);
[[nodiscard]] ExitCode backUp(const QStringList &arguments);
[[nodiscard]] ExitCode restoreBackup(const QStringList &arguments);
[[nodiscard]] ExitCode manageUsers(const QStringList &arguments);
[[nodiscard]] ExitCode listHolds(const QStringList &arguments);
[[nodiscard]] ExitCode handleMaps(const QStringList &arguments);

} // namespace foyer
