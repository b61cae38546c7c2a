#pragma once

#include "models/domain/booking.h"
#include "models/domain/event.h"
#include "models/domain/role.h"
#include "models/domain/venue.h"
#include "sync/protocol/housecommands.h"

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
    CustomerId customer = {}; ///< whom a new hold is for; may be null
    PoolId pool = {};         ///< it may also take what this pool of the house keeps back
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

/// Turns a whole live hold, or some tickets of an allotment, into a booking. The server computes
/// the price; it refuses with PriceChanged when that is not agreedTotal, PaymentShort when what was
/// given is less. Paid in cash, or by the \a payments.
struct ConfirmBooking
{
    BookingId booking;
    PaymentId payment;
    HoldId hold;
    EventId event;
    Fence fence;
    CustomerId customer;         ///< may be null: then whom the hold is for
    QList<TicketChoice> tickets; ///< in index order: all of the hold, or some of an allotment
    Money agreedTotal;
    Money tendered; ///< in cash, when there are no payments
    /// How it is paid, when not by one cash payment; amounts add up to the price.
    QList<Payment> payments = {};
    bool operator==(const ConfirmBooking &) const = default;
};

/// Gives tickets of a confirmed booking back and the money with them.
struct CancelBooking
{
    BookingId booking;
    EventId event;
    PaymentId refund; ///< id of the payment that goes out
    QString reason;
    QList<SeatIndex> seats = {}; ///< in index order; empty: all that are left
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
    // For a quantity: only of these.
    CategoryId category = {};
    QString zone = {};         ///< name of a section or area
    bool isAccessible = false; ///< wheelchair places
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

/// Gives tickets of a booking back and sells a hold instead, both or neither. What the old tickets
/// cost pays for the new ones; the difference is paid by \a payments, or goes back to the buyer.
struct ExchangeBooking
{
    BookingId booking;      ///< the old one
    EventId event;          ///< of both
    QList<SeatIndex> seats; ///< to give back, in index order; empty: all that are left
    PaymentId credit;       ///< id of the payment that leaves the old booking
    BookingId newBooking;
    PaymentId payment; ///< id of the payment that the credit becomes there
    PaymentId refund;  ///< id of the payment that goes out when the new tickets cost less
    HoldId hold;
    Fence fence;
    QList<TicketChoice> tickets; ///< exactly the tickets of the hold, in index order
    Money agreedDifference;      ///< new price less old; negative: goes back
    QList<Payment> payments;     ///< add up to it when it is above zero, else none
    bool operator==(const ExchangeBooking &) const = default;
};

/// One step of several that are done together.
struct TogetherStep
{
    std::variant<PlaceHold, ConfirmBooking> command;
    bool operator==(const TogetherStep &) const = default;
};

/// Several steps, perhaps about several events, in order: all or nothing. For series and packages.
struct Together
{
    QList<TogetherStep> steps; ///< 1 to limits::stepsTogether
    bool operator==(const Together &) const = default;
};

using Command = std::variant<PlaceHold, ExtendHold, ReleaseHold, ConfirmBooking, CancelBooking,
                             BookTickets, SaveVenue, PublishSeatMap, SavePerformer, SaveEvent,
                             SaveCustomer, TransferHold, SavePool, KeepTickets, LeaseAllotment,
                             ReturnAllotment, RevokeAllotment, ExchangeBooking, Together>;

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

/// What one step of Together did.
struct StepDone
{
    EventId event;
    Sequence sequence; ///< of the event after it
    std::optional<Hold> hold;
    Milliseconds holdRemaining{0};
    std::optional<Booking> booking;
    Money change;
    QList<TicketObstacle> leftOut;
    bool operator==(const StepDone &) const = default;
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
    QList<StepDone> steps; ///< of Together
    /// Why the house chose these tickets, in English, when it chose.
    QString why;
    bool operator==(const Done &) const = default;
};

using Outcome = Result<Done>;

} // namespace foyer
