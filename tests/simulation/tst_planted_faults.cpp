#include "tests/simulation/memorystorage.h"
#include "tests/simulation/simulation.h"

#include <QHashFunctions>
#include <QTest>

Q_DECLARE_METATYPE(foyer::PlantedFault)

namespace foyer {

namespace {

/// A planted fault must be found within so many seeds.
constexpr quint64 mostSeeds = 5'000;

SimulatedStorage faultyStorage(PlantedFault fault)
{
    return memoryStorage({.holdLength = Milliseconds(3'000), .fault = fault});
}

} // namespace

/// Proves that the simulator can fail: each mistake that a ledger could make is made on purpose,
/// and the invariants must catch it.
class PlantedFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QHashSeed::setDeterministicGlobalSeed(); }

    void everyPlantedFaultIsFound_data()
    {
        QTest::addColumn<PlantedFault>("fault");
        QTest::newRow("deciding by what was read, not by what is there")
            << PlantedFault::ReadThenWrite;
        QTest::newRow("an old hold serves as well as the newest") << PlantedFault::NoFence;
        QTest::newRow("a repeated operation is done again") << PlantedFault::NoIdempotency;
        QTest::newRow("a hold that has ended serves until the reaper comes")
            << PlantedFault::LateExpiry;
    }

    void everyPlantedFaultIsFound()
    {
        QFETCH(PlantedFault, fault);
        for (quint64 seed = 1; seed <= mostSeeds; ++seed) {
            const SimulationResult result = simulate(seed, faultyStorage(fault));
            if (result.complaints.isEmpty())
                continue;
            qInfo("found by seed %llu: %s", seed, qPrintable(result.complaints.constFirst()));
            return;
        }
        QFAIL("no seed has found the planted fault");
    }
};

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::PlantedFaultsTest)
#include "tst_planted_faults.moc"
