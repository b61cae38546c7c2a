#include "tests/server/ledger/housecheck.h"
#include "tests/server/ledger/memoryaudit.h"
#include "tests/server/ledger/memoryledger.h"

namespace foyer {

QString firstContradictionIn(Ledger &ledger)
{
    MemoryAudit audit(dynamic_cast<MemoryLedger &>(ledger).store());
    return firstOf(verifyLedger(audit));
}

} // namespace foyer
