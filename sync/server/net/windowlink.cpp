#include "sync/server/net/windowlink.h"

#include "sync/protocol/limits.h"
#include "sync/server/service/sendburst.h"

namespace foyer {

void QueuedLink::send(std::shared_ptr<const QByteArray> frame)
{
    std::unique_lock lock(m_mutex);
    // What comes after a close would never arrive.
    if (m_isDetached || m_waiting.closing || m_waiting.isBehind)
        return;
    const qsizetype ahead = m_waitingBytes + m_unsentBytes;
    // One frame may be larger than the bound: a snapshot to a window that keeps up.
    if (ahead > 0 && ahead + frame->size() > limits::outgoingBytes) {
        m_waiting.isBehind = true;
    } else {
        m_waitingBytes += frame->size();
        m_waiting.frames.push_back(std::move(frame));
    }
    wakeOnce(lock);
    lock.unlock();
    if (SendBurst *const burst = SendBurst::current())
        burst->count();
}

void QueuedLink::close(quint16 code, const QString &reason)
{
    std::unique_lock lock(m_mutex);
    if (m_isDetached || m_waiting.closing)
        return;
    m_waiting.closing = Closing{code, reason};
    wakeOnce(lock);
}

void QueuedLink::wakeOnce(std::unique_lock<std::mutex> &lock)
{
    if (std::exchange(m_isAwake, true))
        return;
    // Under the lock, so that detach() is the end of it.
    (void)lock;
    m_wake();
}

QueuedLink::Taken QueuedLink::take()
{
    const std::lock_guard lock(m_mutex);
    m_isAwake = false;
    m_unsentBytes += std::exchange(m_waitingBytes, 0);
    Taken taken = std::move(m_waiting);
    m_waiting = {};
    return taken;
}

void QueuedLink::setUnsent(qsizetype bytes)
{
    const std::lock_guard lock(m_mutex);
    m_unsentBytes = bytes;
}

void QueuedLink::detach()
{
    const std::lock_guard lock(m_mutex);
    m_isDetached = true;
    m_waiting = {};
    m_wake = nullptr;
}

} // namespace foyer
