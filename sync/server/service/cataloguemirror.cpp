#include "sync/server/service/cataloguemirror.h"

#include <QSet>

#include <algorithm>

namespace foyer {

void CatalogueMirror::apply(const CatalogueDelta &delta)
{
    const std::lock_guard lock(m_mutex);
    QSet<VenueId> venues;
    QSet<PerformerId> performers;
    QSet<EventId> events;
    for (const Venue &venue : delta.venues) {
        m_venues.insert(venue.id, venue);
        venues.insert(venue.id);
    }
    for (const SeatMapSummary &map : delta.seatMaps)
        m_seatMaps.insert(map.id, map);
    for (const Performer &performer : delta.performers) {
        m_performers.insert(performer.id, performer);
        performers.insert(performer.id);
    }
    for (const Event &event : delta.events) {
        m_events.insert(event.id, event);
        events.insert(event.id);
    }
    // A venue or performer with a new name touches every event that names it.
    for (const Event &event : std::as_const(m_events)) {
        const bool isTouched =
            events.contains(event.id) || venues.contains(event.venue) ||
            (!performers.isEmpty() &&
             std::ranges::any_of(event.performers, [&performers](const PerformerId &id) {
                 return performers.contains(id);
             }));
        if (!isTouched)
            continue;
        m_stamps.insert(event.id, delta.version);
        index(event);
    }
}

void CatalogueMirror::index(const Event &event)
{
    if (event.status != EventStatus::Published) {
        m_index.remove(event.id);
        return;
    }
    const EventRecords records = recordsOf(event);
    EventDocument document{.id = event.id,
                           .name = event.name,
                           .venueName = records.venue.name,
                           .city = records.venue.city,
                           .venue = event.venue,
                           .performerIds = event.performers,
                           .startDate = event.startDate,
                           .endDate = event.endDate};
    for (const Performer &performer : records.performers)
        document.performers.append(performer.name);
    m_index.put(document);
}

EventRecords CatalogueMirror::recordsOf(const Event &event) const
{
    EventRecords records{.event = event, .venue = m_venues.value(event.venue)};
    for (const PerformerId &id : event.performers) {
        if (const auto performer = m_performers.constFind(id); performer != m_performers.cend())
            records.performers.append(*performer);
    }
    return records;
}

std::optional<EventRecords> CatalogueMirror::event(const EventId &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto event = m_events.constFind(id);
    return event == m_events.cend() ? std::nullopt : std::optional(recordsOf(*event));
}

namespace {

template <class Key, class Value>
std::optional<Value> found(const QHash<Key, Value> &records, const Key &id)
{
    const auto record = records.constFind(id);
    return record == records.cend() ? std::nullopt : std::optional(*record);
}

} // namespace

std::optional<Venue> CatalogueMirror::venue(const VenueId &id) const
{
    const std::lock_guard lock(m_mutex);
    return found(m_venues, id);
}

std::optional<Performer> CatalogueMirror::performer(const PerformerId &id) const
{
    const std::lock_guard lock(m_mutex);
    return found(m_performers, id);
}

std::optional<SeatMapSummary> CatalogueMirror::seatMap(const SeatMapId &id) const
{
    const std::lock_guard lock(m_mutex);
    return found(m_seatMaps, id);
}

QList<Venue> CatalogueMirror::venues() const
{
    QList<Venue> all;
    {
        const std::lock_guard lock(m_mutex);
        all = m_venues.values();
    }
    std::ranges::sort(all, [](const Venue &a, const Venue &b) {
        return a.name == b.name ? a.id < b.id : a.name < b.name;
    });
    return all;
}

QList<SeatMapSummary> CatalogueMirror::seatMapsOf(const VenueId &venue) const
{
    QList<SeatMapSummary> maps;
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::copy_if(m_seatMaps, std::back_inserter(maps),
                             [&venue](const SeatMapSummary &map) { return map.venue == venue; });
    }
    std::ranges::sort(maps, std::greater(), &SeatMapSummary::number);
    return maps;
}

Result<CatalogueMirror::Found> CatalogueMirror::search(const EventQuery &query, Instant now) const
{
    const std::lock_guard lock(m_mutex);
    const Result<EventPage> page = m_index.search(query, now);
    if (!page)
        return std::unexpected(page.error());
    Found answer{.nextCursor = page->nextCursor};
    for (const EventId &id : page->events)
        answer.events.append(recordsOf(m_events.value(id)));
    return answer;
}

CatalogueVersion CatalogueMirror::stampOf(const EventId &id) const
{
    const std::lock_guard lock(m_mutex);
    return m_stamps.value(id);
}

qsizetype CatalogueMirror::eventCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_events.size();
}

} // namespace foyer
