#include "tests/faults/crashtrial.h"

#include <QTest>

#include <algorithm>

namespace foyer {

namespace {

/// Damages tried at each point; the long run asks for 20.
int damages()
{
    return std::max(1, qEnvironmentVariableIntValue("FOYER_CRASH_DAMAGES"));
}

quint64 seedFor(size_t scenario, qint64 point, int damage)
{
    return (quint64(scenario) * 100'003 + quint64(point)) * 1'009 + quint64(damage);
}

} // namespace

/// Every kind of change, with the power lost at every write, truncation, sync and removal.
class CrashPointsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_scenarios = allCrashScenarios(m_vfs.name(), m_vfs.disk()); }

    void acknowledgedStaysAndTheRestIsWhole_data() { addScenarios(); }
    void acknowledgedStaysAndTheRestIsWhole()
    {
        QFETCH(size_t, scenario);
        CrashTrials trials(m_vfs, m_scenarios[scenario]);
        for (qint64 point = 1; point <= trials.points() + 1; ++point) {
            for (int damage = 0; damage < damages(); ++damage) {
                const QStringList complaints =
                    trials.run({.point = point, .seed = seedFor(scenario, point, damage)});
                QVERIFY2(complaints.isEmpty(), complaint(complaints, point, damage));
                ++m_crashes;
            }
        }
    }

    void faultsOfTheDiskRefuseAndLoseNothing_data() { addScenarios(); }
    void faultsOfTheDiskRefuseAndLoseNothing()
    {
        QFETCH(size_t, scenario);
        CrashTrials trials(m_vfs, m_scenarios[scenario]);
        const int step = damages() > 1 ? 1 : 3; // with more time, every point
        for (const auto fault :
             {CrashDisk::Fault::Full, CrashDisk::Fault::WriteFails, CrashDisk::Fault::SyncFails}) {
            for (qint64 point = 1 + int(fault) % step; point <= trials.points(); point += step) {
                const QStringList complaints = trials.run(
                    {.point = point,
                     .seed = seedFor(scenario, point, int(fault)),
                     .fault = fault,
                     .faultTimes = seedFor(scenario, point, 0) % 2 == 0 ? 1 : CrashDisk::forGood});
                QVERIFY2(complaints.isEmpty(), complaint(complaints, point, int(fault)));
                ++m_faults;
            }
        }
    }

    /// The same trials must find a ledger that does not sync every commit.
    void withoutSyncingEveryCommitTheTrialsFail()
    {
        int trialsRun = 0;
        int found = 0;
        for (size_t scenario = 0; scenario < m_scenarios.size(); ++scenario) {
            CrashTrials trials(m_vfs, m_scenarios[scenario]);
            for (qint64 point = 1; point <= trials.points() + 1; point += 3) {
                ++trialsRun;
                const QStringList complaints = trials.run({.point = point,
                                                           .seed = seedFor(scenario, point, 0),
                                                           .syncsEveryCommit = false});
                found += complaints.isEmpty() ? 0 : 1;
            }
        }
        qInfo("synchronous=NORMAL: %d of %d crashes lose something", found, trialsRun);
        QVERIFY(found > trialsRun / 20);
    }

    void cleanupTestCase()
    {
        qInfo("%lld crashes, %lld faults of the disk, %zu kinds of change", m_crashes, m_faults,
              m_scenarios.size());
    }

private:
    void addScenarios() const
    {
        QTest::addColumn<size_t>("scenario");
        for (size_t i = 0; i < m_scenarios.size(); ++i)
            QTest::newRow(m_scenarios[i].name.constData()) << i;
    }

    static QByteArray complaint(const QStringList &complaints, qint64 point, int damage)
    {
        return complaints.join(u'\n').toUtf8() + " (point " + QByteArray::number(point) +
               ", damage " + QByteArray::number(damage) + ')';
    }

    CrashVfs m_vfs{"crash-points"};
    const CrashVfs::AsDefault m_isDefault{m_vfs}; // for the verifier, which opens paths
    std::vector<CrashScenario> m_scenarios;
    qint64 m_crashes = 0;
    qint64 m_faults = 0;
};

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::CrashPointsTest)
#include "tst_crash_points.moc"
