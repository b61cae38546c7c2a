#pragma once

#include "sync/protocol/recordfields.h"
#include "sync/protocol/wirename.h"

// The fields of commands, in the order of their Cbor arrays. See wirefield.h.
namespace foyer {

inline constexpr Range someTickets{1, limits::ticketsPerHold};
inline constexpr Range perhapsTickets{0, limits::ticketsPerHold};

template <class Wire>
void describe(Wire &wire, Described<Wire, PlaceHold> &place)
{
    wire.id("hold_id", place.hold);
    wire.id("event_id", place.event);
    wire.seats("seats", place.seats, someTickets, SeatOrder::Rising);
    wire.value("mode", place.mode, ValueNames(holdModeNames), Presence::Optional);
    if (wire.more(place.customer.isNull() && place.pool.isNull())) {
        wire.idOrNull("customer_id", place.customer);
        wire.idOrNull("pool_id", place.pool);
    }
}

template <class Wire>
void describe(Wire &wire, Described<Wire, ExtendHold> &extend)
{
    wire.id("hold_id", extend.hold);
    wire.id("event_id", extend.event);
    wire.counter("fence", extend.fence, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, ReleaseHold> &release)
{
    wire.id("hold_id", release.hold);
    wire.id("event_id", release.event);
    wire.counter("fence", release.fence, anyCount);
    wire.seats("seats", release.seats, Range{0, limits::ticketsHeldPerWindow}, SeatOrder::Rising,
               Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TicketChoice> &choice)
{
    wire.seat("seat", choice.seat);
    wire.id("ticket_type_id", choice.ticketType);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, ConfirmBooking> &confirm)
{
    wire.id("booking_id", confirm.booking);
    wire.id("payment_id", confirm.payment);
    wire.id("hold_id", confirm.hold);
    wire.id("event_id", confirm.event);
    wire.counter("fence", confirm.fence, anyCount);
    wire.idOrNull("customer_id", confirm.customer);
    wire.list("tickets", confirm.tickets, Range{1, limits::ticketsHeldPerWindow});
    wire.check("tickets", risesStrictly(confirm.tickets), "in rising order of seat, none twice");
    wire.money("agreed_total", confirm.agreedTotal);
    wire.money("tendered", confirm.tendered);
    if (wire.more(confirm.payments.isEmpty()))
        wire.list("payments", confirm.payments, Range{0, limits::paymentsAtOnce},
                  Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, CancelBooking> &cancel)
{
    wire.id("booking_id", cancel.booking);
    wire.id("event_id", cancel.event);
    wire.id("refund_id", cancel.refund);
    wire.text("reason", cancel.reason, longText, Presence::Optional);
    if (wire.more(cancel.seats.isEmpty()))
        wire.seats("seats", cancel.seats, Range{0, limits::ticketsHeldPerWindow}, SeatOrder::Rising,
                   Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, BookTickets> &book)
{
    wire.id("booking_id", book.booking);
    wire.id("hold_id", book.hold);
    wire.idOrNull("payment_id", book.payment);
    wire.id("event_id", book.event);
    wire.idOrNull("customer_id", book.customer);
    wire.seats("seats", book.seats, perhapsTickets, SeatOrder::Rising, Presence::Optional);
    wire.number("quantity", book.quantity, perhapsTickets, Presence::Optional);
    wire.check("quantity", book.seats.isEmpty() != (book.quantity == 0),
               "given when seats is empty, and only then");
    wire.value("kind", book.kind, ValueNames(bookKindNames), Presence::Optional);
    if (wire.more(book.category.isNull() && book.zone.isEmpty() && !book.isAccessible)) {
        wire.idOrNull("category_id", book.category);
        wire.text("zone", book.zone, shortText, Presence::Optional);
        wire.flag("accessible", book.isAccessible, Presence::Optional);
    }
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SaveVenue> &save)
{
    wire.object("venue", save.venue);
    wire.counter("expected_version", save.expected, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, PublishSeatMap> &publish)
{
    wire.id("seat_map_id", publish.id);
    wire.id("venue_id", publish.venue);
    wire.bytes("document", publish.document, Range{1, limits::httpBodyBytes});
    wire.text("note", publish.note, longText, Presence::Optional);
    wire.counter("expected_version", publish.expected, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SavePerformer> &save)
{
    wire.object("performer", save.performer);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SaveEvent> &save)
{
    wire.object("event", save.event);
    wire.counter("expected_version", save.expected, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SaveCustomer> &save)
{
    wire.object("customer", save.customer);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TransferHold> &transfer)
{
    wire.id("hold_id", transfer.hold);
    wire.id("event_id", transfer.event);
    wire.counter("fence", transfer.fence, anyCount);
    wire.id("window_id", transfer.window);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SavePool> &save)
{
    wire.object("pool", save.pool);
    wire.counter("expected_version", save.expected, anyCount);
}

inline constexpr Range allottedTickets{1, limits::ticketsPerAllotment};

template <class Wire>
void describe(Wire &wire, Described<Wire, KeepTickets> &keep)
{
    wire.id("event_id", keep.event);
    wire.seats("seats", keep.seats, allottedTickets, SeatOrder::Rising);
    wire.value("use", keep.use, ValueNames(ticketUseNames));
    wire.idOrNull("pool_id", keep.pool);
    wire.check("pool_id", keep.pool.isNull() == (keep.use != TicketUse::Pool),
               "given when the use is pool, and only then");
    wire.text("reason", keep.reason, longText, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, LeaseAllotment> &lease)
{
    wire.id("hold_id", lease.hold);
    wire.id("event_id", lease.event);
    wire.id("window_id", lease.window);
    wire.seats("seats", lease.seats, allottedTickets, SeatOrder::Rising);
    wire.idOrNull("pool_id", lease.pool);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, ReturnAllotment> &giveBack)
{
    wire.id("hold_id", giveBack.hold);
    wire.id("event_id", giveBack.event);
    wire.counter("fence", giveBack.fence, anyCount);
    wire.seats("seats", giveBack.seats, Range{0, limits::ticketsPerAllotment}, SeatOrder::Rising,
               Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, RevokeAllotment> &revoke)
{
    wire.id("hold_id", revoke.hold);
    wire.id("event_id", revoke.event);
    wire.text("reason", revoke.reason, nameText);
    wire.flag("in_doubt", revoke.isInDoubt, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, ExchangeBooking> &exchange)
{
    wire.id("booking_id", exchange.booking);
    wire.id("event_id", exchange.event);
    wire.seats("seats", exchange.seats, Range{0, limits::ticketsHeldPerWindow}, SeatOrder::Rising,
               Presence::Optional);
    wire.id("credit_id", exchange.credit);
    wire.id("new_booking_id", exchange.newBooking);
    wire.id("payment_id", exchange.payment);
    wire.id("refund_id", exchange.refund);
    wire.id("hold_id", exchange.hold);
    wire.counter("fence", exchange.fence, anyCount);
    wire.list("tickets", exchange.tickets, Range{1, limits::ticketsHeldPerWindow});
    wire.check("tickets", risesStrictly(exchange.tickets), "in rising order of seat, none twice");
    wire.money("agreed_difference", exchange.agreedDifference);
    wire.list("payments", exchange.payments, Range{0, limits::paymentsAtOnce}, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TogetherStep> &step)
{
    wire.choice("command", step.command);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Together> &together)
{
    wire.list("steps", together.steps, Range{1, limits::stepsTogether});
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Operation> &operation)
{
    wire.id("op_id", operation.id);
    wire.counter("device_sequence", operation.deviceSequence, anyCount, Presence::Optional);
    wire.choice("command", operation.command);
}

} // namespace foyer
