#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"

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
    const auto path = ledgerPathOf(*arguments);
    if (!path)
        return failed(path.error().message);
    const auto contradictions = verifyLedger(*path);
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

} // namespace foyer
