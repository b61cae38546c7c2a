#pragma once

#include "models/domain/random.h"
#include "sync/server/ledger/ledger.h"

#include <QString>

#include <functional>

namespace foyer {

/// What a backup or a restored house has.
struct HouseCopy
{
    QString houseName;
    qint32 events = 0;
    qint64 ledgerRows = 0;
    Instant until; ///< the latest time it has seen
    /// What verifyLedger() found in it; empty: it is whole.
    QList<LedgerContradiction> contradictions;
};

/// Copies the house in the file \a path, as it is at one moment, into the new file \a target.
/// Also while a foyerd sells: a reader's snapshot is copied in slices, no commit waits for it, only
/// the write-ahead log grows meanwhile by what is written. The copy is one file of its own; it is
/// synced, then verified, and only then has its name: a file called \a target is a whole backup.
/// \return InvalidRecord when \a target exists, else as openSqliteLedger() refuses.
[[nodiscard]] Result<HouseCopy> backUpHouse(const QString &path, const QString &target);

/// The same of a house that \a fill writes into the new file it is given: one from another store.
using FillFile = std::function<Result<void>(const QString &path)>;
[[nodiscard]] Result<HouseCopy> backUpHouse(const FillFile &fill, const QString &target);

/// Copies the backup \a source into the new file \a target, brings it to this program's version
/// and verifies it. \return InvalidRecord when it is not whole.
[[nodiscard]] Result<HouseCopy> unpackBackup(const QString &source, const QString &target);

/// Puts the backup \a source in the place of the house in the file \a path, whose foyerd must be
/// stopped. The backup is brought to this program's version and verified first; one that is not
/// whole changes nothing. A house that was there is kept beside it as
/// "<path>.before-<restored until, UTC>".
///
/// The restored house has a new epoch: windows have seen more than it has, and must forget it.
/// \return ReadOnly when a foyerd has the house, InvalidRecord when the backup is not whole.
[[nodiscard]] Result<HouseCopy> restoreHouse(const QString &source, const QString &path,
                                             RandomSource &random);

} // namespace foyer
