#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"

namespace foyer {

using namespace Qt::StringLiterals;

QString contradictionLine(const LedgerContradiction &found)
{
    return u"event %1, row %2: %3"_s.arg(found.event.toString(), QString::number(found.row),
                                         found.what);
}

ExitCode verifyHouse(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    const auto store = houseOf(*arguments);
    if (!store)
        return failed(store.error().message);
    const auto contradictions =
        isDatabase(*store) ? verifyPostgresLedger(store->where) : verifyLedger(store->where);
    if (!contradictions)
        return failed(contradictions.error().message);
    for (const LedgerContradiction &found : *contradictions) {
        say(contradictionLine(found));
    }
    if (!contradictions->isEmpty())
        return ExitCode::Contradiction;
    say(u"The ledger is whole: every chain, ticket and total agrees."_s);
    return ExitCode::Fine;
}

ExitCode migrateHouse(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    const auto store = storeOf(*arguments);
    if (!store)
        return failed(store.error().message);
    if (isDatabase(*store)) {
        if (const auto migrated = migratePostgresLedger(store->where); !migrated)
            return failed(migrated.error().message);
    } else {
        const SystemClock clock;
        const auto opened = openSqliteLedger(store->where, clock, {.houseName = {}, .epoch = {}});
        if (!opened)
            return failed(opened.error().message);
    }
    say(u"The house has the newest tables."_s);
    return ExitCode::Fine;
}

} // namespace foyer
