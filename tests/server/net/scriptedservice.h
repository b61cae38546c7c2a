#pragma once

#include "sync/server/service/bookingservice.h"

#include <QByteArray>

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
    qsizetype frameLimit = 4096;
    std::optional<QString> overdue;
    std::mutex mutex;
    std::vector<std::shared_ptr<WindowLink>> links; ///< of every conversation so far
    int living = 0;                                 ///< conversations now
};

/// The script of the service that is made next.
[[nodiscard]] Script &script();
void resetScript();

} // namespace foyer
