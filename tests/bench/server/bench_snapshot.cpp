#include "sync/protocol/machine.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/feed/feedframes.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/httplink.h"
#include "tests/bench/load/serverprocess.h"
#include "tests/bench/load/statistics.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <random>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int seats = 100'000;
constexpr int events = 10;

double msSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

/// A hall in the middle of its sale: most is sold, each ticket has changed a few times, and a
/// hundred windows have ten seats each in a cart.
EventTickets busyHall(const SystemClock &clock)
{
    constexpr int carts = 100;
    constexpr int seatsOfCart = 10;
    SystemRandom random;
    std::mt19937 dice(4711);
    EventTickets all{.event = EventId::make(clock.now(), random), .sequence = Sequence(150'000)};
    for (int i = 0; i < seats; ++i) {
        TicketState ticket{.version = Version(qint64(1 + dice() % 8))};
        if (dice() % 100 < 60)
            ticket.status = TicketStatus::Sold;
        all.tickets.append(ticket);
    }
    for (int cart = 0; cart < carts; ++cart) {
        const auto holder = WindowId::make(clock.now(), random);
        const Instant end = clock.now() + Milliseconds(qint64(dice() % 600'000));
        for (int i = 0; i < seatsOfCart; ++i) {
            TicketState &ticket = all.tickets[cart * (seats / carts) + i];
            ticket.status = TicketStatus::Held;
            ticket.holder = holder;
            ticket.expiresAt = end;
        }
    }
    return all;
}

void measureSnapshot(Report &report)
{
    constexpr int repeats = 51;
    constexpr double longest_ms = 1;
    constexpr double mostBytes = 130'000;
    const SystemClock clock;
    const EventTickets tickets = busyHall(clock);
    const EventBoard board(tickets);
    FeedWatcher watcher;
    watcher.encoding = Encoding::Cbor;
    std::vector<double> times;
    std::vector<double> copies;
    qsizetype size = 0;
    for (int i = 0; i < repeats; ++i) {
        auto start = SteadyClock::now();
        size = snapshotFrame(board, tickets.event, clock.now(), watcher)->size();
        times.push_back(msSince(start));
        start = SteadyClock::now();
        QList<TicketState> copy = board.tickets();
        copy.detach();
        copies.push_back(msSince(start));
    }
    report.add({.name = u"snapshot of 100,000 seats, encoding"_s,
                .value = median(times),
                .unit = u"ms"_s,
                .reference = u"copying the tickets"_s,
                .referenceValue = median(copies),
                .ratio = median(times) / median(copies),
                .goal = u"< 1 ms"_s,
                .holds = median(times) < longest_ms});
    report.add({.name = u"snapshot of 100,000 seats, size"_s,
                .value = double(size),
                .unit = u"bytes"_s,
                .reference = u"one byte a seat"_s,
                .referenceValue = seats,
                .ratio = double(size) / seats,
                .goal = u"< 130,000 bytes"_s,
                .holds = double(size) < mostBytes});
}

/// A million tickets that have all been sold, in a house that nobody has open.
TestHouse soldOut(const QString &path)
{
    constexpr int atOnce = 200;
    constexpr int batch = 100;
    const TestHouse house = makeHouse(path, seats, events, 1);
    SystemClock clock;
    SystemRandom random;
    auto ledger = openSqliteLedger(path, clock, {.ticketsHeldPerWindow = seats * events});
    if (!ledger)
        qFatal("bench: %s", qPrintable(ledger.error().message));
    const Actor actor{.session = hashToken(house.tokens.constFirst().toLatin1()),
                      .window = house.windows.constFirst()};
    const auto submission = [&](const Command &command) {
        return Submission{
            .actor = actor,
            .operation = {.id = OperationId::make(clock.now(), random), .command = command}};
    };
    const auto customer = CustomerId::make(clock.now(), random);
    std::vector<Submission> waiting{submission(
        SaveCustomer{{.id = customer, .email = u"all@example.org"_s, .name = u"All"_s}})};
    const auto commit = [&] {
        for (const AppliedOperation &applied : (*ledger)->writer().apply(waiting)) {
            if (!applied.outcome)
                qFatal("bench: refused: %s", qPrintable(applied.outcome.error().message));
        }
        waiting.clear();
    };
    for (const Event &event : house.events) {
        for (int first = 0; first < seats; first += atOnce) {
            BookTickets book{.booking = BookingId::make(clock.now(), random),
                             .hold = HoldId::make(clock.now(), random),
                             .payment = PaymentId::make(clock.now(), random),
                             .event = event.id,
                             .customer = customer};
            for (int seat = first; seat < first + atOnce; ++seat)
                book.seats.append(SeatIndex(seat));
            waiting.push_back(submission(book));
            if (waiting.size() >= batch)
                commit();
        }
    }
    commit();
    return house;
}

void measureStart(Report &report)
{
    constexpr int starts = 3;
    constexpr double longest_ms = 2'000;
    const QTemporaryDir folder(QDir::current().filePath(u"bench-snapshot-XXXXXX"_s));
    const QString path = folder.filePath(u"house.sqlite"_s);
    const QString empty = folder.filePath(u"empty.sqlite"_s);
    const TestHouse house = soldOut(path);
    const TestHouse small = makeHouse(empty, 1'000, 1, 1);
    const auto firstAnswer_ms = [](const QString &file, const TestHouse &served) {
        const auto start = SteadyClock::now();
        const ServerProcess server(u"bench_house_server"_s, {file});
        HttpLink link(server.port());
        const HttpLink::Answer answer =
            link.ask("GET", "/events/" + served.events.constFirst().id.toString().toLatin1());
        if (answer.status != 200)
            qFatal("bench: the event cannot be read");
        return msSince(start);
    };
    std::vector<double> times;
    std::vector<double> smallTimes;
    for (int i = 0; i < starts; ++i) {
        smallTimes.push_back(firstAnswer_ms(empty, small));
        times.push_back(firstAnswer_ms(path, house));
    }
    report.add({.name = u"start with 1,000,000 tickets, to the first event shown"_s,
                .value = median(times),
                .unit = u"ms"_s,
                .reference = u"with 1,000 tickets"_s,
                .referenceValue = median(smallTimes),
                .ratio = median(times) / median(smallTimes),
                .goal = u"< 2,000 ms"_s,
                .holds = median(times) < longest_ms});
}

} // namespace

} // namespace foyer::bench

/// A large hall: what a window that comes late is sent, and how soon a large house serves again.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"snapshot"_s, application.arguments().value(1));
    measureSnapshot(report);
    measureStart(report);
    return report.write() ? 0 : 1;
}
