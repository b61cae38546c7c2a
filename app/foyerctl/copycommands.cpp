#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/sqlite/housecopies.h"

#include <QDateTime>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The file of --data or --store sqlite:PATH. Another store has tools of its own.
Result<QString> fileOf(const Arguments &arguments)
{
    const auto store = storeOf(arguments);
    if (!store)
        return std::unexpected(store.error());
    if (store->kind != StoreAddress::Kind::Sqlite)
        return std::unexpected(
            refusal(RefusalCode::Malformed,
                    u"This is for a house in a file; keep a PostgreSQL database with pg_dump."_s));
    return store->where;
}

ExitCode told(const Result<HouseCopy> &copy, const QString &done)
{
    if (!copy)
        return failed(copy.error().message);
    for (const LedgerContradiction &found : copy->contradictions)
        say(contradictionLine(found));
    say(u"%1: %2, %3 event(s) on sale, %4 row(s) of the ledger, until %5"_s.arg(
        done, copy->houseName, QString::number(copy->events), QString::number(copy->ledgerRows),
        QDateTime::fromMSecsSinceEpoch(copy->until.toMs(), Qt::UTC).toString(Qt::ISODateWithMs)));
    return copy->contradictions.isEmpty() ? ExitCode::Fine : ExitCode::Contradiction;
}

} // namespace

ExitCode backUp(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    if (arguments->words.size() != 1)
        return misused(u"backup FILE."_s);
    const auto path = fileOf(*arguments);
    if (!path)
        return failed(path.error().message);
    const QString &target = arguments->words.first();
    return told(backUpHouse(*path, target), u"Backed up to "_s + target);
}

ExitCode restoreBackup(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    if (arguments->words.size() != 1)
        return misused(u"restore FILE."_s);
    const auto path = fileOf(*arguments);
    if (!path)
        return failed(path.error().message);
    SystemRandom random;
    return told(restoreHouse(arguments->words.first(), *path, random), u"Restored"_s);
}

} // namespace foyer
