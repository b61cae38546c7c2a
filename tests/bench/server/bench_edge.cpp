#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/load/processortime.h"
#include "tests/bench/load/serverprocess.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/wirepool.h"

#include <QCoreApplication>

#include <map>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int rounds = 5;
constexpr int slice_ms = 500;
constexpr double goalOfCodec = 0.5;

/// What a window sends all day: one ticket to be held.
QByteArray holdMessage()
{
    SystemClock clock;
    SystemRandom random;
    const Operation operation{.id = OperationId::make(clock.now(), random),
                              .deviceSequence = DeviceSequence(1'000),
                              .command = PlaceHold{.hold = HoldId::make(clock.now(), random),
                                                   .event = EventId::make(clock.now(), random),
                                                   .seats = {SeatIndex(12'345)}}};
    return encode(ClientMessage(Perform{.operation = operation, .acknowledged = {}}),
                  Encoding::Cbor);
}

struct Speed
{
    double perSecond = 0;
    double processor_us = 0; ///< of the server, for each message
};

/// One server that echoes, with clients that never let it rest.
class Echo final
{
public:
    Echo(const QString &kind, int clients, int outstanding)
        : m_server(u"bench_echo_server"_s, {kind})
        , m_clients(clients)
        , m_outstanding(outstanding)
        , m_message(holdMessage())
        , m_pool({.port = m_server.port(), .subprotocol = cborSubprotocol},
                 [this](int client, QByteArrayView message) { received(client, message); })
    {
        if (!m_pool.open(clients))
            qFatal("bench: %s does not let its clients in", qPrintable(kind));
    }

    Speed run()
    {
        using namespace std::chrono_literals;
        m_isFlowing = true;
        m_received = 0;
        const double before_us = processorTimeOf_us(m_server.processId());
        const auto start = SteadyClock::now();
        for (int client = 0; client < m_clients; ++client) {
            for (int i = 0; i < m_outstanding; ++i)
                send(client);
        }
        while (SteadyClock::now() - start < std::chrono::milliseconds(slice_ms))
            m_pool.turn(10ms);
        const std::chrono::duration<double> took = SteadyClock::now() - start;
        const double processor_us = processorTimeOf_us(m_server.processId()) - before_us;
        const auto received = double(m_received);
        m_isFlowing = false;
        while (m_underWay > 0 && m_pool.lost() == 0)
            m_pool.turn(10ms);
        if (m_pool.lost() > 0)
            qFatal("bench: a server that echoes has hung up");
        return {.perSecond = received / took.count(), .processor_us = processor_us / received};
    }

private:
    void send(int client)
    {
        m_pool.send(client, m_message);
        ++m_underWay;
    }
    void received(int client, QByteArrayView message)
    {
        if (message.size() != m_message.size())
            qFatal("bench: something else came back");
        --m_underWay;
        ++m_received;
        if (m_isFlowing)
            send(client);
    }

    ServerProcess m_server;
    int m_clients;
    int m_outstanding;
    QByteArray m_message;
    bool m_isFlowing = false;
    qint64 m_received = 0;
    qint64 m_underWay = 0;
    WirePool m_pool;
};

/// The edge, alternating with both others.
void measure(int clients, int outstanding, Report &report)
{
    const QStringList kinds{u"edge"_s, u"epoll"_s, u"qt"_s};
    std::map<QString, std::unique_ptr<Echo>> echoes;
    for (const QString &kind : kinds)
        echoes[kind] = std::make_unique<Echo>(kind, clients, outstanding);
    std::map<QString, std::vector<double>> rates;
    std::map<QString, std::vector<double>> times_us;
    std::map<QString, std::vector<double>> ratios;
    for (int round = 0; round < rounds; ++round) {
        for (const QString &kind : kinds) {
            const Speed speed = echoes[kind]->run();
            rates[kind].push_back(speed.perSecond);
            times_us[kind].push_back(speed.processor_us);
            ratios[kind].push_back(rates[u"edge"_s].back() / speed.perSecond);
        }
    }
    const QString name = u"%1 windows, %2 under way, "_s.arg(clients).arg(outstanding);
    const auto add = [&](const QString &kind, const QString &reference, double least) {
        const double ratio = median(ratios[kind]);
        report.add({.name = name + u"echoes"_s,
                    .value = median(rates[u"edge"_s]),
                    .unit = u"1/s"_s,
                    .reference = reference,
                    .referenceValue = median(rates[kind]),
                    .ratio = ratio,
                    .goal = u">= %1x"_s.arg(least),
                    .holds = ratio >= least});
    };
    add(u"epoll"_s, u"bare codec"_s, goalOfCodec);
    add(u"qt"_s, u"QWebSocketServer"_s, 1);
    report.add({.name = name + u"processor time"_s,
                .value = median(times_us[u"edge"_s]),
                .unit = u"us"_s,
                .reference = u"bare codec"_s,
                .referenceValue = median(times_us[u"epoll"_s]),
                .ratio = median(times_us[u"edge"_s]) / median(times_us[u"epoll"_s])});
}

} // namespace

} // namespace foyer::bench

/// How fast the edge alone is: it echoes, beside the least that the protocol needs and beside Qt.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"edge"_s, application.arguments().value(1));
    for (const int clients : {64, 1'000}) {
        for (const int outstanding : {1, 16})
            measure(clients, outstanding, report);
    }
    return report.write() ? 0 : 1;
}
