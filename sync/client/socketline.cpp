#include "sync/client/socketline.h"

#include "sync/protocol/codec.h"
#include "sync/protocol/limits.h"

#include <QNetworkRequest>

namespace foyer {

using namespace Qt::StringLiterals;

SocketLine::SocketLine(QUrl server, QObject *parent)
    : QObject(parent)
    , m_address(std::move(server))
{
    m_address.setScheme(m_address.scheme() == u"https"_s ? u"wss"_s : u"ws"_s);
    m_address.setPath(u"/ws"_s);
    m_next.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_next, &QTimer::timeout, this, &SocketLine::open);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { drop(u"The booking server did not answer."_s); });
}

SocketLine::~SocketLine()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void SocketLine::openAfter(Milliseconds wait)
{
    m_next.start(wait);
}

void SocketLine::open()
{
    if (m_socket)
        return;
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(quint64(limits::serverFrameBytes));
    m_socket->setMaxAllowedIncomingFrameSize(quint64(limits::serverFrameBytes));
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        m_patience.stop();
        Q_EMIT connected();
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &SocketLine::onFrame);
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        const QString said = m_socket->closeReason();
        drop(said.isEmpty() ? m_socket->errorString() : said);
    });
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this] {
                // While connecting, this is all that comes.
                if (m_socket->state() != QAbstractSocket::ConnectedState)
                    drop(m_socket->errorString());
            });
    QNetworkRequest request(m_address);
    request.setRawHeader("Sec-WebSocket-Protocol", cborSubprotocol);
    m_patience.start();
    m_socket->open(request);
}

/// Called from inside the socket's own signals too: it is deleted later, by the event loop.
void SocketLine::drop(const QString &reason)
{
    if (!m_socket)
        return;
    m_patience.stop();
    QWebSocket *socket = m_socket.release();
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
    Q_EMIT disconnected(reason);
}

void SocketLine::close()
{
    QMetaObject::invokeMethod(this, [this] { drop(QString()); }, Qt::QueuedConnection);
}

void SocketLine::send(const ClientMessage &message)
{
    if (m_socket && m_socket->isValid())
        m_socket->sendBinaryMessage(encode(message, Encoding::Cbor));
}

void SocketLine::onFrame(const QByteArray &frame)
{
    const Result<ServerMessage> message = decodeServerMessage(frame, Encoding::Cbor);
    if (message)
        Q_EMIT received(*message);
    else // what cannot be read may be a change: the next connection catches up
        drop(u"The booking server sent something that cannot be read: %1"_s.arg(
            message.error().message));
}

} // namespace foyer
