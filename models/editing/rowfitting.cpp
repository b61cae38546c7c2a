#include "models/editing/rowfitting.h"

#include "models/editing/elementchecks.h"
#include "models/editing/elementseats.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace foyer {

namespace {

constexpr double radiansPerDegree = std::numbers::pi / 180;
constexpr double largestRadius = 10'000'000;

/// A line or arc as it would be without whole millimetres.
struct Ideal
{
    QPointF start; ///< of the first seat
    FittedRow fitted;
};

Ideal lineThrough(const QList<PointMm> &points)
{
    const QPointF way = toPointF(points.back()) - toPointF(points.front());
    Ideal line{.start = toPointF(points.front())};
    line.fitted.placement = {points.front(), degreesOf(way), false};
    line.fitted.row.pitch = lengthOf(way) / double(points.size() - 1);
    return line;
}

/// The centre of the circle that lies nearest to all points (Kasa's least squares).
std::optional<QPointF> centerOf(const QList<PointMm> &points)
{
    QPointF mean;
    for (const PointMm point : points)
        mean += toPointF(point) / double(points.size());
    double xx = 0, xy = 0, yy = 0, xz = 0, yz = 0;
    for (const PointMm point : points) {
        const QPointF p = toPointF(point) - mean;
        const double z = QPointF::dotProduct(p, p);
        xx += p.x() * p.x();
        xy += p.x() * p.y();
        yy += p.y() * p.y();
        xz += p.x() * z;
        yz += p.y() * z;
    }
    const double determinant = 2 * (xx * yy - xy * xy);
    if (std::abs(determinant) < 1e-3)
        return std::nullopt;
    return mean + QPointF(xz * yy - yz * xy, yz * xx - xz * xy) / determinant;
}

/// The even steps that lie nearest to \a values: value i is first + i * step.
struct EvenSteps
{
    double first = 0;
    double step = 0;
};

EvenSteps evenSteps(const QList<double> &values)
{
    const auto count = double(values.size());
    const double middle = (count - 1) / 2;
    double sum = 0, slope = 0, spread = 0;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double place = double(i) - middle;
        sum += values.at(i);
        slope += place * values.at(i);
        spread += place * place;
    }
    const double step = slope / spread;
    return {sum / count - step * middle, step};
}

/// The angles of \a points around \a center in degrees, without jumps at the full circle.
QList<double> anglesAround(QPointF center, const QList<PointMm> &points)
{
    QList<double> angles;
    for (const PointMm point : points) {
        const double angle = degreesOf(toPointF(point) - center);
        const double before = angles.isEmpty() ? angle : angles.back();
        angles.append(before + std::remainder(angle - before, 360));
    }
    return angles;
}

std::optional<Ideal> arcThrough(const QList<PointMm> &points)
{
    const std::optional<QPointF> center = points.size() < 3 ? std::nullopt : centerOf(points);
    if (!center)
        return std::nullopt;
    double radius = 0;
    for (const PointMm point : points)
        radius += lengthOf(toPointF(point) - *center) / double(points.size());
    if (radius > largestRadius)
        return std::nullopt;
    const EvenSteps angles = evenSteps(anglesAround(*center, points));
    // Clockwise on the screen the centre is to the right hand.
    const bool isClockwise = angles.step > 0;
    Ideal arc{.start = *center + turned({radius, 0}, angles.first)};
    arc.fitted.placement = {points.front(),
                            normalizedDegrees(angles.first + (isClockwise ? 90 : -90)), false};
    arc.fitted.row.radius = isClockwise ? -radius : radius;
    arc.fitted.row.pitch = radius * std::abs(angles.step) * radiansPerDegree;
    return arc;
}

/// The row, if \a ideal stands for \a points: with the corrections to be exact.
std::optional<FittedRow> corrected(const Ideal &ideal, const QList<PointMm> &points)
{
    FittedRow fitted = ideal.fitted;
    RowElement &row = fitted.row;
    if (!(row.pitch >= leastSpacing && row.pitch <= mostSpacing))
        return std::nullopt;
    row.line = SeatLine(qint32(points.size()));
    const QList<QPointF> local = rowPoints(row);
    QList<PointMm> corrections;
    bool isExact = true;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF exact = ideal.start + turned(local.at(i), fitted.placement.rotation);
        if (lengthOf(toPointF(points.at(i)) - exact) > rowFitToleranceMm)
            return std::nullopt;
        const PointMm made = placed(fitted.placement, local.at(i));
        corrections.append({points.at(i).x - made.x, points.at(i).y - made.y});
        isExact = isExact && corrections.back() == PointMm();
    }
    if (!isExact)
        row.fit = {corrections, row.pitch, row.radius, fitted.placement.rotation, false};
    return fitted;
}

FittedRow freeRow(const QList<PointMm> &points)
{
    FittedRow free;
    free.row.path = RowPath::Free;
    free.row.line = SeatLine(qint32(points.size()));
    if (!points.isEmpty())
        free.placement.origin = points.front();
    for (const PointMm point : points)
        free.row.nodes.append(toPointF(point) - toPointF(free.placement.origin));
    return free;
}

} // namespace

FittedRow fittedRow(const QList<PointMm> &points)
{
    if (points.isEmpty() || points.size() > mostSeatsInLine)
        return freeRow(points);
    if (points.size() == 1) {
        FittedRow single;
        single.placement.origin = points.front();
        single.row.line = SeatLine(1);
        return single;
    }
    if (const std::optional<FittedRow> line = corrected(lineThrough(points), points))
        return *line;
    const std::optional<Ideal> arc = arcThrough(points);
    const std::optional<FittedRow> bent = arc ? corrected(*arc, points) : std::nullopt;
    return bent.value_or(freeRow(points));
}

} // namespace foyer
