#include "tests/bench/benchreport.h"
#include "tests/bench/general/places.h"
#include "tests/bench/load/processortime.h"
#include "tests/bench/load/statistics.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <vector>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int areaCapacity = 50'000;
constexpr int together = 2;
constexpr int stepsPerCommit = 256; ///< steps of a transaction
constexpr int rounds = 5;

struct Cost
{
    double make_us = 0; ///< the area, once
    double sale_us = 0; ///< hold and sale together
    double bytes = 0;   ///< of the file when everything is sold
};

Cost costOf(PlacesKept kept, const QString &path)
{
    const double start = threadTime_us();
    Places places(kept, path, areaCapacity);
    const double made = threadTime_us();
    if (places.sell(areaCapacity / together, together, stepsPerCommit) != 0)
        qFatal("bench: places were refused before the area was sold out");
    const double sold = threadTime_us();
    if (places.sell(1, together, stepsPerCommit) != 1)
        qFatal("bench: more places were sold than there are");
    return {made - start, (sold - made) / (double(areaCapacity) / together),
            double(places.bytes())};
}

} // namespace

} // namespace foyer::bench

/// Should the places of a standing area be tickets like seats, or a counter? An area of 50,000 is
/// sold in pairs either way; see tests/bench/README.md for what was decided.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"general"_s, application.arguments().value(1));
    const QTemporaryDir folder;
    std::vector<double> ticketMake, counterMake, ticketSale, counterSale;
    Cost tickets, counter;
    for (int round = 0; round < rounds; ++round) {
        tickets = costOf(PlacesKept::AsTickets, folder.filePath(u"tickets%1"_s.arg(round)));
        counter = costOf(PlacesKept::AsCounter, folder.filePath(u"counter%1"_s.arg(round)));
        ticketMake.push_back(tickets.make_us / 1'000);
        counterMake.push_back(counter.make_us / 1'000);
        ticketSale.push_back(tickets.sale_us);
        counterSale.push_back(counter.sale_us);
    }
    const auto add = [&report](const QString &name, const QString &unit, double value,
                               double reference, const QString &goal, double most) {
        const double ratio = value / reference;
        report.add({.name = name,
                    .value = value,
                    .unit = unit,
                    .reference = u"counted pool"_s,
                    .referenceValue = reference,
                    .ratio = ratio,
                    .goal = goal,
                    .holds = goal.isEmpty() || ratio <= most});
    };
    add(u"hold and sale of 2 places of 50,000"_s, u"us"_s, median(ticketSale), median(counterSale),
        u"<= 1.5x counted pool"_s, 1.5);
    add(u"making the 50,000 places"_s, u"ms"_s, median(ticketMake), median(counterMake), {}, 0);
    add(u"the file, everything sold"_s, u"MB"_s, tickets.bytes / 1e6, counter.bytes / 1e6,
        u"<= 1.5x counted pool"_s, 1.5);
    return report.write() ? 0 : 1;
}
