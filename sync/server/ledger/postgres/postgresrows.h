#pragma once

#include "sync/server/ledger/postgres/postgresnotice.h"
#include "sync/server/ledger/postgres/postgresrecords.h"
#include "sync/server/ledger/postgres/postgresstorage.h"
#include "sync/server/ledger/postgres/sessionowners.h"
#include "sync/server/ledger/rules/ledgerrows.h"

#include <QHash>

#include <bitset>
#include <functional>

namespace foyer {

/// The rows of a house in PostgreSQL, beside other nodes that write them too.
///
/// begin() locks everything that is wanted (tickets by key, then holds, then bookings, each by
/// id) and only then reads the rest and the database's clock, all in one round trip: what is
/// judged cannot change any more, and the clock is not older than what it judges. An event's
/// record is not locked; lockHeads() makes the transaction start again when it has changed.
/// What the holds of a window or an operator add up to is guarded by advisory locks, one of 256 for
/// each: shared while that is far from what is allowed, so that nobody waits; exclusive near it, so
/// that no two nodes let it grow at once.
///
/// READ COMMITTED: each statement sees what was committed before it began.
class PostgresRows : public LedgerRows
{
public:
    /// Both must outlive it.
    PostgresRows(PostgresConnection &connection, PostgresStorage &storage);

    /// Called after the connection was lost and made again, on the writer's thread: what became
    /// of a commit in doubt is not told to anybody.
    std::function<void()> reconnected;

    void begin(const WantedRows &wanted) override;
    [[nodiscard]] bool commit() override;
    void rollBack() override;
    [[nodiscard]] const std::optional<Refusal> &failure() const override;
    [[nodiscard]] bool mayRetry() const override;
    [[nodiscard]] bool isOnlyWriter() const override { return false; }
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
    void guardHeld(const QUuid &owner, bool isNear) override;
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
    struct VersionedHead
    {
        EventHead head;
        Version version; ///< of the event's record
    };
    struct VersionedPrices
    {
        Version version;
        PriceList prices;
    };
    struct HeldTickets
    {
        Instant firstEnds;
        qint64 tickets = 0;
        /// None of them has ended since they were counted.
        [[nodiscard]] bool isOf(Instant now) const { return tickets == 0 || firstEnds > now; }
    };
    /// Statements sent together, each with what must come of it.
    struct Expectation
    {
        qint64 rows = 0;
        const char *what = nullptr; ///< null: any number of rows will do
    };

    using Owners = SessionOwners::Owners;
    using Taker = std::function<void(PostgresResult &)>; ///< takes one answer in

    [[nodiscard]] bool isReady();
    void lookUp(const WantedRows &wanted);
    template <class... Values>
    void ask(Taker taker, const char *sql, const Values &...values);
    void askForGuards(const Owners &owners);
    void askForLocked(const WantedRows &wanted);
    void askForOthers(const WantedRows &wanted, const Owners &owners);
    void askForClock();
    void takeTickets(PostgresResult &rows);
    void takeHolds(PostgresResult &rows, const std::vector<HoldId> &asked);
    void takeBookings(PostgresResult &rows, const WantedRows &wanted);
    void takeBookingTickets(PostgresResult &rows);
    void takePayments(PostgresResult &rows);
    void takeOutcomes(PostgresResult &rows, const std::vector<OperationId> &asked);
    void takeSessions(PostgresResult &rows, const std::vector<TokenHash> &asked);
    void takeHeld(PostgresResult &rows, const Owners &asked);
    void takeWatermarks(PostgresResult &rows, const std::vector<WindowId> &asked);
    void countHeld(const Owners &asked, Instant now);
    void takeHeads(PostgresResult &rows, const std::vector<EventId> &asked);
    void takeFences(PostgresResult &rows);
    void takeClock(PostgresResult &rows);
    [[nodiscard]] static EventHead headFrom(const PostgresResult &rows);
    void forgetTransaction();

    void expect(qint64 rows, const char *what) { m_expected.push_back({rows, what}); }
    void expectAny() { m_expected.push_back({}); }
    void receiveExpected();
    void sendCustomers(const std::vector<Customer> &customers, Instant at);
    void sendPerformer(const PerformerWrite &write);
    void sendVenue(const VenueWrite &write);
    void sendSeatMap(const SeatMapWrite &write);
    void sendEvent(const EventWrite &write);
    void sendEventParts(const Event &event);
    void sendPublication(const Event &event, const LedgerRow &first);
    void sendPool(const PoolWrite &write);
    void sendTickets(const std::vector<TicketWrite> &tickets);
    void sendHolds(const std::vector<HoldWrite> &holds);
    void sendBookings(const std::vector<BookingWrite> &writes);
    void sendLedgerRows(const std::vector<LedgerRowWrite> &rows);
    void sendOutcomes(const std::vector<StoredOutcome> &outcomes);
    void sendHeads(const std::vector<HeadWrite> &heads);
    void sendNotices(const LedgerWrites &writes);

    PostgresConnection &m_connection;
    PostgresStorage &m_storage;
    mutable std::optional<Refusal> m_failure;
    mutable bool m_mayRetry = false;

    // What this transaction has found; a row that is not there is known, too.
    QHash<OperationId, std::optional<StoredOutcome>> m_outcomes;
    QHash<TokenHash, std::optional<FoundSession>> m_sessions;
    QHash<EventId, std::optional<VersionedHead>> m_heads;
    QHash<TicketKey, TicketState> m_tickets;
    QHash<HoldId, std::optional<StoredHold>> m_holds;
    QHash<BookingId, std::optional<StoredBooking>> m_bookings;
    QHash<HoldId, std::optional<BookingId>> m_reservations;
    QHash<WindowId, HeldTickets> m_heldByWindows;     ///< of those that were wanted
    QHash<OperatorId, HeldTickets> m_heldByOperators; ///< the same
    QHash<WindowId, DeviceSequence> m_acknowledged;   ///< of the same windows
    Instant m_now;
    bool m_hasLockedSinceClock = false;
    std::vector<qint64> m_fences; ///< drawn and not used yet, the lowest last
    std::vector<Taker> m_takers;  ///< one for each statement that begin() has sent
    std::vector<Expectation> m_expected;

    using Guards = std::bitset<256>; ///< by the last byte of an owner's id
    Guards m_shared;                 ///< locked in this transaction
    Guards m_exclusive;              ///< the same
    Guards m_near;                   ///< needed exclusively in this transaction
    Guards m_crowded;                ///< to be locked exclusively from the start

    // Kept from one transaction to the next, because it never changes or says its version.
    QHash<EventId, VersionedPrices> m_prices;
    QHash<OperatorId, QString> m_operatorNames;
    SessionOwners m_owners;
    quint64 m_transactions = 1; ///< begun since the node started, with this one
};

/// Prepares a fresh connection for writing and checks what durability rests on.
/// \return ReadOnly for a standby, Internal when the server does not keep what it acknowledges.
[[nodiscard]] Result<void> enterWritingSession(PostgresConnection &connection);

} // namespace foyer
