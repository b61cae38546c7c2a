#pragma once

#include "sync/protocol/message.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <memory>

namespace foyer {

/// One WebSocket to the booking server at a time, opened when told to. Lives in its owner's
/// thread. After every openAfter() comes connected() or disconnected(); after connected() some
/// time disconnected(), exactly once.
class SocketLine final : public QObject
{
    Q_OBJECT

public:
    /// \a server: http or https; the line goes to ws or wss, path /ws.
    explicit SocketLine(QUrl server, QObject *parent = nullptr);
    ~SocketLine() override;

    /// Connects after \a wait; an earlier plan is void, an open line stays.
    void openAfter(Milliseconds wait);
    /// Drops the line without waiting for the other side; disconnected() follows.
    void close();
    /// Ignored without a line: the owner resends what matters.
    void send(const ClientMessage &message);

    /// An attempt that has not connected for so long has failed.
    static constexpr Milliseconds patience{10'000};

Q_SIGNALS:
    void connected();
    void disconnected(const QString &reason);
    void received(const foyer::ServerMessage &message);

private:
    void open();
    void drop(const QString &reason);
    void onFrame(const QByteArray &frame);

    QUrl m_address;
    QTimer m_next;
    QTimer m_patience;
    std::unique_ptr<QWebSocket> m_socket;
};

} // namespace foyer
