#include "app/foyerd/house.h"

#include "app/foyerd/datafolder.h"
#include "app/foyerd/samplefill.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"

#include <QFileInfo>

#include <cstdio>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

void say(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

void sayAccess(const DemoAccess &access)
{
    say(u"demo token "_s + access.token);
    say(u"demo user "_s + access.customer.toString());
}

/// Where the house is, and where a sample house remembers that it is one; empty: nowhere.
struct Place
{
    StoreAddress store;
    QString samplePath;
};

Result<Place> placeOf(const ServerOptions &options)
{
    Place place;
    if (!options.dataFolder.isEmpty()) {
        const auto folder = DataFolder::open(options.dataFolder);
        if (!folder)
            return std::unexpected(folder.error());
        place = {storeInFolder(folder->path()), folder->samplePath()};
    } else if (options.store->kind == StoreAddress::Kind::Sqlite) {
        place.samplePath = QFileInfo(options.store->where).path() + u"/sample.json"_s;
    }
    if (options.store)
        place.store = *options.store;
    return place;
}

/// Whether nothing has been put into the house yet.
Result<bool> isEmpty(const StoreAddress &store, const Clock &clock)
{
    if (store.kind == StoreAddress::Kind::Sqlite)
        return !QFileInfo::exists(store.where);
    const auto ledger = openStore(store, clock, {});
    if (!ledger)
        return std::unexpected(ledger.error());
    const auto reader = (*ledger)->openReader();
    if (!reader)
        return std::unexpected(reader.error());
    const auto catalogue = (*reader)->catalogueSince(CatalogueVersion());
    if (!catalogue)
        return std::unexpected(catalogue.error());
    return catalogue->version == CatalogueVersion();
}

/// Fills an empty house. \return nothing when it is not empty.
Result<std::optional<DemoAccess>> filledHouse(const Place &place, const QString &houseName,
                                              const Clock &clock, RandomSource &random)
{
    const auto empty = isEmpty(place.store, clock);
    if (!empty)
        return std::unexpected(empty.error());
    if (!*empty)
        return std::nullopt;
    auto made = fillSample(place.store, place.samplePath,
                           houseName.isEmpty() ? u"Sample house"_s : houseName, clock, random);
    if (!made)
        return std::unexpected(made.error());
    return *std::move(made);
}

} // namespace

Result<std::unique_ptr<Ledger>> openStore(const StoreAddress &store, const Clock &clock,
                                          const QString &houseName, HouseClock whose)
{
    if (store.kind == StoreAddress::Kind::Sqlite)
        return openSqliteLedger(store.where, clock, {.houseName = houseName, .epoch = {}});
    return openPostgresLedger(
        store.where, clock,
        {.houseName = houseName,
         .epoch = {},
         .whose = whose == HouseClock::Given ? PostgresClock::Given : PostgresClock::Database});
}

Result<std::shared_ptr<const SigningKey>> openKey(const ServerOptions &options)
{
    QString path = options.keyFile;
    if (path.isEmpty() && !options.dataFolder.isEmpty())
        path = options.dataFolder + u"/signing.key"_s;
    else if (path.isEmpty() && options.store->kind == StoreAddress::Kind::Sqlite)
        path = QFileInfo(options.store->where).path() + u"/signing.key"_s;
    if (path.isEmpty())
        return nullptr;
    auto key = SigningKey::open(path);
    if (!key)
        return std::unexpected(key.error());
    return std::make_shared<const SigningKey>(*std::move(key));
}

Result<std::unique_ptr<Ledger>> openHouse(const ServerOptions &options, const Clock &clock,
                                          RandomSource &random)
{
    const auto place = placeOf(options);
    if (!place)
        return std::unexpected(place.error());
    std::optional<DemoAccess> access;
    if (options.isSample) {
        auto made = filledHouse(*place, options.houseName, clock, random);
        if (!made)
            return std::unexpected(made.error());
        access = *std::move(made);
    }
    auto ledger = openStore(place->store, clock, options.houseName);
    if (!ledger)
        return ledger;
    if (options.isSample && !access) {
        auto again = reopenSample(place->samplePath, **ledger, random);
        if (!again && again.error().code != RefusalCode::NotFound)
            return std::unexpected(again.error());
        if (again)
            access = std::move(*again);
        else
            say(u"this %1 has a house already; it was left alone"_s.arg(
                place->store.kind == StoreAddress::Kind::Sqlite ? u"folder"_s : u"database"_s));
    }
    if (access)
        sayAccess(*access);
    return ledger;
}

} // namespace foyer
