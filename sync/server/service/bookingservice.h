#pragma once

#include "models/domain/random.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/limits.h"
#include "sync/server/ledger/groupcommit.h"
#include "sync/server/ledger/ledger.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace foyer {

class SigningKey;

/// An HTTP request without its transport.
struct HttpRequest
{
    QByteArray method; ///< "GET"
    QByteArray target; ///< "/events/search?q=mahler", percent-encoded as received
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QByteArray remoteAddress; ///< for rate limits and logs
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json";
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< besides Content-Type and -Length
    QByteArray body;
};

/// One window's connection as the service sees it; the edge implements it. Any thread.
class WindowLink
{
public:
    virtual ~WindowLink() = default;
    /// Queues one WebSocket message; frames of several threads never mix, order is kept per caller.
    virtual void send(std::shared_ptr<const QByteArray> frame) = 0;
    /// Sends what is queued, then closes with a WebSocket close code and a reason for people.
    virtual void close(quint16 code, const QString &reason) = 0;
};

/// The protocol state of one connection: Hello, sign-in, what it watches, its rate. The edge
/// calls it from one thread at a time (its strand).
class Conversation
{
public:
    virtual ~Conversation() = default; ///< the connection is gone: unwatches everything
    /// One whole WebSocket message. Answers go to the WindowLink, at once or later.
    virtual void received(QByteArrayView frame, Tick now) = 0;
    /// The largest message it accepts now: limits::frameBytes once signed in, less before.
    [[nodiscard]] virtual qsizetype frameLimit() const = 0;
    /// Set when the connection has had its time: no Hello within limits::timeToSayHello, no
    /// sign-in within limits::timeToSignIn, silent for limits::idleTimeout. The edge then closes.
    [[nodiscard]] virtual std::optional<QString> overdue(Tick now) const = 0;
};

struct BookingServiceSettings
{
    QString houseName;
    QByteArray openApiDocument;  ///< served at /openapi.json
    QByteArray asyncApiDocument; ///< served at /asyncapi.yaml
    /// Signs offline grants; none: it gives none.
    std::shared_ptr<const SigningKey> signingKey = nullptr;
    Milliseconds holdLength{0}; ///< 0: limits::holdLength
    qint32 operationsPerSecond =
        limits::operationsPerSecond; ///< per session; a burst is twice that
    /// REST requests without a session, of one address; a burst is five times that. 0: no limit.
    qint32 readsPerSecond = limits::readsPerSecond;
    /// Loopback is exempt (a reverse proxy's requests all come from there) unless asked.
    bool limitsLoopbackToo = false;
    int passwordThreads = 2; ///< Argon2id takes 64 MiB each
    /// Manual: for the simulator. Nothing happens on a thread of the service's own: reads happen
    /// where they are asked for, commits in commitPending(); availability is not announced.
    GroupCommit::Mode commitMode = GroupCommit::Mode::Threaded;
};

struct Health
{
    bool isWell = true;
    QString problem; ///< what and what to do
};

/// The booking server without its edge: conversations, REST, feed, accounts over one ledger.
/// Thread-safe where nothing else is said. Owns the group-commit writer.
class BookingService final
{
public:
    /// All references must outlive the service.
    BookingService(Ledger &ledger, const Clock &clock, RandomSource &random,
                   BookingServiceSettings settings);
    ~BookingService();

    /// Reads the catalogue into the search index. \return why the ledger cannot be used.
    [[nodiscard]] Result<void> start();
    /// Accepts no more writes, finishes those accepted. Conversations answer ShuttingDown.
    void stop();

    /// \a link must outlive the conversation. \a remoteAddress for logs and sign-in limits.
    [[nodiscard]] std::unique_ptr<Conversation> converse(std::shared_ptr<WindowLink> link,
                                                         Encoding encoding,
                                                         const QByteArray &remoteAddress, Tick now);

    /// Every REST endpoint, /healthz, /metrics, /openapi.json, /asyncapi.yaml. \a done is called
    /// exactly once, perhaps from another thread, perhaps before handle() returns.
    void handle(const HttpRequest &request, std::function<void(HttpResponse)> done);

    /// Manual commit mode only; see GroupCommit::commitPending().
    void commitPending();

    [[nodiscard]] Health health() const;
    /// Adds lines in the Prometheus text format; the edge adds its own.
    [[nodiscard]] QByteArray metrics() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
