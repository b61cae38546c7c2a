#include "sync/server/net/coalescingstream.h"

#include <boost/asio/write.hpp>

namespace foyer {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Room that the connections of a thread share, each for the length of one turn.
struct Room
{
    std::string input = std::string(size_t(edgelimits::receivedBytes), '\0');
    std::string output; ///< empty, with room for what many frames are answered
};

Room &room()
{
    thread_local Room room;
    return room;
}

/// A window that once got or sent a lot need not keep its memory.
void emptyAndShrink(std::string &bytes, qsizetype kept)
{
    bytes.clear();
    if (bytes.capacity() > size_t(kept))
        bytes.shrink_to_fit();
}

} // namespace

CoalescingStream::CoalescingStream(Socket &&socket)
    : m_socket(std::move(socket))
{
    m_socket.non_blocking(true, m_error);
}

error_code CoalescingStream::receive()
{
    error_code error = m_error;
    std::string &bytes = room().input;
    const std::size_t size = error ? 0 : m_socket.read_some(asio::buffer(bytes), error);
    m_input = std::span(bytes.data(), size);
    return error;
}

void CoalescingStream::handUp()
{
    const std::shared_ptr<bool> alive = m_isAlive;
    m_isHandingUp = true;
    if (m_collecting.empty())
        m_collecting.swap(room().output);
    while (*alive && m_next)
        std::exchange(m_next, nullptr)();
    if (!*alive)
        return;
    m_isHandingUp = false;
    if (m_input.empty())
        emptyAndShrink(m_kept, edgelimits::keptBytes);
    else
        m_kept.assign(m_input.data(), m_input.size());
    m_input = m_kept;
    if (!m_collecting.empty())
        flush();
    if (!*alive || !m_collecting.empty())
        return;
    if (m_collecting.capacity() > size_t(edgelimits::keptBytes))
        m_collecting.swap(room().output);
    emptyAndShrink(room().output, 2 * edgelimits::coalescedBytes);
}

void CoalescingStream::postHandingUp()
{
    // The handler keeps the owner alive, so only the event loop may hold it until then.
    asio::post(get_executor(), [this, next = std::exchange(m_next, nullptr)]() mutable {
        m_next = std::move(next);
        handUp();
    });
}

void CoalescingStream::append(const QByteArray &message, bool isBinary)
{
    if (m_error)
        return;
    const auto size = quint64(message.size());
    m_collecting.push_back(char(isBinary ? 0x82 : 0x81)); // the only frame of its message
    if (size < 126) {
        m_collecting.push_back(char(size));
    } else {
        const bool isShort = size <= 0xffff;
        m_collecting.push_back(char(isShort ? 126 : 127));
        for (int shift = isShort ? 8 : 56; shift >= 0; shift -= 8)
            m_collecting.push_back(char(size >> shift));
    }
    m_collecting.append(message.constData(), size_t(size));
    scheduleFlush();
}

void CoalescingStream::whenFlushed(std::move_only_function<void()> then)
{
    m_flushed = std::move(then);
    scheduleFlush();
}

void CoalescingStream::scheduleFlush()
{
    // While frames are handed up, more answers are about to come.
    const bool isMoreToCome =
        m_isHandingUp && !m_flushed && qsizetype(m_collecting.size()) < edgelimits::coalescedBytes;
    if (m_isFlushScheduled || m_isSending || isMoreToCome)
        return;
    m_isFlushScheduled = true;
    asio::post(get_executor(), [this, alive = m_isAlive] {
        if (!*alive)
            return;
        m_isFlushScheduled = false;
        flush();
        if (*alive && m_collecting.empty())
            emptyAndShrink(m_collecting, edgelimits::keptBytes);
    });
}

void CoalescingStream::flush()
{
    if (m_isSending)
        return;
    if (m_error || (m_collecting.empty() && m_flushed)) {
        if (auto flushed = std::exchange(m_flushed, nullptr))
            flushed();
        return;
    }
    if (m_collecting.empty())
        return;
    ++m_sends;
    error_code error;
    const std::size_t size = m_socket.write_some(asio::buffer(m_collecting), error);
    if (error == asio::error::would_block)
        error = {};
    const bool isDone = error || size == m_collecting.size();
    if (!isDone)
        m_sending.assign(m_collecting, size);
    m_collecting.clear();
    if (isDone)
        return sent(error);
    m_isSending = true;
    asio::async_write(m_socket, asio::buffer(m_sending),
                      [this, alive = m_isAlive](error_code failed, std::size_t) {
                          if (*alive)
                              sent(failed);
                      });
}

void CoalescingStream::sent(error_code error)
{
    m_isSending = false;
    emptyAndShrink(m_sending, edgelimits::keptBytes);
    if (error) {
        m_error = error;
        m_collecting.clear();
    }
    if (!m_collecting.empty() || m_flushed)
        scheduleFlush();
    if (m_sent)
        m_sent();
}

void teardown(boost::beast::role_type role, CoalescingStream &stream, error_code &error)
{
    boost::beast::websocket::teardown(role, stream.next_layer(), error);
}

} // namespace foyer
