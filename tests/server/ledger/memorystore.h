#pragma once

#include "sync/server/ledger/rules/rows.h"

#include <QHash>
#include <QSet>

#include <mutex>
#include <set>

namespace foyer {

/// The tables of a ledger that lives in memory: hash maps and vectors, nothing clever. Several
/// ledgers may share one store, as several servers share a database; it outlives them, as a disk
/// does. Whoever looks holds the gate; a transaction holds it from its begin to its end.
class MemoryStore final
{
public:
    template <class Record>
    struct Kept
    {
        Record record;
        CatalogueVersion catalogue;
    };
    struct KeptSession
    {
        SessionRecord record;
        std::optional<Instant> closedAt;
    };
    struct KeptMap
    {
        SeatMapWrite written;
        qint64 number = 0;
    };
    struct KeptEvent
    {
        Event record;
        CatalogueVersion catalogue;
        EventHead head; ///< its status and end follow the record
        Fence fence;
        std::vector<TicketState> tickets;
        std::vector<LedgerRow> rows; ///< by sequence
    };
    struct KeptHold
    {
        StoredHold stored;
        qint64 eventNumber = 0;
    };
    struct KeptBooking
    {
        StoredBooking stored;
        qint64 eventNumber = 0;
        QList<Instant> paidAt; ///< of each payment
    };

    explicit MemoryStore(const QString &name = QStringLiteral("House"))
        : houseName(name)
    {}

    [[nodiscard]] KeptEvent *event(const EventId &id)
    {
        const auto number = eventNumbers.constFind(id);
        return number == eventNumbers.cend() ? nullptr : &events[size_t(*number) - 1];
    }
    [[nodiscard]] KeptMap *map(const SeatMapId &id)
    {
        for (KeptMap &kept : maps) {
            if (kept.written.summary.id == id)
                return &kept;
        }
        return nullptr;
    }
    /// Adds or replaces a hold and keeps the indexes true.
    void keepHold(const KeptHold &kept);
    void keepBooking(const KeptBooking &kept);
    /// Writes down what a transaction decided. It has been checked.
    void apply(const LedgerWrites &writes);

    std::mutex gate;
    QString houseName;
    LedgerEpoch epoch;
    Instant clock;
    CatalogueVersion catalogue;
    QHash<OperatorId, OperatorRecord> operators;
    QHash<QString, OperatorId> operatorsByName; ///< by folded name
    QHash<TokenHash, KeptSession> sessions;
    QHash<CustomerId, Customer> customers;
    QHash<VenueId, Kept<Venue>> venues;
    QHash<PerformerId, Kept<Performer>> performers;
    std::vector<KeptMap> maps;     ///< number - 1
    std::vector<KeptEvent> events; ///< number - 1
    QHash<EventId, qint64> eventNumbers;
    QHash<HoldId, KeptHold> holds;
    QHash<BookingId, KeptBooking> bookings;
    QHash<HoldId, BookingId> reservations; ///< pending bookings by their hold
    QHash<PoolId, StoredPool> pools;
    QSet<PaymentId> payments;
    QHash<TicketKey, BookingId> liveTickets; ///< the one booking that has the ticket
    QHash<OperationId, StoredOutcome> outcomes;
    QHash<WindowId, DeviceSequence> watermarks; ///< the highest that each has acknowledged
    std::set<std::pair<qint64, QUuid>> liveHoldsByEnd;
    QHash<WindowId, QSet<HoldId>> liveHoldsByWindow;

private:
    void apply(const EventWrite &write);
};

/// Names that differ only in case are the same name.
[[nodiscard]] QString foldedName(const QString &name);

} // namespace foyer
