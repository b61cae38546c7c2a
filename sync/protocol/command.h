#pragma once

#include "models/domain/booking.h"
#include "models/domain/event.h"
#include "models/domain/role.h"
#include "models/domain/venue.h"

#include <QByteArray>
#include <QList>

#include <variant>

namespace foyer {

// What a client can ask the ledger to change. Every command travels inside an Operation, whose
// op_id gives it the effect of one however often it arrives. Ids in a command are made by the
// client, so that it can go on before the answer is there.

/// Takes tickets for a while. The window, operator and end come from the session and the server.
/// With the id of a live hold of the same window and event it adds the tickets to that hold (its
/// fence and end stay), so that a cart is one hold however many clicks filled it.
struct PlaceHold
{
    HoldId hold;
    EventId event;
    QList<SeatIndex> seats; ///< 1 to limits::ticketsPerHold, in index order, none twice
    HoldMode mode = HoldMode::AllOrNothing;
    bool operator==(const PlaceHold &) const = default;
};

/// Gives a live hold its full length again, at most limits::extensionsPerHold times.
struct ExtendHold
{
    HoldId hold;
    EventId event;
    Fence fence;
    bool operator==(const ExtendHold &) const = default;
};

/// Lets tickets go. Letting go what is free already succeeds.
struct ReleaseHold
{
    HoldId hold;
    EventId event;
    Fence fence;
    QList<SeatIndex> seats; ///< empty: all of them
    bool operator==(const ReleaseHold &) const = default;
};

struct TicketChoice
{
    SeatIndex seat;
    TicketTypeId ticketType;
    bool operator==(const TicketChoice &) const = default;
};

/// Turns a whole live hold into a booking, paid in cash. The server computes the price; it
/// refuses with PriceChanged when that is not agreedTotal, PaymentShort when tendered is less.
struct ConfirmBooking
{
    BookingId booking;
    PaymentId payment;
    HoldId hold;
    EventId event;
    Fence fence;
    CustomerId customer;         ///< may be null
    QList<TicketChoice> tickets; ///< exactly the tickets of the hold, in index order
    Money agreedTotal;
    Money tendered;
    bool operator==(const ConfirmBooking &) const = default;
};

/// Gives every ticket of a confirmed booking back and the money with it.
struct CancelBooking
{
    BookingId booking;
    EventId event;
    PaymentId refund; ///< id of the payment that goes out
    QString reason;
    bool operator==(const CancelBooking &) const = default;
};

/// A stranger's booking in one step (REST): named tickets, or a quantity the server picks (best
/// available: adjacent where it can be), held for the customer (Reserve) or sold at once (Sell).
struct BookTickets
{
    enum class Kind : quint8 { Reserve = 0, Sell = 1 };
    BookingId booking;
    HoldId hold;
    PaymentId payment;
    EventId event;
    CustomerId customer;
    QList<SeatIndex> seats; ///< either these
    qint32 quantity = 0;    ///< or that many
    Kind kind = Kind::Sell;
    bool operator==(const BookTickets &) const = default;
};

/// Creates or changes a venue; expected is its version before, 0 to create.
struct SaveVenue
{
    Venue venue;
    Version expected;
    bool operator==(const SaveVenue &) const = default;
};

/// Publishes a seat map as the venue's next version.
struct PublishSeatMap
{
    SeatMapId id;
    VenueId venue;
    QByteArray document; ///< Foyer's JSON, see seatmapformat.h
    QString note;
    Version expected; ///< of the venue
    bool operator==(const PublishSeatMap &) const = default;
};

struct SavePerformer
{
    Performer performer;
    bool operator==(const SavePerformer &) const = default;
};

/// Creates or changes an event. Once published, its seat map stays. Publishing (status Published)
/// makes its tickets; cancelling ends sales.
struct SaveEvent
{
    Event event;
    Version expected; ///< 0 to create
    bool operator==(const SaveEvent &) const = default;
};

struct SaveCustomer
{
    Customer customer;
    bool operator==(const SaveCustomer &) const = default;
};

using Command =
    std::variant<PlaceHold, ExtendHold, ReleaseHold, ConfirmBooking, CancelBooking, BookTickets,
                 SaveVenue, PublishSeatMap, SavePerformer, SaveEvent, SaveCustomer>;

/// "place_hold", "extend_hold", ... as on the wire, in URLs of the ledger and in logs.
[[nodiscard]] QString commandName(const Command &command);
/// What a session must be permitted to do.
[[nodiscard]] Permission permissionFor(const Command &command);
/// The event whose sequence the command moves; null for records of the house.
[[nodiscard]] EventId eventOf(const Command &command);

/// A command with its identity.
struct Operation
{
    OperationId id;
    /// Position among the window's operations; 0 for strangers (REST).
    DeviceSequence deviceSequence;
    Command command;
    bool operator==(const Operation &) const = default;
};

/// What a command did. Which fields are set depends on the command: holds set hold; bookings
/// set booking; records set version (and capacity for maps).
struct Done
{
    EventId event;
    Sequence sequence;             ///< of the event after it
    std::optional<Hold> hold;      ///< what is left of it
    Milliseconds holdRemaining{0}; ///< of that hold, at the moment of the answer
    std::optional<Booking> booking;
    Money change;    ///< to hand back, for cash
    Version version; ///< of the saved record
    CatalogueVersion catalogue;
    /// Tickets that AsManyAsPossible left out.
    QList<TicketObstacle> leftOut;
    bool operator==(const Done &) const = default;
};

using Outcome = Result<Done>;

} // namespace foyer
