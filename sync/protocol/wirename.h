#pragma once

#include "sync/protocol/message.h"

namespace foyer {

/// How a message or command is called on the wire: "type" in Json, the first member of its array
/// in Cbor. Numbers are never reused.
struct WireName
{
    const char *name = nullptr;
    qint32 number = 0;
};

template <class T>
inline constexpr WireName wireName{};

template <>
inline constexpr WireName wireName<Hello>{"hello", 1};
template <>
inline constexpr WireName wireName<SignIn>{"sign_in", 2};
template <>
inline constexpr WireName wireName<SignOut>{"sign_out", 3};
template <>
inline constexpr WireName wireName<WatchCatalogue>{"watch_catalogue", 4};
template <>
inline constexpr WireName wireName<WatchEvent>{"watch_event", 5};
template <>
inline constexpr WireName wireName<UnwatchEvent>{"unwatch_event", 6};
template <>
inline constexpr WireName wireName<Perform>{"perform", 7};
template <>
inline constexpr WireName wireName<Ping>{"ping", 8};

template <>
inline constexpr WireName wireName<Welcome>{"welcome", 101};
template <>
inline constexpr WireName wireName<SignedIn>{"signed_in", 102};
template <>
inline constexpr WireName wireName<SignedOut>{"signed_out", 103};
template <>
inline constexpr WireName wireName<CatalogueDelta>{"catalogue_delta", 104};
template <>
inline constexpr WireName wireName<Availability>{"availability", 105};
template <>
inline constexpr WireName wireName<Snapshot>{"snapshot", 106};
template <>
inline constexpr WireName wireName<Changes>{"changes", 107};
template <>
inline constexpr WireName wireName<OperationOutcome>{"operation_outcome", 108};
template <>
inline constexpr WireName wireName<Refused>{"refused", 109};
template <>
inline constexpr WireName wireName<Pong>{"pong", 110};

template <>
inline constexpr WireName wireName<PlaceHold>{"place_hold", 1};
template <>
inline constexpr WireName wireName<ExtendHold>{"extend_hold", 2};
template <>
inline constexpr WireName wireName<ReleaseHold>{"release_hold", 3};
template <>
inline constexpr WireName wireName<ConfirmBooking>{"confirm_booking", 4};
template <>
inline constexpr WireName wireName<CancelBooking>{"cancel_booking", 5};
template <>
inline constexpr WireName wireName<BookTickets>{"book_tickets", 6};
template <>
inline constexpr WireName wireName<SaveVenue>{"save_venue", 7};
template <>
inline constexpr WireName wireName<PublishSeatMap>{"publish_seat_map", 8};
template <>
inline constexpr WireName wireName<SavePerformer>{"save_performer", 9};
template <>
inline constexpr WireName wireName<SaveEvent>{"save_event", 10};
template <>
inline constexpr WireName wireName<SaveCustomer>{"save_customer", 11};
template <>
inline constexpr WireName wireName<TransferHold>{"transfer_hold", 12};
template <>
inline constexpr WireName wireName<SavePool>{"save_pool", 13};
template <>
inline constexpr WireName wireName<KeepTickets>{"keep_tickets", 14};
template <>
inline constexpr WireName wireName<LeaseAllotment>{"lease_allotment", 15};
template <>
inline constexpr WireName wireName<ReturnAllotment>{"return_allotment", 16};
template <>
inline constexpr WireName wireName<RevokeAllotment>{"revoke_allotment", 17};
template <>
inline constexpr WireName wireName<ExchangeBooking>{"exchange_booking", 18};
template <>
inline constexpr WireName wireName<Together>{"together", 19};

template <>
inline constexpr WireName wireName<Done>{"done", 0};
template <>
inline constexpr WireName wireName<Refusal>{"refused", 1};

} // namespace foyer
