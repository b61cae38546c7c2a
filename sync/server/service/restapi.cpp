#include "sync/server/service/restapi.h"

#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/service/operationids.h"
#include "sync/server/service/problem.h"

#include <QJsonDocument>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype smallBodyBytes = 64 * 1024;
constexpr qsizetype longestKey = 255;
constexpr qsizetype mostAskers = 10'000; ///< with a rate of their own

QStringList segmentsOf(const char *path)
{
    return QString::fromLatin1(path).split(u'/', Qt::SkipEmptyParts);
}

} // namespace

Refusal badField(const QString &field, const QString &shouldBe)
{
    return refusal(RefusalCode::Malformed, u"%1 must be %2."_s.arg(field, shouldBe));
}

RestApi::RestApi(ServiceParts &parts)
    : m_parts(parts)
    , m_views(parts)
    , m_sessionRates(parts.settings.operationsPerSecond, 2 * parts.settings.operationsPerSecond,
                     mostAskers)
    , m_addressRates(parts.settings.readsPerSecond,
                     limits::readsBurst / limits::readsPerSecond * parts.settings.readsPerSecond,
                     mostAskers)
{}

const std::vector<RestApi::Route> &RestApi::routes()
{
    using enum Access;
    const auto route = [](const char *method, const char *path, Access access, Body body,
                          Handler handler) {
        return Route{method, segmentsOf(path), access, body, handler};
    };
    static const std::vector<Route> table = {
        route("GET", "/", Everybody, Body::None, &RestApi::getIndex),
        // "search" before "{}": the first fitting route counts.
        route("GET", "/events/search", Everybody, Body::None, &RestApi::searchEvents),
        route("GET", "/events/{}", Everybody, Body::None, &RestApi::getEvent),
        route("PUT", "/events/{}", SignedIn, Body::Json, &RestApi::putEvent),
        route("GET", "/venues", Everybody, Body::None, &RestApi::getVenues),
        route("GET", "/venues/{}", Everybody, Body::None, &RestApi::getVenue),
        route("PUT", "/venues/{}", SignedIn, Body::Json, &RestApi::putVenue),
        route("PUT", "/venues/{}/maps/{}", SignedIn, Body::SeatMap, &RestApi::putMap),
        route("GET", "/maps/{}", Everybody, Body::None, &RestApi::getMap),
        route("PUT", "/performers/{}", SignedIn, Body::Json, &RestApi::putPerformer),
        route("POST", "/bookings", SignedIn, Body::Json, &RestApi::postBooking),
        route("GET", "/bookings/{}", SignedIn, Body::None, &RestApi::getBooking),
        route("DELETE", "/bookings/{}", SignedIn, Body::None, &RestApi::cancelBooking),
        route("POST", "/users", SignedIn, Body::Json, &RestApi::postUser),
        route("POST", "/sessions", Everybody, Body::Json, &RestApi::postSession),
        route("DELETE", "/sessions/current", SignedIn, Body::None, &RestApi::deleteSession),
        route("GET", "/events/{}/allotments/{}/grant", SignedIn, Body::None, &RestApi::getGrant),
        route("GET", "/reports/sales", SignedIn, Body::None, &RestApi::getSales),
        route("GET", "/healthz", Everybody, Body::None, nullptr),
        route("GET", "/metrics", Everybody, Body::None, nullptr),
        route("GET", "/openapi.json", Everybody, Body::None, nullptr),
        route("GET", "/asyncapi.yaml", Everybody, Body::None, nullptr),
    };
    return table;
}

bool RestApi::fits(const Route &route, const QStringList &path)
{
    if (route.path.size() != path.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (route.path[i] != "{}"_L1 && route.path[i] != path[i])
            return false;
    }
    return true;
}

