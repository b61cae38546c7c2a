#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"
#include "app/foyerctl/stores.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/rules/housecopy.h"
#include "sync/server/ledger/sqlite/housecopies.h"

#include <QDateTime>
#include <QTemporaryDir>

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

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

Result<void> copied(const StoreAddress &from, const StoreAddress &to,
                    const std::optional<LedgerEpoch> &epoch = {})
{
    const auto source = openHouseIn(from);
    if (!source)
        return std::unexpected(source.error());
    const auto target = openTargetIn(to);
    if (!target)
        return std::unexpected(target.error());
    if (const auto done = copyHouse(**source, **target, epoch); !done)
        return std::unexpected(done.error());
    return {};
}

/// Of a database: the file is a house of its own, which any store can be made from.
Result<HouseCopy> backUpDatabase(const StoreAddress &store, const QString &target)
{
    return backUpHouse(
        [&store](const QString &path) { return copied(store, {StoreAddress::Kind::Sqlite, path}); },
        target);
}

/// Into an empty database, in a new epoch.
Result<HouseCopy> restoreDatabase(const QString &source, const StoreAddress &store,
                                  RandomSource &random)
{
    const QTemporaryDir folder;
    const QString unpacked = folder.filePath(u"house.sqlite"_s);
    auto house = unpackBackup(source, unpacked);
    if (!house)
        return house;
    if (auto done = copied({StoreAddress::Kind::Sqlite, unpacked}, store,
                           LedgerEpoch::make(house->until, random));
        !done)
        return std::unexpected(done.error());
    auto contradictions = verifyStore(store);
    if (!contradictions)
        return std::unexpected(contradictions.error());
    house->contradictions = *std::move(contradictions);
    return house;
}

} // namespace

ExitCode backUp(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    if (arguments->words.size() != 1)
        return misused(u"backup FILE."_s);
    const auto store = storeOf(*arguments);
    if (!store)
        return failed(store.error().message);
    if (sodium_init() < 0)
        return failed(u"The machine has no source of random numbers."_s);
    const QString &target = arguments->words.first();
    return told(isDatabase(*store) ? backUpDatabase(*store, target)
                                   : backUpHouse(store->where, target),
                u"Backed up to "_s + target);
}

ExitCode restoreBackup(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--data"_s, u"--store"_s});
    if (!arguments)
        return misused(arguments.error().message);
    if (arguments->words.size() != 1)
        return misused(u"restore FILE."_s);
    const auto store = storeOf(*arguments);
    if (!store)
        return failed(store.error().message);
    if (sodium_init() < 0)
        return failed(u"The machine has no source of random numbers."_s);
    SystemRandom random;
    const QString &source = arguments->words.first();
    return told(isDatabase(*store) ? restoreDatabase(source, *store, random)
                                   : restoreHouse(source, store->where, random),
                u"Restored"_s);
}

} // namespace foyer
