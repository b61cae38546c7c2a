#include "tests/bench/benchreport.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/httplink.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/syncprobe.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cmath>
#include <thread>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr qint32 seatsPerEvent = 50'000;
constexpr int events = 12;
constexpr int mostWindows = 1'000;
constexpr int rounds = 5;
constexpr int slice_ms = 2'000;

/// Holds that come at a fixed rate, with fdatasync measured meanwhile.
struct Rate
{
    std::vector<double> p50_ms;
    std::vector<double> p99_ms;
    std::vector<double> ratios50; ///< to fdatasync's p50 of the round
    std::vector<double> ratios99; ///< to fdatasync's p99 of the round
    std::vector<double> sync50_ms;
    std::vector<double> sync99_ms;
};

Rate measure(LoadWindows &windows, int windowCount, double perSecond, const QString &folder)
{
    Rate rate;
    for (int round = 0; round < rounds; ++round) {
        windows.prepare(qint64(std::ceil(perSecond * slice_ms / 1000 / windowCount)) + 1);
        SyncProbe probe(folder);
        const LoadFigures figures = windows.runAtRate(perSecond, slice_ms);
        const std::vector<double> times = probe.stop();
        if (figures.refused + figures.unanswered > 0)
            qFatal("bench: holds were refused or not answered");
        rate.p50_ms.push_back(figures.p50_ms);
        rate.p99_ms.push_back(figures.p99_ms);
        rate.sync50_ms.push_back(median(times) / 1000);
        rate.sync99_ms.push_back(quantile(times, 0.99) / 1000);
        rate.ratios50.push_back(figures.p50_ms / rate.sync50_ms.back());
        rate.ratios99.push_back(figures.p99_ms / rate.sync99_ms.back());
    }
    return rate;
}

void measureTwoThousand(const TestHouse &house, const QString &path, const QString &folder,
                        Report &report)
{
    constexpr int windowCount = 64;
    constexpr double perSecond = 2'000;
    constexpr double longest_ms = 20;
    constexpr double mostSyncs = 6;
    const BenchHouse served(path);
    LoadWindows windows(planFor(house, served.port(), seatsPerEvent, windowCount, 1));
    if (!windows.connect())
        qFatal("bench: the windows could not connect");
    const Rate rate = measure(windows, windowCount, perSecond, folder);
    const double p99_ms = median(rate.p99_ms);
    const double ratio = median(rate.ratios99);
    report.add({.name = u"2,000 holds/s of 64 windows, p99"_s,
                .value = p99_ms,
                .unit = u"ms"_s,
                .reference = u"fdatasync p99"_s,
                .referenceValue = median(rate.sync99_ms),
                .ratio = ratio,
                .goal = u"< 20 ms and < 6x fdatasync p99"_s,
                .holds = p99_ms < longest_ms && ratio < mostSyncs});
    report.add({.name = u"2,000 holds/s of 64 windows, p50"_s,
                .value = median(rate.p50_ms),
                .unit = u"ms"_s,
                .reference = u"fdatasync p50"_s,
                .referenceValue = median(rate.sync50_ms),
                .ratio = median(rate.ratios50)});
}

void measureFiveThousand(const TestHouse &house, const QString &path, const QString &folder,
                         Report &report)
{
    constexpr double perSecond = 5'000;
    constexpr double mostSyncs = 3;
    const BenchHouse served(path);
    LoadWindows windows(planFor(house, served.port(), seatsPerEvent, mostWindows, 1));
    if (!windows.connect())
        qFatal("bench: the windows could not connect");
    const Rate rate = measure(windows, mostWindows, perSecond, folder);
    const double ratio = median(rate.ratios50);
    report.add({.name = u"5,000 holds/s of 1000 windows, p50"_s,
                .value = median(rate.p50_ms),
                .unit = u"ms"_s,
                .reference = u"fdatasync p50"_s,
                .referenceValue = median(rate.sync50_ms),
                .ratio = ratio,
                .goal = u"<= 3x fdatasync p50"_s,
                .holds = ratio <= mostSyncs});
    report.add({.name = u"5,000 holds/s of 1000 windows, p99"_s,
                .value = median(rate.p99_ms),
                .unit = u"ms"_s,
                .reference = u"fdatasync p99"_s,
                .referenceValue = median(rate.sync99_ms),
                .ratio = median(rate.ratios99)});
}

/// Asks for \a target at its share of a rate; times are from when each request was due.
void readAtRate(quint16 port, const QByteArray &target, double perSecond,
                SteadyClock::time_point end, std::vector<double> &times_ms)
{
    HttpLink link(port);
    const auto start = SteadyClock::now();
    for (qint64 i = 0;; ++i) {
        const std::chrono::duration<double> at(double(i) / perSecond);
        const auto due = start + std::chrono::duration_cast<SteadyClock::duration>(at);
        if (due >= end)
            return;
        std::this_thread::sleep_until(due);
        if (link.ask("GET", target).status != 200)
            qFatal("bench: an event could not be read");
        times_ms.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - due).count());
    }
}

/// GET /events/{id} of the very event that is being sold, one hundred times for each sale.
void measureReads(const QString &folder, Report &report)
{
    constexpr int seats = 1'000;
    constexpr int readers = 4;
    constexpr double writesPerSecond = 20;
    constexpr double readsPerWrite = 100;
    constexpr double longest_ms = 50;
    const QString path = folder + u"/read.sqlite"_s;
    const TestHouse house = makeHouse(path, seats, 1, 2);
    const BenchHouse served(path);
    LoadWindows windows(planFor(house, served.port(), seats, 2, 1));
    if (!windows.connect())
        qFatal("bench: the windows could not connect");
    windows.prepare(seats / 2);
    const QByteArray target = "/events/" + house.events.constFirst().id.toString().toLatin1();
    std::vector<std::vector<double>> times(readers);
    std::vector<std::thread> threads;
    const auto end = SteadyClock::now() + std::chrono::milliseconds(rounds * slice_ms);
    for (std::vector<double> &mine : times)
        threads.emplace_back([&, end] {
            readAtRate(served.port(), target, writesPerSecond * readsPerWrite / readers, end, mine);
        });
    const LoadFigures writes = windows.runAtRate(writesPerSecond, rounds * slice_ms);
    for (std::thread &thread : threads)
        thread.join();
    std::vector<double> all;
    for (const std::vector<double> &mine : times)
        all.insert(all.end(), mine.begin(), mine.end());
    const double p99_ms = quantile(all, 0.99);
    report.add({.name = u"GET /events/{id} at 2,000/s beside 20 holds/s of it, p99"_s,
                .value = p99_ms,
                .unit = u"ms"_s,
                .reference = u"p50"_s,
                .referenceValue = median(all),
                .ratio = p99_ms / median(all),
                .goal = u"< 50 ms"_s,
                .holds = p99_ms < longest_ms && writes.refused == 0});
}

} // namespace

} // namespace foyer::bench

/// How long a window waits when the house is busy but not full.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"steady"_s, application.arguments().value(1));
    const QTemporaryDir folder(QDir::current().filePath(u"bench-steady-XXXXXX"_s));
    const QString path = folder.filePath(u"house.sqlite"_s);
    const QString second = folder.filePath(u"second.sqlite"_s);
    const foyer::TestHouse house = makeHouse(path, seatsPerEvent, events, mostWindows);
    copyHouse(path, second);
    measureTwoThousand(house, path, folder.path(), report);
    measureFiveThousand(house, second, folder.path(), report);
    measureReads(folder.path(), report);
    return report.write() ? 0 : 1;
}
