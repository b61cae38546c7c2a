#include "sync/server/net/coalescingstream.h"

#include <boost/asio/write.hpp>

namespace foyer {

namespace asio = boost::asio;
using boost::system::error_code;

void CoalescingStream::hold(bool isOn)
{
    m_isHeld = isOn;
    if (!isOn && !m_collecting.empty())
        scheduleFlush();
}

void CoalescingStream::whenFlushed(std::move_only_function<void()> then)
{
    m_isHeld = false;
    m_flushed = std::move(then);
    scheduleFlush();
}

void CoalescingStream::scheduleFlush()
{
    if (m_isFlushScheduled || m_isSending)
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
    const bool isLarge = qsizetype(m_collecting.size()) >= edgelimits::coalescedBytes;
    if (m_collecting.empty() || (m_isHeld && !isLarge))
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
    if (m_sending.capacity() > size_t(edgelimits::coalescedBytes))
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
