#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/ledger/postgres/postgresstorage.h"

#include <memory>

namespace foyer {

struct PostgresLedgerSettings
{
    /// Written at every open when not empty.
    QString houseName;
    Milliseconds holdLength{0}; ///< 0: limits::holdLength
    qint32 ticketsHeldPerWindow = limits::ticketsHeldPerWindow;
    /// For a new house; null: a random one.
    LedgerEpoch epoch;
    PostgresClock whose = PostgresClock::Database;
};

/// Opens the ledger of a house in the PostgreSQL database at \a uri (15 or newer), and makes its
/// tables when there are none. Several nodes may have it open at once.
///
/// synchronous_commit and fsync are checked, not hoped for. A connection that was lost is made
/// again; a batch in doubt is done again and finds by its op_ids what has happened already.
/// Meanwhile fault() says what is wrong; unlike a file's, it goes away by itself.
///
/// \a clock must outlive the ledger; leases are judged by the database's clock all the same,
/// unless the settings say otherwise.
/// \return ReadOnly when the database cannot be reached or written, UnsupportedVersion when a
/// newer program wrote it, Internal when it is no ledger. Nothing is changed then.
[[nodiscard]] Result<std::unique_ptr<Ledger>>
openPostgresLedger(const QString &uri, const Clock &clock, const PostgresLedgerSettings &settings);

/// Replays every event's chain of the house at \a uri as it is at one moment, while nodes go on
/// writing. Reads only. \return what verifyLedger() of ledgerverifier.h returns.
[[nodiscard]] Result<QList<LedgerContradiction>> verifyPostgresLedger(const QString &uri);

/// Makes the tables of a house, or brings them to the newest version. Nodes do it too, when they
/// start; this is for those whose nodes may not change tables. \return as openPostgresLedger().
[[nodiscard]] Result<void> migratePostgresLedger(const QString &uri);

} // namespace foyer
