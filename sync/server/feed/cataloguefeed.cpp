#include "sync/server/feed/cataloguefeed.h"

#include "sync/server/feed/feedframes.h"

#include <algorithm>

namespace foyer {

CatalogueFeed::CatalogueFeed(std::function<void(const CatalogueDelta &)> moved)
    : m_moved(std::move(moved))
{}

Result<void> CatalogueFeed::advance(LedgerReader &reader)
{
    const std::lock_guard lock(m_mutex);
    return advanceLocked(reader);
}

Result<void> CatalogueFeed::advanceLocked(LedgerReader &reader)
{
    while (true) {
        const Result<CatalogueDelta> delta = reader.catalogueSince(m_version);
        if (!delta)
            return std::unexpected(delta.error());
        if (delta->version <= m_version)
            return {};
        m_version = delta->version;
        m_moved(*delta);
        sendToAll(*delta);
        if (delta->isLast)
            return {};
    }
}

Result<void> CatalogueFeed::watch(LedgerReader &reader, CatalogueVersion since,
                                  const FeedWatcherPointer &watcher)
{
    const std::lock_guard lock(m_mutex);
    if (const Result<void> moved = advanceLocked(reader); !moved)
        return moved;
    if (watcher->gone)
        return {};
    const auto send = [&watcher](const ServerMessage &message) {
        watcher->send(std::make_shared<const QByteArray>(encode(message, watcher->encoding)));
    };
    while (true) {
        const Result<CatalogueDelta> part = reader.catalogueSince(since);
        if (!part)
            return std::unexpected(part.error());
        send(*part);
        if (part->isLast || part->version <= since)
            break;
        since = part->version;
    }
    const Result<QList<Availability::Entry>> counts = reader.availability();
    if (!counts)
        return std::unexpected(counts.error());
    send(Availability{.events = *counts});
    if (std::ranges::find(m_watchers, watcher) == m_watchers.end())
        m_watchers.push_back(watcher);
    return {};
}

void CatalogueFeed::unwatch(const FeedWatcherPointer &watcher)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_watchers, watcher);
}

void CatalogueFeed::send(const Availability &availability)
{
    if (availability.events.isEmpty())
        return;
    const std::lock_guard lock(m_mutex);
    sendToAll(availability);
}

void CatalogueFeed::sendToAll(const ServerMessage &message)
{
    std::erase_if(m_watchers, [](const FeedWatcherPointer &w) { return w->gone.load(); });
    if (m_watchers.empty())
        return;
    SharedFrame frame(message);
    for (const FeedWatcherPointer &watcher : m_watchers)
        watcher->send(frame.in(watcher->encoding));
}

CatalogueVersion CatalogueFeed::version() const
{
    const std::lock_guard lock(m_mutex);
    return m_version;
}

qsizetype CatalogueFeed::watcherCount() const
{
    const std::lock_guard lock(m_mutex);
    return qsizetype(m_watchers.size());
}

} // namespace foyer
