#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"
#include "app/foyerctl/stores.h"
#include "sync/server/ledger/rules/housecopy.h"

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct TwoStores
{
    StoreAddress first;
    StoreAddress second;
};

Result<TwoStores> twoStoresOf(const QStringList &given, const QString &use)
{
    const auto arguments = parsed(given, {});
    if (!arguments)
        return std::unexpected(arguments.error());
    if (arguments->words.size() != 2)
        return std::unexpected(refusal(RefusalCode::Malformed, use));
    const auto first = storeAddressFrom(arguments->words[0]);
    const auto second = storeAddressFrom(arguments->words[1]);
    if (!first || !second)
        return std::unexpected(first ? second.error() : first.error());
    return TwoStores{*first, *second};
}

QString tableLine(const TableDigest &table)
{
    return u"%1\t%2 row(s)\t%3"_s.arg(table.table, QString::number(table.rows),
                                      QString::fromLatin1(table.digest.toHex().first(32)));
}

ExitCode proved(const StoreAddress &destination)
{
    const auto contradictions = verifyStore(destination);
    if (!contradictions)
        return failed(contradictions.error().message);
    for (const LedgerContradiction &found : *contradictions)
        say(contradictionLine(found));
    if (!contradictions->isEmpty())
        return ExitCode::Contradiction;
    say(u"Every table reads the same in both stores, and the copy's ledger is whole."_s);
    return ExitCode::Fine;
}

} // namespace

ExitCode copyStore(const QStringList &given)
{
    const auto stores = twoStoresOf(given, u"copy SOURCE DESTINATION, both store URIs."_s);
    if (!stores)
        return misused(stores.error().message);
    if (sodium_init() < 0)
        return failed(u"The machine has no source of random numbers."_s);
    {
        const auto source = openHouseIn(stores->first);
        if (!source)
            return failed(u"Source: "_s + source.error().message);
        if ((*source)->isServed())
            say(u"The source is in use: the copy is the house as it is now, and what is sold from "
                "now on stays behind."_s);
        const auto destination = openTargetIn(stores->second);
        if (!destination)
            return failed(u"Destination: "_s + destination.error().message);
        const auto copied = copyHouse(**source, **destination);
        if (!copied)
            return failed(copied.error().message);
        for (const TableDigest &table : *copied)
            say(tableLine(table));
    }
    return proved(stores->second);
}

ExitCode compareStores(const QStringList &given)
{
    const auto stores = twoStoresOf(given, u"compare ONE OTHER, both store URIs."_s);
    if (!stores)
        return misused(stores.error().message);
    if (sodium_init() < 0)
        return failed(u"The machine has no source of random numbers."_s);
    std::vector<std::vector<TableDigest>> houses;
    for (const StoreAddress &store : {stores->first, stores->second}) {
        const auto house = openHouseIn(store);
        if (!house)
            return failed(house.error().message);
        auto digests = digestHouse(**house);
        if (!digests)
            return failed(digests.error().message);
        houses.push_back(*std::move(digests));
    }
    const QStringList tables = differences(houses[0], houses[1]);
    for (size_t i = 0; i < houses[0].size(); ++i) {
        say(tableLine(houses[0][i]));
        if (tables.contains(houses[0][i].table))
            say(u"  differs from "_s + tableLine(houses[1][i]));
    }
    say(tables.isEmpty() ? u"Both houses are the same."_s
                         : u"The houses differ in %1."_s.arg(tables.join(u", "_s)));
    return tables.isEmpty() ? ExitCode::Fine : ExitCode::Contradiction;
}

} // namespace foyer
