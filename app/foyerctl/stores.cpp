#include "app/foyerctl/stores.h"

#include "app/foyerctl/housefile.h"
#include "sync/server/ledger/ledger.h"
#include "sync/server/ledger/postgres/postgreshousetables.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/sqlite/sqlitehousetables.h"

namespace foyer {

Result<std::unique_ptr<HouseSource>> openHouseIn(const StoreAddress &store)
{
    return isDatabase(store) ? openPostgresHouse(store.where) : openSqliteHouse(store.where);
}

Result<std::unique_ptr<HouseTarget>> openTargetIn(const StoreAddress &store)
{
    return isDatabase(store) ? openPostgresTarget(store.where) : openSqliteTarget(store.where);
}

Result<QList<LedgerContradiction>> verifyStore(const StoreAddress &store)
{
    return isDatabase(store) ? verifyPostgresLedger(store.where) : verifyLedger(store.where);
}

} // namespace foyer
