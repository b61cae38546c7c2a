#include "sync/server/net/coalescingstream.h"

#include <boost/asio/write.hpp>

namespace foyer {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// What has been read of all connections of a thread, for a moment.
std::string &scratch()
{
    thread_local std::string bytes(size_t(edgelimits::receivedBytes), '\0');
    return bytes;
}

} // namespace

std::size_t FrameScanner::headerSize() const
{
    constexpr std::size_t shortest = 2;
    constexpr std::size_t maskBytes = 4;
    if (m_headerBytes < shortest)
        return shortest;
    const int length = m_header[1] & 0x7f;
    const bool isMasked = (m_header[1] & 0x80) != 0;
    return shortest + (length == 126 ? 2 : length == 127 ? 8 : 0) + (isMasked ? maskBytes : 0);
}

std::size_t FrameScanner::pass(const char *bytes, std::size_t count)
{
    std::size_t passed = 0;
    while (passed < count && m_headerBytes < headerSize()) {
        m_header[m_headerBytes++] = static_cast<unsigned char>(bytes[passed++]);
        if (m_headerBytes < headerSize())
            continue;
        const int length = m_header[1] & 0x7f;
        const int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        m_left = more == 0 ? quint64(length) : 0;
        for (int i = 0; i < more; ++i)
            m_left = m_left << 8 | m_header[2 + i];
    }
    if (m_headerBytes < headerSize())
        return passed;
    const auto payload = std::size_t(std::min<quint64>(m_left, count - passed));
    m_left -= payload;
    if (m_left == 0)
        m_headerBytes = 0;
    return passed + payload;
}

error_code CoalescingStream::receive()
{
    error_code error;
    if (!m_socket.non_blocking())
        m_socket.non_blocking(true, error);
    std::string &bytes = scratch();
    const std::size_t size = error ? 0 : m_socket.read_some(asio::buffer(bytes), error);
    m_input.assign(bytes.data(), size);
    m_inputAt = 0;
    return error;
}

void CoalescingStream::behind(std::size_t size)
{
    m_inputAt += size;
    if (inputLeft() > 0)
        return;
    m_input.clear();
    m_inputAt = 0;
    // A window that once sent a lot need not keep its room.
    if (m_input.capacity() > size_t(edgelimits::keptBytes))
        m_input.shrink_to_fit();
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
    // While more input waits, more answers are about to come.
    const bool isMoreToCome = !m_input.empty() && !m_flushed &&
                              qsizetype(m_collecting.size()) < edgelimits::coalescedBytes;
    if (m_isFlushScheduled || m_isSending || isMoreToCome)
        return;
    m_isFlushScheduled = true;
    asio::post(get_executor(), [this, alive = m_isAlive] {
        if (!*alive)
            return;
        m_isFlushScheduled = false;
        flush();
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
    m_sending.swap(m_collecting);
    m_isSending = true;
    ++m_sends;
    asio::async_write(m_socket, asio::buffer(m_sending),
                      [this, alive = m_isAlive](error_code error, std::size_t) {
                          if (*alive)
                              sent(error);
                      });
}

void CoalescingStream::sent(error_code error)
{
    m_isSending = false;
    m_sending.clear();
    // A window that once got a snapshot need not keep its room.
    if (m_sending.capacity() > size_t(edgelimits::keptBytes))
        m_sending.shrink_to_fit();
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
