#include "tests/bench/benchreport.h"
#include "tests/bench/ledger/rawledger.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/serverprocess.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/syncprobe.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <algorithm>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 seatsPerEvent = 50'000;
constexpr int events = 12;
constexpr int mostWindows = 1'000;
constexpr int rounds = 3;
constexpr int slice_ms = 1'200;
constexpr double goal = 0.6;
/// Encoded before each slice, for all windows together; who needs more ends the slice early.
constexpr qint64 holdsInHand = 150'000;

struct Load
{
    QString name;
    int windows = 0;
    int outstanding = 0;
};

/// What each round found.
struct Rounds
{
    std::vector<double> holds;
    std::vector<double> echoes;
    std::vector<double> store;
    std::vector<double> oneByOne;
    std::vector<double> ceilings;
    std::vector<double> ratios;
    std::vector<double> speedUps;
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> p999;
    std::vector<double> syncs_us;
};

/// The same house three times, on the same disk: as shipped, with a commit for each request, and
/// under the bare storage engine.
class Contest final
{
public:
    Contest(const Load &load, const TestHouse &house, const QString &folder)
        : m_folder(copied(folder))
        , m_load(load)
        , m_grouped(folder + u"/grouped.sqlite"_s)
        , m_single(folder + u"/single.sqlite"_s, Commits::OneByOne)
        , m_raw(folder + u"/raw.sqlite"_s, events, seatsPerEvent)
        , m_echo(u"bench_echo_server"_s, {u"edge"_s})
        , m_windows(plan(house, m_grouped.port()))
        , m_singleWindows(plan(house, m_single.port()))
        , m_echoWindows(echoPlan(house))
    {
        for (LoadWindows *windows : {&m_windows, &m_singleWindows, &m_echoWindows}) {
            if (!windows->connect())
                qFatal("bench: the windows could not connect");
        }
    }

    void round(Rounds &found)
    {
        const int group = std::min(m_load.windows * m_load.outstanding, int(limits::writeBatch));
        const double store = m_raw.run(group, slice_ms).perSecond;
        const double echo = slice(m_echoWindows).perSecond;
        SyncProbe probe(m_folder);
        const LoadFigures holds = slice(m_windows);
        for (const double time_us : probe.stop())
            found.syncs_us.push_back(time_us);
        const double ceiling = 1 / (1 / echo + 1 / store);
        found.holds.push_back(holds.perSecond);
        found.echoes.push_back(echo);
        found.store.push_back(store);
        found.ceilings.push_back(ceiling);
        found.ratios.push_back(holds.perSecond / ceiling);
        if (found.oneByOne.empty()) { // once: its tail takes seconds
            found.oneByOne.push_back(slice(m_singleWindows).perSecondToTheEnd);
            found.speedUps.push_back(holds.perSecond / found.oneByOne.front());
        }
        found.p50.push_back(holds.p50_ms);
        found.p99.push_back(holds.p99_ms);
        found.p999.push_back(holds.p999_ms);
    }

private:
    static QString copied(const QString &folder)
    {
        for (const QString &name : {u"grouped"_s, u"single"_s, u"raw"_s})
            copyHouse(folder + u"/house.sqlite"_s, folder + u'/' + name + u".sqlite"_s);
        return folder;
    }

    LoadWindows::Plan plan(const TestHouse &house, quint16 port) const
    {
        return planFor(house, port, seatsPerEvent, m_load.windows, m_load.outstanding);
    }
    LoadWindows::Plan echoPlan(const TestHouse &house) const
    {
        LoadWindows::Plan wanted = plan(house, m_echo.port());
        wanted.isEcho = true;
        return wanted;
    }

    LoadFigures slice(LoadWindows &windows) const
    {
        windows.prepare(holdsInHand / m_load.windows);
        const LoadFigures figures = windows.run(slice_ms);
        if (figures.refused + figures.unanswered > 0)
            qFatal("bench: %lld holds were refused, %lld not answered",
                   static_cast<long long>(figures.refused),
                   static_cast<long long>(figures.unanswered));
        return figures;
    }

    QString m_folder;
    Load m_load;
    BenchHouse m_grouped;
    BenchHouse m_single;
    RawLedger m_raw;
    ServerProcess m_echo;
    LoadWindows m_windows;
    LoadWindows m_singleWindows;
    LoadWindows m_echoWindows;
};

void tell(const QString &name, const Rounds &found, Report &report)
{
    const double ratio = median(found.ratios);
    report.add({.name = name + u", holds"_s,
                .value = median(found.holds),
                .unit = u"1/s"_s,
                .reference = u"ceiling"_s,
                .referenceValue = median(found.ceilings),
                .ratio = ratio,
                .goal = u">= %1x the ceiling"_s.arg(goal),
                .holds = ratio >= goal});
    report.add({.name = name + u", the ceiling's parts: echo"_s,
                .value = median(found.echoes),
                .unit = u"1/s"_s,
                .reference = u"bare store"_s,
                .referenceValue = median(found.store),
                .ratio = median(found.echoes) / median(found.store)});
    report.add({.name = name + u", holds"_s,
                .value = median(found.holds),
                .unit = u"1/s"_s,
                .reference = u"a commit for each request"_s,
                .referenceValue = median(found.oneByOne),
                .ratio = median(found.speedUps)});
    const double sync_ms = median(found.syncs_us) / 1000;
    const auto add = [&](const QString &what, double time_ms) {
        report.add({.name = name + u", "_s + what,
                    .value = time_ms,
                    .unit = u"ms"_s,
                    .reference = u"fdatasync p50"_s,
                    .referenceValue = sync_ms,
                    .ratio = time_ms / sync_ms});
    };
    add(u"p50"_s, median(found.p50));
    add(u"p99"_s, median(found.p99));
    add(u"p99.9"_s, median(found.p999));
}

} // namespace

} // namespace foyer::bench

/// Holds acknowledged as durable, over WebSocket, beside the ceiling of the same run: the edge
/// alone echoing the same messages, and the bare engine committing the same rows in groups.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"holds"_s, application.arguments().value(1));
    // On the disk of the build, not in memory: fsync is half of what is measured.
    const QTemporaryDir folder(QDir::current().filePath(u"bench-holds-XXXXXX"_s));
    const foyer::TestHouse house =
        makeHouse(folder.filePath(u"house.sqlite"_s), seatsPerEvent, events, mostWindows);
    for (const Load &load :
         {Load{u"64 windows, 16 under way"_s, 64, 16}, Load{u"64 windows, 1 under way"_s, 64, 1},
          Load{u"1000 windows, 1 under way"_s, 1'000, 1}}) {
        Rounds found;
        Contest contest(load, house, folder.path());
        for (int round = 0; round < rounds; ++round)
            contest.round(found);
        tell(load.name, found, report);
    }
    return report.write() ? 0 : 1;
}
