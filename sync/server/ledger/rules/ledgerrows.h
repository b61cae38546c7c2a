#pragma once

#include "sync/server/ledger/rules/rows.h"

#include <span>

namespace foyer {

/// What a batch of operations names, so that a store can look it all up at once.
struct WantedRows
{
    std::vector<OperationId> operations;
    std::vector<TokenHash> sessions;
    std::vector<EventId> events;
    std::vector<HoldId> holds;
    std::vector<BookingId> bookings;
    std::vector<std::pair<EventId, SeatIndex>> tickets; ///< besides those of holds and bookings
};

/// The rows of a ledger inside one transaction at a time: the port between the booking rules and
/// a store (SQLite, PostgreSQL, memory). The rules decide, the store keeps.
///
/// What was read stays true until the transaction ends: a store with several writers locks it
/// (tickets by key, then holds, bookings and at last heads, each by id, so that no two
/// transactions wait for each other in a circle). One thread. Nothing here throws: the first
/// failure stays, reads answer nothing after it, and the rules look at failure() before they
/// believe anything.
class LedgerRows
{
public:
    virtual ~LedgerRows() = default;

    // ---- the transaction
    /// Begins, and looks up \a wanted as far as that is cheaper at once. Also forgets a failure.
    virtual void begin(const WantedRows &wanted) = 0;
    /// Ends it on disk. \return false when it failed: nothing has changed, or, when isInDoubt(),
    /// perhaps everything.
    [[nodiscard]] virtual bool commit() = 0;
    virtual void rollBack() = 0;
    [[nodiscard]] virtual const std::optional<Refusal> &failure() const = 0;
    /// The failure would not come again: another transaction was in the way or the connection
    /// was lost. The batch may be tried anew from begin().
    [[nodiscard]] virtual bool mayRetry() const = 0;
    /// Nobody else can write: what this transaction leaves is what the next one finds.
    [[nodiscard]] virtual bool isOnlyWriter() const = 0;
    /// The store's clock, not before any time it has told or the store has seen. Read it after
    /// the rows that are judged by it.
    [[nodiscard]] virtual Instant now() = 0;

    // ---- rows, as this transaction found them
    [[nodiscard]] virtual std::optional<StoredOutcome> outcome(const OperationId &id) = 0;
    [[nodiscard]] virtual std::optional<FoundSession> session(const TokenHash &token) = 0;
    [[nodiscard]] virtual std::optional<EventHead> head(const EventId &event) = 0;
    [[nodiscard]] virtual std::optional<TicketState> ticket(const EventHead &head,
                                                            SeatIndex seat) = 0;
    [[nodiscard]] virtual std::optional<StoredHold> hold(const HoldId &id) = 0;
    [[nodiscard]] virtual std::optional<StoredBooking> booking(const BookingId &id) = 0;
    /// The reservation that keeps a hold.
    [[nodiscard]] virtual std::optional<BookingId> reservationOf(const HoldId &hold) = 0;
    /// Tickets in live holds of a window that end after \a now, without those that end never.
    [[nodiscard]] virtual qint64 ticketsHeldBy(const WindowId &window, Instant now) = 0;
    /// The same of an operator, at whatever window.
    [[nodiscard]] virtual qint64 ticketsHeldByOperator(const OperatorId &holder, Instant now);
    /// What \a owner, a window or an operator, holds is about to grow by what is judged now;
    /// \a isNear: it comes near what is allowed. A store with several writers keeps them from
    /// judging by it at once, and may fail for that, to begin again with the owner locked.
    virtual void guardHeld(const QUuid &owner, bool isNear);
    /// Holds that have ended and still say Live, at most \a limit, the oldest first; locked.
    [[nodiscard]] virtual std::vector<HoldId> endedHolds(Instant now, qint32 limit) = 0;
    /// By index, for best available: whether anybody may take the ticket at \a now; none that
    /// belongs to a pool. Not locked: what is chosen by it is read again with ticket().
    [[nodiscard]] virtual std::vector<bool> freeTickets(const EventHead &head, Instant now) = 0;
    [[nodiscard]] virtual QString operatorName(const OperatorId &id) = 0;
    [[nodiscard]] virtual bool hasCustomer(const CustomerId &id) = 0;
    [[nodiscard]] virtual std::optional<CustomerId> customerByEmail(const QString &email) = 0;
    [[nodiscard]] virtual PriceList prices(const EventHead &head) = 0;
    /// Foyer's JSON of a published map, by its small number; empty when there is none.
    [[nodiscard]] virtual QByteArray mapDocument(qint64 mapNumber) = 0;
    [[nodiscard]] virtual std::optional<Venue> venue(const VenueId &id) = 0;
    [[nodiscard]] virtual std::optional<SeatMapSummary> seatMap(const SeatMapId &id) = 0;
    /// The map's categories that have tickets.
    [[nodiscard]] virtual QList<SeatMapWrite::Category> soldCategories(const SeatMapId &id) = 0;
    [[nodiscard]] virtual bool hasPerformer(const PerformerId &id) = 0;
    [[nodiscard]] virtual std::optional<Event> event(const EventId &id) = 0;

    // ---- pools of the house; a store that does not keep them says so
    [[nodiscard]] virtual bool keepsPools() const;
    [[nodiscard]] virtual std::optional<StoredPool> pool(const PoolId &id);
    /// Open pools whose release time has come, at most \a limit; locked.
    [[nodiscard]] virtual std::vector<PoolId> duePools(Instant now, qint32 limit);
    /// Blocked tickets of a pool, at most \a limit, by index; locked.
    [[nodiscard]] virtual QList<SeatIndex> blockedTickets(const EventHead &head, const PoolId &pool,
                                                          qint32 limit);

    // ---- what windows have acknowledged; a store that does not keep it prunes nothing
    /// The highest device_sequence whose outcome the window has safe, as pruneOutcomes() wrote it
    /// last. Read after outcome(): when that is gone, this is there.
    [[nodiscard]] virtual DeviceSequence acknowledged(const WindowId &window);
    /// Raises the window's watermark, which never falls, and deletes up to \a limit outcomes at or
    /// below it. \return how many; less than \a limit when none is left.
    [[nodiscard]] virtual qint32 pruneOutcomes(const WindowId &window, DeviceSequence acknowledged,
                                               qint32 limit);

    // ---- numbers that only grow
    /// The fence of a hold that begins now: higher than every one before it in its event.
    [[nodiscard]] virtual Fence nextFence(const EventHead &head) = 0;
    /// The catalogue's next version; locks it until the end.
    [[nodiscard]] virtual CatalogueVersion nextCatalogue() = 0;

    // ---- the end
    /// Locks the counter rows and reads what they say now; the last thing before write().
    [[nodiscard]] virtual std::vector<EventHead> lockHeads(std::span<const EventId> events) = 0;
    /// Every conditional update must find what it expects; one that does not fails the whole.
    virtual void write(const LedgerWrites &writes) = 0;

    // ---- sessions and operators, each inside a transaction
    virtual void openSession(const SessionRecord &session) = 0;
    virtual void closeSession(const TokenHash &token, Instant at) = 0;
    [[nodiscard]] virtual bool hasOperator(const OperatorId &id) = 0;
    /// \return false when the name is taken.
    [[nodiscard]] virtual bool addOperator(const OperatorRecord &person) = 0;
    /// When the next lease ends or the next pool is released, whatever comes first; nothing when
    /// none does. May be outside a transaction.
    [[nodiscard]] virtual std::optional<Instant> nextExpiry() = 0;
};

} // namespace foyer
