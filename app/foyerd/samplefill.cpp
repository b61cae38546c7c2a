#include "app/foyerd/samplefill.h"

#include "app/foyerd/house.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/service/samplehouse.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds tokenLife{30LL * 24 * 60 * 60 * 1000};

/// Remembers which customer is the demo's; the ledger alone cannot tell.
Result<void> rememberSample(const QString &samplePath, const CustomerId &customer)
{
    if (samplePath.isEmpty())
        return {};
    QSaveFile file(samplePath);
    const QJsonObject content{{u"customer"_s, customer.toString()}};
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(QJsonDocument(content).toJson()) < 0 || !file.commit()) {
        return std::unexpected(refusal(RefusalCode::ReadOnly, u"%1 cannot be written: %2."_s.arg(
                                                                  samplePath, file.errorString())));
    }
    return {};
}

void removeLedger(const StoreAddress &store)
{
    if (store.kind != StoreAddress::Kind::Sqlite)
        return;
    for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(store.where + suffix);
}

Result<DemoAccess> filled(const StoreAddress &store, const QString &samplePath,
                          const QString &houseName, const Clock &clock, RandomSource &random)
{
    // Its sales lie in the past, so its own clock has to start there.
    const Instant now = clock.now();
    const SampleSettings settings{.now = now, .passwordCost = {}};
    ManualClock past(now - Milliseconds(24LL * 60 * 60 * 1000) * settings.salesDays);
    const auto ledger = openStore(store, past, houseName, HouseClock::Given);
    if (!ledger)
        return std::unexpected(ledger.error());
    const auto made = fillSampleHouse(**ledger, past, random, embeddedSampleSources(), settings);
    if (!made)
        return std::unexpected(made.error());
    if (const auto remembered = rememberSample(samplePath, made->customer); !remembered)
        return std::unexpected(remembered.error());
    return DemoAccess{made->token, made->customer};
}

} // namespace

Result<DemoAccess> fillSample(const StoreAddress &store, const QString &samplePath,
                              const QString &houseName, const Clock &clock, RandomSource &random)
{
    auto access = filled(store, samplePath, houseName, clock, random);
    if (!access)
        removeLedger(store);
    return access;
}

Result<DemoAccess> reopenSample(const QString &samplePath, Ledger &ledger, RandomSource &random)
{
    QFile file(samplePath);
    const QByteArray content = file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
    const auto customer = CustomerId::fromString(
        QJsonDocument::fromJson(content).object().value(u"customer"_s).toString());
    if (!customer)
        return std::unexpected(refusal(RefusalCode::NotFound, u"This is no sample house."_s));
    const auto reader = ledger.openReader();
    if (!reader)
        return std::unexpected(reader.error());
    const auto ada = (*reader)->operatorByName(u"ada"_s);
    if (!ada)
        return std::unexpected(ada.error());
    const Secret token = makeToken();
    const Instant now = ledger.now();
    const auto opened = ledger.writer().openSession({.token = hashToken(token.reveal()),
                                                     .operatorId = ada->person.id,
                                                     .window = WindowId::make(now, random),
                                                     .startedAt = now,
                                                     .endsAt = now + tokenLife});
    if (!opened)
        return std::unexpected(opened.error());
    return DemoAccess{QString::fromLatin1(token.reveal()), *customer};
}

} // namespace foyer
