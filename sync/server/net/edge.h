#pragma once

#include "models/domain/instant.h"
#include "models/domain/refusal.h"
#include "sync/server/service/bookingservice.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace foyer {

struct EdgeSettings
{
    QString address = QStringLiteral("127.0.0.1"); ///< loopback unless somebody asks otherwise
    quint16 port = 8090;                           ///< 0: any free one
    int threads = 1;
    qint32 connections = 10'000; ///< more are answered 503 and closed
    /// Origins a browser may connect from; requests without Origin are always fine.
    QStringList allowedOrigins;
    /// New connections of one address: sustained, and how many at once; more are closed unheard.
    /// Loopback is exempt (a reverse proxy's connections all come from there) unless asked.
    qint32 acceptsPerSecond = 100;
    qint32 acceptsBurst = 500;
    bool limitsLoopbackToo = false;
};

/// The network edge: HTTP and WebSocket (path /ws) on one port by Boost.Beast, on threads of its
/// own. Limits, timeouts, masking and Origin checks live here; meaning lives in the service.
class Edge final
{
public:
    /// \a service and \a clock must outlive the edge.
    Edge(BookingService &service, const Clock &clock, const EdgeSettings &settings);
    ~Edge();

    /// Binds and serves. \return the port; or why not and what to do ("port 8090 is in use ...").
    [[nodiscard]] Result<quint16> start();
    /// Accepts no more, lets requests in flight finish (at most 5 s), closes every socket with
    /// code 1001, ends the threads.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
