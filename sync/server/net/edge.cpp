#include "sync/server/net/edge.h"

#include "models/domain/invariant.h"
#include "sync/server/net/acceptrate.h"
#include "sync/server/net/edgelimits.h"
#include "sync/server/net/edgesocket.h"
#include "sync/server/net/edgeworker.h"
#include "sync/server/net/httpconnection.h"

#include <boost/asio/post.hpp>

#include <QLoggingCategory>

#include <future>

Q_LOGGING_CATEGORY(logEdge, "foyer.edge", QtInfoMsg)

namespace foyer {

namespace asio = boost::asio;
using namespace Qt::StringLiterals;
using boost::system::error_code;
using tcp = asio::ip::tcp;

struct Edge::Private
{
    Private(BookingService &service, const Clock &clock, const EdgeSettings &settings)
        : shared(new EdgeShared{.service = service, .clock = clock, .settings = settings})
        , rate(settings.acceptsPerSecond, settings.acceptsBurst)
    {}

    [[nodiscard]] Result<tcp::endpoint> listen();
    void acceptNext();
    void accepted(error_code error, EdgeSocket socket, const std::shared_ptr<EdgeWorker> &worker);
    [[nodiscard]] bool admits(const tcp::endpoint &peer);

    std::shared_ptr<EdgeShared> shared;
    std::vector<std::shared_ptr<EdgeWorker>> workers;
    // The two below and what follows live on the first worker's thread once it runs.
    std::optional<tcp::acceptor> acceptor;
    std::optional<asio::steady_timer> pause;
    AcceptRate rate;
    size_t nextWorker = 0;
    bool isRunning = false;
};

namespace {

Refusal cannotListen(const EdgeSettings &settings, const error_code &error)
{
    const QString where = u"%1 port %2"_s.arg(settings.address).arg(settings.port);
    if (error == asio::error::address_in_use)
        return refusal(
            RefusalCode::InvalidRecord,
            u"%1 is in use by another program; stop that one or listen on another port."_s.arg(
                where));
    if (error == asio::error::access_denied)
        return refusal(
            RefusalCode::InvalidRecord,
            u"%1 needs more rights than this user has; use a port from 1024 up."_s.arg(where));
    return refusal(RefusalCode::InvalidRecord, u"Cannot listen on %1: %2."_s.arg(
                                                   where, QString::fromStdString(error.message())));
}

} // namespace

Result<tcp::endpoint> Edge::Private::listen()
{
    const EdgeSettings &settings = shared->settings;
    error_code error;
    const auto address = asio::ip::make_address(settings.address.toStdString(), error);
    if (error)
        return std::unexpected(
            refusal(RefusalCode::InvalidRecord,
                    u"\"%1\" is no IP address; 127.0.0.1 and ::1 are this machine."_s.arg(
                        settings.address)));
    const tcp::endpoint endpoint(address, settings.port);
    acceptor.emplace(workers.front()->context());
    acceptor->open(endpoint.protocol(), error);
    if (!error)
        acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        acceptor.reset();
        return std::unexpected(cannotListen(settings, error));
    }
    return acceptor->local_endpoint(error);
}

void Edge::Private::acceptNext()
{
    const std::shared_ptr<EdgeWorker> worker = workers.at(nextWorker++ % workers.size());
    acceptor->async_accept(worker->context(), [this, worker](error_code error, EdgeSocket socket) {
        accepted(error, std::move(socket), worker);
    });
}

bool Edge::Private::admits(const tcp::endpoint &peer)
{
    if (peer.address().is_loopback() && !shared->settings.limitsLoopbackToo)
        return true;
    return rate.admits(QByteArray::fromStdString(peer.address().to_string()), shared->clock.tick());
}

void Edge::Private::accepted(error_code error, EdgeSocket socket,
                             const std::shared_ptr<EdgeWorker> &worker)
{
    if (error == asio::error::operation_aborted)
        return;
    if (error) {
        // Out of file descriptors, most likely: the next try would fail as well at once.
        qCWarning(logEdge, "Cannot accept a connection: %s", error.message().c_str());
        pause->expires_after(std::chrono::milliseconds(100));
        pause->async_wait([this](error_code stopped) {
            if (!stopped)
                acceptNext();
        });
        return;
    }
    const tcp::endpoint peer = socket.remote_endpoint(error);
    const bool isOver = shared->connections >= shared->settings.connections;
    const bool isFlood = isOver && shared->refusing >= edgelimits::refusedConnections;
    if (error || isFlood || !admits(peer)) {
        ++shared->turnedAway;
        return acceptNext();
    }
    Counted slot(isOver ? shared->refusing : shared->connections);
    ++shared->accepted;
    auto connection = std::make_shared<HttpConnection>(
        worker, std::move(socket), QByteArray::fromStdString(peer.address().to_string()),
        std::move(slot));
    asio::post(worker->context(), [worker, connection = std::move(connection), isOver] {
        worker->add(connection);
        isOver ? connection->turnAway() : connection->start();
    });
    acceptNext();
}

Edge::Edge(BookingService &service, const Clock &clock, const EdgeSettings &settings)
    : d(std::make_unique<Private>(service, clock, settings))
{}

Edge::~Edge()
{
    stop();
}

Result<quint16> Edge::start()
{
    FOYER_INVARIANT(!d->isRunning, "an edge is started once");
    for (int i = 0; i < qMax(1, d->shared->settings.threads); ++i)
        d->workers.push_back(std::make_shared<EdgeWorker>(d->shared));
    const auto endpoint = d->listen();
    if (!endpoint) {
        d->workers.clear();
        return std::unexpected(endpoint.error());
    }
    d->pause.emplace(d->workers.front()->context());
    d->isRunning = true;
    d->acceptNext();
    for (const auto &worker : d->workers)
        worker->start();
    return endpoint->port();
}

void Edge::stop()
{
    if (!std::exchange(d->isRunning, false))
        return;
    d->shared->isStopping = true;
    // The acceptor belongs to the first worker's thread; wait until it has closed there.
    std::promise<void> closed;
    asio::post(d->workers.front()->context(), [this, &closed] {
        error_code ignored;
        d->acceptor->close(ignored);
        d->pause->cancel();
        closed.set_value();
    });
    closed.get_future().wait();
    for (const auto &worker : d->workers)
        worker->beginStop();
    const auto deadline = std::chrono::steady_clock::now() + edgelimits::stopTime;
    for (const auto &worker : d->workers)
        worker->join(deadline);
    // Their sockets belong to the workers' contexts, so they go first.
    d->acceptor.reset();
    d->pause.reset();
    d->workers.clear();
}

} // namespace foyer