void RestApi::handle(const HttpRequest &request, std::function<void(HttpResponse)> done)
{
    ++m_parts.figures.requests;
    const auto call = std::make_shared<RestCall>();
    call->request = request;
    const bool isHead = request.method == "HEAD";
    if (isHead)
        call->request.method = "GET";
    call->respond = [this, isHead, done = std::move(done)](HttpResponse response) {
        count(response.status);
        if (isHead)
            response.body.clear();
        done(std::move(response));
    };
    Result<HttpTarget> target = parsedTarget(request.target);
    if (!target) {
        call->respond(problem(target.error()));
        return;
    }
    call->target = std::move(*target);
    const auto isIt = [&call](const Route &route) {
        return route.method == call->request.method && fits(route, call->target.path);
    };
    const auto route = std::ranges::find_if(routes(), isIt);
    if (route == routes().end()) {
        call->respond(wrongMethod(call->target.path));
        return;
    }
    const bool isWatchman = call->target.path == QStringList{u"healthz"_s} ||
                            call->target.path == QStringList{u"metrics"_s};
    if (route->access == Access::Everybody && !isWatchman) {
        if (const Result<void> admitted = admitStranger(call->request); !admitted) {
            call->respond(problem(admitted.error()));
            return;
        }
    }
    if (!route->handler) {
        call->respond(*direct(*call));
        return;
    }
    for (qsizetype i = 0; i < route->path.size(); ++i) {
        if (route->path[i] == "{}"_L1)
            call->names.append(call->target.path[i]);
    }
    const bool accepted = m_parts.room->post(
        [this, &known = *route, call](LedgerReader &reader) { serve(known, call, reader); });
    if (!accepted)
        call->respond(problem(m_parts.notAccepted()));
}

std::optional<HttpResponse> RestApi::direct(const RestCall &call)
{
    const QString &name = call.target.path.first();
    if (name == "healthz"_L1)
        return health();
    if (name == "metrics"_L1)
        return metrics();
    const bool isOpenApi = name == "openapi.json"_L1;
    return HttpResponse{.contentType = isOpenApi ? "application/json" : "application/yaml",
                        .headers = {},
                        .body = isOpenApi ? m_parts.settings.openApiDocument
                                          : m_parts.settings.asyncApiDocument};
}

HttpResponse RestApi::wrongMethod(const QStringList &path) const
{
    QByteArrayList allowed;
    for (const Route &route : routes()) {
        if (fits(route, path))
            allowed.append(route.method);
    }
    if (allowed.isEmpty()) {
        return problem(
            refusal(RefusalCode::NotFound,
                    u"There is nothing at /%1. See /openapi.json."_s.arg(path.join(u'/'))));
    }
    const QString list = QString::fromLatin1(allowed.join(", "));
    HttpResponse response = problem(
        refusal(RefusalCode::UnknownOperation, u"Only %1 is possible here."_s.arg(list)), {}, 405);
    response.headers.emplace_back("Allow", allowed.join(", "));
    return response;
}

void RestApi::serve(const Route &route, const RestCallPointer &call, LedgerReader &reader)
{
    if (route.access == Access::SignedIn) {
        if (const Result<void> known = authorize(*call, reader); !known) {
            call->respond(problem(known.error()));
            return;
        }
    }
    if (const std::optional<HttpResponse> refused = readBody(route, *call)) {
        call->respond(*refused);
        return;
    }
    (this->*route.handler)(call, reader);
}

Result<void> RestApi::authorize(RestCall &call, LedgerReader &reader)
{
    Result<LiveSession> session = sessionOf(call, reader);
    if (!session) {
        const Result<void> admitted =
            admitStranger(call.request); // guessing tokens is no way round
        return std::unexpected(admitted ? session.error() : admitted.error());
    }
    call.session = std::move(*session);
    const auto wait = m_sessionRates.refused(call.token, m_parts.clock.tick());
    return wait ? Result<void>(tooFast(m_parts.settings.operationsPerSecond, *wait))
                : Result<void>();
}

Result<LiveSession> RestApi::sessionOf(RestCall &call, LedgerReader &reader) const
{
    const QByteArray header = call.request.headers.value("authorization").trimmed();
    const bool isBearer = header.size() > 7 && header.first(7).toLower() == "bearer ";
    if (!isBearer) {
        return std::unexpected(
            refusal(RefusalCode::NotSignedIn,
                    u"Send \"Authorization: Bearer TOKEN\"; POST /sessions gives a token."_s));
    }
    call.token = hashToken(header.mid(7).trimmed());
    return reader.session(call.token);
}

