#pragma once

#include "sync/server/net/edgelimits.h"
#include "sync/server/net/edgesocket.h"
#include "sync/server/net/framescanner.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <QByteArray>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

namespace foyer {

/// The layer under a WebSocket stream, one system call for many messages.
///
/// Reading: what has arrived is taken from the kernel at once, in large pieces, and handed up
/// frame by frame, all in one turn of the event loop: a handler that reads on is called once it
/// has returned, never from within the call that reads. So a connection's memory is touched once
/// for many frames, and Beast never finds a second frame in its buffer, for which it would post.
/// Plain messages can be taken without it, which is most of what windows send.
///
/// Writing: a write is copied into a buffer and is done at the next turn of the event loop. The
/// buffer leaves in one send when all input that has arrived has been handed up, or at
/// edgelimits::coalescedBytes. One thread; may go away in a handler that it calls.
class CoalescingStream final
{
public:
    using Socket = EdgeSocket;
    using executor_type = Socket::executor_type;
    using next_layer_type = Socket;

    explicit CoalescingStream(Socket &&socket);

    [[nodiscard]] executor_type get_executor() { return m_socket.get_executor(); }
    [[nodiscard]] Socket &next_layer() { return m_socket; }
    [[nodiscard]] const Socket &next_layer() const { return m_socket; }

    /// Bytes that the kernel has not taken yet.
    [[nodiscard]] qsizetype unsentBytes() const
    {
        return qsizetype(m_collecting.size()) + qsizetype(m_sending.size());
    }
    [[nodiscard]] qint64 sends() const { return m_sends; }
    /// Queues a whole message of the server as one frame.
    void append(const QByteArray &message, bool isBinary);
    /// Called after each send once everything before it is with the kernel, or has failed.
    /// Must keep the stream's owner alive by itself.
    void onSent(std::function<void()> sent) { m_sent = std::move(sent); }
    /// The next message if it has arrived whole, is binary, one frame and has at most \a limit
    /// bytes: those need no Beast. All else, correct or not, is to be read through it. Only
    /// between two messages; stays where it is until the next read.
    [[nodiscard]] std::optional<std::span<const char>> takeBinaryMessage(std::size_t limit)
    {
        return m_scanner.isBetweenFrames() ? foyer::takeBinaryMessage(m_input, limit)
                                           : std::nullopt;
    }
    /// Calls \a then when nothing is unsent any more, or when sending has failed.
    void whenFlushed(std::move_only_function<void()> then);

    template <class Buffers, class Token>
    auto async_read_some(const Buffers &buffers, Token &&token)
    {
        namespace asio = boost::asio;
        using Signature = void(boost::system::error_code, std::size_t);
        return asio::async_initiate<Token, Signature>(
            [this](auto handler, const Buffers &given) {
                if (m_input.empty()) {
                    awaitInput(std::move(handler), given);
                    return;
                }
                m_next = boost::beast::bind_handler(std::move(handler), boost::system::error_code(),
                                                    handOver(given));
                if (!m_isHandingUp)
                    postHandingUp();
            },
            token, buffers);
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
    template <class Handler, class Buffers>
    void awaitInput(Handler handler, const Buffers &buffers)
    {
        m_socket.async_wait(Socket::wait_read, [this, buffers, handler = std::move(handler)](
                                                   boost::system::error_code error) mutable {
            if (!error)
                error = receive();
            if (error == boost::asio::error::would_block) {
                awaitInput(std::move(handler), buffers);
                return;
            }
            const std::size_t size = error ? 0 : handOver(buffers);
            m_next = boost::beast::bind_handler(std::move(handler), error, size);
            handUp();
        });
    }
    /// Calls the handler that has its bytes, and the next, until one waits for more; then sends
    /// what they have answered.
    void handUp();
    void postHandingUp();
    /// Copies the rest of the current frame, or as much as fits.
    template <class Buffers>
    std::size_t handOver(const Buffers &buffers)
    {
        const std::size_t room = std::min(boost::asio::buffer_size(buffers), m_input.size());
        const std::size_t size = m_scanner.pass(m_input.data(), room);
        boost::asio::buffer_copy(buffers, boost::asio::buffer(m_input.data(), size));
        m_input = m_input.subspan(size);
        return size;
    }
    /// Takes what the kernel has.
    [[nodiscard]] boost::system::error_code receive();
    void scheduleFlush();
    void flush();
    void sent(boost::system::error_code error);

    Socket m_socket;
    std::span<char> m_input; ///< received and not handed up: in the thread's room or in m_kept
    std::string m_kept;      ///< what was not handed up within its turn
    std::move_only_function<void()> m_next; ///< of a read that has its bytes
    bool m_isHandingUp = false;
    FrameScanner m_scanner;
    std::string m_collecting;
    std::string m_sending;
    boost::system::error_code m_error;
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
