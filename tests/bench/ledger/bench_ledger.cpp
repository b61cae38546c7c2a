#include "models/seatmap/generators.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/ledger/rawledger.h"
#include "tests/bench/load/holdbatches.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/synctimes.h"
#include "tests/support/testhouse.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 seatsPerEvent = 50'000;
constexpr int events = 12;
constexpr int windows = 64;
constexpr int rounds = 5;
constexpr int slice_ms = 700;
constexpr qint32 unlimited = 1'000'000'000;

/// The ledger as foyerd has it, without service, queue and network.
class BareLedger final
{
public:
    explicit BareLedger(const QString &path)
        : m_path(path)
    {
        open();
        m_house = fillTestHouse(
            *m_ledger,
            {.map = bowlArena({.seats = seatsPerEvent}), .events = events, .windows = windows},
            m_clock, m_random);
        m_batches = std::make_unique<bench::HoldBatches>(m_house, seatsPerEvent);
    }

    /// A copy of the house as it is now.
    void copyTo(const QString &path)
    {
        m_ledger.reset(); // closed, its log is empty
        if (!QFile::copy(m_path, path))
            qFatal("bench: %s cannot be written", qPrintable(path));
        open();
    }

    HoldSpeed run(int group, int ms) { return m_batches->run(*m_ledger, group, ms); }

private:
    void open()
    {
        auto ledger = openSqliteLedger(m_path, m_clock, {.ticketsHeldPerWindow = unlimited});
        if (!ledger)
            qFatal("bench: %s", qPrintable(ledger.error().message));
        m_ledger = *std::move(ledger);
    }

    const QString m_path;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Ledger> m_ledger;
    TestHouse m_house;
    std::unique_ptr<bench::HoldBatches> m_batches;
};

/// Rules and store against the bare store, alternating on the same disk.
void measure(BareLedger &ledger, RawLedger &raw, int group, double goal, bench::Report &report)
{
    std::vector<double> perSecond;
    std::vector<double> rawPerSecond;
    std::vector<double> ratios;
    std::vector<double> processor_us;
    std::vector<double> rawProcessor_us;
    for (int round = 0; round < rounds; ++round) {
        const HoldSpeed bare = raw.run(group, slice_ms);
        const HoldSpeed whole = ledger.run(group, slice_ms);
        rawPerSecond.push_back(bare.perSecond);
        perSecond.push_back(whole.perSecond);
        ratios.push_back(whole.perSecond / bare.perSecond);
        rawProcessor_us.push_back(bare.processor_us);
        processor_us.push_back(whole.processor_us);
    }
    const QString name = group == 1 ? u"one a commit"_s : u"%1 a commit"_s.arg(group);
    report.add({.name = u"holds, "_s + name,
                .value = bench::median(perSecond),
                .unit = u"1/s"_s,
                .reference = u"bare store"_s,
                .referenceValue = bench::median(rawPerSecond),
                .ratio = bench::median(ratios),
                .goal = goal > 0 ? u">= %1x the store"_s.arg(goal) : QString(),
                .holds = bench::median(ratios) >= goal});
    report.add({.name = u"processor time of a hold, "_s + name,
                .value = bench::median(processor_us),
                .unit = u"us"_s,
                .reference = u"bare store"_s,
                .referenceValue = bench::median(rawProcessor_us),
                .ratio = bench::median(processor_us) / bench::median(rawProcessor_us)});
}

} // namespace

} // namespace foyer

/// What the booking rules cost on top of the storage engine, without a network.
int main(int argc, char **argv)
{
    using namespace foyer;
    QCoreApplication application(argc, argv);
    bench::Report report(u"ledger"_s, application.arguments().value(1));
    // On the disk of the build, not in memory: fsync is part of what is measured.
    const QTemporaryDir folder(QDir::current().filePath(u"bench-ledger-XXXXXX"_s));
    BareLedger ledger(folder.filePath(u"house.sqlite"_s));
    ledger.copyTo(folder.filePath(u"raw.sqlite"_s));
    RawLedger raw(folder.filePath(u"raw.sqlite"_s), events, seatsPerEvent);
    report.add({.name = u"fdatasync, p50"_s,
                .value = bench::median(bench::syncTimes_us(folder.path(), 200)),
                .unit = u"us"_s});
    constexpr double goal = 0.75;
    measure(ledger, raw, 256, goal, report);
    measure(ledger, raw, 64, 0, report);
    measure(ledger, raw, 1, 0, report);
    return report.write() ? 0 : 1;
}
