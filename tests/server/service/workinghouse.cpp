#include "tests/server/service/workinghouse.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatmapformat.h"
#include "tests/support/builders.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

void KeepingLink::send(std::shared_ptr<const QByteArray> frame)
{
    const Result<ServerMessage> message = decodeServerMessage(*frame, m_encoding);
    isReadable = isReadable && message.has_value();
    if (message)
        messages.append(*message);
}

bool HouseState::operator==(const HouseState &other) const
{
    const auto same = [](const TicketState &a, const TicketState &b) {
        return a.status == b.status && a.version == b.version && a.hold == b.hold;
    };
    return tickets.sequence == other.tickets.sequence && bookings == other.bookings &&
           catalogue == other.catalogue && counts == other.counts &&
           std::ranges::equal(tickets.tickets, other.tickets.tickets, same);
}

WorkingHouse::WorkingHouse()
{
    const Outcome booked = perform(BookTickets{.booking = make<BookingId>(),
                                               .hold = make<HoldId>(),
                                               .payment = make<PaymentId>(),
                                               .event = event().id,
                                               .customer = house.customer,
                                               .seats = {SeatIndex(3)}});
    FOYER_INVARIANT(booked && booked->booking, "a free ticket is booked");
    booking = *booked->booking;
    const Outcome held = perform(PlaceHold{
        .hold = make<HoldId>(), .event = event().id, .seats = {SeatIndex(0), SeatIndex(1)}});
    FOYER_INVARIANT(held && held->hold, "free tickets are held");
    hold = *held->hold;
    const Outcome leased = perform(LeaseAllotment{.hold = make<HoldId>(),
                                                  .event = event().id,
                                                  .window = house.house.windows[0],
                                                  .seats = {SeatIndex(7)},
                                                  .pool = {}});
    FOYER_INVARIANT(leased && leased->hold, "a free ticket is leased");
    allotment = *leased->hold;
    pool = {.id = make<PoolId>(), .event = event().id, .name = u"Press"_s};
    const Outcome saved = perform(SavePool{.pool = pool, .expected = {}});
    FOYER_INVARIANT(saved.has_value(), "a pool is made");
    pool.version = saved->version;
}

HouseState WorkingHouse::state() const
{
    const auto reader = house.ledger->openReader().value();
    return {.tickets = reader->tickets(event().id).value(),
            .bookings = reader->bookingsOf(event().id, 1'000).value(),
            .catalogue = reader->catalogueSince({}).value(),
            .counts = reader->availability().value().first().counts};
}

std::unique_ptr<Conversation> WorkingHouse::converse(const std::shared_ptr<KeepingLink> &link,
                                                     Encoding encoding, const WindowId &window,
                                                     const QString &token) const
{
    auto talk = house.service->converse(link, encoding, "192.0.2.9", house.clock.tick());
    const ClientMessage hello = Hello{.client = u"test"_s, .window = window, .token = token};
    talk->received(encode(hello, encoding), house.clock.tick());
    return talk;
}

std::unique_ptr<Conversation> WorkingHouse::signedIn(const std::shared_ptr<KeepingLink> &link,
                                                     Encoding encoding) const
{
    return converse(link, encoding, house.house.windows[0], house.house.tokens[0]);
}

Outcome WorkingHouse::perform(const Command &command, const WindowId &window, const QString &token)
{
    const auto link = std::make_shared<KeepingLink>(Encoding::Cbor);
    const auto talk = converse(link, Encoding::Cbor, window, token);
    const Perform wanted{{make<OperationId>(), {}, command}, {}};
    talk->received(encode(ClientMessage(wanted), Encoding::Cbor), house.clock.tick());
    house.service->commitPending();
    for (const ServerMessage &message : std::as_const(link->messages)) {
        if (const auto *outcome = std::get_if<OperationOutcome>(&message))
            return outcome->outcome;
    }
    return std::unexpected(refusal(RefusalCode::Internal, u"There was no answer."_s));
}

Outcome WorkingHouse::perform(const Command &command)
{
    return perform(command, house.house.windows[0], house.house.tokens[0]);
}

Command WorkingHouse::workingCommand(int alternative)
{
    for (const Command &command : saleCommands() + houseCommands() + recordCommands()) {
        if (int(command.index()) == alternative)
            return command;
    }
    FOYER_INVARIANT(false, "the house can do every command");
    return {};
}

QList<Command> WorkingHouse::saleCommands()
{
    const EventId event = this->event().id;
    const QList<TicketChoice> held{{SeatIndex(0), house.house.ticketType},
                                   {SeatIndex(1), house.house.ticketType}};
    const Money price = house.house.price;
    const Money total = price.times(2);
    return {
        PlaceHold{make<HoldId>(), event, {SeatIndex(5), SeatIndex(6)}},
        ExtendHold{hold.id, event, hold.fence},
        ReleaseHold{hold.id, event, hold.fence, {SeatIndex(0)}},
        TransferHold{hold.id, event, hold.fence, make<WindowId>()},
        ConfirmBooking{make<BookingId>(), make<PaymentId>(), hold.id, event, hold.fence,
                       house.customer, held, total, total},
        CancelBooking{booking.id, event, make<PaymentId>(), u"ill"_s},
        BookTickets{make<BookingId>(),
                    make<HoldId>(),
                    make<PaymentId>(),
                    event,
                    house.customer,
                    {SeatIndex(9)}},
        ExchangeBooking{.booking = booking.id,
                        .event = event,
                        .seats = {},
                        .credit = make<PaymentId>(),
                        .newBooking = make<BookingId>(),
                        .payment = make<PaymentId>(),
                        .refund = make<PaymentId>(),
                        .hold = hold.id,
                        .fence = hold.fence,
                        .tickets = held,
                        .agreedDifference = price,
                        .payments = {{make<PaymentId>(), PaymentMethod::Cash, price, price}}},
        Together{{{PlaceHold{make<HoldId>(), event, {SeatIndex(5)}}},
                  {PlaceHold{make<HoldId>(), event, {SeatIndex(6)}}}}},
    };
}

QList<Command> WorkingHouse::houseCommands()
{
    const EventId event = this->event().id;
    Pool renamed = pool;
    renamed.name = u"Radio"_s;
    return {
        SavePool{renamed, pool.version},
        KeepTickets{event, {SeatIndex(5)}, TicketUse::Pool, pool.id, u"asked for"_s},
        LeaseAllotment{make<HoldId>(), event, make<WindowId>(), {SeatIndex(5)}, {}},
        ReturnAllotment{allotment.id, event, allotment.fence, {}},
        RevokeAllotment{allotment.id, event, u"stolen"_s, true},
    };
}

QList<Command> WorkingHouse::recordCommands()
{
    Event renamed = event();
    renamed.name = u"Renamed"_s;
    const auto reader = house.ledger->openReader().value();
    const Venue venue = reader->venue(house.house.venue).value();
    return {
        SaveVenue{venue, venue.version},
        PublishSeatMap{make<SeatMapId>(), venue.id,
                       seatMapToJson(aSeatMap().withRows(1).ofSeats(2).build()), u"n"_s,
                       venue.version},
        SavePerformer{{.id = make<PerformerId>(), .name = u"Quartet"_s}},
        SaveEvent{renamed, event().version},
        SaveCustomer{{.id = make<CustomerId>(), .email = u"x@example.org"_s, .name = u"X"_s}},
    };
}

} // namespace foyer
