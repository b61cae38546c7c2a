#pragma once

#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/postgres/postgresstorage.h"

#include <memory>

namespace foyer {

/// Each question sees one committed state, however many statements it takes. Connects again by
/// itself after the connection was lost.
class PostgresReader final : public LedgerReader
{
public:
    /// \a storage must outlive the reader.
    PostgresReader(std::unique_ptr<PostgresConnection> connection, const PostgresStorage &storage);

    [[nodiscard]] LedgerEpoch epoch() override;
    [[nodiscard]] QString houseName() override;
    [[nodiscard]] Result<CatalogueDelta> catalogueSince(CatalogueVersion since) override;
    [[nodiscard]] Result<Event> event(const EventId &id) override;
    [[nodiscard]] Result<Venue> venue(const VenueId &id) override;
    [[nodiscard]] Result<QByteArray> seatMap(const SeatMapId &id) override;
    [[nodiscard]] Result<EventTickets> tickets(const EventId &event) override;
    [[nodiscard]] Result<QList<CommittedChange>> changesSince(const EventId &event, Sequence since,
                                                              qint32 limit) override;
    [[nodiscard]] Result<QList<Availability::Entry>> availability() override;
    [[nodiscard]] Result<Booking> booking(const BookingId &id) override;
    [[nodiscard]] Result<QList<Booking>> bookingsOf(const EventId &event, qint32 limit) override;
    [[nodiscard]] Result<QList<SalesPoint>> sales(const SalesQuery &query) override;
    [[nodiscard]] Result<QList<PoolState>> pools(const EventId &event) override;
    [[nodiscard]] Result<QList<Hold>> allotments(const EventId &event) override;
    [[nodiscard]] Result<OperatorRecord> operatorByName(const QString &name) override;
    [[nodiscard]] Result<LiveSession> session(const TokenHash &token) override;

private:
    std::unique_ptr<PostgresConnection> m_connection;
    const PostgresStorage &m_storage;
};

} // namespace foyer
