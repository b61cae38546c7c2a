#pragma once

#include "models/domain/id.h"
#include "sync/protocol/codec.h"

#include <atomic>
#include <functional>
#include <memory>

namespace foyer {

/// A finished message; shared by everybody who gets the same bytes.
using Frame = std::shared_ptr<const QByteArray>;

/// A connection that follows the house. Shared by its conversation and by every feed it follows
/// (shared_ptr: the last of them ends it).
struct FeedWatcher
{
    Encoding encoding = Encoding::Json;
    WindowId window; ///< whose own hold ids it may see
    /// Queues a frame on the connection; called under a feed's lock, from any thread, so it must
    /// be quick and must not call back into the feed.
    std::function<void(Frame)> send;
    /// Set once the connection has ended: feeds then forget it, and accept it no more.
    std::atomic<bool> gone = false;
};

using FeedWatcherPointer = std::shared_ptr<FeedWatcher>;

} // namespace foyer
