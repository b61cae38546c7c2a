#pragma once

#include "sync/server/net/edge.h"

#include <atomic>
#include <memory>

namespace foyer {

/// A clock that only goes when it is told. Any thread.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::fromMs(tick().toMs()); }
    [[nodiscard]] Tick tick() const override { return Tick::fromMs(m_now_ms); }
    void advance(Milliseconds by) { m_now_ms += by.count(); }

private:
    std::atomic<qint64> m_now_ms = 1'000'000;
};

/// The real edge on a free port, with the scripted service behind it.
class ScriptedEdge final
{
public:
    ScriptedEdge();
    ~ScriptedEdge();

    /// \return the port. Another edge that ran before is stopped.
    quint16 start(EdgeSettings settings = {});
    void stop();

    [[nodiscard]] ManualClock &clock();
    [[nodiscard]] Edge &edge();
    [[nodiscard]] BookingService &service();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
