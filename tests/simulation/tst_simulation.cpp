#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/simulation/memorystorage.h"
#include "tests/simulation/simulation.h"
#include "tests/support/crashvfs.h"

#include <QDir>
#include <QHashFunctions>
#include <QTemporaryDir>
#include <QTest>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds shortHolds{3'000}; // so that many end while somebody pays

/// A house on the embedded ledger: files that outlive its one server's crashes.
SimulatedStorage sqliteStorage()
{
    // In memory where that is possible: a crash of a server is not one of the machine.
    const QString place = QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath();
    const auto folder = std::make_shared<QTemporaryDir>(place + u"/foyer-simulation-XXXXXX"_s);
    const QString path = folder->filePath(u"house.sqlite"_s);
    return {.open =
                [folder, path](const Clock &clock, bool) {
                    return openSqliteLedger(path, clock, {.holdLength = shortHolds});
                },
            .contradictions = {}};
}

/// A house on the embedded ledger whose server takes the machine with it when it dies: what was not
/// synced is lost, torn or out of order.
SimulatedStorage crashStorage(SqliteLedgerSettings::Synchronous synchronous)
{
    static int made = 0;
    const auto vfs =
        std::make_shared<CrashVfs>(QByteArray("simulation") + QByteArray::number(++made));
    const SqliteLedgerSettings settings{
        .holdLength = shortHolds,
        .epoch = LedgerEpoch(QUuid::createUuidV5(QUuid(), u"simulated house"_s)),
        .vfs = vfs->name(),
        .synchronous = synchronous};
    return {.open =
                [vfs, settings](const Clock &clock, bool) {
                    return openSqliteLedger(u"/house.sqlite"_s, clock, settings);
                },
            .power = {.failAt = [vfs](qint64 point) { vfs->disk().planCrash(point); },
                      .cut = [vfs] { vfs->disk().cutPower(); },
                      .restore = [vfs](qint64 seed) { vfs->disk().powerUp(quint64(seed)); }}};
}

SimulatedStorage safeCrashStorage()
{
    return crashStorage(SqliteLedgerSettings::Synchronous::Full);
}

quint64 numberFromEnvironment(const char *name, quint64 otherwise)
{
    bool isNumber = false;
    const quint64 number = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

/// FOYER_SIMULATION_FIRST and FOYER_SIMULATION_COUNT choose the seeds; a failing one is printed
/// and runs exactly the same again with FOYER_SIMULATION_FIRST=<seed> FOYER_SIMULATION_COUNT=1.
class SimulationTest final : public QObject
{
    Q_OBJECT

private:
    using MakeStorage = std::function<SimulatedStorage()>;
    static void runSchedules(const MakeStorage &storage, quint64 count);

private Q_SLOTS:
    void initTestCase()
    {
        // Hash tables are shuffled anew in every process otherwise, and no seed would repeat.
        QHashSeed::setDeterministicGlobalSeed();
    }

    void everyScheduleKeepsThePromises_data()
    {
        const quint64 count = numberFromEnvironment("FOYER_SIMULATION_COUNT", 10'000);
        QTest::addColumn<MakeStorage>("storage");
        QTest::addColumn<quint64>("count");
        QTest::newRow("one to three servers on a storage in memory")
            << MakeStorage([] { return memoryStorage({.holdLength = shortHolds}); }) << count;
        QTest::newRow("one server on the embedded ledger")
            << MakeStorage(sqliteStorage) << (count + 99) / 100;
        QTest::newRow("one server on the embedded ledger, on a disk that loses power")
            << MakeStorage(safeCrashStorage) << (count + 24) / 25;
    }
    void everyScheduleKeepsThePromises()
    {
        QFETCH(MakeStorage, storage);
        QFETCH(quint64, count);
        runSchedules(storage, count);
    }

    void theSameSeedRunsTheSameWay()
    {
        const SimulationResult once = simulate(4711, memoryStorage({.holdLength = shortHolds}));
        const SimulationResult again = simulate(4711, memoryStorage({.holdLength = shortHolds}));
        QCOMPARE(once.steps, again.steps);
        QCOMPARE(once.digest, again.digest);
        QVERIFY(simulate(4712, memoryStorage({.holdLength = shortHolds})).digest != once.digest);
        QCOMPARE(simulate(4711, safeCrashStorage()).digest,
                 simulate(4711, safeCrashStorage()).digest);
    }

    /// The same schedules on a ledger that does not wait for its disk.
    void aLedgerThatDoesNotSyncIsCaught()
    {
        constexpr quint64 mostSeeds = 200;
        for (quint64 seed = 1; seed <= mostSeeds; ++seed) {
            const SimulationResult result =
                simulate(seed, crashStorage(SqliteLedgerSettings::Synchronous::Normal));
            if (result.complaints.isEmpty())
                continue;
            QVERIFY(simulate(seed, safeCrashStorage()).complaints.isEmpty());
            qInfo("found by seed %llu: %s", seed, qPrintable(result.complaints.constFirst()));
            return;
        }
        QFAIL("no seed has noticed that the ledger does not sync");
    }
};

void SimulationTest::runSchedules(const MakeStorage &storage, quint64 count)
{
    const quint64 first = numberFromEnvironment("FOYER_SIMULATION_FIRST", 1);
    SimulationResult sum;
    for (quint64 seed = first; seed < first + count; ++seed) {
        const SimulationResult result = simulate(seed, storage());
        for (auto done = result.done.cbegin(); done != result.done.cend(); ++done)
            sum.done[done.key()] += done.value();
        sum.sales += result.sales;
        sum.lostRaces += result.lostRaces;
        sum.pruned += result.pruned;
        sum.lateRepeats += result.lateRepeats;
        QVERIFY2(result.complaints.isEmpty(),
                 qPrintable(u"seed %1: %2"_s.arg(seed).arg(result.complaints.join(u"; "_s))));
    }
    qInfo("%llu schedules: %d sales acknowledged, %d races lost, %d outcomes pruned, %d repeated "
          "after that",
          count, sum.sales, sum.lostRaces, sum.pruned, sum.lateRepeats);
    if (count < 100)
        return; // too few for everything to happen
    // A run in which nothing happens proves nothing.
    for (const auto command :
         {"place_hold"_L1, "extend_hold"_L1, "release_hold"_L1, "confirm_booking"_L1,
          "cancel_booking"_L1, "transfer_hold"_L1, "keep_tickets"_L1, "lease_allotment"_L1,
          "return_allotment"_L1, "revoke_allotment"_L1, "exchange_booking"_L1, "book_tickets"_L1,
          "together"_L1})
        QVERIFY2(sum.done.value(command) > 0, command.data());
    QVERIFY(sum.sales > qint32(count));
    QVERIFY(sum.lostRaces > 0);
    QVERIFY(sum.pruned > 0);
    QVERIFY(sum.lateRepeats > 0);
}

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::SimulationTest)
#include "tst_simulation.moc"
