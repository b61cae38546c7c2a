#pragma once

#include "models/seatmap/seatmap.h"

#include <QColor>
#include <QPolygonF>
#include <QRect>

class QPainter;

namespace foyer {

// Outlines in millimetres and in world pixels. World pixels are kept on sixteenths, so that
// shifting a painter by whole pixels never changes a pixel: tiles fit each other exactly.

[[nodiscard]] QPolygonF polygonOf(const QList<PointMm> &points);
[[nodiscard]] QPointF toWorld(QPointF mm, double pixelsPerMm);
/// Corners that fall together at this scale are left out.
[[nodiscard]] QPolygonF toWorld(const QPolygonF &mm, double pixelsPerMm);
/// Turned clockwise by \a degrees around \a middle.
[[nodiscard]] QPolygonF turned(const QPolygonF &polygon, QPointF middle, double degrees);
[[nodiscard]] QPolygonF ellipsePolygon(QPointF middle, double width, double height);
[[nodiscard]] QPolygonF rectPolygon(const RectMm &box, double radius);
/// \a polygon with every edge moved outwards by \a by pixels (inwards when negative).
[[nodiscard]] QPolygonF moved(const QPolygonF &polygon, double by);

/// A filled shape with a border, as two fills: strokes are clipped to their target before they
/// are drawn and would not fit from tile to tile; two fills are also several times cheaper.
struct BorderedShape
{
    QPolygonF outer;
    QPolygonF inner;

    BorderedShape() = default;
    /// \a world in world pixels; no border when \a border is 0.
    BorderedShape(const QPolygonF &world, double border);
    [[nodiscard]] bool isEmpty() const { return inner.isEmpty(); }
    /// Paints what of it lies in \a part (world pixels); nothing else needs to be painted right.
    void paint(QPainter &painter, const QRect &part, const QColor &fill, const QColor &line) const;
};

} // namespace foyer
