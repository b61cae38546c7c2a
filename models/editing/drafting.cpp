#include "models/editing/drafting.h"

#include <QSizeF>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr double leastDrag = 50; ///< mm; less is a click

qint32 fitting(double length, double spacing, qint32 most)
{
    return qint32(std::clamp(std::floor(length / spacing + 1e-6) + 1, 1.0, double(most)));
}

bool isSpacingSound(const DraftSpacing &spacing)
{
    return spacing.pitch > 0 && spacing.rowSpacing > 0;
}

/// Points in the directions of an element that stands at the first of them.
QList<QPointF> fromFirst(const QList<PointMm> &points)
{
    QList<QPointF> local;
    for (const PointMm point : points)
        local.append(toPointF(point) - toPointF(points.front()));
    return local;
}

QSizeF sizeBetween(PointMm from, PointMm to)
{
    return {std::abs(double(to.x) - from.x), std::abs(double(to.y) - from.y)};
}

bool isArea(PointMm from, PointMm to)
{
    const QSizeF size = sizeBetween(from, to);
    return size.width() >= leastDrag && size.height() >= leastDrag;
}

Placement between(PointMm from, PointMm to)
{
    return {.origin = roundedMm((toPointF(from) + toPointF(to)) / 2)};
}

} // namespace

std::optional<Draft> draftRow(PointMm from, PointMm to, const DraftSpacing &spacing)
{
    const Measure drag = measured(from, to);
    if (drag.distance < leastDrag || !isSpacingSound(spacing))
        return std::nullopt;
    RowElement row{.pitch = spacing.pitch};
    row.line = SeatLine(fitting(drag.distance, spacing.pitch, mostSeatsInLine));
    return Draft{{from, drag.degrees}, row};
}

std::optional<Draft> draftArcRow(PointMm from, PointMm through, PointMm to,
                                 const DraftSpacing &spacing)
{
    const QPointF chord = toPointF(to) - toPointF(from);
    const QPointF u = toPointF(through) - toPointF(from);
    const double length = lengthOf(chord);
    const double cross = chord.x() * u.y() - chord.y() * u.x();
    if (length < leastDrag || std::abs(cross) < length || !isSpacingSound(spacing))
        return draftRow(from, to, spacing);
    // The circle through three points, seen from the first one.
    const double chordSquare = QPointF::dotProduct(chord, chord);
    const double uSquare = QPointF::dotProduct(u, u);
    const QPointF center = QPointF(u.y() * chordSquare - chord.y() * uSquare,
                                   chord.x() * uSquare - u.x() * chordSquare) /
                           (2 * cross);
    const double radius = lengthOf(center);
    // Bulging to the right hand, the centre is to the left: the way round is counter-clockwise.
    const double sense = cross > 0 ? -1 : 1;
    const double start = degreesOf(-center);
    const double sweep = normalizedDegrees(sense * (degreesOf(chord - center) - start));
    RowElement row{.pitch = spacing.pitch, .radius = cross > 0 ? radius : -radius};
    row.line = SeatLine(fitting(sweep * radiansPerDegree * radius, spacing.pitch, mostSeatsInLine));
    return Draft{{from, normalizedDegrees(start + sense * 90)}, row};
}

std::optional<Draft> draftPolyLineRow(const QList<PointMm> &corners, const DraftSpacing &spacing)
{
    double length = 0;
    for (qsizetype i = 1; i < corners.size(); ++i)
        length += measured(corners.at(i - 1), corners.at(i)).distance;
    if (length < leastDrag || !isSpacingSound(spacing))
        return std::nullopt;
    RowElement row{.path = RowPath::PolyLine, .pitch = spacing.pitch};
    row.line = SeatLine(fitting(length, spacing.pitch, mostSeatsInLine));
    row.nodes = fromFirst(corners);
    return Draft{{.origin = corners.front()}, row};
}

std::optional<Draft> draftBlock(PointMm from, PointMm to, const DraftSpacing &spacing)
{
    const QSizeF size = sizeBetween(from, to);
    if (std::max(size.width(), size.height()) < leastDrag || !isSpacingSound(spacing))
        return std::nullopt;
    BlockElement block{.pitch = spacing.pitch, .rowSpacing = spacing.rowSpacing};
    block.alignment = BlockAlignment::Start;
    const qint32 seats = fitting(size.width(), spacing.pitch, mostSeatsInLine);
    const qint32 rows = fitting(size.height(), spacing.rowSpacing, mostLinesInBlock);
    for (qint32 row = 0; row < rows; ++row)
        block.lines.append(SeatLine(seats, quint16(row)));
    return Draft{{.origin = {std::min(from.x, to.x), std::min(from.y, to.y)}}, block};
}

