#include "sync/server/ledger/rules/plantedfault.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QStringList suites{u"ledger"_s, u"ledgercore"_s, u"households"_s, u"bookingchanges"_s};

/// Runs a suite over rules with a mistake. \return whether it noticed.
bool notices(const QString &suite, PlantedFault fault)
{
    QProcess run;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FOYER_PLANTED_FAULT"_s, QString::number(int(fault)));
    run.setProcessEnvironment(environment);
    run.setStandardOutputFile(QProcess::nullDevice());
    run.setStandardErrorFile(QProcess::nullDevice());
    run.start(QDir(qEnvironmentVariable("FOYER_BIN")).filePath(suite + u"_faulty"_s), {});
    return !run.waitForFinished(120'000) || run.exitStatus() != QProcess::NormalExit ||
           run.exitCode() != 0;
}

} // namespace

Q_DECLARE_METATYPE(foyer::PlantedFault)

/// Proves that the stories of the ledger can fail: for each mistake that the rules can make on
/// purpose, one of them does. What shows only between servers, crashes and repeats is the
/// simulator's.
class RuleFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesWithoutAFaultPass()
    {
        for (const QString &suite : suites)
            QVERIFY2(!notices(suite, PlantedFault::None), qPrintable(suite));
    }

    void everyPlantedFaultIsNoticed_data()
    {
        QTest::addColumn<PlantedFault>("fault");
        QTest::newRow("decides by what it read") << PlantedFault::ReadThenWrite;
        QTest::newRow("no fence") << PlantedFault::NoFence;
        QTest::newRow("no idempotency") << PlantedFault::NoIdempotency;
        QTest::newRow("late expiry") << PlantedFault::LateExpiry;
        QTest::newRow("answers early") << PlantedFault::EarlyAnswer;
        QTest::newRow("sells after a release") << PlantedFault::SellsAfterRelease;
        QTest::newRow("the reaper comes too early") << PlantedFault::ReaperTooEarly;
        QTest::newRow("extends for ever") << PlantedFault::EndlessExtension;
        QTest::newRow("the fence stays") << PlantedFault::FenceStays;
        QTest::newRow("takes what is taken") << PlantedFault::TakesWhatIsTaken;
        QTest::newRow("a cancelled ticket stays sold") << PlantedFault::CancelKeepsTicket;
        QTest::newRow("cancelling twice pays twice") << PlantedFault::CancelPaysTwice;
        QTest::newRow("half an exchange") << PlantedFault::HalfAnExchange;
        QTest::newRow("the counters stay") << PlantedFault::CountsStay;
        QTest::newRow("a change is not told") << PlantedFault::ChangeNotTold;
        QTest::newRow("a refusal is too final") << PlantedFault::RefusalTooFinal;
        QTest::newRow("the digest is ignored") << PlantedFault::DigestIgnored;
        QTest::newRow("the role is ignored") << PlantedFault::RoleIgnored;
        QTest::newRow("the session's end is ignored") << PlantedFault::SessionEndIgnored;
        QTest::newRow("the clock runs back") << PlantedFault::ClockRunsBack;
        QTest::newRow("the watermark is too high") << PlantedFault::WatermarkTooHigh;
        QTest::newRow("the pool is ignored") << PlantedFault::PoolIgnored;
        QTest::newRow("a revoked allotment sells") << PlantedFault::RevokedStillSells;
        QTest::newRow("half a package") << PlantedFault::HalfAPackage;
        QTest::newRow("the price is believed") << PlantedFault::PriceBelieved;
        QTest::newRow("payments are not added up") << PlantedFault::PaymentsUnchecked;
        QTest::newRow("an allotment ends by itself") << PlantedFault::AllotmentEnds;
    }

    void everyPlantedFaultIsNoticed()
    {
        QFETCH(PlantedFault, fault);
        for (const QString &suite : suites) {
            if (notices(suite, fault))
                return;
        }
        QFAIL("no story notices it");
    }
};

QTEST_GUILESS_MAIN(RuleFaultsTest)
#include "tst_rulefaults.moc"
