#include "sync/server/service/restapi.h"

#include "sync/protocol/jsonvalues.h"
#include "sync/server/service/problem.h"

#include <QJsonArray>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostSalesBuckets = 10'000;

/// An instant as ISO 8601 text, or as milliseconds since 1970.
Result<Instant> instantFrom(const QHash<QString, QString> &query, const QString &field,
                            Instant otherwise)
{
    if (!query.contains(field))
        return otherwise;
    const QString text = query[field];
    bool isNumber = false;
    const qint64 ms = text.toLongLong(&isNumber);
    if (isNumber)
        return Instant::fromMs(ms);
    if (const auto instant = Instant::fromIso(text))
        return *instant;
    return std::unexpected(badField(field, u"an instant like 2026-11-27T19:30:00Z"_s));
}

Result<SalesQuery> salesQueryFrom(const QHash<QString, QString> &query, Instant now)
{
    constexpr Milliseconds month{qint64(30) * 24 * 60 * 60 * 1000};
    SalesQuery wanted;
    if (query.contains(u"event_id"_s)) {
        const auto event = idFrom<EventId>(query[u"event_id"_s], u"event_id"_s);
        if (!event)
            return std::unexpected(event.error());
        wanted.event = *event;
    }
    const auto until = instantFrom(query, u"until"_s, now);
    if (!until)
        return std::unexpected(until.error());
    const auto from = instantFrom(query, u"from"_s, *until - month);
    if (!from)
        return std::unexpected(from.error());
    wanted.from = *from;
    wanted.until = *until;
    if (query.contains(u"bucket_ms"_s))
        wanted.bucket = Milliseconds(query[u"bucket_ms"_s].toLongLong());
    if (wanted.until <= wanted.from)
        return std::unexpected(badField(u"until"_s, u"later than from"_s));
    const qint64 bucket_ms = wanted.bucket.count();
    if (bucket_ms < 1000 || (wanted.until - wanted.from).count() / bucket_ms > mostSalesBuckets) {
        return std::unexpected(badField(
            u"bucket_ms"_s, u"at least 1000 and give at most %1 buckets"_s.arg(mostSalesBuckets)));
    }
    return wanted;
}

} // namespace

void RestApi::postSession(const RestCallPointer &call, LedgerReader &)
{
    const QString name = call->body.value(u"name"_s).toString();
    QString password = call->body.value(u"password"_s).toString();
    if (name.isEmpty() || password.isEmpty()) {
        call->respond(problem(badField(name.isEmpty() ? u"name"_s : u"password"_s, u"text"_s)));
        return;
    }
    WindowId window = WindowId::make(m_parts.ledger.now(), m_parts.random);
    if (call->body.contains(u"window_id"_s)) {
        const auto given =
            idFrom<WindowId>(call->body.value(u"window_id"_s).toString(), u"window_id"_s);
        if (!given) {
            call->respond(problem(given.error()));
            return;
        }
        window = *given;
    }
    m_parts.signIns->signIn({.name = name,
                             .password = Secret::taking(password),
                             .window = window,
                             .address = call->request.remoteAddress},
                            [call](const Result<OpenedSession> &opened) {
                                if (!opened) {
                                    call->respond(problem(opened.error()));
                                    return;
                                }
                                HttpResponse response = jsonResponse(
                                    {{u"token"_s, QString::fromLatin1(opened->token.reveal())},
                                     {u"operator_id"_s, opened->info.operatorId.toString()},
                                     {u"display_name"_s, opened->info.displayName},
                                     {u"role"_s, roleName(opened->info.role)},
                                     {u"ends_at"_s, opened->info.endsAt.toIso()},
                                     {u"window_id"_s, opened->window.toString()}},
                                    201);
                                response.headers.emplace_back("Cache-Control", "no-store");
                                call->respond(std::move(response));
                            });
}

void RestApi::deleteSession(const RestCallPointer &call, LedgerReader &)
{
    m_parts.signIns->signOut(call->token, [call](const Result<void> &closed) {
        call->respond(closed ? HttpResponse{.status = 204} : problem(closed.error()));
    });
}

void RestApi::getSales(const RestCallPointer &call, LedgerReader &reader)
{
    if (!isAllowed(call->session.info.role, Permission::ReadReports)) {
        call->respond(problem(refusal(RefusalCode::NotAllowed,
                                      u"Your role may not see reports. Ask a supervisor."_s)));
        return;
    }
    const Instant now = m_parts.ledger.now();
    const Result<SalesQuery> query = salesQueryFrom(call->target.query, now);
    const Result<QList<SalesPoint>> points =
        query ? reader.sales(*query) : std::unexpected(query.error());
    if (!points) {
        call->respond(problem(points.error()));
        return;
    }
    QHash<CategoryId, QString> names;
    QJsonArray rows;
    for (const SalesPoint &point : *points) {
        if (!names.contains(point.category)) {
            const auto records = m_parts.mirror.event(point.event);
            const Result<GeometryPointer> map =
                records ? m_parts.geometries.find(reader, records->event.seatMap)
                        : Result<GeometryPointer>(nullptr);
            for (const Category &category : map && *map ? (*map)->categories() : QList<Category>())
                names.insert(category.id, category.name);
        }
        rows.append(QJsonObject{{u"from"_s, point.from.toIso()},
                                {u"event_id"_s, point.event.toString()},
                                {u"category_id"_s, point.category.toString()},
                                {u"category_name"_s, names.value(point.category)},
                                {u"tickets"_s, point.tickets},
                                {u"revenue"_s, toJson(point.revenue)}});
    }
    call->respond(jsonResponse({{u"rows"_s, rows}, {u"as_of"_s, now.toIso()}}));
}

} // namespace foyer
