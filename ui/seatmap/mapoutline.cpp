#include "ui/seatmap/mapoutline.h"

#include "ui/seatmap/maplabels.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer {

namespace {

/// Corners nearer than this to the one before are not seen.
constexpr double smallestEdgePx = 0.4;

double snapped(double pixels)
{
    return std::floor(pixels * 16 + 0.5) / 16;
}

/// Twice the area, positive when the corners run clockwise on the screen.
double signedArea(const QPolygonF &polygon)
{
    double area = 0;
    for (qsizetype i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++)
        area += polygon[j].x() * polygon[i].y() - polygon[i].x() * polygon[j].y();
    return area;
}

/// Long edges cut to pieces: Qt's rasterizer walks all lines of an edge that touches the target,
/// once per band, so an edge far longer than a tile costs more than all the rest.
QPolygonF divided(const QPolygonF &polygon)
{
    constexpr double longestEdgePx = 64;
    QPolygonF result;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF from = polygon[i];
        const QPointF along = polygon[(i + 1) % polygon.size()] - from;
        const int pieces = int(std::hypot(along.x(), along.y()) / longestEdgePx) + 1;
        for (int piece = 0; piece < pieces; ++piece) {
            const QPointF point = from + along * piece / pieces;
            result.append({snapped(point.x()), snapped(point.y())});
        }
    }
    return result;
}

/// Whether the border of \a polygon may pass through \a room (conservative).
bool isCrossedBy(const QPolygonF &polygon, const QRectF &room)
{
    for (qsizetype i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const QPointF a = polygon[j];
        const QPointF b = polygon[i];
        if (std::max(a.x(), b.x()) < room.left() || std::min(a.x(), b.x()) > room.right() ||
            std::max(a.y(), b.y()) < room.top() || std::min(a.y(), b.y()) > room.bottom())
            continue;
        // All four corners on one side of the edge's line: it passes by.
        const QPointF along = b - a;
        const auto side = [&](QPointF corner) {
            return along.x() * (corner.y() - a.y()) - along.y() * (corner.x() - a.x()) > 0;
        };
        const int left = int(side(room.topLeft())) + int(side(room.topRight())) +
                         int(side(room.bottomLeft())) + int(side(room.bottomRight()));
        if (left != 0 && left != 4)
            return true;
    }
    return false;
}

} // namespace

QPolygonF polygonOf(const QList<PointMm> &points)
{
    QPolygonF polygon;
    polygon.reserve(points.size());
    for (const PointMm &point : points)
        polygon.append(QPointF(point.x, point.y));
    return polygon;
}

QPointF toWorld(QPointF mm, double pixelsPerMm)
{
    return {snapped(mm.x() * pixelsPerMm), snapped(mm.y() * pixelsPerMm)};
}

QPolygonF toWorld(const QPolygonF &mm, double pixelsPerMm)
{
    QPolygonF world;
    world.reserve(mm.size());
    for (const QPointF &point : mm) {
        const QPointF next = toWorld(point, pixelsPerMm);
        if (world.isEmpty() || (next - world.last()).manhattanLength() >= smallestEdgePx)
            world.append(next);
    }
    return world;
}

QPolygonF turned(const QPolygonF &polygon, QPointF middle, double degrees)
{
    if (degrees == 0)
        return polygon;
    return QTransform()
        .translate(middle.x(), middle.y())
        .rotate(degrees)
        .translate(-middle.x(), -middle.y())
        .map(polygon);
}

QPolygonF ellipsePolygon(QPointF middle, double width, double height)
{
    constexpr int corners = 64;
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = i * 2 * std::numbers::pi / corners;
        polygon.append(middle + QPointF(std::cos(angle) * width / 2, std::sin(angle) * height / 2));
    }
    return polygon;
}

QPolygonF rectPolygon(const RectMm &box, double radius)
{
    return polygonOf(roundedOutline({{box.left, box.top},
                                     {box.right, box.top},
                                     {box.right, box.bottom},
                                     {box.left, box.bottom}},
                                    radius));
}

QPolygonF moved(const QPolygonF &polygon, double by)
{
    constexpr double sharpest = 0.4;
    if (polygon.size() < 3)
        return polygon;
    const double outwards = signedArea(polygon) >= 0 ? by : -by;
    QPolygonF result;
    result.reserve(polygon.size());
    const auto normal = [](QPointF from, QPointF to) {
        const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
        return length > 0 ? QPointF(to.y() - from.y(), from.x() - to.x()) / length : QPointF();
    };
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF before = polygon[(i + polygon.size() - 1) % polygon.size()];
        const QPointF after = polygon[(i + 1) % polygon.size()];
        const QPointF n1 = normal(before, polygon[i]);
        const QPointF n2 = normal(polygon[i], after);
        const double spread = std::max(1 + QPointF::dotProduct(n1, n2), sharpest);
        const QPointF corner = polygon[i] + (n1 + n2) * outwards / spread;
        result.append({snapped(corner.x()), snapped(corner.y())});
    }
    return result;
}

BorderedShape::BorderedShape(const QPolygonF &world, double border)
    : outer(border > 0 ? divided(moved(world, border / 2)) : QPolygonF())
    , inner(divided(border > 0 ? moved(world, -border / 2) : world))
{}

void BorderedShape::paint(QPainter &painter, const QRect &part, const QColor &fill,
                          const QColor &line) const
{
    const QRectF room = QRectF(part).adjusted(-1, -1, 1, 1);
    const bool isInside =
        !isCrossedBy(inner, room) && inner.containsPoint(room.center(), Qt::OddEvenFill);
    if (isInside) {
        painter.fillRect(part, fill);
        return;
    }
    painter.setPen(Qt::NoPen);
    if (isCrossedBy(outer, room) || outer.containsPoint(room.center(), Qt::OddEvenFill)) {
        painter.setBrush(line);
        painter.drawPolygon(outer);
    }
    if (isCrossedBy(inner, room)) {
        painter.setBrush(fill);
        painter.drawPolygon(inner);
    }
}

} // namespace foyer
