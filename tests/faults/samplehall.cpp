#include "tests/faults/samplehall.h"

#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/jsonvalues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QByteArray get(const ServerProcess &server, const QString &path)
{
    QNetworkAccessManager network;
    QNetworkRequest request(server.address().resolved(QUrl(path)));
    request.setRawHeader("Authorization", "Bearer " + server.token().toLatin1());
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10'000); }();
    return reply->readAll();
}

} // namespace

SampleHall readSampleHall(const ServerProcess &server, int number)
{
    const QJsonArray events =
        QJsonDocument::fromJson(get(server, u"/events/search?limit=10"_s))[u"events"_s].toArray();
    const QString id = events.at(number).toObject().value(u"id"_s).toString();
    const Result<Event> event = eventFromJson(
        QJsonDocument::fromJson(get(server, u"/events/"_s + id + u"?tickets=false"_s)).object());
    if (!event)
        return {};
    const Result<SeatMap> map =
        seatMapFromJson(get(server, u"/maps/"_s + event->seatMap.toString()));
    if (!map)
        return {};
    SampleHall hall{.event = *event};
    const auto geometry = SeatGeometry::compile(*map);
    for (qint32 i = 0; i < geometry->ticketCount(); ++i)
        hall.categoryOfSeat.append(geometry->category(SeatIndex(i)).id);
    return hall;
}

} // namespace foyer
