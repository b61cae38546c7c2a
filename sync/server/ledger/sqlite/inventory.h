#pragma once

#include "models/domain/event.h"
#include "sync/server/ledger/ledger.h"
#include "sync/server/ledger/sqlite/chain.h"
#include "sync/server/ledger/sqlite/database.h"

#include <QHash>

namespace foyer {

/// What one event's tickets add up to, as a transaction goes along.
struct EventHead
{
    qint64 number = 0;
    EventId event;
    EventStatus status = EventStatus::Draft;
    Instant endDate;
    qint64 mapNumber = 0;
    bool hasTickets = false;
    Sequence sequence;
    Fence fence;
    QByteArray chain;
    TicketCounts counts;

    [[nodiscard]] bool isOnSale(Instant now) const
    {
        return hasTickets && status == EventStatus::Published && now < endDate;
    }
};

/// The heads of the events that a transaction touches: each is read once, and written once, as
/// the last thing before the commit.
class EventHeads final
{
public:
    explicit EventHeads(Database &database)
        : m_database(database)
    {}
    /// \return NotFound when there is no such event.
    [[nodiscard]] Result<EventHead> find(const EventId &event);
    void keep(const EventHead &head);
    /// Writes what was kept and forgets everything.
    void writeBack();

#ifdef FOYER_PLANTED_FAULTS
    /// What the fault "read, then write" believes of tickets: what it saw first.
    QHash<std::pair<qint64, qint32>, TicketState> seen;
#endif

private:
    struct Entry
    {
        EventHead head;
        Sequence stored; ///< in the database
    };
    [[nodiscard]] Result<EventHead> read(const EventId &event);

    Database &m_database;
    QHash<EventId, Entry> m_entries;
};

/// Who does it, looked up in this transaction.
struct Asker
{
    OperatorId operatorId;
    WindowId window;
    Role role = Role::Seller;
};

struct LedgerRules
{
    Milliseconds holdLength{0};
    qint32 ticketsHeldPerWindow = 0;
#ifdef FOYER_PLANTED_FAULTS
    bool readsThenWrites = false;
    bool ignoresFences = false;
    bool ignoresRepeats = false;
    bool expiresLate = false;
#endif
};

/// One operation, or one pass of the reaper, inside the writer's transaction.
struct OperationScope
{
    Database &database;
    EventHeads &heads;
    const LedgerRules &rules;
    Instant now;
    OperationId operation;
    Asker asker;
    EventHead head; ///< of the operation's event; kept only when the operation succeeds
    QList<CommittedChange> changes = {};
    std::optional<CatalogueVersion> catalogue = {};
};

// The rule of the inventory as conditional updates, one ticket each; the database decides and
// nextState() in models/domain/ticket.h says the same in words. Each returns the ticket's new
// version and moves the head's counts, or nothing when the condition did not hold.

[[nodiscard]] std::optional<Version> holdTicket(OperationScope &scope, SeatIndex seat,
                                                const Lease &lease);
[[nodiscard]] std::optional<Version> extendTicket(OperationScope &scope, SeatIndex seat,
                                                  const Lease &lease);
[[nodiscard]] std::optional<Version> releaseTicket(OperationScope &scope, SeatIndex seat,
                                                   const Lease &lease);
[[nodiscard]] std::optional<Version> confirmTicket(OperationScope &scope, SeatIndex seat,
                                                   const Lease &lease);
[[nodiscard]] std::optional<Version> cancelTicket(OperationScope &scope, SeatIndex seat,
                                                  const BookingId &booking);
[[nodiscard]] std::optional<Version> expireTicket(OperationScope &scope, SeatIndex seat,
                                                  const Lease &lease);

[[nodiscard]] TicketState readTicket(Database &database, qint64 eventNumber, SeatIndex seat);

/// The tickets of one change with their new versions.
struct MovedTickets
{
    QList<SeatIndex> seats;
    QList<Version> versions;
    [[nodiscard]] bool isEmpty() const { return seats.isEmpty(); }
    void add(SeatIndex seat, Version version)
    {
        seats.append(seat);
        versions.append(version);
    }
};

/// Appends a row to the event's ledger under its next sequence and notes the change for the feed.
/// \a after is what all \a moved tickets are now.
void recordChange(OperationScope &scope, LedgerAction action, const MovedTickets &moved,
                  const TicketState &after, const QByteArray &detail = {});
/// The row itself, without a change: for the publication, which has sequence 0.
void appendRow(OperationScope &scope, const LedgerRow &row);

} // namespace foyer
