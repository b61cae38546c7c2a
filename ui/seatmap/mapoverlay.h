#pragma once

#include "ui/seatmap/mapcamera.h"
#include "ui/seatmap/mappalette.h"

#include "models/seatmap/seatgeometry.h"

#include <QList>
#include <QRegion>

#include <optional>

class QPainter;

namespace foyer {

/// What is drawn over the map in each frame: cursor, hover, marks, rings, the rectangle.
/// Plain data; knows no widget.
struct MapOverlay
{
    std::optional<SeatIndex> hovered;
    std::optional<SeatIndex> cursor;
    bool isCursorStrong = false; ///< the map has the keyboard
    QList<SeatIndex> marked;     ///< a range by keyboard, or what the rectangle would pick
    QList<SeatIndex> provisional;
    QList<SeatIndex> highlighted;
    std::optional<QRectF> band; ///< viewport
    double phase = 0;           ///< of the moving rings, 0..1

    /// Draws what of it \a exposed (viewport) shows.
    void paint(QPainter &painter, const QRect &exposed, const SeatGeometry &geometry,
               const MapCamera &camera, const MapPalette &palette) const;
    /// Where a seat's marks may be, in the viewport.
    [[nodiscard]] static QRect ringRect(SeatIndex seat, const SeatGeometry &geometry,
                                        const MapCamera &camera);
};

} // namespace foyer
