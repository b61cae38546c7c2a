#pragma once

#include "models/domain/booking.h"
#include "models/domain/event.h"
#include "models/domain/pool.h"
#include "models/domain/role.h"
#include "models/domain/venue.h"
#include "sync/server/ledger/ledger.h"

#include <memory>
#include <utility>
#include <vector>

namespace foyer {

// The rows of a ledger as values. The rules read and change these; how they lie in tables is each
// store's own business.

/// What one event's tickets add up to, with what selling it needs of its record.
struct EventHead
{
    qint64 number = 0; ///< the event's small number within its store
    EventId event;
    EventStatus status = EventStatus::Draft;
    Instant endDate;
    qint64 mapNumber = 0; ///< of the published map it is sold on; 0 while it has no tickets
    Currency currency;
    Sequence sequence;
    QByteArray chain; ///< hash of the ledger's last row
    TicketCounts counts;

    [[nodiscard]] bool hasTickets() const { return mapNumber != 0; }
    [[nodiscard]] bool isOnSale(Instant now) const
    {
        return hasTickets() && status == EventStatus::Published && now < endDate;
    }
};

/// A ticket's key within a store: its event's small number and its index.
using TicketKey = std::pair<qint64, qint32>;

/// How a hold ended. Stored, never change the numbers.
enum class HoldState : quint8 { Live = 0, Released = 1, Sold = 2, Expired = 3 };

struct StoredHold
{
    Hold hold;
    qint32 extensions = 0;
    HoldState state = HoldState::Live;

    [[nodiscard]] bool isLive(Instant now) const
    {
        return state == HoldState::Live && now < hold.expiresAt;
    }
    [[nodiscard]] Lease lease() const
    {
        return {.hold = hold.id,
                .fence = hold.fence,
                .holder = hold.window,
                .expiresAt = hold.expiresAt,
                .booking = {}};
    }
};

/// A pool of the house with what only the ledger needs of it.
struct StoredPool
{
    Pool pool;
    qint32 tickets = 0; ///< that belong to it, free or not
    /// It keeps tickets back; false for ever once its release time has come or it was closed.
    bool isOpen = true;
};

/// A ticket of a booking with the category it was priced by.
struct PricedTicket
{
    BookedTicket ticket;
    CategoryId category;
    bool isLive = false; ///< sold and not given back: no other booking may have it
    Instant givenBackAt; ///< 0 while it is live or only reserved
};

/// A booking with what only the ledger needs of it.
struct StoredBooking
{
    Booking booking; ///< its tickets are filled too
    HoldId hold;
    QList<PricedTicket> priced;
    Instant confirmedAt;
    Instant cancelledAt;
};

/// What became of an operation.
struct StoredOutcome
{
    OperationId operation;
    QByteArray digest;  ///< BLAKE2b of the operation's CBOR
    QByteArray outcome; ///< encode(Outcome, Cbor)
    WindowId window;
    DeviceSequence deviceSequence;
};

/// Who does it, as the session says in this transaction.
struct Asker
{
    OperatorId operatorId;
    WindowId window;
    Role role = Role::Seller;
};

struct FoundSession
{
    Asker asker;
    Instant endsAt;
};

/// Why a row of the ledger is there. Stored, never change the numbers.
enum class LedgerAction : quint8 {
    Publish = 0, ///< the event's tickets come into being; detail: map and capacity
    Hold = 1,
    Extend = 2,
    Release = 3,
    Sell = 4,   ///< detail: the booking, see packedSale()
    Cancel = 5, ///< detail: the booking with its refund
    Expire = 6,
    Transfer = 7,
    Block = 8,   ///< kept back by the house; detail: the reason, UTF-8
    Unblock = 9, ///< detail: the reason, UTF-8
    Allot = 10,  ///< a hold without end
    Return = 11, ///< of an allotment, by the window that had it
    Revoke = 12, ///< of an allotment, by the house; detail: the reason, UTF-8
};

/// One row of an event's append-only ledger.
struct LedgerRow
{
    Sequence sequence;
    Instant at;
    LedgerAction action = LedgerAction::Publish;
    OperationId operation;
    OperatorId operatorId;
    WindowId window;
    QByteArray seats;    ///< see packedSeats() in chain.h
    QByteArray versions; ///< see packedVersions()
    TicketState after;   ///< of all these tickets; its version is not used
    QByteArray detail;
    QByteArray hash; ///< chainHash() over the row before and this one
};

// ------------------------------------------------------------------- what a transaction writes

struct HeadWrite
{
    EventHead head;
    Sequence expected; ///< in the store until now
};

/// A conditional update: done only while the stored version is \a expected.
struct TicketWrite
{
    TicketKey key;
    Version expected;
    TicketState ticket;
};

struct HoldWrite
{
    StoredHold stored;
    qint64 eventNumber = 0;
    bool isNew = false;
};

/// The whole booking; payments are only ever added: those from \a paymentsBefore on are new.
struct BookingWrite
{
    StoredBooking stored;
    qint64 eventNumber = 0;
    bool isNew = false;
    qsizetype paymentsBefore = 0;
    Instant at; ///< when the new payments were made
};

/// Done only while the stored version is \a expected.
struct PoolWrite
{
    StoredPool stored;
    Version expected; ///< in the store until now
    qint64 eventNumber = 0;
    bool isNew = false;
};

struct LedgerRowWrite
{
    qint64 eventNumber = 0;
    LedgerRow row;
};

struct VenueWrite
{
    Venue venue;
    CatalogueVersion catalogue;
    bool isNew = false;
};

/// A published map with its tickets, which the store numbers and keeps for ever.
struct SeatMapWrite
{
    struct Category
    {
        CategoryId id;
        QString name;
        qint32 tickets = 0;
    };
    struct Seat
    {
        qint32 category = 0; ///< place among the categories
        QString section;     ///< of a GA place: the area
        QString row;
        QString seat;
    };
    SeatMapSummary summary;
    QByteArray document; ///< Foyer's JSON
    QList<Category> categories;
    std::shared_ptr<const std::vector<Seat>> seats; ///< by SeatIndex; never null
    CatalogueVersion catalogue;
};

struct PerformerWrite
{
    Performer performer;
    CatalogueVersion catalogue;
};

struct EventWrite
{
    Event event;
    CatalogueVersion catalogue;
    bool isNew = false;
    /// Makes one available ticket per seat of the event's map, version 0, and its inventory with
    /// the chain of \a publication, its first row.
    std::optional<LedgerRow> publication;
};

/// Everything a transaction changes, in the order in which it must be written.
struct LedgerWrites
{
    std::vector<Customer> customers;
    std::vector<PerformerWrite> performers;
    std::vector<VenueWrite> venues;
    std::vector<SeatMapWrite> seatMaps;
    std::vector<EventWrite> events;
    std::vector<PoolWrite> pools;
    std::vector<TicketWrite> tickets; ///< by key, none twice
    std::vector<HoldWrite> holds;
    std::vector<BookingWrite> bookings;
    std::vector<LedgerRowWrite> rows; ///< by event and sequence
    std::vector<StoredOutcome> outcomes;
    std::vector<HeadWrite> heads;
    Instant clock; ///< the latest time the transaction has seen
};

} // namespace foyer
