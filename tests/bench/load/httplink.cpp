#include "tests/bench/load/httplink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::bench {

HttpLink::HttpLink(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("bench: port %d does not answer", port);
}

HttpLink::~HttpLink()
{
    ::close(m_socket);
}

HttpLink::Answer HttpLink::ask(const QByteArray &method, const QByteArray &target,
                               const QByteArray &headers, const QByteArray &body)
{
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers;
    if (!body.isEmpty())
        request +=
            "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
            "\r\n";
    request += "\r\n" + body;
    if (::send(m_socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) !=
        request.size())
        return {};
    QByteArray answer;
    qsizetype end = -1;
    qsizetype size = 0;
    while (end < 0 || answer.size() < end + 4 + size) {
        char bytes[64 * 1024];
        const ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (count <= 0)
            return {};
        answer.append(bytes, count);
        if (end >= 0 || (end = answer.indexOf("\r\n\r\n")) < 0)
            continue;
        const QByteArray head = answer.first(end).toLower();
        const qsizetype at = head.indexOf("content-length:");
        if (at >= 0)
            size = head.mid(at + 15, 12).split('\r').constFirst().trimmed().toLongLong();
    }
    return {.status = answer.mid(9, 3).toInt(), .body = answer.mid(end + 4)};
}

} // namespace foyer::bench
