#include "models/seatmap/generators.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/machine.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/ledger/groupcommit.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/load/holdbatches.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/synctimes.h"
#include "tests/support/testhouse.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <thread>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr qint32 seatsPerEvent = 50'000;
constexpr int windows = 16;
constexpr qint32 large = 100'000;
constexpr int quiet_ms = 2'000;
constexpr double goal_ms = 100;
constexpr qint32 unlimited = 1'000'000'000;

/// One event that sells without a break, and somebody who works on a large hall beside it.
class BusyHouse final
{
public:
    explicit BusyHouse(const QString &path)
        : m_ledger(opened(path, m_clock))
        , m_house(fillTestHouse(
              *m_ledger,
              {.map = bowlArena({.seats = seatsPerEvent}), .events = 2, .windows = windows},
              m_clock, m_random))
        , m_batches(withoutOffice(m_house), seatsPerEvent)
        , m_map(bowlArena({.seats = large}))
        , m_office{hashToken(m_house.tokens.last().toLatin1()), m_house.windows.last()}
    {}

    /// The longest that a hold waited for its answer, in ms, while the office does \a commands,
    /// each after the answer to the one before. One hold after the other, for a while at least.
    double longestWait_ms(const std::vector<Command> &commands)
    {
        GroupCommit writer(*m_ledger, {});
        std::atomic<bool> isDone = false;
        std::thread office([&] {
            for (const Command &command : commands)
                ask(writer, {.actor = m_office,
                             .operation = {.id = OperationId::make(m_clock.now(), m_random),
                                           .command = command}});
            isDone = true;
        });
        double longest_ms = 0;
        const auto start = SteadyClock::now();
        while (!isDone || SteadyClock::now() - start < std::chrono::milliseconds(quiet_ms)) {
            const auto asked = SteadyClock::now();
            ask(writer, m_batches.next(1).front());
            const std::chrono::duration<double, std::milli> took = SteadyClock::now() - asked;
            longest_ms = std::max(longest_ms, took.count());
        }
        office.join();
        return longest_ms;
    }

    std::vector<Command> venue()
    {
        m_event = m_house.events.constFirst();
        m_event.id = EventId::make(m_clock.now(), m_random);
        m_event.venue = VenueId::make(m_clock.now(), m_random);
        m_event.seatMap = SeatMapId::make(m_clock.now(), m_random);
        m_event.version = Version();
        return {SaveVenue{.venue = {.id = m_event.venue,
                                    .name = u"Large hall"_s,
                                    .city = u"Hamburg"_s,
                                    .timeZone = u"Europe/Berlin"_s}}};
    }
    [[nodiscard]] std::vector<Command> map() const
    {
        return {PublishSeatMap{.id = m_event.seatMap,
                               .venue = m_event.venue,
                               .document = seatMapToJson(m_map),
                               .expected = Version(1)}};
    }
    /// Publishes the event; again: with new prices.
    std::vector<Command> prices(qint64 price)
    {
        const Version expected = m_event.version;
        m_event.prices.prices.clear();
        for (const Category &category : m_map.categories)
            m_event.prices.prices.append(
                {category.id, m_house.ticketType, Money(price, m_house.price.currency())});
        const SaveEvent save{.event = m_event, .expected = expected};
        m_event.version = expected.next();
        return {save};
    }
    /// Every place of the hall, as many at a time as one operation takes.
    [[nodiscard]] std::vector<Command> blocked() const
    {
        std::vector<Command> commands;
        for (qint32 first = 0; first < large; first += limits::ticketsPerAllotment) {
            KeepTickets keep{.event = m_event.id, .use = TicketUse::Blocked, .reason = u"sound"_s};
            for (qint32 i = first; i < std::min(large, first + limits::ticketsPerAllotment); ++i)
                keep.seats.append(SeatIndex(i));
            commands.emplace_back(keep);
        }
        return commands;
    }

private:
    static std::unique_ptr<Ledger> opened(const QString &path, const Clock &clock)
    {
        auto ledger = openSqliteLedger(path, clock, {.ticketsHeldPerWindow = unlimited});
        if (!ledger)
            qFatal("bench: %s", qPrintable(ledger.error().message));
        return *std::move(ledger);
    }

    /// The last window is the office's: it does not sell.
    static TestHouse withoutOffice(TestHouse house)
    {
        house.windows.removeLast();
        house.tokens.removeLast();
        return house;
    }

    static void ask(GroupCommit &writer, const Submission &submission)
    {
        std::promise<void> answered;
        const bool isTaken = writer.submit(submission, [&](const AppliedOperation &applied) {
            if (!applied.outcome)
                qFatal("bench: refused: %s", qPrintable(applied.outcome.error().message));
            answered.set_value();
        });
        if (!isTaken)
            qFatal("bench: the queue is full");
        answered.get_future().wait();
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Ledger> m_ledger;
    TestHouse m_house;
    bench::HoldBatches m_batches;
    const SeatMap m_map;
    const Actor m_office;
    Event m_event;
};

} // namespace

} // namespace foyer

/// How long the sales of one event wait while a hall of 100,000 places is published, priced and
/// blocked beside it.
int main(int argc, char **argv)
{
    using namespace foyer;
    QCoreApplication application(argc, argv);
    bench::Report report(u"bulk"_s, application.arguments().value(1));
    // On the disk of the build, not in memory: fsync is part of what is measured.
    const QTemporaryDir folder(QDir::current().filePath(u"bench-bulk-XXXXXX"_s));
    report.add({.name = u"fdatasync, p99"_s,
                .value = bench::quantile(bench::syncTimes_us(folder.path(), 200), 0.99),
                .unit = u"us"_s});
    BusyHouse house(folder.filePath(u"house.sqlite"_s));
    (void)house.longestWait_ms({});
    const double quiet = house.longestWait_ms(house.venue());
    const auto measure = [&](const QString &name, const std::vector<Command> &commands) {
        const double longest_ms = house.longestWait_ms(commands);
        report.add({.name = u"longest wait, "_s + name,
                    .value = longest_ms,
                    .unit = u"ms"_s,
                    .reference = u"nothing beside it"_s,
                    .referenceValue = quiet,
                    .ratio = longest_ms / quiet,
                    .goal = u"<= %1 ms"_s.arg(goal_ms),
                    .holds = longest_ms <= goal_ms});
    };
    measure(u"a map of 100,000"_s, house.map());
    measure(u"an event on it"_s, house.prices(2'000));
    measure(u"new prices"_s, house.prices(2'500));
    measure(u"all 100,000 blocked"_s, house.blocked());
    return report.write() ? 0 : 1;
}
