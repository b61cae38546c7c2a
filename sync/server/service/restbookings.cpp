#include "sync/server/service/restapi.h"

#include "sync/protocol/jsonvalues.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/wirefield.h"
#include "sync/server/service/operationids.h"
#include "sync/server/service/problem.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

template <class AnyId>
Result<AnyId> idField(const QJsonObject &body, const QString &name)
{
    return idFrom<AnyId>(body.value(name).toString(), name);
}

Result<QList<SeatIndex>> seatsFrom(const QJsonValue &value, const EventId &event)
{
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.isEmpty() || array.size() > limits::ticketsPerHold) {
        return std::unexpected(badField(
            u"ticket_ids"_s, u"a list of 1 to %1 ticket ids"_s.arg(limits::ticketsPerHold)));
    }
    QList<SeatIndex> seats;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString field = u"ticket_ids[%1]"_s.arg(i);
        const auto ticket = idFrom<TicketId>(array[i].toString(), field);
        if (!ticket)
            return std::unexpected(ticket.error());
        const std::optional<SeatIndex> seat = seatIndexOf(event, *ticket);
        if (!seat)
            return std::unexpected(badField(field, u"a ticket of this event"_s));
        seats.append(*seat);
    }
    std::ranges::sort(seats);
    if (std::ranges::adjacent_find(seats) != seats.end())
        return std::unexpected(badField(u"ticket_ids"_s, u"free of repeats"_s));
    return seats;
}

Result<qint32> quantityFrom(const QJsonValue &value)
{
    const double number = value.toDouble(0);
    if (!value.isDouble() || number != std::floor(number) || number < 1 ||
        number > limits::ticketsPerHold) {
        return std::unexpected(
            badField(u"quantity"_s, u"a whole number from 1 to %1"_s.arg(limits::ticketsPerHold)));
    }
    return qint32(number);
}

Result<void> readTickets(const QJsonObject &body, BookTickets &book)
{
    const bool hasTickets = !body.value(u"ticket_ids"_s).isUndefined();
    const bool hasQuantity = !body.value(u"quantity"_s).isUndefined();
    if (hasTickets == hasQuantity) {
        return std::unexpected(refusal(RefusalCode::Malformed,
                                       u"Give either ticket_ids or quantity, and not both."_s));
    }
    if (hasQuantity) {
        const Result<qint32> quantity = quantityFrom(body.value(u"quantity"_s));
        if (!quantity)
            return std::unexpected(quantity.error());
        book.quantity = *quantity;
        return {};
    }
    const auto seats = seatsFrom(body.value(u"ticket_ids"_s), book.event);
    if (!seats)
        return std::unexpected(seats.error());
    book.seats = *seats;
    return {};
}

Result<BookTickets> bookTicketsFrom(const QJsonObject &body, const OperationId &operation)
{
    const auto customer = idField<CustomerId>(body, u"user_id"_s);
    if (!customer)
        return std::unexpected(customer.error());
    const auto event = idField<EventId>(body, u"event_id"_s);
    if (!event)
        return std::unexpected(event.error());
    // Ids follow from the operation, so that a repeat asks for the very same booking.
    BookTickets book{.booking = BookingId(derivedUuid(operation, "booking")),
                     .hold = HoldId(derivedUuid(operation, "hold")),
                     .payment = PaymentId(derivedUuid(operation, "payment")),
                     .event = *event,
                     .customer = *customer};
    if (const Result<void> tickets = readTickets(body, book); !tickets)
        return std::unexpected(tickets.error());
    const QJsonValue kind = body.value(u"kind"_s);
    if (kind.toString() == "reserve"_L1)
        book.kind = BookTickets::Kind::Reserve;
    else if (!kind.isUndefined() && kind.toString() != "sell"_L1)
        return std::unexpected(badField(u"kind"_s, u"\"sell\" or \"reserve\""_s));
    return book;
}

QJsonArray bookedTickets(const Booking &booking, const SeatGeometry *map)
{
    const auto seatTextOrNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    QJsonArray tickets;
    for (const BookedTicket &ticket : booking.tickets) {
        QJsonObject object{{u"id"_s, ticketIdFor(booking.event, ticket.seat).toString()},
                           {u"seat_index"_s, ticket.seat.value()},
                           {u"ticket_type_id"_s, ticket.ticketType.toString()},
                           {u"price"_s, toJson(ticket.price)}};
        const bool isKnown = map && ticket.seat.value() < map->ticketCount();
        const SeatLabel label = isKnown ? map->label(ticket.seat) : SeatLabel();
        object[u"level"_s] = seatTextOrNull(label.level);
        object[u"section"_s] = seatTextOrNull(label.section);
        object[u"row"_s] = seatTextOrNull(label.row);
        object[u"seat"_s] = seatTextOrNull(label.number);
        tickets.append(object);
    }
    return tickets;
}

} // namespace

