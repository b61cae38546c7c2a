#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/ledger/ledger.h"
#include "sync/server/ledger/rules/ledgerrules.h"

#include <memory>

namespace foyer {

struct SqliteLedgerSettings
{
    /// Written at every open when not empty.
    QString houseName;
    Milliseconds holdLength{0}; ///< 0: limits::holdLength
    qint32 ticketsHeldPerWindow = limits::ticketsHeldPerWindow;
    /// For a new file; null: a random one.
    LedgerEpoch epoch;
    /// How long to wait for another process before it is called an obstacle.
    Milliseconds busyTimeout{2'000};
    /// Pages the file may have at most, for tests of a full disk; 0: as many as the disk has.
    qint32 mostPages = 0;
    /// A VFS registered with SQLite, for tests that crash its disk; empty: the machine's files.
    /// With one there is no lock file and no thread: the writer itself shortens the log, early.
    QByteArray vfs;
    enum class Synchronous : quint8 { Normal = 1, Full = 2 };
    /// Normal only together with a vfs, so that a test can prove that it would find such a ledger;
    /// openSqliteLedger() refuses it otherwise.
    Synchronous synchronous = Synchronous::Full;
#ifdef FOYER_PLANTED_FAULTS
    PlantedFault fault = PlantedFault::None;
#endif
};

/// Opens the ledger of a house in the file \a path, and makes it when there is none.
///
/// WAL with synchronous=FULL, which is checked, not hoped for; one process at a time (a lock file
/// "<path>.lock" beside it says who). Checkpoints run on a thread of their own, off the commit
/// path. ":memory:" makes a ledger for tests and the simulator: no file, no lock, no thread, one
/// connection that the writer and all readers take turns on; nothing of it outlives the object.
///
/// \a clock must outlive the ledger. The file and what belongs to it are readable by the owner
/// only.
/// \return ReadOnly when it cannot be written or another foyerd has it, UnsupportedVersion when a
/// newer program wrote it, Internal when it is damaged or no ledger. Nothing is changed then.
[[nodiscard]] Result<std::unique_ptr<Ledger>>
openSqliteLedger(const QString &path, const Clock &clock, const SqliteLedgerSettings &settings);

} // namespace foyer
