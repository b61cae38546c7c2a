#include "sync/server/ledger/rules/ledgerverifier.h"

#include "sync/server/ledger/rules/eventreplay.h"

namespace foyer {

using namespace Qt::StringLiterals;

Result<QList<LedgerContradiction>> verifyLedger(LedgerAudit &audit)
{
    QList<LedgerContradiction> contradictions;
    for (const AuditedEvent &event : audit.events()) {
        if (audit.failure())
            break;
        EventReplay(audit, event, contradictions).run();
    }
    for (const QString &stray : audit.strays()) {
        if (contradictions.size() < mostContradictions)
            contradictions.append({{}, 0, u"%1 belong to nothing"_s.arg(stray)});
    }
    if (const std::optional<Refusal> failure = audit.failure())
        return std::unexpected(*failure);
    return contradictions;
}

} // namespace foyer
