#include "rawclient.h"

#include <QtEndian>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer {

RawClient::RawClient(quint16 port)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{5, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void RawClient::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t step =
            ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (step <= 0)
            return; // the peer has gone; reading will tell
        sent += step;
    }
}

void RawClient::closeWriting()
{
    ::shutdown(m_socket, SHUT_WR);
}

QByteArray RawClient::read(qsizetype count)
{
    QByteArray bytes;
    while (bytes.size() < count) {
        char part[64 * 1024];
        const ssize_t step =
            ::recv(m_socket, part, qMin(sizeof part, size_t(count - bytes.size())), 0);
        if (step <= 0)
            break;
        bytes.append(part, step);
    }
    return bytes;
}

QByteArray RawClient::readUntil(const QByteArray &end)
{
    QByteArray bytes;
    while (!bytes.endsWith(end)) {
        const QByteArray one = read(1);
        if (one.isEmpty())
            break;
        bytes += one;
    }
    return bytes;
}

QByteArray RawClient::readAll()
{
    return read(1 << 30);
}

bool RawClient::hasEnded(std::chrono::milliseconds atMost)
{
    pollfd waiting{m_socket, POLLIN, 0};
    char one = 0;
    return ::poll(&waiting, 1, int(atMost.count())) == 1 &&
           ::recv(m_socket, &one, 1, MSG_PEEK) <= 0;
}

QByteArray RawClient::readResponse()
{
    const QByteArray head = readUntil("\r\n\r\n");
    const qsizetype at = head.toLower().indexOf("content-length: ");
    if (at < 0)
        return head;
    const qsizetype end = head.indexOf('\r', at);
    return head + read(head.mid(at + 16, end - at - 16).toLongLong());
}

QByteArray RawClient::upgrade(const QByteArray &subprotocol, const QByteArray &moreHeaders)
{
    send(
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
        (subprotocol.isEmpty() ? QByteArray() : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n") +
        moreHeaders + "\r\n");
    return readResponse();
}

RawClient::Frame RawClient::readFrame()
{
    const QByteArray head = read(2);
    if (head.size() < 2)
        return {};
    Frame frame{.opcode = head[0] & 0x0f, .payload = {}};
    quint64 size = quint8(head[1]) & 0x7f;
    if (size == 126)
        size = qFromBigEndian<quint16>(read(2).constData());
    else if (size == 127)
        size = qFromBigEndian<quint64>(read(8).constData());
    frame.payload = read(qsizetype(size));
    return frame;
}

int RawClient::Frame::closeCode() const
{
    return opcode == 8 && payload.size() >= 2 ? qFromBigEndian<quint16>(payload.constData()) : -1;
}

QByteArray clientFrame(int opcode, const QByteArray &payload, bool isFinal, bool isMasked)
{
    QByteArray frame(1, char((isFinal ? 0x80 : 0) | opcode));
    const int mask = isMasked ? 0x80 : 0;
    if (payload.size() < 126) {
        frame += char(mask | int(payload.size()));
    } else if (payload.size() < 65536) {
        frame += char(mask | 126);
        frame += char(payload.size() >> 8);
        frame += char(payload.size());
    } else {
        frame += char(mask | 127);
        char size[8];
        qToBigEndian(quint64(payload.size()), size);
        frame.append(size, 8);
    }
    if (!isMasked)
        return frame + payload;
    static constexpr char key[] = {0x12, 0x34, 0x56, 0x78};
    frame.append(key, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ key[i % 4]);
    return frame;
}

} // namespace foyer
