#pragma once

#include "models/seatmap/seatmap.h"

#include <QList>
#include <QPointF>

#include <numbers>

namespace foyer {

/// Where an element stands: its own drawing is mirrored (y turned over), then turned, then moved
/// to the origin. Moving, turning and mirroring change only this, never the drawing.
struct Placement
{
    PointMm origin;
    double rotation = 0; ///< degrees clockwise on the screen, 0 up to 360
    bool isMirrored = false;
    bool operator==(const Placement &) const = default;
};

/// The place on the floor of \a local, in whole millimetres. Points beyond the 32-bit range stop
/// at its ends.
[[nodiscard]] PointMm placed(const Placement &placement, QPointF local);
[[nodiscard]] QList<PointMm> placed(const Placement &placement, const QList<QPointF> &local);
/// The opposite of placed().
[[nodiscard]] QPointF localPoint(const Placement &placement, QPointF floor);

/// The placements after a movement of the whole element.
[[nodiscard]] Placement movedBy(Placement placement, PointMm distance);
[[nodiscard]] Placement rotatedAround(const Placement &placement, QPointF pivot, double degrees);
/// Mirrored in the line through \a point that runs at \a degrees (0: left to right).
[[nodiscard]] Placement mirroredIn(const Placement &placement, QPointF point, double degrees);

inline constexpr double radiansPerDegree = std::numbers::pi / 180;
[[nodiscard]] double lengthOf(QPointF way);
/// The direction of \a way in degrees clockwise from the right, 0 up to 360.
[[nodiscard]] double degreesOf(QPointF way);
/// The same angle from 0 up to 360.
[[nodiscard]] double normalizedDegrees(double degrees);
[[nodiscard]] PointMm roundedMm(QPointF point);
[[nodiscard]] inline QPointF toPointF(PointMm point)
{
    return {double(point.x), double(point.y)};
}
/// \a point turned around the corner of the plan, clockwise on the screen.
[[nodiscard]] QPointF turned(QPointF point, double degrees);

} // namespace foyer