Result<void> RestApi::admitStranger(const HttpRequest &request)
{
    const BookingServiceSettings &settings = m_parts.settings;
    if (isLoopbackAddress(request.remoteAddress) && !settings.limitsLoopbackToo)
        return {};
    const auto wait = m_addressRates.refused(request.remoteAddress, m_parts.clock.tick());
    return wait ? Result<void>(tooFast(settings.readsPerSecond, *wait)) : Result<void>();
}

std::unexpected<Refusal> RestApi::tooFast(qint32 perSecond, Milliseconds wait)
{
    ++m_parts.figures.rateLimited;
    Refusal why =
        refusal(RefusalCode::RateLimited,
                u"More than %1 requests a second. Try again a little later."_s.arg(perSecond));
    why.retryAfter = wait;
    return std::unexpected(std::move(why));
}

std::optional<HttpResponse> RestApi::readBody(const Route &route, RestCall &call) const
{
    if (route.body == Body::None)
        return std::nullopt;
    const QByteArray type =
        call.request.headers.value("content-type").split(';').first().trimmed().toLower();
    if (type != "application/json" &&
        !(type.startsWith("application/") && type.endsWith("+json"))) {
        return problem(refusal(RefusalCode::Malformed, u"Send Content-Type: application/json."_s),
                       {}, 415);
    }
    const bool isMap = route.body == Body::SeatMap;
    const qsizetype most = isMap ? limits::httpBodyBytes : smallBodyBytes;
    if (call.request.body.size() > most) {
        return problem(
            refusal(RefusalCode::TooLarge, u"The body has at most %1 bytes here."_s.arg(most)));
    }
    if (isMap)
        return std::nullopt;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(call.request.body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        return problem(
            refusal(RefusalCode::Malformed,
                    error.error != QJsonParseError::NoError
                        ? u"The body is not JSON: %1 at byte %2."_s.arg(error.errorString())
                              .arg(error.offset)
                        : u"The body must be a JSON object."_s));
    }
    call.body = document.object();
    return std::nullopt;
}

void RestApi::count(int status)
{
    if (status >= 500)
        ++m_parts.figures.requestsFailed;
    else if (status >= 400)
        ++m_parts.figures.requestsRefused;
}

// ---------------------------------------------------------------- what handlers share

Result<OperationId> RestApi::operationOf(const RestCall &call)
{
    QByteArray key = call.request.headers.value("idempotency-key").trimmed();
    if (key.size() >= 2 && key.startsWith('"') && key.endsWith('"'))
        key = key.mid(1, key.size() - 2);
    if (key.isEmpty())
        return OperationId::make(m_parts.ledger.now(), m_parts.random);
    if (key.size() > longestKey)
        return std::unexpected(
            badField(u"Idempotency-Key"_s, u"at most %1 characters"_s.arg(longestKey)));
    return operationIdFor(key, call.session.info.operatorId);
}

void RestApi::perform(const RestCallPointer &call, const OperationId &id, const Command &command,
                      Shown shown)
{
    Submission submission{.actor = {.session = call->token, .window = call->session.window},
                          .operation = {.id = id, .command = command}};
    const EventId event = eventOf(command);
    const bool accepted = m_parts.writer->submit(
        std::move(submission),
        [this, call, event, shown = std::move(shown)](const AppliedOperation &applied) {
            if (!applied.outcome) {
                call->respond(problem(applied.outcome.error(), event));
                return;
            }
            // The writer must not wait: what the answer shows is read in the reading room.
            const bool isSeated =
                m_parts.room->post([this, call, event, applied, shown](LedgerReader &reader) {
                    performed(call, event, applied, shown, reader);
                });
            if (!isSeated)
                call->respond(problem(m_parts.notAccepted()));
        });
    if (!accepted)
        call->respond(problem(m_parts.notAccepted()));
}

void RestApi::performed(const RestCallPointer &call, const EventId &event,
                        const AppliedOperation &applied, const Shown &shown, LedgerReader &reader)
{
    // Who writes a record and then reads it finds what was written.
    if (applied.catalogue) {
        if (const Result<void> read = m_parts.catalogue->advance(reader); !read) {
            call->respond(problem(read.error(), event));
            return;
        }
    }
    HttpResponse response = shown(*applied.outcome, applied.isRepeat, reader);
    if (applied.isRepeat)
        response.headers.emplace_back("Idempotent-Replayed", "true");
    call->respond(std::move(response));
}

} // namespace foyer
