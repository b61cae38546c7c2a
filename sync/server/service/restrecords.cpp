#include "sync/server/service/restapi.h"

#include "sync/protocol/jsonvalues.h"
#include "sync/server/service/problem.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The version an If-Match header names; 0 without one, which creates.
Result<Version> expectedVersion(const HttpRequest &request)
{
    QByteArray text = request.headers.value("if-match").trimmed();
    if (text.isEmpty())
        return Version(0);
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
        text = text.mid(1, text.size() - 2);
    bool isNumber = false;
    const qint64 version = text.toLongLong(&isNumber);
    if (!isNumber || version < 0) {
        return std::unexpected(
            badField(u"If-Match"_s, u"the record's version, like \"3\"; 0 to create"_s));
    }
    return Version(version);
}

/// Puts the id of the address into the record; a different one in the body is refused.
Result<void> takeId(QJsonObject &body, const QString &id)
{
    const QJsonValue given = body.value(u"id"_s);
    if (!given.isUndefined() && given.toString().compare(id, Qt::CaseInsensitive) != 0)
        return std::unexpected(badField(u"id"_s, u"the one of the address, or left out"_s));
    body[u"id"_s] = id;
    return {};
}

} // namespace

void RestApi::saveRecord(const RestCallPointer &call, const Command &command)
{
    const Result<OperationId> id = operationOf(*call);
    if (!id) {
        call->respond(problem(id.error()));
        return;
    }
    perform(call, *id, command, [](const Done &done, bool, LedgerReader &) {
        HttpResponse response = jsonResponse(toJson(done), done.version.value() <= 1 ? 201 : 200);
        response.headers.emplace_back("ETag", '"' + QByteArray::number(done.version.value()) + '"');
        return response;
    });
}

void RestApi::putVenue(const RestCallPointer &call, LedgerReader &)
{
    const auto id = idFrom<VenueId>(call->names.first(), u"venue_id"_s);
    const Result<Version> expected = expectedVersion(call->request);
    Result<void> fits = id ? takeId(call->body, id->toString()) : std::unexpected(id.error());
    if (!expected)
        fits = std::unexpected(expected.error());
    const Result<Venue> venue = fits ? venueFromJson(call->body) : std::unexpected(fits.error());
    if (!venue)
        call->respond(problem(venue.error()));
    else
        saveRecord(call, SaveVenue{.venue = *venue, .expected = *expected});
}

void RestApi::putMap(const RestCallPointer &call, LedgerReader &)
{
    const auto venue = idFrom<VenueId>(call->names[0], u"venue_id"_s);
    const auto map = idFrom<SeatMapId>(call->names[1], u"map_id"_s);
    const Result<Version> expected = expectedVersion(call->request);
    if (!venue || !map || !expected) {
        call->respond(problem(!venue ? venue.error() : !map ? map.error() : expected.error()));
        return;
    }
    saveRecord(call, PublishSeatMap{.id = *map,
                                    .venue = *venue,
                                    .document = call->request.body,
                                    .note = call->target.query.value(u"note"_s).left(2000),
                                    .expected = *expected});
}

void RestApi::putPerformer(const RestCallPointer &call, LedgerReader &)
{
    const auto id = idFrom<PerformerId>(call->names.first(), u"performer_id"_s);
    const Result<void> fits = id ? takeId(call->body, id->toString()) : std::unexpected(id.error());
    const Result<Performer> performer =
        fits ? performerFromJson(call->body) : std::unexpected(fits.error());
    if (!performer)
        call->respond(problem(performer.error()));
    else
        saveRecord(call, SavePerformer{.performer = *performer});
}

void RestApi::putEvent(const RestCallPointer &call, LedgerReader &)
{
    const auto id = idFrom<EventId>(call->names.first(), u"event_id"_s);
    const Result<Version> expected = expectedVersion(call->request);
    Result<void> fits = id ? takeId(call->body, id->toString()) : std::unexpected(id.error());
    if (!expected)
        fits = std::unexpected(expected.error());
    Result<Event> event = fits ? eventFromJson(call->body) : std::unexpected(fits.error());
    if (event) {
        if (const Result<void> valid = checked(*event); !valid)
            event = std::unexpected(valid.error());
    }
    if (!event)
        call->respond(problem(event.error()));
    else
        saveRecord(call, SaveEvent{.event = *event, .expected = *expected});
}

} // namespace foyer
