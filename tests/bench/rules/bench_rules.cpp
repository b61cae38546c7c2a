#include "models/seatmap/generators.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/ledger/rules/chain.h"
#include "tests/bench/benchreport.h"
#include "tests/server/ledger/memoryledger.h"
#include "tests/support/testhouse.h"

#include <QCoreApplication>

#include <algorithm>
#include <ctime>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 seats = 100'000;
constexpr int windows = 64;
constexpr int group = 256; ///< operations of a transaction
constexpr int rounds = 7;
constexpr qint32 unlimited = 1'000'000'000;

/// Of this thread: other programs on the machine do not count.
double processorTime_us()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// The booking rules on rows in memory: what is left is what the rules cost.
class Rules final
{
public:
    Rules()
        : m_ledger(std::make_shared<MemoryStore>(), m_clock, {.ticketsHeldPerWindow = unlimited})
        , m_house(fillTestHouse(m_ledger, {.map = bowlArena({.seats = seats}), .windows = windows},
                                m_clock, m_random))
    {}

    /// Processor time of one hold of one ticket, in microseconds.
    double holdRound()
    {
        double took_us = 0;
        int held = 0;
        for (int i = 0; i < 20; ++i) {
            std::vector<Submission> batch;
            while (batch.size() < group)
                batch.push_back(next());
            took_us += took([&] { check(m_ledger.writer().apply(batch)); });
            held += group;
        }
        return took_us / held;
    }

    /// What no rule can save: writing the operation and the outcome down, three digests.
    double floorRound()
    {
        const Submission asked = next();
        const Outcome outcome = Done{.event = m_house.events.front().id,
                                     .hold = Hold{.id = HoldId::make(m_clock.now(), m_random),
                                                  .event = m_house.events.front().id,
                                                  .window = m_house.windows.front(),
                                                  .seats = {SeatIndex(1)}}};
        const int times = 20 * group;
        return took([&] {
                   for (int i = 0; i < times; ++i) {
                       const QByteArray bytes = encode(asked.operation, Encoding::Cbor);
                       const QByteArray result = encode(outcome, Encoding::Cbor);
                       m_sink += digestOf(bytes).at(0) + result.at(0);
                       m_sink += chainHash(chainStart(), m_house.events.front().id, {}).at(0);
                   }
               }) /
               times;
    }

    /// Times of best available for a quantity, in milliseconds, sorted. Sells what it finds.
    std::vector<double> bestRound(int times)
    {
        std::vector<double> took_ms;
        for (int i = 0; i < times; ++i) {
            const Submission asked{
                actor(0),
                {.id = OperationId::make(m_clock.now(), m_random),
                 .command = BookTickets{.booking = BookingId::make(m_clock.now(), m_random),
                                        .hold = HoldId::make(m_clock.now(), m_random),
                                        .payment = PaymentId::make(m_clock.now(), m_random),
                                        .event = m_house.events.front().id,
                                        .quantity = 1 + i % 6}}};
            took_ms.push_back(took([&] { check(m_ledger.writer().apply({&asked, 1})); }) / 1'000);
        }
        std::ranges::sort(took_ms);
        return took_ms;
    }

    /// Holds seats at random until \a share of all is taken.
    void fill(double share)
    {
        std::vector<Submission> batch;
        SystemRandom random;
        for (qint32 seat = m_nextSeat; seat < seats; ++seat) {
            if (double(random.next() % 1'000) / 1'000 >= share)
                continue;
            batch.push_back(hold(seat));
            if (batch.size() == 1'000)
                check(m_ledger.writer().apply(std::exchange(batch, {})));
        }
        check(m_ledger.writer().apply(batch));
    }

    int m_sink = 0;

private:
    template <class Work>
    static double took(const Work &work)
    {
        const double start = processorTime_us();
        work();
        return processorTime_us() - start;
    }
    static void check(const std::vector<AppliedOperation> &applied)
    {
        for (const AppliedOperation &operation : applied) {
            if (!operation.outcome)
                qFatal("bench: refused: %s", qPrintable(operation.outcome.error().message));
        }
    }
    Actor actor(qint64 window) const
    {
        return {hashToken(m_house.tokens.at(window).toLatin1()), m_house.windows.at(window)};
    }
    Submission next() { return hold(m_nextSeat++); }
    Submission hold(qint32 seat)
    {
        return {actor(seat % windows),
                {.id = OperationId::make(m_clock.now(), m_random),
                 .command = PlaceHold{.hold = HoldId::make(m_clock.now(), m_random),
                                      .event = m_house.events.front().id,
                                      .seats = {SeatIndex(seat)}}}};
    }

    SystemClock m_clock;
    SystemRandom m_random;
    MemoryLedger m_ledger;
    TestHouse m_house;
    qint32 m_nextSeat = 0;
};

} // namespace

} // namespace foyer

/// What the booking rules cost without any storage engine.
int main(int argc, char **argv)
{
    using namespace foyer;
    QCoreApplication application(argc, argv);
    bench::Report report(u"rules"_s, application.arguments().value(1));
    Rules rules;
    std::vector<double> holds;
    std::vector<double> floors;
    for (int round = 0; round < rounds; ++round) {
        floors.push_back(rules.floorRound());
        holds.push_back(rules.holdRound());
    }
    report.add({.name = u"a hold, rules over rows in memory"_s,
                .value = median(holds),
                .unit = u"us"_s,
                .reference = u"encode and hash it"_s,
                .referenceValue = median(floors),
                .ratio = median(holds) / median(floors),
                .goal = u"< 8 us"_s,
                .holds = median(holds) < 8});
    rules.fill(0.9);
    (void)rules.bestRound(1); // compiles the map
    const std::vector<double> best = rules.bestRound(400);
    report.add({.name = u"best available of 100,000, p99"_s,
                .value = best[best.size() * 99 / 100],
                .unit = u"ms"_s,
                .reference = u"p50"_s,
                .referenceValue = best[best.size() / 2],
                .ratio = best[best.size() * 99 / 100] / best[best.size() / 2],
                .goal = u"< 5 ms"_s,
                .holds = best[best.size() * 99 / 100] < 5});
    return report.write() && rules.m_sink != 1 ? 0 : 1;
}
