#pragma once

#include "tests/server/ledger/memoryaudit.h"
#include "tests/server/ledger/memoryledger.h"
#include "tests/simulation/simulatedhouse.h"

namespace foyer {

/// A storage in memory that up to three servers share, as they would share a database.
inline SimulatedStorage memoryStorage(const LedgerRules &rules)
{
    const auto store = std::make_shared<MemoryStore>();
    store->epoch = LedgerEpoch(QUuid::createUuidV5(QUuid(), QStringLiteral("simulated house")));
    return {.open = [store, rules](const Clock &clock,
                                   bool isAlone) -> Result<std::unique_ptr<Ledger>> {
                return std::make_unique<MemoryLedger>(store, clock, rules, isAlone);
            },
            .mostServers = 3,
            .contradictions =
                [store] {
                    MemoryAudit audit(*store);
                    QStringList what;
                    const auto found = verifyLedger(audit);
                    if (!found)
                        return QStringList{found.error().message};
                    for (const LedgerContradiction &contradiction : *found)
                        what.append(contradiction.what);
                    return what;
                }};
}

} // namespace foyer
