#pragma once

#include "tests/server/ledger/memorystore.h"

namespace foyer {

/// The reading half over a MemoryStore. Each call holds the store's gate.
class MemoryReader final : public LedgerReader
{
public:
    /// Both must outlive the reader.
    MemoryReader(MemoryStore &store, const Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {}

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
    MemoryStore &m_store;
    const Clock &m_clock;
};

} // namespace foyer
