#pragma once

#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/rules/rows.h"

namespace foyer {

// How records lie in the tables; the rows of the rules and the readers share it. A connection that
// has failed answers with nothing or with empty lists: look at its failure() afterwards.

/// Names that differ only in case are the same name.
[[nodiscard]] QString operatorNameKeyOf(const QString &name);

[[nodiscard]] Currency currencyOf(const PostgresResult &rows, int column);
/// From status, version, fence, hold, holder, expires_at, booking, pool, from \a column on.
[[nodiscard]] TicketState ticketAt(const PostgresResult &rows, int column);

[[nodiscard]] std::optional<Venue> findVenue(PostgresConnection &connection, const VenueId &id);
[[nodiscard]] std::optional<Event> findEvent(PostgresConnection &connection, const EventId &id);
[[nodiscard]] PriceList pricesOf(PostgresConnection &connection, const EventId &event,
                                 Currency currency);
/// The bookings with these ids, with their tickets and payments, in any order.
[[nodiscard]] std::vector<StoredBooking> findBookings(PostgresConnection &connection,
                                                      const std::vector<BookingId> &ids);

/// From the columns of postgres::lockHolds.
[[nodiscard]] StoredHold holdFrom(const PostgresResult &rows);
/// From id, event's id, name, owner, quota, note, release_at, version, tickets, open.
[[nodiscard]] StoredPool poolFrom(const PostgresResult &rows);
/// From the columns of postgres::lockBookings, without tickets and payments.
[[nodiscard]] StoredBooking bookingFrom(const PostgresResult &rows);
/// From the columns of postgres::bookingTickets.
void addTicket(StoredBooking &stored, const PostgresResult &rows);
/// From the columns of postgres::bookingPayments.
void addPayment(StoredBooking &stored, const PostgresResult &rows);

// Up to \a limit records changed after a catalogue version, by that version; each with it.
template <class Record>
struct ChangedRecord
{
    Record record;
    qint64 catalogueVersion = 0;
};
[[nodiscard]] QList<ChangedRecord<Venue>> venuesSince(PostgresConnection &connection, qint64 since,
                                                      qint32 limit);
[[nodiscard]] QList<ChangedRecord<SeatMapSummary>> seatMapsSince(PostgresConnection &connection,
                                                                 qint64 since, qint32 limit);
[[nodiscard]] QList<ChangedRecord<Performer>> performersSince(PostgresConnection &connection,
                                                              qint64 since, qint32 limit);
[[nodiscard]] QList<ChangedRecord<Event>> eventsSince(PostgresConnection &connection, qint64 since,
                                                      qint32 limit);

} // namespace foyer
