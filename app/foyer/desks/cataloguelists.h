#pragma once

#include "sync/client/houseclient.h"
#include "ui/selling/saledesk.h"

/// Lists that several desks make of the catalogue.
namespace foyer {

/// The line of the event list for \a event; nothing when the catalogue does not have it or it is
/// not published.
[[nodiscard]] std::optional<EventCard> eventCard(const Catalogue &catalogue, const EventId &event);

[[nodiscard]] QList<Venue> venuesByName(const Catalogue &catalogue);

} // namespace foyer
