#pragma once

#include "sync/server/ledger/rules/ledgerverifier.h"
#include "tests/server/ledger/ledgerhouse.h"

namespace foyer {

/// What \a ledger, which openHouseLedger() made, contradicts itself in first; empty: nothing.
/// Each adapter's tests link their own.
[[nodiscard]] QString firstContradictionIn(Ledger &ledger);

/// A house that can be verified.
class CheckedHouse : public LedgerHouse
{
public:
    [[nodiscard]] QString firstContradiction() { return firstContradictionIn(ledger()); }
};

/// The code of a refusal; Internal for what was done.
[[nodiscard]] inline RefusalCode codeOf(const AppliedOperation &applied)
{
    return applied.outcome ? RefusalCode::Internal : applied.outcome.error().code;
}

/// The first of what a verifier found, in words.
[[nodiscard]] inline QString firstOf(const Result<QList<LedgerContradiction>> &found)
{
    if (!found)
        return found.error().message;
    return found->isEmpty()
               ? QString()
               : QStringLiteral("%1: %2").arg(found->first().row).arg(found->first().what);
}

} // namespace foyer
