#include "models/editing/placement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace foyer {

namespace {

struct Direction
{
    double cosine = 1;
    double sine = 0;
};

/// Exact for quarter turns, so that turning four times is no change.
Direction directionOf(double degrees)
{
    const double quarters = degrees / 90;
    if (quarters == std::floor(quarters)) {
        static constexpr Direction exact[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        return exact[qsizetype(normalizedDegrees(degrees) / 90) % 4];
    }
    const double angle = degrees * radiansPerDegree;
    return {std::cos(angle), std::sin(angle)};
}

qint32 clampedMm(double value)
{
    return qint32(std::clamp<double>(std::round(value), std::numeric_limits<qint32>::min(),
                                     std::numeric_limits<qint32>::max()));
}

/// The origin and the rounded way from it are whole numbers: moving an element moves its seats by
/// exactly the same distance.
PointMm placedAlong(const Placement &placement, Direction direction, QPointF local)
{
    const double y = placement.isMirrored ? -local.y() : local.y();
    const double dx = direction.cosine * local.x() - direction.sine * y;
    const double dy = direction.sine * local.x() + direction.cosine * y;
    return {clampedMm(placement.origin.x + std::round(dx)),
            clampedMm(placement.origin.y + std::round(dy))};
}

} // namespace

double lengthOf(QPointF way)
{
    return std::hypot(way.x(), way.y());
}

double degreesOf(QPointF way)
{
    return normalizedDegrees(std::atan2(way.y(), way.x()) / radiansPerDegree);
}

double normalizedDegrees(double degrees)
{
    const double rest = std::fmod(degrees, 360);
    const double positive = rest < 0 ? rest + 360 : rest;
    return positive >= 360 ? 0 : positive;
}

PointMm roundedMm(QPointF point)
{
    return {clampedMm(point.x()), clampedMm(point.y())};
}

QPointF turned(QPointF point, double degrees)
{
    const Direction d = directionOf(degrees);
    return {d.cosine * point.x() - d.sine * point.y(), d.sine * point.x() + d.cosine * point.y()};
}

PointMm placed(const Placement &placement, QPointF local)
{
    return placedAlong(placement, directionOf(placement.rotation), local);
}

QList<PointMm> placed(const Placement &placement, const QList<QPointF> &local)
{
    const Direction direction = directionOf(placement.rotation);
    QList<PointMm> points;
    points.reserve(local.size());
    for (const QPointF point : local)
        points.append(placedAlong(placement, direction, point));
    return points;
}

QPointF localPoint(const Placement &placement, QPointF floor)
{
    const QPointF local = turned(floor - toPointF(placement.origin), -placement.rotation);
    return placement.isMirrored ? QPointF(local.x(), -local.y()) : local;
}

Placement movedBy(Placement placement, PointMm distance)
{
    placement.origin.x += distance.x;
    placement.origin.y += distance.y;
    return placement;
}

Placement rotatedAround(const Placement &placement, QPointF pivot, double degrees)
{
    const QPointF way = turned(toPointF(placement.origin) - pivot, degrees);
    return {roundedMm(pivot + way), normalizedDegrees(placement.rotation + degrees),
            placement.isMirrored};
}

Placement mirroredIn(const Placement &placement, QPointF point, double degrees)
{
    const QPointF way = turned(toPointF(placement.origin) - point, -degrees);
    const QPointF mirrored = turned({way.x(), -way.y()}, degrees);
    return {roundedMm(point + mirrored), normalizedDegrees(2 * degrees - placement.rotation),
            !placement.isMirrored};
}

} // namespace foyer
