#include "tests/bench/load/wirepool.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace foyer::bench {

namespace {

constexpr size_t inputBytes = 256 * 1024;
constexpr int eventsAtOnce = 512;
constexpr int opensAtOnce = 64;
constexpr char closeOpcode = 0x8;
constexpr char pingOpcode = 0x9;

/// The start of a message of \a size bytes with a mask of zeros.
void appendHeader(std::string &to, size_t size, bool isBinary)
{
    to.push_back(char(isBinary ? 0x82 : 0x81));
    if (size < 126) {
        to.push_back(char(0x80 | size));
    } else if (size < 65'536) {
        to.push_back(char(0x80 | 126));
        to.push_back(char(size >> 8));
        to.push_back(char(size));
    } else {
        to.push_back(char(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            to.push_back(char(size >> shift));
    }
    to.append(4, '\0');
}

/// A frame of the server at the start of some bytes.
struct Frame
{
    size_t header = 0; ///< 0: not there yet
    size_t size = 0;
    char opcode = 0;
};

Frame frameAt(const unsigned char *bytes, size_t count)
{
    if (count < 2)
        return {};
    Frame frame{.header = 2, .size = size_t(bytes[1] & 0x7f), .opcode = char(bytes[0] & 0x0f)};
    const size_t more = frame.size == 126 ? 2 : frame.size == 127 ? 8 : 0;
    if (count < 2 + more)
        return {};
    if (more > 0)
        frame.size = 0;
    for (size_t i = 0; i < more; ++i)
        frame.size = frame.size << 8 | bytes[2 + i];
    frame.header += more;
    return frame;
}

} // namespace

struct WirePool::Private
{
    struct Client
    {
        int socket = -1;
        std::string out;
        std::string partial; ///< of a message that has not arrived whole
        bool isQueued = false;
    };

    Settings settings;
    Received received;
    int epoll = -1;
    int lost = 0;
    std::vector<Client> clients;
    std::vector<int> queued;
    std::vector<char> input = std::vector<char>(inputBytes);

    [[nodiscard]] bool connectOne();
    [[nodiscard]] bool awaitUpgrade(int client);
    void hangUp(Client &client);
    void flush();
    void read(int client);
    /// \return how many of \a count bytes were whole messages.
    size_t handOver(int client, const char *bytes, size_t count);
};

bool WirePool::Private::connectOne()
{
    Client client{
        .socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .out = {}, .partial = {}};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(settings.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    std::string request = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (!settings.subprotocol.isEmpty())
        request += "Sec-WebSocket-Protocol: " + settings.subprotocol.toStdString() + "\r\n";
    request += "\r\n";
    const bool isSent =
        client.socket >= 0 &&
        ::connect(client.socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
        ::setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0 &&
        ::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL) ==
            ssize_t(request.size());
    clients.push_back(std::move(client));
    return isSent;
}

bool WirePool::Private::awaitUpgrade(int number)
{
    Client &client = clients[size_t(number)];
    std::string answer;
    size_t end = std::string::npos;
    while ((end = answer.find("\r\n\r\n")) == std::string::npos) {
        char bytes[1024];
        const ssize_t count = ::recv(client.socket, bytes, sizeof bytes, 0);
        if (count <= 0)
            return false;
        answer.append(bytes, size_t(count));
    }
    client.partial = answer.substr(end + 4);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u32 = quint32(number);
    return answer.starts_with("HTTP/1.1 101") &&
           ::epoll_ctl(epoll, EPOLL_CTL_ADD, client.socket, &event) == 0;
}

void WirePool::Private::hangUp(Client &client)
{
    if (client.socket < 0)
        return;
    ::close(client.socket);
    client = {};
    ++lost;
}

void WirePool::Private::flush()
{
    std::vector<int> again;
    for (const int number : queued) {
        Client &client = clients[size_t(number)];
        if (client.socket < 0)
            continue;
        const ssize_t count = ::send(client.socket, client.out.data(), client.out.size(),
                                     MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count == ssize_t(client.out.size())) {
            client.out.clear();
            client.isQueued = false;
        } else if (count >= 0 || errno == EAGAIN) {
            client.out.erase(0, size_t(std::max<ssize_t>(0, count)));
            again.push_back(number);
        } else {
            hangUp(client);
        }
    }
    queued.swap(again);
}

size_t WirePool::Private::handOver(int client, const char *bytes, size_t count)
{
    size_t done = 0;
    for (;;) {
        const auto *at = reinterpret_cast<const unsigned char *>(bytes + done);
        const Frame frame = frameAt(at, count - done);
        if (frame.header == 0 || done + frame.header + frame.size > count)
            return done;
        done += frame.header + frame.size;
        if (frame.opcode == closeOpcode) {
            hangUp(clients[size_t(client)]);
            return count;
        }
        if (frame.opcode < pingOpcode)
            received(client, QByteArrayView(bytes + done - frame.size, qsizetype(frame.size)));
    }
}

void WirePool::Private::read(int number)
{
    Client &client = clients[size_t(number)];
    if (client.socket < 0)
        return;
    const size_t before = client.partial.size();
    if (before + inputBytes > input.size())
        input.resize(before + inputBytes);
    std::memcpy(input.data(), client.partial.data(), before);
    const ssize_t count =
        ::recv(client.socket, input.data() + before, input.size() - before, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0) {
        hangUp(client);
        return;
    }
    const size_t all = before + size_t(count);
    const size_t done = handOver(number, input.data(), all);
    client.partial.assign(input.data() + done, all - done);
}

WirePool::WirePool(Settings settings, Received received)
    : d(std::make_unique<Private>())
{
    d->settings = std::move(settings);
    d->received = std::move(received);
    d->epoll = ::epoll_create1(EPOLL_CLOEXEC);
}

WirePool::~WirePool()
{
    for (Private::Client &client : d->clients)
        d->hangUp(client);
    ::close(d->epoll);
}

bool WirePool::open(int count)
{
    const int first = size();
    for (int i = 0; i < count + opensAtOnce; ++i) {
        if (i < count && !d->connectOne()) {
            std::fprintf(stderr, "bench: cannot connect: %s\n", std::strerror(errno));
            return false;
        }
        const int answered = i - opensAtOnce;
        if (answered >= 0 && !d->awaitUpgrade(first + answered)) {
            std::fprintf(stderr, "bench: client %d was not let in\n", first + answered);
            return false;
        }
    }
    return true;
}

int WirePool::size() const
{
    return int(d->clients.size());
}

int WirePool::lost() const
{
    return d->lost;
}

void WirePool::send(int number, QByteArrayView message)
{
    Private::Client &client = d->clients[size_t(number)];
    if (client.socket < 0)
        return;
    appendHeader(client.out, size_t(message.size()), d->settings.isBinary);
    client.out.append(message.data(), size_t(message.size()));
    if (!std::exchange(client.isQueued, true))
        d->queued.push_back(number);
}

void WirePool::turn(std::chrono::milliseconds most)
{
    d->flush();
    epoll_event events[eventsAtOnce];
    // What the kernel would not take is tried again soon.
    const int wait_ms = d->queued.empty() ? int(most.count()) : std::min(1, int(most.count()));
    const int count = ::epoll_wait(d->epoll, events, eventsAtOnce, wait_ms);
    for (int i = 0; i < count; ++i)
        d->read(int(events[i].data.u32));
    d->flush();
}

} // namespace foyer::bench
