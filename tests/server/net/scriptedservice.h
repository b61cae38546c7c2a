#pragma once

#include "sync/server/service/bookingservice.h"

#include <QByteArray>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace foyer {

/// What the scripted BookingService of these tests does; the edge is tested without the real one.
struct Script
{
    using Handle = std::function<void(const HttpRequest &, std::function<void(HttpResponse)>)>;
    using Receive = std::function<void(WindowLink &, const QByteArray &)>;

    /// Answers HTTP; by default 200 with "METHOD TARGET BODYSIZE".
    Handle handle;
    /// Gets every message; by default echoes it.
    Receive receive;
    std::atomic<qsizetype> frameLimit = 4096;
    std::optional<QString> overdue;
    std::mutex mutex;
    std::vector<std::shared_ptr<WindowLink>> links; ///< of every conversation so far
    std::atomic<int> living = 0;                    ///< conversations now
};

/// The script of the service that is made next.
[[nodiscard]] Script &script();
void resetScript();
/// The link of the first conversation; there must be one.
[[nodiscard]] std::shared_ptr<WindowLink> firstLink();

} // namespace foyer
