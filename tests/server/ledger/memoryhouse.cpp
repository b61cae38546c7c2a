#include "tests/server/ledger/ledgerhouse.h"
#include "tests/server/ledger/memoryledger.h"

#include <map>

namespace foyer {

namespace {

/// The usual rules; with the mistake that FOYER_PLANTED_FAULT numbers where they can make any.
LedgerRules testedRules()
{
    LedgerRules rules;
#ifdef FOYER_PLANTED_FAULTS
    rules.fault = PlantedFault(qEnvironmentVariableIntValue("FOYER_PLANTED_FAULT"));
#endif
    return rules;
}

} // namespace

Result<std::unique_ptr<Ledger>> openHouseLedger(const QString &path, const Clock &clock)
{
    static std::map<QString, std::shared_ptr<MemoryStore>> disk; // what "files" hold
    std::shared_ptr<MemoryStore> &store = disk[path];
    if (!store || path == QStringLiteral(":memory:"))
        store = std::make_shared<MemoryStore>();
    return std::make_unique<MemoryLedger>(store, clock, testedRules());
}

} // namespace foyer
