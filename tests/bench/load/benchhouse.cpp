#include "tests/bench/load/benchhouse.h"

#include "models/seatmap/generators.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/bench/load/onebyone.h"

#include <QFile>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 unlimited = 1'000'000'000;

std::unique_ptr<Ledger> openHouse(const QString &path, const Clock &clock)
{
    auto ledger = openSqliteLedger(path, clock, {.ticketsHeldPerWindow = unlimited});
    if (!ledger)
        qFatal("bench: %s", qPrintable(ledger.error().message));
    return *std::move(ledger);
}

} // namespace

TestHouse makeHouse(const QString &path, int seats, int events, int windows)
{
    SystemClock clock;
    SystemRandom random;
    const std::unique_ptr<Ledger> ledger = openHouse(path, clock);
    return fillTestHouse(*ledger,
                         {.map = bowlArena({.seats = seats}), .events = events, .windows = windows},
                         clock, random);
}

void copyHouse(const QString &from, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(from, to))
        qFatal("bench: %s cannot be written", qPrintable(to));
}

BenchHouse::BenchHouse(const QString &path, Commits commits)
    : m_ledger(openHouse(path, m_clock))
{
    if (commits == Commits::OneByOne)
        m_ledger = oneByOne(std::move(m_ledger));
    start();
}

BenchHouse::BenchHouse(std::unique_ptr<Ledger> ledger, Commits commits)
    : m_ledger(commits == Commits::OneByOne ? oneByOne(std::move(ledger)) : std::move(ledger))
{
    start();
}

void BenchHouse::start()
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
    m_port = *port;
}

BenchHouse::~BenchHouse()
{
    m_edge->stop();
    m_service->stop();
}

LoadWindows::Plan planFor(const TestHouse &house, quint16 port, int seats, int windows,
                          int outstanding)
{
    QList<EventId> events;
    for (const Event &event : house.events)
        events.append(event.id);
    const auto wish = [events, seats](qint64 number) -> std::optional<LoadWindows::Wish> {
        if (number >= qint64(seats) * events.size())
            return std::nullopt;
        return LoadWindows::Wish{.event = events.at(number % events.size()),
                                 .seat = SeatIndex(qint32(number / events.size()))};
    };
    return {.port = port,
            .windows = house.windows.first(windows),
            .tokens = house.tokens.first(windows),
            .outstanding = outstanding,
            .wish = wish};
}

} // namespace foyer::bench
