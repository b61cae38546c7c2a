#pragma once

#include "models/seatmap/seatgeometry.h"
#include "sync/server/ledger/rules/ledgerrows.h"
#include "sync/server/ledger/rules/ledgerrules.h"

#include <memory>
#include <unordered_map>

namespace foyer {

/// The tickets of one change with their new versions.
struct MovedTickets
{
    QList<SeatIndex> seats;
    QList<Version> versions;
    [[nodiscard]] bool isEmpty() const { return seats.isEmpty(); }
};

/// One operation of a batch while the transaction is under way.
struct PendingOperation
{
    AppliedOperation applied;
    OperationId id;
    WindowId window;
    DeviceSequence deviceSequence;
    QByteArray digest; ///< empty: what became of it is not stored
    /// The earlier operation of the same batch that it repeats.
    std::optional<size_t> repeats;
    // Its rows of the ledger, among all of the batch.
    size_t firstRow = 0;
    size_t endRow = 0;
};

/// The working set of a transaction: rows as they are after everything that has been decided so
/// far, and what is to be written of them. It reads each row from the store once. Commands read
/// and decide first and change it only when they succeed; compound ones take a mark() and go back
/// to it. With a store that nobody else writes, tickets, holds and heads stay from one transaction
/// to the next, so that the usual hold reads nothing.
///
/// One thread. References and pointers it gives stay good until the transaction ends.
class LedgerWork final
{
public:
    /// Both must outlive it.
    LedgerWork(LedgerRows &rows, const LedgerRules &rules);
    ~LedgerWork();
    Q_DISABLE_COPY_MOVE(LedgerWork)

    // ---- the transaction
    /// Begins with nothing changed; the rows have begun too.
    void start();
    /// Forgets what is kept of the store, because nobody knows whether it is true.
    void forget();
    /// Numbers and chains the ledger's rows, completes the operations' outcomes and changes, and
    /// says what is to be written.
    [[nodiscard]] LedgerWrites finish(std::span<PendingOperation> operations);
    /// The transaction is on disk: what it leaves is what the next one finds.
    void keep();
    /// Whether a look at the ticket or event would not ask the store.
    [[nodiscard]] bool knows(const EventId &event) const;
    [[nodiscard]] bool knows(const EventId &event, SeatIndex seat) const;

    // ---- what is there now
    /// The store's clock, read again when rows have been read since.
    [[nodiscard]] Instant now();
    /// Null when there is no such event. Its counters are those before the transaction.
    [[nodiscard]] const EventHead *head(const EventId &event);
    [[nodiscard]] TicketState ticket(const EventHead &head, SeatIndex seat);
#ifdef FOYER_PLANTED_FAULTS
    /// As the transaction found it, whatever it has done to it since.
    [[nodiscard]] TicketState ticketAsFound(const EventHead &head, SeatIndex seat);
#endif
    [[nodiscard]] const StoredHold *hold(const HoldId &id);
    [[nodiscard]] const StoredBooking *booking(const BookingId &id);
    [[nodiscard]] std::optional<BookingId> reservationOf(const HoldId &hold);
    [[nodiscard]] const StoredPool *pool(const PoolId &id);
    // In carts, not in allotments.
    [[nodiscard]] qint64 ticketsHeldBy(const WindowId &window, Instant now);
    [[nodiscard]] qint64 ticketsHeldBy(const OperatorId &holder, Instant now);
    /// How many tickets a window or an operator holds at most: a bound that is never too low and is
    /// asked again from the rows before anybody is refused because of it. Nothing: not known yet.
    [[nodiscard]] std::optional<qint64> heldAtMost(const QUuid &owner) const;
    void setHeldAtMost(const QUuid &owner, qint64 tickets);
    [[nodiscard]] const PriceList &prices(const EventHead &head);
    /// The map that an event is sold on; null when the store cannot give it. Compiling takes
    /// about 1 ms for 1,000 seats, once for each map.
    [[nodiscard]] std::shared_ptr<const SeatGeometry> geometry(const EventHead &head);
    /// By index: whether nobody has the ticket.
    [[nodiscard]] const std::vector<bool> &freeTickets(const EventHead &head);
    [[nodiscard]] QString operatorName(const OperatorId &id);
    [[nodiscard]] std::optional<CustomerId> customerByEmail(const QString &email);
    /// The rows themselves, for what no operation of a batch changes before another reads it.
    [[nodiscard]] LedgerRows &rows();

    // ---- changes
    void setTicket(const EventHead &head, SeatIndex seat, const TicketState &ticket);
    /// The same, and notes it in \a moved.
    void moveTicket(const EventHead &head, SeatIndex seat, const TicketState &ticket,
                    MovedTickets &moved);
    void setHold(const EventHead &head, const StoredHold &stored);
    /// \a at: when its new payments are made.
    void setBooking(const EventHead &head, const StoredBooking &stored, Instant at);
    void setPool(const EventHead &head, const StoredPool &stored);
    /// A row of the event's ledger; its sequence and hash come at the end.
    void addRow(const EventHead &head, const LedgerRow &row, const MovedTickets &moved);
    [[nodiscard]] size_t rowCount() const;
    void save(const Customer &customer);
    void save(const PerformerWrite &write);
    void save(const VenueWrite &write);
    void save(const SeatMapWrite &write);
    void save(const EventWrite &write);

    // ---- going back
    /// A point that rollBackTo() can return to, until the next forgetMarks().
    struct Mark
    {
        size_t undos = 0;
        size_t rows = 0;
        size_t bookings = 0;
    };
    [[nodiscard]] Mark mark();
    /// Undoes every change of tickets, holds, bookings and rows since; not of pools and records.
    void rollBackTo(const Mark &mark);
    void forgetMarks();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// One operation, or one pass of the reaper, while it is worked on.
struct OperationScope
{
    LedgerWork &work;
    const LedgerRules &rules;
    OperationId operation;
    Asker asker;
    /// Read it anew with readClock() after the rows that it judges.
    Instant now;
    const EventHead *head = nullptr; ///< of the event it is about
    std::optional<CatalogueVersion> catalogue = {};
    const PreparedCommand *prepared = nullptr; ///< what is known of the command already

    void readClock() { now = work.now(); }
};

} // namespace foyer
