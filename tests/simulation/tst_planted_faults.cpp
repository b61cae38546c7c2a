#include "tests/simulation/memorystorage.h"
#include "tests/simulation/simulation.h"

#include <QHashFunctions>
#include <QTest>

Q_DECLARE_METATYPE(foyer::PlantedFault)
Q_DECLARE_METATYPE(foyer::SimulatedMistake)

namespace foyer {

namespace {

/// A planted fault must be found within so many seeds.
constexpr quint64 mostSeeds = 5'000;

SimulatedStorage faultyStorage(PlantedFault fault)
{
    return memoryStorage({.holdLength = Milliseconds(3'000), .fault = fault});
}

} // namespace

/// Proves that the simulator can fail: mistakes that the rules and the windows could make are made
/// on purpose, and the invariants must catch them.
///
/// The nine faulty designs of the model in tests/model are among them, under their names there:
/// | RMW        | decides by what it read, not by what is there when it writes |
/// | NOFENCE    | a confirm sells what is held, whoever holds it               |
/// | NOIDEM     | a repeat is done again                                       |
/// | LAZYEXP    | a hold that has ended serves until the reaper comes          |
/// | EARLYACK   | answers before it is written down                            |
/// | RECLAIM    | an allotment ends by itself, as a hold does                  |
/// | NOOUTBOX   | a window sends before its outbox is on disk                  |
/// | RETURNSELL | a window sells what it has asked to return                   |
/// | DROP4XX    | a window throws a refused operation away                     |
class PlantedFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QHashSeed::setDeterministicGlobalSeed(); }

    void everyFaultOfTheRulesIsFound_data()
    {
        QTest::addColumn<PlantedFault>("fault");
        const std::pair<const char *, PlantedFault> faults[] = {
            {"decides by what it read, not by what is there when it writes",
             PlantedFault::ReadThenWrite},
            {"a confirm sells what is held, whoever holds it", PlantedFault::NoFence},
            {"a repeat is done again", PlantedFault::NoIdempotency},
            {"a hold that has ended serves until the reaper comes", PlantedFault::LateExpiry},
            {"answers before it is written down", PlantedFault::EarlyAnswer},
            {"an allotment ends by itself, as a hold does", PlantedFault::AllotmentEnds},
            {"a hold that was let go can still be sold", PlantedFault::SellsAfterRelease},
            {"the reaper frees holds that are alive", PlantedFault::ReaperTooEarly},
            {"a hold can be extended as often as one likes", PlantedFault::EndlessExtension},
            {"a new hold has the fence of the one before", PlantedFault::FenceStays},
            {"as many as possible takes others' tickets too", PlantedFault::TakesWhatIsTaken},
            {"the money goes back, the tickets stay sold", PlantedFault::CancelKeepsTicket},
            {"a cancelled booking can be cancelled again", PlantedFault::CancelPaysTwice},
            {"the old tickets go even when the new ones are refused", PlantedFault::HalfAnExchange},
            {"a sale does not move the counters", PlantedFault::CountsStay},
            {"what is let go is not told to the feed", PlantedFault::ChangeNotTold},
            {"\"not now\" is stored as the answer for ever", PlantedFault::RefusalTooFinal},
            {"an operation id serves for another operation", PlantedFault::DigestIgnored},
            {"everybody may do everything", PlantedFault::RoleIgnored},
            {"a session that has ended still acts", PlantedFault::SessionEndIgnored},
            {"a later row tells an earlier time", PlantedFault::ClockRunsBack},
            {"an outcome is given up before the window has it", PlantedFault::WatermarkTooHigh},
            {"everybody takes what the house keeps back", PlantedFault::PoolIgnored},
            {"an allotment that was revoked goes on selling", PlantedFault::RevokedStillSells},
            {"the first steps stay when a later one is refused", PlantedFault::HalfAPackage},
            {"whatever the window says is the price", PlantedFault::PriceBelieved},
            {"payments need not add up", PlantedFault::PaymentsUnchecked},
        };
        for (const auto &[name, fault] : faults)
            QTest::newRow(name) << fault;
    }
    void everyFaultOfTheRulesIsFound()
    {
        QFETCH(PlantedFault, fault);
        find(fault, SimulatedMistake::None);
    }

    void everyMistakeOfAWindowIsFound_data()
    {
        QTest::addColumn<SimulatedMistake>("mistake");
        QTest::newRow("sends before its outbox is on disk")
            << SimulatedMistake::SendsBeforeItIsStored;
        QTest::newRow("sells what it has asked to return") << SimulatedMistake::SellsWhatItReturned;
        QTest::newRow("throws a refused operation away") << SimulatedMistake::DropsRefused;
        QTest::newRow("takes the change after the next for the next")
            << SimulatedMistake::SkipsGaps;
    }
    void everyMistakeOfAWindowIsFound()
    {
        QFETCH(SimulatedMistake, mistake);
        find(PlantedFault::None, mistake);
    }

private:
    static void find(PlantedFault fault, SimulatedMistake mistake)
    {
        for (quint64 seed = 1; seed <= mostSeeds; ++seed) {
            const SimulationResult result = simulate(seed, faultyStorage(fault), mistake);
            if (result.complaints.isEmpty())
                continue;
            const SimulationResult sound = simulate(seed, faultyStorage(PlantedFault::None));
            QVERIFY2(sound.complaints.isEmpty(), qPrintable(sound.complaints.value(0)));
            qInfo("found by seed %llu: %s", seed, qPrintable(result.complaints.constFirst()));
            return;
        }
        QFAIL("no seed has found the planted fault");
    }
};

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::PlantedFaultsTest)
#include "tst_planted_faults.moc"
