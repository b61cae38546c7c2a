#include "tests/bench/server/loadwindows.h"

#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>

namespace foyer {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using SteadyClock = std::chrono::steady_clock;

/// Hands out seats nobody has had yet and collects what comes back.
struct Shared
{
    LoadWindows::Plan plan;
    SystemClock clock;
    SystemRandom random;
    qint64 nextSeat = 0;
    bool isRunning = false;
    int underWay = 0;
    int welcomed = 0;
    int failed = 0;
    qint64 refused = 0;
    std::vector<float> times_ms;

    bool seatsLeft() const { return nextSeat < qint64(plan.seatsPerEvent) * plan.events.size(); }
    PlaceHold nextHold()
    {
        const qint64 seat = nextSeat++;
        return {.hold = HoldId::make(clock.now(), random),
                .event = plan.events.at(qsizetype(seat / plan.seatsPerEvent)),
                .seats = {SeatIndex(qint32(seat % plan.seatsPerEvent))}};
    }
};

class LoadWindow final
{
public:
    LoadWindow(asio::io_context &context, Shared &shared, qsizetype number)
        : m_shared(shared)
        , m_number(number)
        , m_socket(context)
    {
        m_socket.binary(true);
    }

    void open()
    {
        beast::error_code error;
        const asio::ip::tcp::endpoint server(asio::ip::address_v4::loopback(), m_shared.plan.port);
        beast::get_lowest_layer(m_socket).connect(server, error);
        beast::get_lowest_layer(m_socket).set_option(asio::ip::tcp::no_delay(true), error);
        m_socket.set_option(websocket::stream_base::decorator([](websocket::request_type &request) {
            request.set(beast::http::field::sec_websocket_protocol, cborSubprotocol);
        }));
        m_socket.handshake("127.0.0.1", "/ws", error);
        if (error) {
            ++m_shared.failed;
            return;
        }
        read();
        send(Hello{.client = QStringLiteral("load"),
                   .window = m_shared.plan.windows.at(m_number),
                   .token = m_shared.plan.tokens.at(m_number)});
    }

    /// Tops up to the planned number of holds under way.
    void fill()
    {
        while (m_shared.isRunning && m_underWay < m_shared.plan.outstanding &&
               m_shared.seatsLeft()) {
            m_sequence = m_sequence.next();
            ++m_underWay;
            ++m_shared.underWay;
            m_sentAt.push_back(SteadyClock::now());
            send(Perform{
                .operation = {.id = OperationId::make(m_shared.clock.now(), m_shared.random),
                              .deviceSequence = m_sequence,
                              .command = m_shared.nextHold()},
                .acknowledged = {}});
        }
    }

    void close()
    {
        beast::error_code ignored;
        beast::get_lowest_layer(m_socket).close(ignored);
    }

private:
    void send(const ClientMessage &message)
    {
        m_outgoing.push_back(encode(message, Encoding::Cbor));
        if (m_outgoing.size() == 1)
            write();
    }

    void write()
    {
        const QByteArray &frame = m_outgoing.front();
        m_socket.async_write(asio::buffer(frame.constData(), size_t(frame.size())),
                             [this](beast::error_code error, size_t) {
                                 m_outgoing.pop_front();
                                 if (!error && !m_outgoing.empty())
                                     write();
                             });
    }

    void read()
    {
        m_socket.async_read(m_incoming, [this](beast::error_code error, size_t) {
            if (error) {
                m_shared.underWay -= std::exchange(m_underWay, 0);
                return;
            }
            const auto data = m_incoming.cdata();
            understand(
                QByteArrayView(static_cast<const char *>(data.data()), qsizetype(data.size())));
            m_incoming.consume(m_incoming.size());
            read();
        });
    }

    void understand(QByteArrayView frame)
    {
        const Result<ServerMessage> message = decodeServerMessage(frame, Encoding::Cbor);
        if (message && std::holds_alternative<Welcome>(*message)) {
            ++(std::get<Welcome>(*message).session ? m_shared.welcomed : m_shared.failed);
            return;
        }
        const auto *outcome = message ? std::get_if<OperationOutcome>(&*message) : nullptr;
        if (!outcome)
            return;
        // Outcomes come in the order of the operations.
        const std::chrono::duration<float, std::milli> took = SteadyClock::now() - m_sentAt.front();
        m_sentAt.pop_front();
        --m_underWay;
        --m_shared.underWay;
        if (outcome->outcome)
            m_shared.times_ms.push_back(took.count());
        else
            ++m_shared.refused;
        fill();
    }

    Shared &m_shared;
    qsizetype m_number; ///< in the plan
    websocket::stream<asio::ip::tcp::socket> m_socket;
    beast::flat_buffer m_incoming;
    std::deque<QByteArray> m_outgoing;
    std::deque<SteadyClock::time_point> m_sentAt;
    DeviceSequence m_sequence;
    int m_underWay = 0;
};

double percentile(const std::vector<float> &sorted, double part)
{
    return sorted.empty() ? 0 : double(sorted[size_t(part * double(sorted.size() - 1))]);
}

} // namespace

struct LoadWindows::Private
{
    asio::io_context context{1};
    Shared shared;
    std::vector<std::unique_ptr<LoadWindow>> windows;
};

LoadWindows::LoadWindows(Plan plan)
    : d(std::make_unique<Private>())
{
    d->shared.plan = std::move(plan);
}

LoadWindows::~LoadWindows()
{
    for (const auto &window : d->windows)
        window->close();
    d->context.restart();
    d->context.run_for(std::chrono::milliseconds(200));
}

bool LoadWindows::connect()
{
    for (qsizetype number = 0; number < d->shared.plan.windows.size(); ++number) {
        d->windows.push_back(std::make_unique<LoadWindow>(d->context, d->shared, number));
        d->windows.back()->open();
        d->context.restart();
        d->context.poll();
    }
    const auto deadline = SteadyClock::now() + std::chrono::seconds(20);
    const auto all = int(d->windows.size());
    while (d->shared.welcomed + d->shared.failed < all && SteadyClock::now() < deadline) {
        d->context.restart();
        d->context.run_one_for(std::chrono::milliseconds(50));
    }
    if (d->shared.welcomed == all)
        return true;
    std::fprintf(stderr, "bench: only %d of %d windows were welcomed\n", d->shared.welcomed, all);
    return false;
}

LoadFigures LoadWindows::run(int ms)
{
    Shared &shared = d->shared;
    shared.times_ms.clear();
    shared.refused = 0;
    shared.isRunning = true;
    const auto start = SteadyClock::now();
    for (const auto &window : d->windows)
        window->fill();
    d->context.restart();
    d->context.run_for(std::chrono::milliseconds(ms));
    shared.isRunning = false;
    const std::chrono::duration<double> took = SteadyClock::now() - start;
    const double perSecond = double(shared.times_ms.size()) / took.count();
    const auto deadline = SteadyClock::now() + std::chrono::seconds(10);
    while (shared.underWay > 0 && SteadyClock::now() < deadline) {
        d->context.restart();
        d->context.run_one_for(std::chrono::milliseconds(50));
    }
    std::ranges::sort(shared.times_ms);
    return {.perSecond = perSecond,
            .p50_ms = percentile(shared.times_ms, 0.5),
            .p99_ms = percentile(shared.times_ms, 0.99),
            .refused = shared.refused};
}

} // namespace foyer