HttpResponse RestApi::bookingResponse(const Booking &booking, const std::optional<Hold> &hold,
                                      int status, LedgerReader &reader)
{
    GeometryPointer map;
    if (const auto records = m_parts.mirror.event(booking.event))
        map = m_parts.geometries.find(reader, records->event.seatMap).value_or(nullptr);
    QJsonArray payments;
    for (const Payment &payment : booking.payments) {
        payments.append(QJsonObject{
            {u"id"_s, payment.id.toString()},
            {u"method"_s, QString::fromLatin1(paymentMethodNames.at(size_t(payment.method)))},
            {u"amount"_s, toJson(payment.amount)}});
    }
    QJsonObject object{{u"booking_id"_s, booking.id.toString()},
                       {u"reference"_s, booking.reference},
                       {u"user_id"_s, booking.customer.isNull()
                                          ? QJsonValue()
                                          : QJsonValue(booking.customer.toString())},
                       {u"event_id"_s, booking.event.toString()},
                       {u"status"_s, bookingStatusName(booking.status)},
                       {u"tickets"_s, bookedTickets(booking, map.get())},
                       {u"payments"_s, payments},
                       {u"total"_s, toJson(booking.total)},
                       {u"created_at"_s, booking.createdAt.toIso()},
                       {u"expires_at"_s, QJsonValue()}};
    if (hold && booking.status == BookingStatus::Pending)
        object[u"expires_at"_s] = hold->expiresAt.toIso();
    HttpResponse response = jsonResponse(object, status);
    if (status == 201)
        response.headers.emplace_back("Location", "/bookings/" + booking.id.toString().toLatin1());
    return response;
}

void RestApi::postBooking(const RestCallPointer &call, LedgerReader &)
{
    if (call->request.headers.value("idempotency-key").trimmed().isEmpty()) {
        call->respond(problem(refusal(
            RefusalCode::Malformed,
            u"The header Idempotency-Key is missing. Send a new UUID for every new booking, and "
            "the same one again when you repeat a request."_s)));
        return;
    }
    const Result<OperationId> id = operationOf(*call);
    const Result<BookTickets> book =
        id ? bookTicketsFrom(call->body, *id) : std::unexpected(id.error());
    if (!book) {
        call->respond(problem(book.error()));
        return;
    }
    perform(call, *id, *book, [this](const Done &done, bool, LedgerReader &reader) {
        return bookingResponse(done.booking.value_or(Booking()), done.hold, 201, reader);
    });
}

void RestApi::getBooking(const RestCallPointer &call, LedgerReader &reader)
{
    if (!isAllowed(call->session.info.role, Permission::SellTickets)) {
        call->respond(problem(refusal(RefusalCode::NotAllowed,
                                      u"Your role may not see bookings. Ask a supervisor."_s)));
        return;
    }
    const auto id = idFrom<BookingId>(call->names.first(), u"booking_id"_s);
    const Result<Booking> booking = id ? reader.booking(*id) : std::unexpected(id.error());
    if (!booking)
        call->respond(problem(booking.error()));
    else
        call->respond(bookingResponse(*booking, std::nullopt, 200, reader));
}

void RestApi::cancelBooking(const RestCallPointer &call, LedgerReader &reader)
{
    const Result<OperationId> operation = operationOf(*call);
    const auto id = idFrom<BookingId>(call->names.first(), u"booking_id"_s);
    if (!operation || !id) {
        call->respond(problem(!operation ? operation.error() : id.error()));
        return;
    }
    const Result<Booking> booking = reader.booking(*id);
    if (!booking) {
        call->respond(problem(booking.error()));
        return;
    }
    const CancelBooking cancel{.booking = *id,
                               .event = booking->event,
                               .refund = PaymentId(derivedUuid(*operation, "refund")),
                               .reason = call->target.query.value(u"reason"_s).left(500)};
    perform(call, *operation, cancel, [this](const Done &done, bool, LedgerReader &room) {
        return bookingResponse(done.booking.value_or(Booking()), std::nullopt, 200, room);
    });
}

void RestApi::postUser(const RestCallPointer &call, LedgerReader &)
{
    constexpr qsizetype longestEmail = 254;
    constexpr qsizetype longestName = 200;
    const QString email = call->body.value(u"email"_s).toString().trimmed();
    const QString name = call->body.value(u"name"_s).toString().trimmed();
    const Result<OperationId> operation = operationOf(*call);
    if (!operation) {
        call->respond(problem(operation.error()));
        return;
    }
    if (email.size() < 3 || email.size() > longestEmail || !email.contains(u'@')) {
        call->respond(problem(badField(u"email"_s, u"an email address"_s)));
        return;
    }
    if (name.isEmpty() || name.size() > longestName) {
        call->respond(
            problem(badField(u"name"_s, u"text of 1 to %1 characters"_s.arg(longestName))));
        return;
    }
    const Customer customer{
        .id = CustomerId(derivedUuid(*operation, "user")), .email = email, .name = name};
    perform(call, *operation, SaveCustomer{customer},
            [customer](const Done &, bool, LedgerReader &) {
                return jsonResponse({{u"user_id"_s, customer.id.toString()},
                                     {u"email"_s, customer.email},
                                     {u"name"_s, customer.name}},
                                    201);
            });
}

} // namespace foyer
