#pragma once

#include "sync/server/service/serviceparts.h"
#include "sync/server/service/tokenbucket.h"

#include <QList>

#include <memory>
#include <mutex>

namespace foyer {

/// The state of one connection, shared by its Conversation and by the answers on their way to it
/// (shared_ptr: whichever lasts longer). All members but the public ones run under m_mutex.
///
/// Messages are handled strictly in order: one that needs a reader or a password check makes the
/// later ones wait in a bounded queue.
class Talk final : public std::enable_shared_from_this<Talk>
{
public:
    Talk(ServiceParts &parts, std::shared_ptr<WindowLink> link, Encoding encoding,
         QByteArray address, Tick now);

    static constexpr qsizetype mostQueued = 512;
    static constexpr qsizetype mostQueuedBytes = 1024 * 1024;
    static constexpr int mostFaults = 8;       ///< frames that are no messages, then 1008
    static constexpr int mostOverruns = 2'000; ///< messages over the rate, then 1008

    void received(QByteArrayView frame, Tick now);
    void gone();
    [[nodiscard]] qsizetype frameLimit() const;
    [[nodiscard]] std::optional<QString> overdue(Tick now) const;

private:
    struct Waiting
    {
        QByteArray frame;
        Tick at;
    };
    struct Session
    {
        TokenHash hash;
        SessionInfo info;
        Tick endsAt;
    };

    void drain();
    void handle(QByteArrayView frame, Tick at);
    void fault(const Refusal &why);
    [[nodiscard]] bool isOverRate(const ClientMessage &message, Tick now);
    void refuseFor(const ClientMessage &message, const Refusal &why);

    void on(const Hello &hello);
    void on(const SignIn &signIn);
    void on(const SignOut &signOut);
    void on(const WatchCatalogue &watch);
    void on(const WatchEvent &watch);
    void on(const UnwatchEvent &unwatch);
    void on(const Perform &perform);
    void on(const Ping &ping);

    void welcome(const TokenHash &token, const Result<LiveSession> &session);
    void adopt(const TokenHash &token, const SessionInfo &info);
    void dropSession();
    void sessionEnded();
    [[nodiscard]] bool isSignedIn() const;
    /// Hands \a read to a reader and makes later messages wait until \a then has run.
    void readThen(std::function<std::function<void()>(LedgerReader &)> read,
                  const std::function<void(const Refusal &)> &refused);
    void finish(const std::function<void()> &work);

    void send(const ServerMessage &message) const;
    void refuse(RequestId request, const Refusal &why) const;
    void answer(const OperationId &operation, const Outcome &outcome) const;
    void close(quint16 code, const QString &reason);
    void newWatcher();

    ServiceParts &m_parts;
    const std::shared_ptr<WindowLink> m_link;
    const Encoding m_encoding;
    const QByteArray m_address;

    mutable std::recursive_mutex m_mutex;
    QList<Waiting> m_queue; // unlike a deque it takes no room while it is empty
    qsizetype m_queuedBytes = 0;
    bool m_isBusy = false;
    bool m_isDraining = false;
    bool m_isClosed = false;
    bool m_saidHello = false;
    int m_faults = 0;
    int m_overruns = 0;
    Tick m_connectedAt;
    Tick m_lastHeard;
    Tick m_signedOutSince;
    TokenBucket m_bucket;
    WindowId m_window;
    std::optional<Session> m_session;
    FeedWatcherPointer m_watcher;
    QList<EventId> m_watched; // few; a set of one takes a kilobyte
    std::shared_ptr<const SessionRegistry::Listener> m_listener;
};

} // namespace foyer
