#include "app/foyer/desks/clientvenuedesk.h"

#include "app/foyer/desks/cataloguelists.h"
#include "models/seatmap/seatmapformat.h"

#include <algorithm>

namespace foyer {

ClientVenueDesk::ClientVenueDesk(HouseClient &client, QObject *parent)
    : VenueDesk(parent)
    , m_client(client)
{
    connect(&m_client, &HouseClient::catalogueChanged, this, &VenueDesk::venuesChanged);
    connect(&m_client, &HouseClient::linkChanged, this, &VenueDesk::mayEditChanged);
    connect(&m_client, &HouseClient::sessionChanged, this, &VenueDesk::mayEditChanged);
}

QList<Venue> ClientVenueDesk::venues() const
{
    return venuesByName(m_client.catalogue());
}

QList<SeatMapSummary> ClientVenueDesk::versions(const VenueId &venue) const
{
    QList<SeatMapSummary> versions;
    for (const SeatMapSummary &map : m_client.catalogue().seatMaps) {
        if (map.venue == venue)
            versions.append(map);
    }
    std::ranges::sort(versions, std::ranges::greater(), &SeatMapSummary::number);
    return versions;
}

bool ClientVenueDesk::mayEdit() const
{
    return m_client.link() == LinkState::Live && m_client.session() &&
           isAllowed(m_client.session()->role, Permission::EditVenues);
}

void ClientVenueDesk::loadMap(const SeatMapId &map,
                              Callback<std::shared_ptr<const SeatGeometry>> then)
{
    m_client.fetchSeatMap(map, std::move(then));
}

void ClientVenueDesk::save(const Venue &venue, Callback<VenueId> then)
{
    SaveVenue command{.venue = venue, .expected = venue.version};
    if (command.venue.id.isNull())
        command.venue.id = m_client.make<VenueId>();
    m_client.saveVenue(command,
                       [id = command.venue.id, then = std::move(then)](const Result<Done> &done) {
                           then(done ? Result<VenueId>(id) : std::unexpected(done.error()));
                       });
}

void ClientVenueDesk::publish(const VenueId &venue, const SeatMap &map, const QString &note,
                              Callback<qint32> then)
{
    const QList<SeatMapSummary> before = versions(venue);
    const qint32 number = before.isEmpty() ? 1 : before.constFirst().number + 1;
    const PublishSeatMap command{.id = m_client.make<SeatMapId>(),
                                 .venue = venue,
                                 .document = seatMapToJson(map),
                                 .note = note,
                                 .expected = m_client.catalogue().venues.value(venue).version};
    m_client.publishSeatMap(command, [number, then = std::move(then)](const Result<Done> &done) {
        then(done ? Result<qint32>(number) : std::unexpected(done.error()));
    });
}

} // namespace foyer
