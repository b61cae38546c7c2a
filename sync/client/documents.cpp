#include "sync/client/documents.h"

#include "sync/protocol/jsonvalues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QUrlQuery>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QByteArray jsonType = "application/json";

Result<QJsonObject> objectFrom(const QByteArray &body)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(body, &fault);
    if (fault.error != QJsonParseError::NoError || !document.isObject()) {
        return std::unexpected(refusal(RefusalCode::Malformed,
                                       u"The booking server answered with something that cannot be "
                                       "read. Check that its version fits this program."_s));
    }
    return document.object();
}

/// What an answer that is no success says: problem details (RFC 9457), or only a status.
Refusal problemFrom(const QByteArray &body, int status)
{
    const Result<QJsonObject> object = objectFrom(body);
    const auto code = object ? refusalCodeFromName(object->value(u"code"_s).toString())
                             : std::optional<RefusalCode>();
    if (!code) {
        return refusal(RefusalCode::Internal,
                       u"The booking server answered with status %1."_s.arg(status));
    }
    Refusal problem = refusal(*code, object->value(u"detail"_s).toString());
    problem.retryAfter = Milliseconds(object->value(u"retry_after_ms"_s).toInteger());
    return problem;
}

Result<SalesReportRow> rowFrom(const QJsonObject &object)
{
    const auto from = Instant::fromIso(object.value(u"from"_s).toString());
    const auto event = EventId::fromString(object.value(u"event_id"_s).toString());
    const auto category = CategoryId::fromString(object.value(u"category_id"_s).toString());
    const Result<Money> revenue = moneyFromJson(object.value(u"revenue"_s), u"revenue"_s);
    if (!from || !event || !category || !revenue) {
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"A row of the sales report cannot be read."_s));
    }
    return SalesReportRow{.from = *from,
                          .event = *event,
                          .category = *category,
                          .categoryName = object.value(u"category_name"_s).toString(),
                          .tickets = object.value(u"tickets"_s).toInt(),
                          .revenue = *revenue};
}

Result<SalesReport> reportFrom(const QByteArray &body)
{
    const Result<QJsonObject> object = objectFrom(body);
    if (!object)
        return std::unexpected(object.error());
    SalesReport report{
        .rows = {},
        .asOf = Instant::fromIso(object->value(u"as_of"_s).toString()).value_or(Instant())};
    const QJsonArray rows = object->value(u"rows"_s).toArray();
    for (const auto &row : rows) {
        const Result<SalesReportRow> read = rowFrom(row.toObject());
        if (!read)
            return std::unexpected(read.error());
        report.rows.append(*read);
    }
    return report;
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void expect(QNetworkRequest &request, Version version)
{
    request.setRawHeader("If-Match", '"' + QByteArray::number(version.value()) + '"');
}

} // namespace

Documents::Documents(QUrl server, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
{
    m_network.setTransferTimeout(int(patience.count()));
}

QNetworkRequest Documents::requestFor(const QString &path, const QString &query) const
{
    QUrl url = m_server;
    url.setPath(path);
    url.setQuery(query);
    QNetworkRequest request(url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    return request;
}

void Documents::await(QNetworkReply *reply, Answered then)
{
    connect(reply, &QNetworkReply::finished, this, [reply, then = std::move(then)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QByteArray body = reply->readAll();
        if (status == 0) {
            then(std::unexpected(refusal(
                RefusalCode::Overloaded,
                u"The booking server could not be reached: %1"_s.arg(reply->errorString()))));
        } else if (status >= 200 && status < 300) {
            then(body);
        } else {
            then(std::unexpected(problemFrom(body, status)));
        }
    });
}

void Documents::put(QNetworkRequest request, const QByteArray &body, const OperationId &id,
                    Saved then)
{
    request.setHeader(QNetworkRequest::ContentTypeHeader, jsonType);
    request.setRawHeader("Idempotency-Key", id.toString().toLatin1());
    await(m_network.put(request, body), [then = std::move(then)](const Result<QByteArray> &answer) {
        const Result<QJsonObject> object =
            answer ? objectFrom(*answer) : std::unexpected(answer.error());
        then(object ? doneFromJson(*object) : std::unexpected(object.error()));
    });
}

void Documents::save(const SaveVenue &command, const OperationId &id, Saved then)
{
    QNetworkRequest request = requestFor(u"/venues/"_s + command.venue.id.toString());
    expect(request, command.expected);
    put(request, bytesOf(toJson(command.venue)), id, std::move(then));
}

void Documents::save(const PublishSeatMap &command, const OperationId &id, Saved then)
{
    QUrlQuery query;
    query.addQueryItem(u"note"_s, QString::fromLatin1(QUrl::toPercentEncoding(command.note)));
    QNetworkRequest request =
        requestFor(u"/venues/%1/maps/%2"_s.arg(command.venue.toString(), command.id.toString()),
                   command.note.isEmpty() ? QString() : query.query(QUrl::FullyEncoded));
    expect(request, command.expected);
    put(request, command.document, id, std::move(then));
}

void Documents::save(const SavePerformer &command, const OperationId &id, Saved then)
{
    put(requestFor(u"/performers/"_s + command.performer.id.toString()),
        bytesOf(toJson(command.performer)), id, std::move(then));
}

void Documents::save(const SaveEvent &command, const OperationId &id, Saved then)
{
    QNetworkRequest request = requestFor(u"/events/"_s + command.event.id.toString());
    expect(request, command.expected);
    put(request, bytesOf(toJson(command.event)), id, std::move(then));
}

void Documents::fetchSeatMap(const SeatMapId &map,
                             std::function<void(const Result<QByteArray> &)> then)
{
    await(m_network.get(requestFor(u"/maps/"_s + map.toString())), std::move(then));
}

void Documents::fetchSales(const SalesReportQuery &query,
                           std::function<void(const Result<SalesReport> &)> then)
{
    QUrlQuery wanted;
    if (query.event)
        wanted.addQueryItem(u"event_id"_s, query.event->toString());
    wanted.addQueryItem(u"from"_s, QString::number(query.from.toMs()));
    wanted.addQueryItem(u"until"_s, QString::number(query.until.toMs()));
    wanted.addQueryItem(u"bucket_ms"_s, QString::number(query.bucket.count()));
    await(m_network.get(requestFor(u"/reports/sales"_s, wanted.query(QUrl::FullyEncoded))),
          [then = std::move(then)](const Result<QByteArray> &answer) {
              then(answer ? reportFrom(*answer) : std::unexpected(answer.error()));
          });
}

} // namespace foyer
