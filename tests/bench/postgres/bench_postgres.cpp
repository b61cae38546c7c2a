#include "models/seatmap/generators.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/load/holdbatches.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/postgres/rawpostgres.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QCoreApplication>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 seatsPerEvent = 25'000;
constexpr int events = 12;
/// Each with a person of its own: in a house nobody has more than a few carts open, here some
/// dozens at the end.
constexpr int windows = 2'000;
constexpr int rounds = 5;
constexpr int slice_ms = 700;
constexpr qint32 unlimited = 1'000'000'000;
constexpr double goal = 0.5;

std::unique_ptr<Ledger> openHouse(const QString &uri, const Clock &clock)
{
    auto ledger = openPostgresLedger(uri, clock, {.ticketsHeldPerWindow = unlimited});
    if (!ledger)
        qFatal("bench: %s", qPrintable(ledger.error().message));
    return *std::move(ledger);
}

/// The ledger against bare batches of the same rows, alternating on the same server.
void measure(Ledger &ledger, HoldBatches &batches, RawPostgres &raw, int group, Report &report)
{
    std::vector<double> perSecond;
    std::vector<double> rawPerSecond;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        rawPerSecond.push_back(raw.run(group, slice_ms).perSecond);
        perSecond.push_back(batches.run(ledger, group, slice_ms).perSecond);
        ratios.push_back(perSecond.back() / rawPerSecond.back());
    }
    const double ratio = median(ratios);
    report.add({.name = u"holds, %1 a commit"_s.arg(group),
                .value = median(perSecond),
                .unit = u"1/s"_s,
                .reference = u"bare unnest batches"_s,
                .referenceValue = median(rawPerSecond),
                .ratio = ratio,
                .goal = u">= %1x"_s.arg(goal),
                .holds = ratio >= goal});
}

} // namespace

} // namespace foyer::bench

/// What the booking rules cost on top of PostgreSQL, without a network between.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"postgres"_s, application.arguments().value(1));
    foyer::PrivatePostgres &server = foyer::PrivatePostgres::instance();
    const QString uri = server.freshDatabase();
    foyer::SystemClock clock;
    foyer::SystemRandom random;
    const foyer::TestHouse house =
        foyer::fillTestHouse(*openHouse(uri, clock),
                             {.map = foyer::bowlArena({.seats = seatsPerEvent}),
                              .events = events,
                              .windows = windows,
                              .operators = windows},
                             clock, random);
    const QString copy = server.copyOf(uri);
    RawPostgres raw(copy, events, seatsPerEvent, windows);
    const std::unique_ptr<foyer::Ledger> ledger = openHouse(uri, clock);
    HoldBatches batches(house, seatsPerEvent);
    // As it is when doors have been open for a while.
    (void)raw.run(256, slice_ms);
    (void)batches.run(*ledger, 256, slice_ms);
    for (const QString &database : {uri, copy})
        analyze(database);
    for (const int group : {1'024, 256, 64})
        measure(*ledger, batches, raw, group, report);
    return report.write() ? 0 : 1;
}
