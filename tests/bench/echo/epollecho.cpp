#include "tests/bench/echo/echoservers.h"

#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace foyer::bench {

namespace {

constexpr size_t inputBytes = 64 * 1024;
constexpr int eventsAtOnce = 512;

/// Answers the one key that the load generator sends.
constexpr char upgraded[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

struct Peer
{
    bool isUpgraded = false;
    std::string in; ///< what has not arrived whole
};

void unmask(char *bytes, size_t count, const char *key)
{
    uint32_t word = 0;
    std::memcpy(&word, key, 4);
    const uint64_t twice = uint64_t(word) << 32 | word;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t part = 0;
        std::memcpy(&part, bytes + i, 8);
        part ^= twice;
        std::memcpy(bytes + i, &part, 8);
    }
    for (; i < count; ++i)
        bytes[i] = char(bytes[i] ^ key[i % 4]);
}

/// Appends the answers to the whole frames of messages below 64 kB. \return how much was used.
size_t answer(char *bytes, size_t count, std::string &out)
{
    size_t done = 0;
    for (;;) {
        char *frame = bytes + done;
        const size_t left = count - done;
        if (left < 6)
            return done;
        size_t size = size_t(frame[1] & 0x7f);
        size_t header = 6;
        if (size == 126) {
            if (left < 8)
                return done;
            size = size_t(static_cast<unsigned char>(frame[2])) << 8 |
                   static_cast<unsigned char>(frame[3]);
            header = 8;
        }
        if (left < header + size)
            return done;
        unmask(frame + header, size, frame + header - 4);
        out.push_back(frame[0]);
        if (size < 126) {
            out.push_back(char(size));
        } else {
            out.push_back(126);
            out.append(frame + 2, 2);
        }
        out.append(frame + header, size);
        done += header + size;
    }
}

/// \return false when the peer has gone.
bool serve(int socket, Peer &peer, std::vector<char> &input, std::string &out)
{
    const size_t before = peer.in.size();
    std::memcpy(input.data(), peer.in.data(), before);
    const ssize_t count = ::recv(socket, input.data() + before, inputBytes, MSG_DONTWAIT);
    if (count <= 0)
        return false;
    const size_t all = before + size_t(count);
    out.clear();
    size_t used = 0;
    if (peer.isUpgraded) {
        used = answer(input.data(), all, out);
    } else if (std::string(input.data(), all).ends_with("\r\n\r\n")) {
        peer.isUpgraded = true;
        used = all;
        out = upgraded;
    }
    peer.in.assign(input.data() + used, all - used);
    return out.empty() || ::send(socket, out.data(), out.size(), MSG_NOSIGNAL) >= 0;
}

int listeningSocket()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::listen(listener, SOMAXCONN) != 0 ||
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        std::exit(1);
    printPort(ntohs(address.sin_port));
    return listener;
}

} // namespace

void echoByEpoll()
{
    const int listener = listeningSocket();
    const int poll = ::epoll_create1(0);
    const auto watch = [poll](int socket) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = socket;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
    };
    watch(listener);
    std::unordered_map<int, Peer> peers;
    std::vector<char> input(2 * inputBytes + 16);
    std::string out;
    epoll_event events[eventsAtOnce];
    for (;;) {
        const int count = ::epoll_wait(poll, events, eventsAtOnce, -1);
        for (int i = 0; i < count; ++i) {
            const int socket = events[i].data.fd;
            if (socket == listener) {
                const int accepted = ::accept(listener, nullptr, nullptr);
                const int one = 1;
                ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                watch(accepted);
            } else if (!serve(socket, peers[socket], input, out)) {
                peers.erase(socket);
                ::close(socket);
            }
        }
    }
}

} // namespace foyer::bench
