#include "models/seatmap/seatmapformat.h"
#include "sync/client/houseclientprivate.h"

// Seat maps, records and reports: documents of the server, by HTTP.
namespace foyer {

void HouseClient::fetchSeatMap(const SeatMapId &map,
                               Callback<std::shared_ptr<const SeatGeometry>> then)
{
    if (const Private::Geometry known = d->geometries.value(map)) {
        QMetaObject::invokeMethod(
            this, [known, then = std::move(then)] { then(known); }, Qt::QueuedConnection);
        return;
    }
    d->store->seatMap(map, [this, map, then = std::move(then)](const Result<QByteArray> &stored) {
        if (stored) {
            d->keepSeatMap(map, stored, then);
            return;
        }
        d->documents.fetchSeatMap(map, [this, map, then](const Result<QByteArray> &fetched) {
            if (fetched)
                d->store->putSeatMap(map, *fetched, d->orComplain());
            d->keepSeatMap(map, fetched, then);
        });
    });
}

void HouseClient::Private::keepSeatMap(const SeatMapId &map, const Result<QByteArray> &document,
                                       const Callback<Geometry> &then)
{
    if (!document) {
        then(std::unexpected(document.error()));
        return;
    }
    const Result<SeatMap> read = seatMapFromJson(*document);
    if (!read) {
        then(std::unexpected(read.error()));
        return;
    }
    const Geometry geometry = SeatGeometry::compile(*read);
    geometries.insert(map, geometry);
    then(geometry);
}

void HouseClient::saveVenue(const SaveVenue &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::publishSeatMap(const PublishSeatMap &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::savePerformer(const SavePerformer &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::saveEvent(const SaveEvent &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::fetchSales(const SalesReportQuery &query, Callback<SalesReport> then)
{
    d->documents.fetchSales(query, std::move(then));
}

} // namespace foyer
