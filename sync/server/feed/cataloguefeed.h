#pragma once

#include "sync/server/feed/feedwatcher.h"
#include "sync/server/ledger/ledger.h"

#include <functional>
#include <mutex>

namespace foyer {

/// The catalogue's changes and the availability of all events, on their way to everybody who
/// watches them. Reading and sending happen under one lock, so what a watcher gets never goes
/// back in time. Thread-safe.
class CatalogueFeed final
{
public:
    /// \a moved is called under the lock, in order, with every delta that advance() read.
    explicit CatalogueFeed(std::function<void(const CatalogueDelta &)> moved);

    /// Reads what was committed since the last time and sends it to all watchers.
    Result<void> advance(LedgerReader &reader);
    /// Sends everything after \a since in parts, then the availability of all events, then
    /// every later change.
    Result<void> watch(LedgerReader &reader, CatalogueVersion since,
                       const FeedWatcherPointer &watcher);
    void unwatch(const FeedWatcherPointer &watcher);
    /// One message to all watchers; nothing when it is empty or nobody watches.
    void send(const Availability &availability);

    [[nodiscard]] CatalogueVersion version() const;
    [[nodiscard]] qsizetype watcherCount() const;

private:
    Result<void> advanceLocked(LedgerReader &reader);
    void sendToAll(const ServerMessage &message);

    std::function<void(const CatalogueDelta &)> m_moved;
    mutable std::mutex m_mutex;
    CatalogueVersion m_version;
    std::vector<FeedWatcherPointer> m_watchers;
};

} // namespace foyer
