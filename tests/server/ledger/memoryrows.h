#pragma once

#include "sync/server/ledger/rules/ledgerrows.h"
#include "tests/server/ledger/memorystore.h"

#include <functional>

namespace foyer {

/// The rows of a MemoryStore: the simplest honest implementation of the port. write() checks
/// everything that a database would (expected versions, keys, that a ticket is in one live
/// booking at most, that counters add up); nothing is in the store before commit().
class MemoryRows final : public LedgerRows
{
public:
    enum class Place : quint8 { Begin, Write, Commit };
    struct Trouble
    {
        Refusal why;
        bool mayRetry = false;
    };

    /// Both must outlive the rows. \a isOnlyWriter: no other MemoryRows writes into \a store.
    MemoryRows(MemoryStore &store, const Clock &clock, bool isOnlyWriter = true)
        : m_store(store)
        , m_clock(clock)
        , m_isOnlyWriter(isOnlyWriter)
    {}
    ~MemoryRows() override;

    /// Asked at each place of each transaction; what it answers makes that place fail.
    std::function<std::optional<Trouble>(Place)> trouble;

    void begin(const WantedRows &wanted) override;
    [[nodiscard]] bool commit() override;
    void rollBack() override;
    [[nodiscard]] const std::optional<Refusal> &failure() const override { return m_failure; }
    [[nodiscard]] bool mayRetry() const override { return m_mayRetry; }
    [[nodiscard]] bool isOnlyWriter() const override { return m_isOnlyWriter; }
    [[nodiscard]] Instant now() override;

    [[nodiscard]] std::optional<StoredOutcome> outcome(const OperationId &id) override;
    [[nodiscard]] std::optional<FoundSession> session(const TokenHash &token) override;
    [[nodiscard]] std::optional<EventHead> head(const EventId &event) override;
    [[nodiscard]] std::optional<TicketState> ticket(const EventHead &head, SeatIndex seat) override;
    [[nodiscard]] std::optional<StoredHold> hold(const HoldId &id) override;
    [[nodiscard]] std::optional<StoredBooking> booking(const BookingId &id) override;
    [[nodiscard]] std::optional<BookingId> reservationOf(const HoldId &hold) override;
    [[nodiscard]] qint64 ticketsHeldBy(const WindowId &window, Instant now) override;
    [[nodiscard]] qint64 ticketsHeldByOperator(const OperatorId &holder, Instant now) override;
    [[nodiscard]] std::vector<HoldId> endedHolds(Instant now, qint32 limit) override;
    [[nodiscard]] std::vector<bool> freeTickets(const EventHead &head, Instant now) override;
    [[nodiscard]] QString operatorName(const OperatorId &id) override;
    [[nodiscard]] bool hasCustomer(const CustomerId &id) override;
    [[nodiscard]] std::optional<CustomerId> customerByEmail(const QString &email) override;
    [[nodiscard]] PriceList prices(const EventHead &head) override;
    [[nodiscard]] QByteArray mapDocument(qint64 mapNumber) override;
    [[nodiscard]] std::optional<Venue> venue(const VenueId &id) override;
    [[nodiscard]] std::optional<SeatMapSummary> seatMap(const SeatMapId &id) override;
    [[nodiscard]] QList<SeatMapWrite::Category> soldCategories(const SeatMapId &id) override;
    [[nodiscard]] bool hasPerformer(const PerformerId &id) override;
    [[nodiscard]] std::optional<Event> event(const EventId &id) override;

    [[nodiscard]] bool keepsPools() const override { return true; }
    [[nodiscard]] std::optional<StoredPool> pool(const PoolId &id) override;
    [[nodiscard]] std::vector<PoolId> duePools(Instant now, qint32 limit) override;
    [[nodiscard]] QList<SeatIndex> blockedTickets(const EventHead &head, const PoolId &pool,
                                                  qint32 limit) override;
    [[nodiscard]] DeviceSequence acknowledged(const WindowId &window) override;
    [[nodiscard]] qint32 pruneOutcomes(const WindowId &window, DeviceSequence acknowledged,
                                       qint32 limit) override;

    [[nodiscard]] Fence nextFence(const EventHead &head) override;
    [[nodiscard]] CatalogueVersion nextCatalogue() override;

    [[nodiscard]] std::vector<EventHead> lockHeads(std::span<const EventId> events) override;
    void write(const LedgerWrites &writes) override;

    void openSession(const SessionRecord &session) override;
    void closeSession(const TokenHash &token, Instant at) override;
    [[nodiscard]] bool hasOperator(const OperatorId &id) override;
    [[nodiscard]] bool addOperator(const OperatorRecord &person) override;
    [[nodiscard]] std::optional<Instant> nextExpiry() override;

private:
    void fail(const QString &what);
    void meet(Place place);
    void end();
    [[nodiscard]] MemoryStore::KeptEvent *eventAt(qint64 number);
    void check(const LedgerWrites &writes);
    void checkRecords(const LedgerWrites &writes);
    void checkTickets(const LedgerWrites &writes);
    void checkBookings(const LedgerWrites &writes);
    void checkHeads(const LedgerWrites &writes);

    MemoryStore &m_store;
    const Clock &m_clock;
    bool m_isOnlyWriter;
    bool m_isOpen = false; ///< holds the store's gate
    bool m_mayRetry = false;
    std::optional<Refusal> m_failure;
    // What the transaction leaves behind once it is committed.
    std::vector<std::function<void()>> m_pending;
    QHash<qint64, Fence> m_fences;
    CatalogueVersion m_catalogue;
};

} // namespace foyer
