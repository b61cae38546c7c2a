#pragma once

#include "models/domain/id.h"

#include <QList>
#include <QString>

namespace foyer {

/// A place where events are held.
struct Venue
{
    VenueId id;
    QString name;
    QString address;
    QString city;
    /// Tickets of its current published map; 0 while none is published.
    qint32 capacity = 0;
    /// IANA name of the time zone in which its events start, "Europe/Berlin".
    QString timeZone;
    /// The newest published seat map; null while none is published.
    SeatMapId seatMap;
    Instant createdAt;
    Version version;
    bool operator==(const Venue &) const = default;
};

/// One published version of a venue's seat map, without its drawing.
struct SeatMapSummary
{
    SeatMapId id;
    VenueId venue;
    qint32 number = 0; ///< 1, 2, ... per venue
    qint32 capacity = 0;
    QString note;
    Instant publishedAt;
    bool operator==(const SeatMapSummary &) const = default;
};

/// Who appears at an event.
struct Performer
{
    PerformerId id;
    QString name;
    QString type; ///< "orchestra", "soloist", "band", "team"... free text
    Instant createdAt;
    bool operator==(const Performer &) const = default;
};

} // namespace foyer
