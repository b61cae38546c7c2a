#pragma once

#include "sync/server/service/bookingservice.h"

#include <functional>
#include <mutex>

namespace foyer {

/// The thread-safe mouth of a WindowSocket: frames wait here until its own thread takes them,
/// with one wake-up for all that came in between.
class QueuedLink final : public WindowLink
{
public:
    struct Closing
    {
        quint16 code = 1000;
        QString reason;
    };
    struct Taken
    {
        std::vector<std::shared_ptr<const QByteArray>> frames;
        std::optional<Closing> closing; ///< after the frames
        bool isBehind = false; ///< more than limits::outgoingBytes waited; frames are missing
    };

    /// \a wake is called on any thread, once until take(); it must not call back.
    explicit QueuedLink(std::function<void()> wake)
        : m_wake(std::move(wake))
    {}

    void send(std::shared_ptr<const QByteArray> frame) override;
    void close(quint16 code, const QString &reason) override;

    /// What waits, which is then no longer here.
    [[nodiscard]] Taken take();
    /// How much of what was taken has not left yet; counts against limits::outgoingBytes.
    void setUnsent(qsizetype bytes);
    /// From now on everything is dropped and nobody is woken.
    void detach();

private:
    void wakeOnce(std::unique_lock<std::mutex> &lock);

    std::mutex m_mutex;
    std::function<void()> m_wake;
    Taken m_waiting;
    qsizetype m_waitingBytes = 0;
    qsizetype m_unsentBytes = 0;
    bool m_isAwake = false;
    bool m_isDetached = false;
};

} // namespace foyer
