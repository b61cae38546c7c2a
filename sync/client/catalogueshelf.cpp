#include "sync/client/catalogueshelf.h"

#include "sync/protocol/limits.h"

#include <QSet>

#include <algorithm>

namespace foyer {

void CatalogueShelf::index(const Event &event)
{
    const Venue venue = m_catalogue.venues.value(event.venue);
    EventDocument document{.id = event.id,
                           .name = event.name,
                           .performers = {},
                           .venueName = venue.name,
                           .city = venue.city,
                           .venue = event.venue,
                           .performerIds = event.performers,
                           .startDate = event.startDate,
                           .endDate = event.endDate};
    for (const PerformerId &performer : event.performers)
        document.performers.append(m_catalogue.performers.value(performer).name);
    m_index.put(document);
}

QList<EventId> CatalogueShelf::put(const CatalogueDelta &delta)
{
    QSet<VenueId> venues;
    QSet<PerformerId> performers;
    QSet<EventId> changed;
    for (const Venue &venue : delta.venues) {
        m_catalogue.venues.insert(venue.id, venue);
        venues.insert(venue.id);
    }
    for (const SeatMapSummary &map : delta.seatMaps)
        m_catalogue.seatMaps.insert(map.id, map);
    for (const Performer &performer : delta.performers) {
        m_catalogue.performers.insert(performer.id, performer);
        performers.insert(performer.id);
    }
    for (const Event &event : delta.events) {
        m_catalogue.events.insert(event.id, event);
        changed.insert(event.id);
    }
    m_catalogue.version = std::max(m_catalogue.version, delta.version);
    for (const Event &event : std::as_const(m_catalogue.events)) {
        const bool isTouched =
            changed.contains(event.id) || venues.contains(event.venue) ||
            std::ranges::any_of(event.performers, [&](const PerformerId &performer) {
                return performers.contains(performer);
            });
        if (!isTouched)
            continue;
        index(event);
        changed.insert(event.id);
    }
    return changed.values();
}

QList<EventId> CatalogueShelf::put(const Availability &availability)
{
    QList<EventId> changed;
    for (const Availability::Entry &entry : availability.events) {
        m_catalogue.counts.insert(entry.event, entry.counts);
        changed.append(entry.event);
    }
    return changed;
}

QList<EventId> CatalogueShelf::clear()
{
    const QList<EventId> gone = m_catalogue.events.keys();
    m_catalogue = {};
    m_index = EventIndex();
    return gone;
}

QList<EventId> CatalogueShelf::search(const QString &text, qint32 limit, Instant now) const
{
    const EventQuery query{.text = text, .limit = std::clamp(limit, 1, limits::searchLimit)};
    const Result<EventPage> page = m_index.search(query, now);
    return page ? page->events : QList<EventId>();
}

} // namespace foyer
