#include "sync/server/service/problem.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Kind
{
    RefusalCode code;
    int status;
    const char *title;
};

constexpr Kind kinds[] = {
    {RefusalCode::Malformed, 400, "The request cannot be understood"},
    {RefusalCode::TooLarge, 413, "The request is too large"},
    {RefusalCode::UnsupportedVersion, 400, "The version is not supported"},
    {RefusalCode::UnknownOperation, 400, "There is no such operation"},
    {RefusalCode::OperationReused, 422, "The idempotency key was used for something else"},
    {RefusalCode::NotFound, 404, "There is no such thing"},
    {RefusalCode::NotSignedIn, 401, "Nobody is signed in"},
    {RefusalCode::WrongPassword, 401, "The name or password is wrong"},
    {RefusalCode::NotAllowed, 403, "The role does not allow it"},
    {RefusalCode::TicketsTaken, 409, "Tickets are taken"},
    {RefusalCode::HoldUnknown, 404, "There is no such hold"},
    {RefusalCode::HoldEnded, 409, "The hold has ended"},
    {RefusalCode::HoldNotYours, 409, "The hold belongs to somebody else"},
    {RefusalCode::HoldLimit, 409, "A limit of holds is reached"},
    {RefusalCode::NotOnSale, 409, "The event is not on sale"},
    {RefusalCode::PriceChanged, 409, "The price has changed"},
    {RefusalCode::PaymentShort, 409, "The payment is too small"},
    {RefusalCode::VersionConflict, 412, "The record was changed meanwhile"},
    {RefusalCode::InvalidRecord, 422, "The record is not valid"},
    {RefusalCode::Overloaded, 503, "The server is overloaded"},
    {RefusalCode::RateLimited, 429, "Too many requests"},
    {RefusalCode::ReadOnly, 503, "The server cannot write"},
    {RefusalCode::ShuttingDown, 503, "The server is shutting down"},
    {RefusalCode::Internal, 500, "The server made a mistake"},
};

const Kind &kindOf(RefusalCode code)
{
    for (const Kind &kind : kinds) {
        if (kind.code == code)
            return kind;
    }
    return kinds[std::size(kinds) - 1];
}

QJsonArray obstacles(const QList<TicketObstacle> &tickets, const EventId &event)
{
    QJsonArray array;
    for (const TicketObstacle &ticket : tickets) {
        QJsonObject object{{u"seat"_s, ticket.seat.value()},
                           {u"status"_s, statusName(ticket.status)},
                           {u"version"_s, ticket.version.value()}};
        if (!event.isNull())
            object[u"ticket_id"_s] = ticketIdFor(event, ticket.seat).toString();
        if (ticket.until)
            object[u"until"_s] = ticket.until->toIso();
        array.append(object);
    }
    return array;
}

} // namespace

int httpStatusOf(RefusalCode code)
{
    return kindOf(code).status;
}

HttpResponse problem(const Refusal &refusal, const EventId &event, int status)
{
    const int answered = status != 0 ? status : httpStatusOf(refusal.code);
    QJsonObject object{{u"type"_s, u"urn:foyer:problem:"_s + refusalName(refusal.code)},
                       {u"title"_s, QString::fromLatin1(kindOf(refusal.code).title)},
                       {u"status"_s, answered},
                       {u"detail"_s, refusal.message},
                       {u"code"_s, refusalName(refusal.code)}};
    if (!refusal.tickets.isEmpty())
        object[u"tickets"_s] = obstacles(refusal.tickets, event);
    HttpResponse response = jsonResponse(object, answered);
    response.contentType = "application/problem+json";
    if (isTransient(refusal.code)) {
        const qint64 wait_ms = std::max<qint64>(refusal.retryAfter.count(), 1000);
        object[u"retry_after_ms"_s] = wait_ms;
        response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
        response.headers.emplace_back("Retry-After", QByteArray::number((wait_ms + 999) / 1000));
    }
    if (answered == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse jsonResponse(const QJsonObject &object, int status)
{
    return {.status = status,
            .contentType = "application/json",
            .headers = {},
            .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

} // namespace foyer
