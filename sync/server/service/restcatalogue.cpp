#include "sync/server/service/restapi.h"

#include "sync/protocol/jsonvalues.h"
#include "sync/protocol/limits.h"
#include "sync/server/service/problem.h"

#include <QJsonArray>
#include <QSet>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "2026-11-27" (that whole day, UTC) or an instant with its offset.
Result<Instant> dateFrom(const QString &text, const QString &field, bool isEnd)
{
    if (const auto instant = Instant::fromIso(text))
        return *instant;
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (text.size() != 10 || !date.isValid()) {
        return std::unexpected(
            badField(field, u"a date like 2026-11-27 or an instant like 2026-11-27T19:30:00Z"_s));
    }
    const Instant start = Instant::fromMs(date.startOfDay(Qt::UTC).toMSecsSinceEpoch());
    constexpr Milliseconds lastOfDay{24 * 60 * 60 * 1000 - 1};
    return isEnd ? start + lastOfDay : start;
}

Result<void> readDates(const QHash<QString, QString> &query, EventQuery &wanted)
{
    if (query.contains(u"start_date"_s)) {
        const auto from = dateFrom(query[u"start_date"_s], u"start_date"_s, false);
        if (!from)
            return std::unexpected(from.error());
        wanted.from = *from;
    }
    if (query.contains(u"end_date"_s)) {
        const auto until = dateFrom(query[u"end_date"_s], u"end_date"_s, true);
        if (!until)
            return std::unexpected(until.error());
        wanted.until = *until;
    }
    return {};
}

Result<EventQuery> queryFrom(const QHash<QString, QString> &query)
{
    EventQuery wanted{.text = query.value(u"q"_s),
                      .location = query.value(u"location"_s),
                      .limit = limits::searchLimitDefault,
                      .cursor = query.value(u"cursor"_s)};
    if (const Result<void> dates = readDates(query, wanted); !dates)
        return std::unexpected(dates.error());
    if (query.contains(u"venue_id"_s)) {
        const auto venue = idFrom<VenueId>(query[u"venue_id"_s], u"venue_id"_s);
        if (!venue)
            return std::unexpected(venue.error());
        wanted.venue = *venue;
    }
    if (query.contains(u"performer_id"_s)) {
        const auto performer = idFrom<PerformerId>(query[u"performer_id"_s], u"performer_id"_s);
        if (!performer)
            return std::unexpected(performer.error());
        wanted.performer = *performer;
    }
    if (query.contains(u"limit"_s)) {
        bool isNumber = false;
        wanted.limit = query[u"limit"_s].toInt(&isNumber);
        if (!isNumber || wanted.limit < 1 || wanted.limit > limits::searchLimit) {
            return std::unexpected(
                badField(u"limit"_s, u"a number from 1 to %1"_s.arg(limits::searchLimit)));
        }
    }
    return wanted;
}

} // namespace

void RestApi::getIndex(const RestCallPointer &call, LedgerReader &)
{
    call->respond(jsonResponse({{u"house"_s, m_parts.house},
                                {u"server"_s, u"foyerd %1"_s.arg(QLatin1StringView(FOYER_VERSION))},
                                {u"openapi"_s, u"/openapi.json"_s},
                                {u"asyncapi"_s, u"/asyncapi.yaml"_s},
                                {u"websocket"_s, u"/ws"_s},
                                {u"server_time"_s, m_parts.ledger.now().toIso()}}));
}

