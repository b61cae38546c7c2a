#include "models/seatmap/generators.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/groupcommit.h"
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
#include <atomic>
#include <chrono>
#include <future>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

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

    /// The longest that a hold waited for its answer, in ms, for \a ms at least and until what
    /// \a beside asks for is done: one hold after the other, through the writer's thread.
    double longestWait_ms(int ms, const std::vector<Command> &beside)
    {
        GroupCommit writer(*m_ledger, {});
        std::atomic<size_t> done = 0;
        for (const Command &command : beside) {
            const bool isTaken = writer.submit(
                {.actor = m_batches->firstActor(),
                 .operation = {.id = OperationId::make(m_clock.now(), m_random),
                               .command = command}},
                [&done](const AppliedOperation &applied) {
                    if (!applied.outcome)
                        qFatal("bench: refused: %s", qPrintable(applied.outcome.error().message));
                    ++done;
                });
            if (!isTaken)
                qFatal("bench: the queue is full");
        }
        double longest_ms = 0;
        const auto start = SteadyClock::now();
        while (done < beside.size() || SteadyClock::now() - start < std::chrono::milliseconds(ms)) {
            const auto asked = SteadyClock::now();
            std::promise<void> answered;
            (void)writer.submit(m_batches->next(1).front(),
                                [&answered](const AppliedOperation &) { answered.set_value(); });
            answered.get_future().wait();
            const std::chrono::duration<double, std::milli> took = SteadyClock::now() - asked;
            longest_ms = std::max(longest_ms, took.count());
        }
        return longest_ms;
    }

    /// What publishing another hall of \a seats takes.
    std::vector<Command> publication(int seats)
    {
        const SeatMap map = bowlArena({.seats = seats});
        const auto id = SeatMapId::make(m_clock.now(), m_random);
        const auto venue = VenueId::make(m_clock.now(), m_random);
        Event event = m_house.events.constFirst();
        event.id = EventId::make(m_clock.now(), m_random);
        event.venue = venue;
        event.seatMap = id;
        event.version = Version();
        event.prices.prices.clear();
        for (const Category &category : map.categories)
            event.prices.prices.append({category.id, m_house.ticketType, m_house.price});
        return {
            SaveVenue{.venue = {.id = venue,
                                .name = u"Large hall"_s,
                                .city = u"Hamburg"_s,
                                .timeZone = u"Europe/Berlin"_s}},
            PublishSeatMap{
                .id = id, .venue = venue, .document = seatMapToJson(map), .expected = Version(1)},
            SaveEvent{.event = event}};
    }

    /// The event on a hall of that size that is there: its tickets alone.
    std::vector<Command> anotherEvent()
    {
        Event event = m_house.events.constFirst();
        event.id = EventId::make(m_clock.now(), m_random);
        event.version = Version();
        return {SaveEvent{.event = event}};
    }

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

/// How long the sales of other events wait while something large is published.
void measurePauses(BareLedger &ledger, bench::Report &report)
{
    constexpr int large = 100'000;
    constexpr int quiet_ms = 1'000;
    const double quiet = ledger.longestWait_ms(quiet_ms, {});
    const auto add = [&](const QString &name, double longest_ms) {
        report.add({.name = name,
                    .value = longest_ms,
                    .unit = u"ms"_s,
                    .reference = u"nothing beside it"_s,
                    .referenceValue = quiet,
                    .ratio = longest_ms / quiet});
    };
    add(u"longest wait, an event of 50,000 opens"_s,
        ledger.longestWait_ms(quiet_ms, ledger.anotherEvent()));
    add(u"longest wait, a hall of 100,000 opens"_s,
        ledger.longestWait_ms(quiet_ms, ledger.publication(large)));
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
    measurePauses(ledger, report);
    return report.write() ? 0 : 1;
}
