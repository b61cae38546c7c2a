#pragma once

#include <QByteArray>

#include <chrono>
#include <utility>

namespace foyer {

/// A blocking TCP client that sends exactly the bytes it is told: what no library would send.
class RawClient final
{
public:
    explicit RawClient(quint16 port);
    ~RawClient();
    RawClient(RawClient &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
    {}
    RawClient &operator=(RawClient &&) = delete;

    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    void send(const QByteArray &bytes);
    /// No more from us; we still read.
    void closeWriting();
    /// Exactly \a count bytes, or fewer when the peer closed or 5 s passed.
    [[nodiscard]] QByteArray read(qsizetype count);
    /// Up to and with \a end.
    [[nodiscard]] QByteArray readUntil(const QByteArray &end);
    /// Everything up to the peer's close.
    [[nodiscard]] QByteArray readAll();
    /// Whether the peer closed, or does within \a atMost, without having sent anything.
    [[nodiscard]] bool hasEnded(std::chrono::milliseconds atMost);
    /// A whole HTTP response with its body (Content-Length).
    [[nodiscard]] QByteArray readResponse();

    /// Upgrades to WebSocket; \return the response.
    QByteArray upgrade(const QByteArray &subprotocol = "foyer.v1.json",
                       const QByteArray &moreHeaders = {});

    struct Frame
    {
        int opcode = -1; ///< -1: the connection ended
        QByteArray payload;
        [[nodiscard]] int closeCode() const;
    };
    [[nodiscard]] Frame readFrame();

private:
    int m_socket = -1;
};

/// A frame as a client sends it. The mask is fixed.
[[nodiscard]] QByteArray clientFrame(int opcode, const QByteArray &payload, bool isFinal = true,
                                     bool isMasked = true);

} // namespace foyer
