#pragma once

#include "sync/protocol/codec.h"

#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <memory>

namespace foyer {

/// The server's end of the conversation as a test writes it: it records what windows say and
/// answers only what the test lets it, even what a sound server never would. Lives in the
/// test's thread.
class ScriptedServer final
{
public:
    using Answer = std::function<void(ScriptedServer &, const ClientMessage &)>;

    explicit ScriptedServer(Answer answer)
        : m_answer(std::move(answer))
        , m_server(QStringLiteral("scripted"), QWebSocketServer::NonSecureMode)
    {
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                         [this] { accept(); });
        m_server.listen(QHostAddress::LocalHost);
    }
    ~ScriptedServer() { breakLine(); }

    [[nodiscard]] QUrl address() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
    }
    void setAnswer(Answer answer) { m_answer = std::move(answer); }

    void send(const ServerMessage &message) { sendRaw(encode(message, Encoding::Cbor)); }
    void sendRaw(const QByteArray &frame)
    {
        if (m_line)
            m_line->sendBinaryMessage(frame);
    }
    /// As a cable that is cut.
    void breakLine()
    {
        if (!m_line)
            return;
        QWebSocket *line = m_line.release();
        line->disconnect(&m_server);
        line->abort();
        line->deleteLater();
    }

    /// Connections so far.
    [[nodiscard]] int connections() const { return m_connections; }
    /// What windows have said that is of this kind, in order.
    template <class Message>
    [[nodiscard]] QList<Message> heard() const
    {
        QList<Message> messages;
        for (const ClientMessage &message : m_heard) {
            if (const auto *one = std::get_if<Message>(&message))
                messages.append(*one);
        }
        return messages;
    }

private:
    void accept()
    {
        breakLine();
        m_line.reset(m_server.nextPendingConnection());
        ++m_connections;
        QObject::connect(m_line.get(), &QWebSocket::binaryMessageReceived, &m_server,
                         [this](const QByteArray &frame) {
                             const Result<ClientMessage> message =
                                 decodeClientMessage(frame, Encoding::Cbor);
                             if (!message)
                                 return;
                             m_heard.append(*message);
                             m_answer(*this, *message);
                         });
    }

    Answer m_answer;
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_line;
    QList<ClientMessage> m_heard;
    int m_connections = 0;
};

} // namespace foyer
