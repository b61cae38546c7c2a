#include "tests/bench/echo/echoservers.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>
#include <memory>
#include <string>
#include <unordered_set>

namespace foyer::bench {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using Text = std::shared_ptr<const std::string>;

class Peer;
using Peers = std::unordered_set<std::shared_ptr<Peer>>;

class Peer final : public std::enable_shared_from_this<Peer>
{
public:
    Peer(tcp::socket socket, Peers &peers)
        : m_stream(std::move(socket))
        , m_peers(peers)
    {}

    void start()
    {
        m_stream.auto_fragment(false);
        m_stream.binary(true);
        m_stream.async_accept([self = shared_from_this()](beast::error_code error) {
            if (!error) {
                self->m_peers.insert(self);
                self->read();
            }
        });
    }

    void send(const Text &text)
    {
        m_queue.push_back(text);
        if (m_queue.size() == 1)
            write();
    }

private:
    void read()
    {
        m_stream.async_read(m_buffer, [self = shared_from_this()](beast::error_code error, size_t) {
            if (error) {
                self->m_peers.erase(self);
                return;
            }
            self->answer();
            self->read();
        });
    }

    void answer()
    {
        const auto text = std::make_shared<const std::string>(
            static_cast<const char *>(m_buffer.cdata().data()), m_buffer.size());
        m_buffer.consume(m_buffer.size());
        if (!text->starts_with('B')) {
            send(text);
            return;
        }
        for (const std::shared_ptr<Peer> &peer : m_peers)
            peer->send(text);
    }

    void write()
    {
        m_stream.async_write(asio::buffer(*m_queue.front()),
                             [self = shared_from_this()](beast::error_code error, size_t) {
                                 self->m_queue.pop_front();
                                 if (!error && !self->m_queue.empty())
                                     self->write();
                             });
    }

    websocket::stream<tcp::socket> m_stream;
    Peers &m_peers;
    beast::flat_buffer m_buffer;
    std::deque<Text> m_queue;
};

} // namespace

void echoByBeast()
{
    asio::io_context context(1);
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    Peers peers;
    std::function<void()> acceptNext = [&] {
        acceptor.async_accept([&](beast::error_code error, tcp::socket socket) {
            if (!error) {
                socket.set_option(tcp::no_delay(true), error);
                std::make_shared<Peer>(std::move(socket), peers)->start();
            }
            acceptNext();
        });
    };
    acceptNext();
    printPort(acceptor.local_endpoint().port());
    context.run();
}

} // namespace foyer::bench
