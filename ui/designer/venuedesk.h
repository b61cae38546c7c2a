#pragma once

#include "models/domain/venue.h"
#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatgeometry.h"

#include <QObject>

#include <functional>
#include <memory>

namespace foyer {

/// What the Venues workspace needs of the world. app/ implements it. GUI thread; no call waits.
class VenueDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    template <class T>
    using Callback = std::function<void(const Result<T> &)>;

    [[nodiscard]] virtual QList<Venue> venues() const = 0; ///< by name
    [[nodiscard]] virtual QList<SeatMapSummary>
    versions(const VenueId &venue) const = 0;       ///< newest first
    [[nodiscard]] virtual bool mayEdit() const = 0; ///< the role allows it and the line is live
    virtual void loadMap(const SeatMapId &map,
                         Callback<std::shared_ptr<const SeatGeometry>> then) = 0;
    /// Creates (null id) or changes a venue; the answer is its id.
    virtual void save(const Venue &venue, Callback<VenueId> then) = 0;
    /// Publishes \a map as the venue's next version; the answer is its number.
    virtual void publish(const VenueId &venue, const SeatMap &map, const QString &note,
                         Callback<qint32> then) = 0;

Q_SIGNALS:
    void venuesChanged();
    void mayEditChanged();
};

} // namespace foyer
