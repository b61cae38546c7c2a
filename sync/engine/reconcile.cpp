#include "sync/engine/reconcile.h"

#include <QHash>

namespace foyer {

namespace {

Verdict::Kind kindFor(const Outcome &outcome, int failures)
{
    if (outcome)
        return Verdict::Kind::Apply;
    const RefusalCode code = outcome.error().code;
    if (code == RefusalCode::NotSignedIn)
        return Verdict::Kind::SignIn;
    if (isTransient(code) || (code == RefusalCode::Internal && failures + 1 < mostFailures))
        return Verdict::Kind::Retry;
    return Verdict::Kind::Conflict;
}

bool isFinal(const Outcome &outcome)
{
    return outcome || kindFor(outcome, mostFailures) == Verdict::Kind::Conflict;
}

} // namespace

QList<Verdict> reconcile(const QList<PendingOperation> &pending, const QList<ServerFact> &facts)
{
    QHash<OperationId, const Outcome *> told;
    for (const ServerFact &fact : facts) {
        const Outcome *&known = told[fact.operation];
        if (!known || (!isFinal(*known) && isFinal(fact.outcome)))
            known = &fact.outcome;
    }
    QList<Verdict> verdicts;
    verdicts.reserve(pending.size());
    for (const PendingOperation &operation : pending) {
        Verdict verdict{.operation = operation.id};
        if (const Outcome *outcome = told.value(operation.id)) {
            verdict.kind = kindFor(*outcome, operation.failures);
            verdict.outcome = *outcome;
        }
        verdicts.append(verdict);
    }
    return verdicts;
}

} // namespace foyer
