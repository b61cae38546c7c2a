#pragma once

#include "sync/client/houseclient.h"
#include "ui/designer/venuedesk.h"

namespace foyer {

/// Venues over a HouseClient. GUI thread; the client must outlive it.
class ClientVenueDesk final : public VenueDesk
{
    Q_OBJECT

public:
    explicit ClientVenueDesk(HouseClient &client, QObject *parent = nullptr);

    [[nodiscard]] QList<Venue> venues() const override;
    [[nodiscard]] QList<SeatMapSummary> versions(const VenueId &venue) const override;
    [[nodiscard]] bool mayEdit() const override;
    void loadMap(const SeatMapId &map, Callback<std::shared_ptr<const SeatGeometry>> then) override;
    void save(const Venue &venue, Callback<VenueId> then) override;
    void publish(const VenueId &venue, const SeatMap &map, const QString &note,
                 Callback<qint32> then) override;

private:
    HouseClient &m_client;
};

} // namespace foyer
