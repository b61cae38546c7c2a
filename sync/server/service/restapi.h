#pragma once

#include "sync/protocol/offlinegrant.h"
#include "sync/server/service/eventview.h"
#include "sync/server/service/httptarget.h"
#include "sync/server/service/requestrates.h"

#include <QJsonObject>

#include <memory>

namespace foyer {

/// One request on its way through the service; shared by the steps that answer it in turn.
struct RestCall
{
    HttpRequest request;
    HttpTarget target;
    QStringList names; ///< what stands for the {…} of the route, in order
    QJsonObject body;  ///< for routes with a Json body
    TokenHash token;
    LiveSession session;                       ///< for routes that need one
    std::function<void(HttpResponse)> respond; ///< exactly once
};
using RestCallPointer = std::shared_ptr<RestCall>;

/// Every REST endpoint, as resources/openapi/openapi.json describes them. Thread-safe.
class RestApi final
{
public:
    /// \a parts must outlive the api.
    explicit RestApi(ServiceParts &parts);

    /// Answers exactly once, perhaps from another thread, perhaps at once.
    void handle(const HttpRequest &request, std::function<void(HttpResponse)> done);

    /// Answers to /healthz and /metrics, which must work when nothing else does.
    std::function<HttpResponse()> health;
    std::function<HttpResponse()> metrics;

private:
    using Handler = void (RestApi::*)(const RestCallPointer &, LedgerReader &);
    enum class Access : quint8 { Everybody, SignedIn };
    enum class Body : quint8 { None, Json, SeatMap };
    struct Route
    {
        QByteArray method;
        QStringList path; ///< "{}" stands for any one segment
        Access access;
        Body body;
        Handler handler;
    };
    [[nodiscard]] static const std::vector<Route> &routes();
    [[nodiscard]] static bool fits(const Route &route, const QStringList &path);
    [[nodiscard]] std::optional<HttpResponse> direct(const RestCall &call);
    void serve(const Route &route, const RestCallPointer &call, LedgerReader &reader);
    [[nodiscard]] Result<void> authorize(RestCall &call, LedgerReader &reader);
    [[nodiscard]] Result<LiveSession> sessionOf(RestCall &call, LedgerReader &reader) const;
    /// Takes one of the address's requests without a session.
    [[nodiscard]] Result<void> admitStranger(const HttpRequest &request);
    [[nodiscard]] std::unexpected<Refusal> tooFast(qint32 perSecond, Milliseconds wait);
    [[nodiscard]] std::optional<HttpResponse> readBody(const Route &route, RestCall &call) const;
    [[nodiscard]] HttpResponse wrongMethod(const QStringList &path) const;
    void count(int status);

    // What the handlers share.
    using Shown =
        std::function<HttpResponse(const Done &done, bool isRepeat, LedgerReader &reader)>;
    /// Submits \a command for the caller and answers with \a shown or a problem.
    void perform(const RestCallPointer &call, const OperationId &id, const Command &command,
                 Shown shown);
    void performed(const RestCallPointer &call, const EventId &event,
                   const AppliedOperation &applied, const Shown &shown, LedgerReader &reader);
    /// The operation of the Idempotency-Key header; a fresh one without it.
    [[nodiscard]] Result<OperationId> operationOf(const RestCall &call);
    [[nodiscard]] HttpResponse bookingResponse(const Booking &booking,
                                               const std::optional<Hold> &hold, int status,
                                               LedgerReader &reader);

    // restcatalogue.cpp
    void getIndex(const RestCallPointer &call, LedgerReader &reader);
    void getEvent(const RestCallPointer &call, LedgerReader &reader);
    void searchEvents(const RestCallPointer &call, LedgerReader &reader);
    void getVenues(const RestCallPointer &call, LedgerReader &reader);
    void getVenue(const RestCallPointer &call, LedgerReader &reader);
    void getMap(const RestCallPointer &call, LedgerReader &reader);
    // restrecords.cpp
    void putVenue(const RestCallPointer &call, LedgerReader &reader);
    void putMap(const RestCallPointer &call, LedgerReader &reader);
    void putPerformer(const RestCallPointer &call, LedgerReader &reader);
    void putEvent(const RestCallPointer &call, LedgerReader &reader);
    void saveRecord(const RestCallPointer &call, const Command &command);
    // restbookings.cpp
    void postBooking(const RestCallPointer &call, LedgerReader &reader);
    void getBooking(const RestCallPointer &call, LedgerReader &reader);
    void cancelBooking(const RestCallPointer &call, LedgerReader &reader);
    void postUser(const RestCallPointer &call, LedgerReader &reader);
    // restallotments.cpp
    void getGrant(const RestCallPointer &call, LedgerReader &reader);
    [[nodiscard]] Result<OfflineGrant> grantFor(const RestCall &call, LedgerReader &reader);
    // restsessions.cpp
    void postSession(const RestCallPointer &call, LedgerReader &reader);
    void deleteSession(const RestCallPointer &call, LedgerReader &reader);
    void getSales(const RestCallPointer &call, LedgerReader &reader);

    ServiceParts &m_parts;
    EventViews m_views;
    RequestRates m_sessionRates;
    RequestRates m_addressRates; ///< of what is asked without a session
};

/// Refusals of one field, worded alike.
[[nodiscard]] Refusal badField(const QString &field, const QString &shouldBe);

/// The id in \a text. \return Malformed naming \a field.
template <class AnyId>
[[nodiscard]] Result<AnyId> idFrom(const QString &text, const QString &field)
{
    if (const auto id = AnyId::fromString(text))
        return *id;
    return std::unexpected(badField(field, QStringLiteral("a UUID")));
}

} // namespace foyer
