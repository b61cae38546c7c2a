#include "app/foyer/desks/cataloguelists.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<EventCard> eventCard(const Catalogue &catalogue, const EventId &id)
{
    const auto event = catalogue.events.constFind(id);
    if (event == catalogue.events.cend() || event->status != EventStatus::Published)
        return std::nullopt;
    QStringList performers;
    for (const PerformerId &performer : event->performers)
        performers.append(catalogue.performers.value(performer).name);
    const Venue venue = catalogue.venues.value(event->venue);
    EventCard card{.id = id,
                   .name = event->name,
                   .performers = performers.join(u", "_s),
                   .venueName = venue.name,
                   .city = venue.city,
                   .startDate = event->startDate,
                   .timeZone = venue.timeZone,
                   .counts = catalogue.counts.value(id),
                   .prices = event->prices.range()};
    return card;
}

QList<Venue> venuesByName(const Catalogue &catalogue)
{
    QList<Venue> venues = catalogue.venues.values();
    std::ranges::sort(venues, [](const Venue &a, const Venue &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return venues;
}

} // namespace foyer
