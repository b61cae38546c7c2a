#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/server/ledger/ledgerhouse.h"

namespace foyer {

Result<std::unique_ptr<Ledger>> openHouseLedger(const QString &path, const Clock &clock)
{
    return openSqliteLedger(path, clock, {.houseName = QStringLiteral("House")});
}

} // namespace foyer
