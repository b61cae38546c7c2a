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

/// Proves that the simulator can fail: mistakes that the rules could make are made on purpose, and
/// the invariants must catch them. The faults that no simulated clerk provokes are noticed by
/// tst_rulefaults.
class PlantedFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QHashSeed::setDeterministicGlobalSeed(); }

    void everyPlantedFaultIsFound_data()
    {
        QTest::addColumn<PlantedFault>("fault");
        QTest::newRow("decides by what it read, not by what is there when it writes")
            << PlantedFault::ReadThenWrite;
        QTest::newRow("a confirm sells what is held, whoever holds it") << PlantedFault::NoFence;
        QTest::newRow("a repeat is done again") << PlantedFault::NoIdempotency;
        QTest::newRow("a hold that has ended serves until the reaper comes")
            << PlantedFault::LateExpiry;
        QTest::newRow("answers before it is written down") << PlantedFault::EarlyAnswer;
        QTest::newRow("a hold that was let go can still be sold")
            << PlantedFault::SellsAfterRelease;
        QTest::newRow("the reaper frees holds that are alive") << PlantedFault::ReaperTooEarly;
        QTest::newRow("a new hold has the fence of the one before") << PlantedFault::FenceStays;
        QTest::newRow("as many as possible takes others' tickets too")
            << PlantedFault::TakesWhatIsTaken;
        QTest::newRow("the money goes back, the tickets stay sold")
            << PlantedFault::CancelKeepsTicket;
        QTest::newRow("a sale does not move the counters") << PlantedFault::CountsStay;
        QTest::newRow("what is let go is not told to the feed") << PlantedFault::ChangeNotTold;
        QTest::newRow("a later row tells an earlier time") << PlantedFault::ClockRunsBack;
        QTest::newRow("an outcome is given up before the window has it")
            << PlantedFault::WatermarkTooHigh;
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
