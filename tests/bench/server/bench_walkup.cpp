#include "tests/bench/benchreport.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/httplink.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/synctimes.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <thread>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int seats = 50'000;
constexpr int slice_ms = 2'000;
constexpr int mostClients = 8;

/// What is published of others: an open-source box office measured on a machine of this kind, with
/// as many clients; what a shop system and a seating service promise.
struct Peers
{
    int clients = 0;
    double audience1st = 0;
};
constexpr double pretix = 25;
constexpr double seatsIo = 200;

QByteArray bookingOf(const EventId &event, const CustomerId &customer, int seat)
{
    const QJsonObject body{
        {u"user_id"_s, customer.toString()},
        {u"event_id"_s, event.toString()},
        {u"ticket_ids"_s, QJsonArray{ticketIdFor(event, SeatIndex(seat)).toString()}}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

/// Sells one seat after the other until the time is over.
class Clerk final
{
public:
    Clerk(quint16 port, const TestHouse &house, int number)
        : m_link(port)
        , m_event(house.events.constFirst().id)
        , m_authorization("Authorization: Bearer " + house.tokens[number].toLatin1() + "\r\n")
    {
        const QString name = CustomerId::make(m_clock.now(), m_random).toString();
        const QJsonObject customer{{u"email"_s, name + u"@example.org"_s},
                                   {u"name"_s, u"Walk-up"_s}};
        const HttpLink::Answer made =
            m_link.ask("POST", "/users", m_authorization, QJsonDocument(customer).toJson());
        const QString id = QJsonDocument::fromJson(made.body)[u"user_id"_s].toString();
        if (made.status != 201)
            qFatal("bench: a customer was refused: %s", made.body.constData());
        m_customer = *CustomerId::fromString(id);
    }

    /// Hold, payment, booking; then the booking with its ticket is fetched to be printed.
    void sell(int seat)
    {
        const auto start = SteadyClock::now();
        const QByteArray key = OperationId::make(m_clock.now(), m_random).toString().toLatin1();
        const HttpLink::Answer sold =
            m_link.ask("POST", "/bookings", m_authorization + "Idempotency-Key: " + key + "\r\n",
                       bookingOf(m_event, m_customer, seat));
        if (sold.status != 201)
            qFatal("bench: a sale was refused: %d %s", sold.status, sold.body.constData());
        const QString id = QJsonDocument::fromJson(sold.body)[u"booking_id"_s].toString();
        const HttpLink::Answer ticket =
            m_link.ask("GET", "/bookings/" + id.toLatin1(), m_authorization);
        if (ticket.status != 200)
            qFatal("bench: a booking cannot be read: %s", ticket.body.constData());
        times_ms.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count());
    }

    std::vector<double> times_ms;

private:
    HttpLink m_link;
    EventId m_event;
    QByteArray m_authorization;
    CustomerId m_customer;
    SystemClock m_clock;
    SystemRandom m_random;
};

struct Sales
{
    double perSecond = 0;
    double p50_ms = 0;
    double p99_ms = 0;
};

Sales sellWith(int clients, quint16 port, const TestHouse &house, std::atomic<int> &nextSeat)
{
    std::vector<std::unique_ptr<Clerk>> clerks;
    for (int i = 0; i < clients; ++i)
        clerks.push_back(std::make_unique<Clerk>(port, house, i));
    const auto start = SteadyClock::now();
    const auto end = start + std::chrono::milliseconds(slice_ms);
    std::vector<std::thread> threads;
    for (const auto &clerk : clerks) {
        threads.emplace_back([&clerk, &nextSeat, end] {
            while (SteadyClock::now() < end && nextSeat < seats)
                clerk->sell(nextSeat++);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const std::chrono::duration<double> took = SteadyClock::now() - start;
    std::vector<double> times_ms;
    for (const auto &clerk : clerks)
        times_ms.insert(times_ms.end(), clerk->times_ms.begin(), clerk->times_ms.end());
    return {.perSecond = double(times_ms.size()) / took.count(),
            .p50_ms = median(times_ms),
            .p99_ms = quantile(times_ms, 0.99)};
}

} // namespace

} // namespace foyer::bench

/// The whole walk-up sale of one seat over REST: held, paid, booked, the ticket fetched.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"walkup"_s, application.arguments().value(1));
    const QTemporaryDir folder(QDir::current().filePath(u"bench-walkup-XXXXXX"_s));
    const QString path = folder.filePath(u"house.sqlite"_s);
    const foyer::TestHouse house = makeHouse(path, seats, 1, mostClients);
    const double sync_ms = median(syncTimes_us(folder.path(), 200)) / 1000;
    const BenchHouse served(path);
    std::atomic<int> nextSeat = 0;
    for (const Peers peers : {Peers{1, 7.5}, Peers{2, 6.3}, Peers{mostClients, 5.3}}) {
        const Sales sales = sellWith(peers.clients, served.port(), house, nextSeat);
        const QString name =
            peers.clients == 1 ? u"1 client, "_s : u"%1 clients, "_s.arg(peers.clients);
        const auto add = [&](const QString &reference, double figure) {
            report.add({.name = name + u"sales"_s,
                        .value = sales.perSecond,
                        .unit = u"1/s"_s,
                        .reference = reference,
                        .referenceValue = figure,
                        .ratio = sales.perSecond / figure});
        };
        add(u"Audience1st, measured"_s, peers.audience1st);
        add(u"pretix, documented at most"_s, pretix);
        add(u"seats.io, documented"_s, seatsIo);
        const auto time = [&](const QString &what, double time_ms) {
            report.add({.name = name + what,
                        .value = time_ms,
                        .unit = u"ms"_s,
                        .reference = u"fdatasync p50"_s,
                        .referenceValue = sync_ms,
                        .ratio = time_ms / sync_ms});
        };
        time(u"p50 of a sale"_s, sales.p50_ms);
        time(u"p99 of a sale"_s, sales.p99_ms);
    }
    return report.write() ? 0 : 1;
}
