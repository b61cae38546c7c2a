#pragma once

#include "sync/server/ledger/rules/ledgerrows.h"
#include "sync/server/ledger/sqlite/highestids.h"
#include "sync/server/ledger/sqlite/liveholds.h"
#include "sync/server/ledger/sqlite/storage.h"
#include "sync/server/ledger/sqlite/ticketrows.h"

#include <QHash>

#include <functional>

namespace foyer {

/// The rows of a house in SQLite, for the one process that writes them (see ProcessLock).
///
/// A ticket has a row once something has happened to it: publishing an event of 100,000 tickets
/// writes none, takes no longer than one of ten, and stands in nobody's way. A ticket without a
/// row is available and of version 0; the first change is an insert, which fails where there is a
/// row already, as the later ones are updates of a version, which fail where there is another.
///
/// What only this object changes it also remembers, within bounds: live sessions, fences,
/// names of operators, live holds, when the next one ends, which new ids cannot be there yet
/// (HighestIds), and which tickets have no row (TicketRows).
///
/// One thread, apart from what LedgerStorage allows. In memory it holds the storage's gate from
/// begin() to commit() or rollBack().
class SqliteRows final : public LedgerRows
{
public:
    /// Both must outlive it.
    SqliteRows(Database &database, LedgerStorage &storage);
    ~SqliteRows() override;
    Q_DISABLE_COPY_MOVE(SqliteRows)

    /// Called after each commit, on the writer's thread.
    std::function<void()> committed;

    void begin(const WantedRows &wanted) override;
    [[nodiscard]] bool commit() override;
    void rollBack() override;
    [[nodiscard]] const std::optional<Refusal> &failure() const override;
    [[nodiscard]] bool mayRetry() const override { return false; } // the busy timeout has waited
    [[nodiscard]] bool isOnlyWriter() const override { return true; }
    [[nodiscard]] Instant now() override { return m_storage.clock.now(); }

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
    void enterGate();
    void leaveGate();
    void endsAt(Instant at);
    void fail(const QString &what);
    /// Fails the transaction unless \a changed is one row.
    void expectOne(qint64 changed, const char *what);

    void writeCustomers(const std::vector<Customer> &customers, Instant at);
    void writePerformer(const PerformerWrite &write);
    void writeVenue(const VenueWrite &write);
    void writeSeatMap(const SeatMapWrite &write);
    void writeEvent(const EventWrite &write);
    void writeEventParts(const Event &event);
    void writePublication(const Event &event, const LedgerRow &first);
    void writePool(const PoolWrite &write);
    void writeTickets(const std::vector<TicketWrite> &tickets);
    void changeTicket(const TicketWrite &write);
    void writeHolds(const std::vector<HoldWrite> &holds);
    void changeHold(const HoldWrite &write);
    void writeBookings(const std::vector<BookingWrite> &bookings);
    void writeBooking(const BookingWrite &write);
    void writeRows(const std::vector<LedgerRowWrite> &rows);
    void writeOutcomes(const std::vector<StoredOutcome> &outcomes);
    void writeHead(const HeadWrite &write);
    void writeHouse(Instant clock);

    Database &m_database;
    LedgerStorage &m_storage;
    mutable std::optional<Refusal> m_failure;
    bool m_isOpen = false; ///< between begin() and its end
    bool m_holdsGate = false;
    std::optional<qint64> m_catalogue; ///< as this transaction has raised it

    QHash<TokenHash, FoundSession> m_sessions;
    QHash<OperatorId, QString> m_operatorNames;
    QHash<qint64, qint64> m_fences; ///< by the event's small number
    LiveHolds m_liveHolds;
    HighestIds m_operationIds;
    HighestIds m_holdIds;
    TicketRows m_ticketRows;
    /// No lease ends and no pool is released before; nothing: not known, ask. What ends is later
    /// sometimes, because holds go.
    std::optional<Instant> m_nextExpiry;
};

} // namespace foyer
