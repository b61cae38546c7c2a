#pragma once

#include "sync/protocol/limits.h"
#include "sync/protocol/message.h"
#include "sync/protocol/wirefield.h"

// The fields of records, in the order of their Cbor arrays. See wirefield.h.
namespace foyer {

inline constexpr Range anyCount{0, limits::largestNumber};
inline constexpr Range anySigned{-limits::largestNumber, limits::largestNumber};
inline constexpr Range anyTickets{0, limits::ticketsPerEvent};
inline constexpr Range nameText{1, limits::nameLength};
inline constexpr Range shortText{0, limits::nameLength};
inline constexpr Range longText{0, limits::textLength};

template <class Wire>
void describe(Wire &wire, Described<Wire, Venue> &venue)
{
    wire.id("id", venue.id);
    wire.text("name", venue.name, nameText);
    wire.text("address", venue.address, longText, Presence::Optional);
    wire.text("city", venue.city, shortText, Presence::Optional);
    wire.number("capacity", venue.capacity, anyTickets, Presence::Optional);
    wire.text("time_zone", venue.timeZone, shortText, Presence::Optional);
    wire.idOrNull("seat_map_id", venue.seatMap);
    wire.instant("created_at", venue.createdAt, Presence::Optional);
    wire.counter("version", venue.version, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SeatMapSummary> &map)
{
    wire.id("id", map.id);
    wire.id("venue_id", map.venue);
    wire.number("number", map.number, Range{0, 1'000'000});
    wire.number("capacity", map.capacity, anyTickets);
    wire.text("note", map.note, longText, Presence::Optional);
    wire.instant("published_at", map.publishedAt);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Performer> &performer)
{
    wire.id("id", performer.id);
    wire.text("name", performer.name, nameText);
    wire.text("type", performer.type, shortText, Presence::Optional);
    wire.instant("created_at", performer.createdAt, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TicketType> &type)
{
    wire.id("id", type.id);
    wire.text("name", type.name, nameText);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Price> &price)
{
    wire.id("category_id", price.category);
    wire.id("ticket_type_id", price.ticketType);
    wire.money("amount", price.amount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, PriceList> &list)
{
    wire.currency("currency", list.currency);
    wire.list("ticket_types", list.ticketTypes, Range{0, limits::ticketTypesPerEvent});
    wire.list("prices", list.prices, Range{0, limits::pricesPerEvent});
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Event> &event)
{
    wire.id("id", event.id);
    wire.id("venue_id", event.venue);
    wire.idOrNull("seat_map_id", event.seatMap);
    wire.text("name", event.name, nameText);
    wire.text("description", event.description, longText, Presence::Optional);
    wire.instant("start_date", event.startDate);
    wire.instant("end_date", event.endDate);
    wire.ids("performer_ids", event.performers, Range{0, limits::performersPerEvent},
             Presence::Optional);
    wire.object("prices", event.prices, Presence::Optional);
    wire.value("status", event.status, ValueNames(eventStatusWireNames), Presence::Optional);
    wire.instant("created_at", event.createdAt, Presence::Optional);
    wire.counter("version", event.version, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Customer> &customer)
{
    wire.id("id", customer.id);
    wire.text("email", customer.email, Range{0, 254}, Presence::Optional);
    wire.text("name", customer.name, shortText, Presence::Optional);
    wire.instant("created_at", customer.createdAt, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Hold> &hold)
{
    wire.id("id", hold.id);
    wire.id("event_id", hold.event);
    wire.counter("fence", hold.fence, anyCount);
    wire.idOrNull("window_id", hold.window);
    wire.idOrNull("operator_id", hold.holder);
    wire.seats("seats", hold.seats, anyTickets, SeatOrder::Any);
    wire.instant("expires_at", hold.expiresAt);
    if (wire.more(hold.customer.isNull()))
        wire.idOrNull("customer_id", hold.customer);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, BookedTicket> &ticket)
{
    wire.seat("seat", ticket.seat);
    wire.id("ticket_type_id", ticket.ticketType);
    wire.money("price", ticket.price);
    if (wire.more(!ticket.isGivenBack))
        wire.flag("is_given_back", ticket.isGivenBack, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Payment> &payment)
{
    wire.id("id", payment.id);
    wire.value("method", payment.method, ValueNames(paymentMethodNames));
    wire.money("amount", payment.amount);
    wire.money("tendered", payment.tendered);
    if (wire.more(payment.reference.isEmpty()))
        wire.text("reference", payment.reference, shortText, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Booking> &booking)
{
    wire.id("id", booking.id);
    wire.text("reference", booking.reference, shortText);
    wire.id("event_id", booking.event);
    wire.idOrNull("customer_id", booking.customer);
    wire.value("status", booking.status, ValueNames(bookingStatusNames));
    wire.list("tickets", booking.tickets, anyTickets);
    wire.list("payments", booking.payments, Range{0, limits::paymentsPerBooking});
    wire.money("total", booking.total);
    wire.idOrNull("operator_id", booking.soldBy);
    wire.idOrNull("window_id", booking.soldAt);
    wire.instant("created_at", booking.createdAt);
    wire.counter("version", booking.version, anyCount);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TicketObstacle> &obstacle)
{
    wire.seat("seat", obstacle.seat);
    wire.value("status", obstacle.status, ValueNames(ticketStatusNames));
    wire.counter("version", obstacle.version, anyCount);
    wire.text("holder", obstacle.holder, shortText, Presence::Optional);
    wire.instantOrNull("until", obstacle.until);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Refusal> &refused)
{
    wire.code("code", refused.code);
    wire.text("message", refused.message, longText);
    wire.list("tickets", refused.tickets, anyTickets, Presence::Optional);
    wire.duration("retry_after_ms", refused.retryAfter, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, StepDone> &step)
{
    wire.id("event_id", step.event);
    wire.counter("sequence", step.sequence, anyCount);
    wire.objectOrNull("hold", step.hold);
    wire.duration("hold_remaining_ms", step.holdRemaining, anyCount, Presence::Optional);
    wire.objectOrNull("booking", step.booking);
    wire.money("change", step.change, Presence::Optional);
    wire.list("left_out", step.leftOut, anyTickets, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Done> &done)
{
    wire.idOrNull("event_id", done.event);
    wire.counter("sequence", done.sequence, anyCount);
    wire.objectOrNull("hold", done.hold);
    wire.duration("hold_remaining_ms", done.holdRemaining, anyCount, Presence::Optional);
    wire.objectOrNull("booking", done.booking);
    wire.money("change", done.change, Presence::Optional);
    wire.counter("version", done.version, anyCount, Presence::Optional);
    wire.counter("catalogue_version", done.catalogue, anyCount, Presence::Optional);
    wire.list("left_out", done.leftOut, anyTickets, Presence::Optional);
    if (wire.more(done.steps.isEmpty() && done.why.isEmpty())) {
        wire.list("steps", done.steps, Range{0, limits::stepsTogether}, Presence::Optional);
        wire.text("why", done.why, longText, Presence::Optional);
    }
}

template <class Wire>
void describe(Wire &wire, Described<Wire, Pool> &pool)
{
    wire.id("id", pool.id);
    wire.id("event_id", pool.event);
    wire.text("name", pool.name, nameText);
    wire.value("owner", pool.owner, ValueNames(roleNames));
    wire.number("quota", pool.quota, anyTickets, Presence::Optional);
    wire.text("note", pool.note, longText, Presence::Optional);
    wire.instantOrNull("release_at", pool.releaseAt);
    wire.counter("version", pool.version, anyCount, Presence::Optional);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, SessionInfo> &session)
{
    wire.id("operator_id", session.operatorId);
    wire.text("display_name", session.displayName, shortText);
    wire.value("role", session.role, ValueNames(roleNames));
    wire.instant("ends_at", session.endsAt);
}

template <class Wire>
void describe(Wire &wire, Described<Wire, TicketCounts> &counts)
{
    wire.number("available", counts.available, anyTickets);
    wire.number("held", counts.held, anyTickets);
    wire.number("sold", counts.sold, anyTickets);
    wire.number("blocked", counts.blocked, anyTickets);
}

} // namespace foyer
