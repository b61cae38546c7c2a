#pragma once

#include "models/editing/elements.h"

namespace foyer {

/// How far a seat may lie from the line or arc that stands for its row, in mm.
inline constexpr double rowFitToleranceMm = 1.0;

/// A row as parameters, and where it stands.
struct FittedRow
{
    Placement placement;
    RowElement row; ///< path, pitch, radius, nodes and the fit; nothing of its seats but the count
};

/// The line, else the arc (least squares), on which \a points follow
/// each other in even steps within rowFitToleranceMm; else a free row. What is missing to the
/// exact points is kept as corrections, so the fitted row has exactly these. O(points).
[[nodiscard]] FittedRow fittedRow(const QList<PointMm> &points);

} // namespace foyer