void RestApi::getEvent(const RestCallPointer &call, LedgerReader &reader)
{
    const auto id = idFrom<EventId>(call->names.first(), u"event_id"_s);
    if (!id) {
        call->respond(problem(id.error()));
        return;
    }
    const QString tickets = call->target.query.value(u"tickets"_s, u"true"_s);
    if (tickets != "true"_L1 && tickets != "false"_L1) {
        call->respond(problem(badField(u"tickets"_s, u"true or false"_s)));
        return;
    }
    const TicketDetail detail = tickets == "true"_L1 ? TicketDetail::Tickets : TicketDetail::Counts;
    const Result<EventPageView> view =
        m_views.page(reader, *id, detail, call->request.headers.value("if-none-match").trimmed());
    if (!view) {
        call->respond(problem(view.error()));
        return;
    }
    // A draft is nobody's business but the house's.
    if (view->status == EventStatus::Draft && !authorize(*call, reader)) {
        call->respond(problem(
            refusal(RefusalCode::NotFound, u"There is no event %1."_s.arg(id->toString()))));
        return;
    }
    HttpResponse response{.body = view->body};
    response.status = view->body.isEmpty() ? 304 : 200;
    response.headers.emplace_back("ETag", view->etag);
    response.headers.emplace_back("Cache-Control", "no-cache");
    call->respond(std::move(response));
}

void RestApi::searchEvents(const RestCallPointer &call, LedgerReader &reader)
{
    const Result<EventQuery> query = queryFrom(call->target.query);
    if (!query) {
        call->respond(problem(query.error()));
        return;
    }
    const auto found = m_parts.mirror.search(*query, m_parts.ledger.now());
    if (!found) {
        call->respond(problem(found.error()));
        return;
    }
    QSet<EventId> ids;
    for (const EventRecords &records : found->events)
        ids.insert(records.event.id);
    QHash<EventId, TicketCounts> counts = m_parts.feed->countsOf(ids);
    if (counts.size() < ids.size()) { // events nobody has looked at yet have no board
        for (const Availability::Entry &entry :
             reader.availability().value_or(QList<Availability::Entry>())) {
            if (ids.contains(entry.event) && !counts.contains(entry.event))
                counts.insert(entry.event, entry.counts);
        }
    }
    QJsonArray events;
    for (const EventRecords &records : found->events) {
        QJsonObject summary = eventSummary(records);
        const auto count = counts.constFind(records.event.id);
        summary[u"availability"_s] = count != counts.cend() ? toJson(*count) : QJsonValue();
        events.append(summary);
    }
    call->respond(jsonResponse(
        {{u"events"_s, events},
         {u"next_cursor"_s,
          found->nextCursor.isEmpty() ? QJsonValue() : QJsonValue(found->nextCursor)}}));
}

void RestApi::getVenues(const RestCallPointer &call, LedgerReader &)
{
    QJsonArray venues;
    for (const Venue &venue : m_parts.mirror.venues())
        venues.append(toJson(venue));
    call->respond(jsonResponse({{u"venues"_s, venues}}));
}

void RestApi::getVenue(const RestCallPointer &call, LedgerReader &)
{
    const auto id = idFrom<VenueId>(call->names.first(), u"venue_id"_s);
    if (!id) {
        call->respond(problem(id.error()));
        return;
    }
    const std::optional<Venue> venue = m_parts.mirror.venue(*id);
    if (!venue) {
        call->respond(problem(
            refusal(RefusalCode::NotFound, u"There is no venue %1."_s.arg(id->toString()))));
        return;
    }
    QJsonObject object = toJson(*venue);
    QJsonArray maps;
    for (const SeatMapSummary &map : m_parts.mirror.seatMapsOf(*id))
        maps.append(toJson(map));
    object[u"seat_maps"_s] = maps;
    HttpResponse response = jsonResponse(object);
    response.headers.emplace_back("ETag", '"' + QByteArray::number(venue->version.value()) + '"');
    call->respond(std::move(response));
}

void RestApi::getMap(const RestCallPointer &call, LedgerReader &reader)
{
    const auto id = idFrom<SeatMapId>(call->names.first(), u"map_id"_s);
    if (!id) {
        call->respond(problem(id.error()));
        return;
    }
    const QByteArray etag = '"' + id->toString().toLatin1() + '"';
    HttpResponse response;
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    if (call->request.headers.value("if-none-match").trimmed() == etag &&
        m_parts.mirror.seatMap(*id)) {
        response.status = 304;
        call->respond(std::move(response));
        return;
    }
    const Result<QByteArray> map = reader.seatMap(*id);
    if (!map) {
        call->respond(problem(map.error()));
        return;
    }
    response.body = *map;
    call->respond(std::move(response));
}

} // namespace foyer
