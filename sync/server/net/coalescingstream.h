#pragma once

#include "sync/server/net/edgelimits.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <functional>
#include <memory>
#include <string>

namespace foyer {

/// The layer under a WebSocket stream: a write is copied into a buffer and is done at the next
/// turn of the event loop; the buffer leaves in one send. So all frames of a turn cost one
/// system call, where Beast alone makes one for each message.
///
/// While hold() is on (more messages are queued), the buffer leaves only at
/// edgelimits::coalescedBytes; otherwise at the end of the turn. One thread; must outlive its
/// pending operations, which the connection around it does.
class CoalescingStream final
{
public:
    using Socket = boost::asio::ip::tcp::socket;
    using executor_type = Socket::executor_type;
    using next_layer_type = Socket;

    explicit CoalescingStream(Socket &&socket)
        : m_socket(std::move(socket))
    {}

    [[nodiscard]] executor_type get_executor() { return m_socket.get_executor(); }
    [[nodiscard]] Socket &next_layer() { return m_socket; }
    [[nodiscard]] const Socket &next_layer() const { return m_socket; }

    /// Bytes that the kernel has not taken yet.
    [[nodiscard]] qsizetype unsentBytes() const
    {
        return qsizetype(m_collecting.size()) + qsizetype(m_sending.size());
    }
    [[nodiscard]] qint64 sends() const { return m_sends; }
    /// More writes are about to come, or no longer.
    void hold(bool isOn);
    /// Called after each send once everything before it is with the kernel, or has failed.
    /// Must keep the stream's owner alive by itself.
    void onSent(std::function<void()> sent) { m_sent = std::move(sent); }
    /// Calls \a then when nothing is unsent any more, or when sending has failed.
    void whenFlushed(std::move_only_function<void()> then);

    template <class Buffers, class Token>
    auto async_read_some(const Buffers &buffers, Token &&token)
    {
        return m_socket.async_read_some(buffers, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers &buffers, Token &&token)
    {
        namespace asio = boost::asio;
        using Signature = void(boost::system::error_code, std::size_t);
        return asio::async_initiate<Token, Signature>(
            [this](auto handler, const Buffers &given) {
                const std::size_t size = take(given);
                asio::post(get_executor(),
                           boost::beast::bind_handler(std::move(handler), m_error, size));
            },
            token, buffers);
    }

private:
    template <class Buffers>
    std::size_t take(const Buffers &buffers)
    {
        if (m_error)
            return 0;
        const std::size_t size = boost::asio::buffer_size(buffers);
        const std::size_t start = m_collecting.size();
        m_collecting.resize(start + size);
        boost::asio::buffer_copy(boost::asio::buffer(m_collecting.data() + start, size), buffers);
        scheduleFlush();
        return size;
    }
    void scheduleFlush();
    void flush();
    void sent(boost::system::error_code error);

    Socket m_socket;
    std::string m_collecting;
    std::string m_sending;
    boost::system::error_code m_error;
    bool m_isHeld = false;
    bool m_isFlushScheduled = false;
    bool m_isSending = false;
    qint64 m_sends = 0;
    std::function<void()> m_sent;
    std::move_only_function<void()> m_flushed;
    /// Tells handlers in flight that the stream is gone.
    std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);

public:
    ~CoalescingStream() { *m_isAlive = false; }
    CoalescingStream(const CoalescingStream &) = delete;
    CoalescingStream &operator=(const CoalescingStream &) = delete;
};

/// Found by Beast: sends what is left, then closes in the way of TCP.
template <class Handler>
void async_teardown(boost::beast::role_type role, CoalescingStream &stream, Handler &&handler)
{
    stream.whenFlushed([role, &stream, done = std::forward<Handler>(handler)]() mutable {
        boost::beast::websocket::async_teardown(role, stream.next_layer(), std::move(done));
    });
}

void teardown(boost::beast::role_type role, CoalescingStream &stream,
              boost::system::error_code &error);

} // namespace foyer
