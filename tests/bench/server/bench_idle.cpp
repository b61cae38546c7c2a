#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/processortime.h"
#include "tests/bench/load/serverprocess.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/wirepool.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

namespace foyer::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Both ends of two servers' connections fit into the 20,000 files of a process.
constexpr int windows = 9'000;
constexpr int seats = 1'000;
constexpr int rounds = 9;
constexpr auto patience = 20s;

double msSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

/// Clients that only count what they get.
class Crowd
{
public:
    explicit Crowd(quint16 port)
        : m_pool({.port = port, .subprotocol = cborSubprotocol},
                 [this](int, QByteArrayView message) {
                     ++m_received;
                     m_lastSize = message.size();
                 })
    {}
    [[nodiscard]] bool open(int count) { return m_pool.open(count); }
    void send(int client, const QByteArray &message) { m_pool.send(client, message); }
    [[nodiscard]] int size() const { return m_pool.size(); }
    [[nodiscard]] qsizetype lastSize() const { return m_lastSize; }

    /// Waits until \a count messages have come since the last time. \return how long, in ms.
    double await(qint64 count)
    {
        const auto start = SteadyClock::now();
        while (m_received < count) {
            m_pool.turn(10ms);
            if (m_pool.lost() > 0 || SteadyClock::now() - start > patience)
                qFatal("bench: %lld of %lld messages came", static_cast<long long>(m_received),
                       static_cast<long long>(count));
        }
        m_received = 0;
        return msSince(start);
    }

private:
    qint64 m_received = 0;
    qsizetype m_lastSize = 0;
    WirePool m_pool;
};

/// Signed-in windows that look at one event and do nothing else, but for the last, which sells.
class IdleHouse final
{
public:
    IdleHouse(const QString &path, const TestHouse &house)
        : m_server(u"bench_house_server"_s, {path})
        , m_house(house)
        , m_crowd(m_server.port())
    {}

    [[nodiscard]] qint64 memory() const { return memoryOf(m_server.processId()); }

    /// \return windows connected, upgraded and signed in per second.
    double connectAll()
    {
        constexpr int atOnce = 500;
        const auto start = SteadyClock::now();
        while (m_crowd.size() < m_house.windows.size()) {
            const int first = m_crowd.size();
            const int count = std::min(atOnce, int(m_house.windows.size()) - first);
            if (!m_crowd.open(count))
                qFatal("bench: the windows could not connect");
            for (int i = first; i < first + count; ++i)
                say(i, Hello{.client = u"idle"_s,
                             .window = m_house.windows[i],
                             .token = m_house.tokens[i]});
            m_crowd.await(count);
        }
        return double(m_crowd.size()) / msSince(start) * 1000;
    }

    void watchAll()
    {
        for (int i = 0; i < m_crowd.size(); ++i)
            say(i, WatchEvent{.request = RequestId(1),
                              .event = m_house.events.constFirst().id,
                              .since = {}});
        m_crowd.await(m_crowd.size()); // a snapshot each
    }

    void pingAll()
    {
        for (int i = 0; i < m_crowd.size(); ++i)
            say(i, Ping{.echo = i});
        m_crowd.await(m_crowd.size());
    }

    /// One window holds one seat. \return how long until all have heard, in ms.
    double sell(int seat)
    {
        const int seller = m_crowd.size() - 1;
        say(seller,
            Perform{.operation = {.id = OperationId::make(m_clock.now(), m_random),
                                  .command = PlaceHold{HoldId::make(m_clock.now(), m_random),
                                                       m_house.events.constFirst().id,
                                                       {SeatIndex(seat)}}},
                    .acknowledged = {}});
        return m_crowd.await(m_crowd.size() + 1); // and the seller has its answer
    }

private:
    void say(int window, const ClientMessage &message)
    {
        m_crowd.send(window, encode(message, Encoding::Cbor));
    }

    ServerProcess m_server;
    TestHouse m_house;
    SystemClock m_clock;
    SystemRandom m_random;
    Crowd m_crowd;
};

/// Bytes of what everybody hears when one seat is held.
QByteArray changeMessage(const TestHouse &house)
{
    SystemClock clock;
    SystemRandom random;
    const Changes changes{.event = house.events.constFirst().id,
                          .changes = {{.sequence = Sequence(100),
                                       .seats = {SeatIndex(500)},
                                       .after = {.status = TicketStatus::Held,
                                                 .holder = house.windows.constFirst(),
                                                 .remaining = Milliseconds(600'000)},
                                       .versions = {Version(2)}}},
                          .serverTime = clock.now()};
    QByteArray message = encode(ServerMessage(changes), Encoding::Cbor);
    message[0] = 'B';
    return message;
}

void measure(const QString &path, const TestHouse &house, Report &report)
{
    const ServerProcess beast(u"bench_echo_server"_s, {u"beast"_s});
    const qint64 beastBefore = memoryOf(beast.processId());
    Crowd bare(beast.port());
    const auto start = SteadyClock::now();
    if (!bare.open(windows))
        qFatal("bench: the reference does not let its clients in");
    const double bareRate = windows / msSince(start) * 1000;
    const auto bareMemory = double(memoryOf(beast.processId()) - beastBefore) / windows;

    IdleHouse idle(path, house);
    const qint64 before = idle.memory();
    const double rate = idle.connectAll();
    idle.watchAll();
    const auto memory = double(idle.memory() - before) / windows;
    const QByteArray message = changeMessage(house);
    std::vector<double> changes;
    std::vector<double> broadcasts;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        bare.send(0, message);
        broadcasts.push_back(bare.await(windows));
        changes.push_back(idle.sell(round));
        ratios.push_back(changes.back() / broadcasts.back());
    }
    idle.pingAll();
    constexpr double mostMemory = 8 * 1024;
    constexpr double mostRatio = 1.5;
    report.add({.name = u"memory of a connected window"_s,
                .value = memory,
                .unit = u"bytes"_s,
                .reference = u"Beast's echo server"_s,
                .referenceValue = bareMemory,
                .ratio = memory / bareMemory,
                .goal = u"<= 8 kB beyond the kernel's"_s,
                .holds = memory <= mostMemory});
    report.add({.name = u"windows let in and signed in"_s,
                .value = rate,
                .unit = u"1/s"_s,
                .reference = u"Beast, upgrade alone"_s,
                .referenceValue = bareRate,
                .ratio = rate / bareRate});
    const double ratio = median(ratios);
    report.add({.name = u"one change reaches 9,000 windows"_s,
                .value = median(changes),
                .unit = u"ms"_s,
                .reference = u"Beast's broadcast"_s,
                .referenceValue = median(broadcasts),
                .ratio = ratio,
                .goal = u"<= 1.5x"_s,
                .holds = ratio <= mostRatio});
}

} // namespace

} // namespace foyer::bench

/// Nine thousand windows that are open and do nothing, as on most days.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"idle"_s, application.arguments().value(1));
    // In memory where there is such a folder: nothing here is about the disk.
    const QString memory = u"/dev/shm"_s;
    const QString base = QDir(memory).exists() ? memory : QDir::currentPath();
    const QTemporaryDir folder(base + u"/bench-idle-XXXXXX"_s);
    const QString path = folder.filePath(u"house.sqlite"_s);
    const foyer::TestHouse house = makeHouse(path, seats, 1, windows);
    measure(path, house, report);
    return report.write() ? 0 : 1;
}
