#pragma once

#include "models/editing/seatmapdocument.h"

#include <optional>

namespace foyer {

/// Where things like to stand: on the grid, in line with others, at equal distances, at round
/// angles. Pure; all lengths in mm. A canvas gathers the targets when a gesture begins and asks
/// with every movement; reach is usually 8 pixels at the present zoom.

struct SnapSettings
{
    qint32 grid = 0; ///< distance of the grid's lines; 0: no grid
    bool toElements = true;
    bool toEqualGaps = true;
    qint32 reach = 100; ///< how far something is drawn to a line
};

/// What to stand in line with.
struct SnapTargets
{
    QList<RectMm> boxes; ///< of elements that do not move
    QList<PointMm> points;
};

/// The boxes of all elements of \a level but \a moving (and their members), and the focal point.
/// O(elements).
[[nodiscard]] SnapTargets snapTargets(const SeatMapDocument &document, LevelId level,
                                      const QList<ElementId> &moving);

enum class GuideKind : quint8 { Grid, Edge, Centre, EqualGap };

/// A line to draw while something is drawn to it.
struct SnapGuide
{
    GuideKind kind = GuideKind::Edge;
    PointMm from;
    PointMm to;
    bool operator==(const SnapGuide &) const = default;
};

struct SnappedMove
{
    PointMm distance; ///< what to move by instead
    QList<SnapGuide> guides;
};

/// Draws \a box, moved by \a distance, to the nearest target within reach; x and y each for
/// itself. In line with others comes before equal gaps and these before the grid.
/// O(targets log targets).
[[nodiscard]] SnappedMove snappedMove(const SnapTargets &targets, const RectMm &box,
                                      PointMm distance, const SnapSettings &settings);
/// The same for a single point: a corner that is set, the end of a row.
[[nodiscard]] SnappedMove snappedPoint(const SnapTargets &targets, PointMm point,
                                       const SnapSettings &settings);

/// The multiple of \a step nearest to \a degrees, when it is within \a reach degrees of it.
[[nodiscard]] double snappedAngle(double degrees, double step, double reach);
/// The point on the nearest of the eight directions of 45 degrees from \a from (Shift).
[[nodiscard]] PointMm constrainedTo45(PointMm from, PointMm to);
/// The corner that makes the rectangle from \a from a square (Shift).
[[nodiscard]] PointMm constrainedToSquare(PointMm from, PointMm to);

} // namespace foyer
