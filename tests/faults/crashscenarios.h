#pragma once

#include "sync/server/ledger/ledger.h"
#include "tests/support/crashdisk.h"

#include <QString>

#include <functional>
#include <vector>

namespace foyer {

/// One thing that is asked of a ledger.
struct CrashStep
{
    /// \return the answer as bytes, equal whenever the answer is; or the refusal.
    std::function<Result<QByteArray>(LedgerWriter &writer)> ask;
    /// Whether asking it again gives the same answer again, as operations promise.
    bool isRepeatable = true;
};

/// A ledger before and the steps that it goes through.
struct CrashScenario
{
    QByteArray name;
    CrashDisk::Image before; ///< empty: no file yet
    Instant now;             ///< the clock stands still meanwhile
    EventId event;           ///< whose tickets are compared
    QList<TokenHash> sessions;
    std::vector<CrashStep> steps;
};

/// The file of the ledger on the disk.
inline constexpr char crashLedgerFile[] = "house.sqlite";

/// Opens the ledger on the VFS called \a vfs.
[[nodiscard]] Result<std::unique_ptr<Ledger>>
openCrashLedger(const QByteArray &vfs, const Clock &clock, bool syncsEveryCommit = true);

/// One scenario for every kind of change a ledger knows; \a vfs has the disk \a disk.
[[nodiscard]] std::vector<CrashScenario> allCrashScenarios(const QByteArray &vfs, CrashDisk &disk);

} // namespace foyer
