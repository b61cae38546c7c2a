#pragma once

#include "models/search/eventindex.h"
#include "sync/protocol/message.h"

#include <QHash>

#include <mutex>

namespace foyer {

/// An event with the records it names, as they were together at one moment.
struct EventRecords
{
    Event event;
    Venue venue;
    QList<Performer> performers; ///< in billing order
};

/// The house's catalogue in memory with its search index: reads never ask the database.
/// Drafts are in it, but search finds published events only. Thread-safe.
class CatalogueMirror final
{
public:
    /// Takes what is new. Called in catalogue order.
    void apply(const CatalogueDelta &delta);

    [[nodiscard]] std::optional<EventRecords> event(const EventId &id) const;
    [[nodiscard]] std::optional<Venue> venue(const VenueId &id) const;
    [[nodiscard]] std::optional<Performer> performer(const PerformerId &id) const;
    [[nodiscard]] std::optional<SeatMapSummary> seatMap(const SeatMapId &id) const;
    [[nodiscard]] QList<Venue> venues() const;                                  ///< by name
    [[nodiscard]] QList<SeatMapSummary> seatMapsOf(const VenueId &venue) const; ///< newest first

    struct Found
    {
        QList<EventRecords> events;
        QString nextCursor;
    };
    /// \return see EventIndex::search.
    [[nodiscard]] Result<Found> search(const EventQuery &query, Instant now) const;

    /// The catalogue version an event's records last changed at; grows with each change of the
    /// event, its venue or a performer. 0 for an unknown event.
    [[nodiscard]] CatalogueVersion stampOf(const EventId &id) const;
    [[nodiscard]] qsizetype eventCount() const;

private:
    [[nodiscard]] EventRecords recordsOf(const Event &event) const;
    void index(const Event &event);

    mutable std::mutex m_mutex;
    QHash<VenueId, Venue> m_venues;
    QHash<SeatMapId, SeatMapSummary> m_seatMaps;
    QHash<PerformerId, Performer> m_performers;
    QHash<EventId, Event> m_events;
    QHash<EventId, CatalogueVersion> m_stamps;
    EventIndex m_index;
};

} // namespace foyer
