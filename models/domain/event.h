#pragma once

#include "models/domain/pricing.h"
#include "models/domain/venue.h"

#include <QList>
#include <QMetaType>

namespace foyer {

/// Stored as numbers, never change them.
enum class EventStatus : quint8 { Draft = 0, Published = 1, Cancelled = 2 };

[[nodiscard]] QString eventStatusName(EventStatus status); ///< "draft", "published", "cancelled"
[[nodiscard]] std::optional<EventStatus> eventStatusFromName(QStringView name);

/// How many tickets of an event are in which state; they sum up to the capacity.
struct TicketCounts
{
    qint32 available = 0;
    qint32 held = 0;
    qint32 sold = 0;
    qint32 blocked = 0;
    bool operator==(const TicketCounts &) const = default;
    [[nodiscard]] qint32 capacity() const { return available + held + sold + blocked; }
};

/// One occurrence at a venue on a date.
struct Event
{
    EventId id;
    VenueId venue;
    /// The published map it is sold on; its tickets are numbered by it.
    SeatMapId seatMap;
    QString name;
    QString description;
    Instant startDate;
    Instant endDate;
    QList<PerformerId> performers; ///< in billing order
    PriceList prices;
    EventStatus status = EventStatus::Draft;
    Instant createdAt;
    Version version;
    bool operator==(const Event &) const = default;

    [[nodiscard]] bool isOnSale(Instant now) const
    {
        return status == EventStatus::Published && now < endDate;
    }
};

/// Checks what can be known of an event without its venue: a name of 1-200 characters, an end
/// after its start, at most 100 performers, none twice, valid prices (see checked(PriceList)).
[[nodiscard]] Result<void> checked(const Event &event);

} // namespace foyer
