#include "models/seatmap/generators.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "sync/server/net/edge.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/server/loadwindows.h"
#include "tests/bench/server/rawstore.h"
#include "tests/support/testhouse.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 seatsPerEvent = 50'000;
constexpr int events = 12;
constexpr int rounds = 3;
constexpr int slice_ms = 1'500;
constexpr int rawGroup = 256;
constexpr qint32 unlimited = 1'000'000'000;

struct Load
{
    QString name;
    int windows = 0;
    int outstanding = 0;
};

/// Server, ledger and edge as in foyerd, on a folder of this disk, without the limits that keep
/// one window from taking a whole house.
class House final
{
public:
    explicit House(const QString &folder)
    {
        auto ledger = openSqliteLedger(folder + u"/house.sqlite"_s, m_clock,
                                       {.ticketsHeldPerWindow = unlimited});
        if (!ledger)
            qFatal("bench: %s", qPrintable(ledger.error().message));
        m_ledger = *std::move(ledger);
    }

    void fill(int windows)
    {
        m_house = fillTestHouse(
            *m_ledger,
            {.map = bowlArena({.seats = seatsPerEvent}), .events = events, .windows = windows},
            m_clock, m_random);
    }

    quint16 open()
    {
        m_service = std::make_unique<BookingService>(
            *m_ledger, m_clock, m_random,
            BookingServiceSettings{.houseName = u"Bench"_s, .operationsPerSecond = unlimited});
        if (const Result<void> started = m_service->start(); !started)
            qFatal("bench: %s", qPrintable(started.error().message));
        m_edge = std::make_unique<Edge>(*m_service, m_clock, EdgeSettings{.port = 0});
        const Result<quint16> port = m_edge->start();
        if (!port)
            qFatal("bench: %s", qPrintable(port.error().message));
        return *port;
    }

    LoadWindows::Plan plan(quint16 port, int outstanding) const
    {
        LoadWindows::Plan plan{.port = port,
                               .windows = m_house.windows,
                               .tokens = m_house.tokens,
                               .seatsPerEvent = seatsPerEvent,
                               .outstanding = outstanding};
        for (const Event &event : m_house.events)
            plan.events.append(event.id);
        return plan;
    }

    ~House()
    {
        if (m_edge)
            m_edge->stop();
        if (m_service)
            m_service->stop();
    }

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Ledger> m_ledger;
    TestHouse m_house;
    std::unique_ptr<BookingService> m_service;
    std::unique_ptr<Edge> m_edge;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// One kind of load, alternating with the raw store on the same disk.
void measure(const Load &load, const QString &folder, bench::Report &report)
{
    House house(folder);
    house.fill(load.windows);
    LoadWindows windows(house.plan(house.open(), load.outstanding));
    if (!windows.connect())
        qFatal("bench: the windows could not connect");
    RawStore raw(folder + u"/raw.sqlite"_s, seatsPerEvent);
    const std::vector<double> syncs = syncTimes_us(folder + u"/raw.sqlite"_s, 200);
    std::vector<double> perSecond;
    std::vector<double> rawPerSecond;
    std::vector<double> p50;
    std::vector<double> p99;
    for (int round = 0; round < rounds; ++round) {
        rawPerSecond.push_back(raw.run(rawGroup, slice_ms));
        const LoadFigures figures = windows.run(slice_ms);
        if (figures.refused > 0)
            std::fprintf(stderr, "bench: %lld holds were refused\n",
                         static_cast<long long>(figures.refused));
        perSecond.push_back(figures.perSecond);
        p50.push_back(figures.p50_ms);
        p99.push_back(figures.p99_ms);
    }
    const QString reference = u"raw group commit"_s;
    const double rawRate = median(rawPerSecond);
    report.add({.name = load.name + u", holds"_s,
                .value = median(perSecond),
                .unit = u"1/s"_s,
                .reference = reference,
                .referenceValue = rawRate,
                .ratio = median(perSecond) / rawRate});
    const double sync_ms = syncs.empty() ? 0 : syncs[syncs.size() / 2] / 1000;
    report.add({.name = load.name + u", p50"_s,
                .value = median(p50),
                .unit = u"ms"_s,
                .reference = u"fdatasync p50"_s,
                .referenceValue = sync_ms,
                .ratio = median(p50) / sync_ms});
    report.add({.name = load.name + u", p99"_s,
                .value = median(p99),
                .unit = u"ms"_s,
                .reference = u"fdatasync p50"_s,
                .referenceValue = sync_ms,
                .ratio = median(p99) / sync_ms});
}

} // namespace

} // namespace foyer

/// Holds acknowledged as durable, over WebSocket, beside what the bare engine commits in groups.
int main(int argc, char **argv)
{
    using namespace foyer;
    QCoreApplication application(argc, argv);
    bench::Report report(u"holds"_s, application.arguments().value(1));
    // On the disk of the build, not in memory: fsync is half of what is measured.
    for (const Load &load :
         {Load{u"64 windows, 1 under way"_s, 64, 1}, Load{u"64 windows, 16 under way"_s, 64, 16},
          Load{u"1000 windows, 1 under way"_s, 1'000, 1}}) {
        QTemporaryDir folder(QDir::current().filePath(u"bench-holds-XXXXXX"_s));
        measure(load, folder.path(), report);
    }
    return report.write() ? 0 : 1;
}
