#include "models/editing/elementseats.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer {

namespace {

constexpr int ellipseCorners = 48;
constexpr int stepsPerCurve = 8;

QList<QPointF> rectangleAround(QPointF center, double width, double height)
{
    const QPointF x(width / 2, 0);
    const QPointF y(0, height / 2);
    return {center - x - y, center + x - y, center + x + y, center - x + y};
}

QList<QPointF> ellipseAround(QPointF center, double width, double height)
{
    QList<QPointF> points;
    for (int i = 0; i < ellipseCorners; ++i) {
        const double angle = 2 * std::numbers::pi * i / ellipseCorners;
        points.append(center + QPointF(width / 2 * std::cos(angle), height / 2 * std::sin(angle)));
    }
    return points;
}

/// A closed curve through all \a nodes (uniform Catmull-Rom spline).
QList<QPointF> smoothed(const QList<QPointF> &nodes)
{
    const qsizetype count = nodes.size();
    if (count < 3)
        return nodes;
    QList<QPointF> points;
    for (qsizetype i = 0; i < count; ++i) {
        const QPointF a = nodes.at((i + count - 1) % count);
        const QPointF b = nodes.at(i);
        const QPointF c = nodes.at((i + 1) % count);
        const QPointF d = nodes.at((i + 2) % count);
        for (int step = 0; step < stepsPerCurve; ++step) {
            const double t = double(step) / stepsPerCurve;
            points.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                                 (3 * b - a - 3 * c + d) * t * t * t));
        }
    }
    return points;
}

QList<QPointF> localOutline(const AreaElement &area)
{
    switch (area.shape) {
    case AreaShape::Rectangle:
        return rectangleAround({}, area.width, area.height);
    case AreaShape::Ellipse:
        return ellipseAround({}, area.width, area.height);
    case AreaShape::Polygon:
        return area.nodes;
    case AreaShape::SmoothPolygon:
        return smoothed(area.nodes);
    }
    return {};
}

QList<QPointF> localOutline(const TableElement &table)
{
    QList<QPointF> points = table.isRound ? ellipseAround({}, table.width, table.width)
                                          : rectangleAround({}, table.width, table.height);
    for (QPointF &point : points)
        point = turned(point, table.rotation);
    return points;
}

QRectF boxOf(const QList<QPointF> &points)
{
    QRectF box;
    if (points.isEmpty())
        return box;
    box = QRectF(points.front(), QSizeF(0, 0));
    for (const QPointF point : points) {
        box.setLeft(std::min(box.left(), point.x()));
        box.setRight(std::max(box.right(), point.x()));
        box.setTop(std::min(box.top(), point.y()));
        box.setBottom(std::max(box.bottom(), point.y()));
    }
    return box;
}

QList<QPointF> localOutline(const ShapeElement &shape)
{
    const QRectF box = boxOf(shape.points);
    QList<QPointF> points = shape.points;
    if (shape.kind == ShapeKind::Rectangle)
        points = rectangleAround(box.center(), box.width(), box.height());
    else if (shape.kind == ShapeKind::Ellipse)
        points = ellipseAround(box.center(), box.width(), box.height());
    else if (shape.kind == ShapeKind::Text)
        points = rectangleAround(box.center(), 0.6 * shape.textSize * double(shape.text.size()),
                                 shape.textSize);
    for (QPointF &point : points)
        point = box.center() + turned(point - box.center(), shape.rotation);
    return points;
}

} // namespace

QList<PointMm> outlineOf(const Element &element)
{
    switch (element.kind()) {
    case ElementKind::Area:
        return placed(element.placement, localOutline(std::get<AreaElement>(element.form)));
    case ElementKind::Table:
        return placed(element.placement, localOutline(std::get<TableElement>(element.form)));
    case ElementKind::Shape:
        return placed(element.placement, localOutline(std::get<ShapeElement>(element.form)));
    case ElementKind::Section:
        return placed(element.placement, std::get<SectionElement>(element.form).outline);
    case ElementKind::Row:
    case ElementKind::Block:
        return {};
    }
    return {};
}

} // namespace foyer