std::optional<Draft> draftArcTier(PointMm center, PointMm from, PointMm to,
                                  const DraftSpacing &spacing)
{
    const Measure first = measured(center, from);
    const Measure last = measured(center, to);
    const double sweep = std::remainder(last.degrees - first.degrees, 360);
    const double inner = std::min(first.distance, last.distance);
    if (inner < leastDrag || std::abs(sweep) < 0.1 || !isSpacingSound(spacing))
        return std::nullopt;
    BlockElement block{.pitch = spacing.pitch, .rowSpacing = spacing.rowSpacing};
    block.radius = inner;
    const double depth = std::max(first.distance, last.distance) - inner;
    const qint32 rows = fitting(depth, spacing.rowSpacing, mostLinesInBlock);
    for (qint32 row = 0; row < rows; ++row) {
        const double radius = inner + row * spacing.rowSpacing;
        const double length = std::abs(sweep) * radiansPerDegree * radius;
        block.lines.append(SeatLine(fitting(length, spacing.pitch, mostSeatsInLine), quint16(row)));
    }
    const double middle = first.degrees + sweep / 2;
    const QPointF way = turned({inner, 0}, middle);
    // Unturned, the middle of a block lies below its centre.
    return Draft{{roundedMm(toPointF(center) + way), normalizedDegrees(middle - 90)}, block};
}

Draft draftRoundTable(PointMm at, qint32 seats)
{
    TableElement table{.line = SeatLine(std::clamp(seats, 0, 100))};
    // The seats have about 600 mm each around the edge.
    table.width = std::max(900, qint32(seats * 600 / 3.14) - 2 * table.gap);
    table.height = table.width;
    return {{.origin = at}, table};
}

Draft draftRectangularTable(PointMm at, qint32 seats)
{
    const qint32 count = std::clamp(seats, 0, 100);
    TableElement table{.isRound = false, .line = SeatLine(count)};
    table.top = (count + 1) / 2;
    table.bottom = count / 2;
    table.width = std::max(700, table.top * 600);
    table.height = 800;
    return {{.origin = at}, table};
}

std::optional<Draft> draftArea(PointMm from, PointMm to, AreaShape shape)
{
    if (!isArea(from, to))
        return std::nullopt;
    const QSizeF size = sizeBetween(from, to);
    AreaElement area{.shape = shape, .width = size.width(), .height = size.height()};
    return Draft{between(from, to), area};
}

std::optional<Draft> draftPolygonArea(const QList<PointMm> &corners, bool isSmooth)
{
    if (corners.size() < 3)
        return std::nullopt;
    AreaElement area{.shape = isSmooth ? AreaShape::SmoothPolygon : AreaShape::Polygon};
    area.nodes = fromFirst(corners);
    return Draft{{.origin = corners.front()}, area};
}

std::optional<Draft> draftSection(const QList<PointMm> &corners, const QString &name)
{
    if (corners.size() < 3)
        return std::nullopt;
    return Draft{{.origin = corners.front()},
                 SectionElement{.name = name, .outline = fromFirst(corners)}};
}

std::optional<Draft> draftShape(ShapeKind kind, PointMm from, PointMm to)
{
    if (kind == ShapeKind::Line)
        return draftPolygonShape(kind, {from, to});
    if (!isArea(from, to))
        return std::nullopt;
    const QSizeF half = sizeBetween(from, to) / 2;
    ShapeElement shape{.kind = kind};
    shape.points = {{-half.width(), -half.height()},
                    {half.width(), -half.height()},
                    {half.width(), half.height()},
                    {-half.width(), half.height()}};
    if (kind == ShapeKind::Ellipse)
        shape.points = {shape.points.at(0), shape.points.at(2)};
    return Draft{between(from, to), shape};
}

std::optional<Draft> draftPolygonShape(ShapeKind kind, const QList<PointMm> &corners)
{
    const qsizetype least = kind == ShapeKind::Line ? 2 : 3;
    if (corners.size() < least || (corners.size() == 2 && corners.front() == corners.back()))
        return std::nullopt;
    ShapeElement shape{.kind = kind, .points = fromFirst(corners)};
    return Draft{{.origin = corners.front()}, shape};
}

Draft draftText(PointMm at, const QString &text, qint32 size)
{
    ShapeElement shape{.kind = ShapeKind::Text, .points = {QPointF()}, .text = text};
    shape.textSize = size;
    return {{.origin = at}, shape};
}

Measure measured(PointMm from, PointMm to)
{
    const QPointF way = toPointF(to) - toPointF(from);
    return {lengthOf(way), degreesOf(way)};
}

} // namespace foyer
