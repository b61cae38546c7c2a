#pragma once

#include "sync/server/ledger/rules/rows.h"
#include "sync/server/ledger/sqlite/database.h"

namespace foyer {

// How records lie in the tables; the writer and the readers share it. A database that has failed
// answers with nothing or with empty lists: look at its failure() afterwards.

/// Names that differ only in case are the same name.
[[nodiscard]] QString operatorNameKey(const QString &name);

/// Of status, version, fence, hold, holder, expires_at, booking, pool, in this order.
[[nodiscard]] TicketState ticketFrom(const Rows &rows);
/// Of id, the event's id, fence, window_id, operator_id, seats, ends_at, customer_id, extensions,
/// state.
[[nodiscard]] StoredHold holdFrom(const Rows &rows);
/// Of id, the event's id, name, owner, quota, note, release_at, version, tickets, open.
[[nodiscard]] StoredPool poolFrom(const Rows &rows);
[[nodiscard]] std::optional<Venue> findVenue(Database &database, const VenueId &id);
[[nodiscard]] std::optional<Event> findEvent(Database &database, const EventId &id);
[[nodiscard]] PriceList pricesOf(Database &database, const EventId &event, Currency currency);

// Up to \a limit records changed after a catalogue version, by that version; each with it.
template <class Record>
struct Changed
{
    Record record;
    qint64 catalogueVersion = 0;
};
[[nodiscard]] QList<Changed<Venue>> venuesSince(Database &database, qint64 since, qint32 limit);
[[nodiscard]] QList<Changed<SeatMapSummary>> seatMapsSince(Database &database, qint64 since,
                                                           qint32 limit);
[[nodiscard]] QList<Changed<Performer>> performersSince(Database &database, qint64 since,
                                                        qint32 limit);
[[nodiscard]] QList<Changed<Event>> eventsSince(Database &database, qint64 since, qint32 limit);

} // namespace foyer
