#pragma once

#include "models/editing/elements.h"

#include <optional>

namespace foyer {

/// What the drawing tools make of the points of a gesture: pure, so that every movement can ask
/// for a preview (seatsOf, outlineOf) and the release for the element (newElement). All points
/// are on the floor, in mm. Nothing comes back while a gesture is too small to mean anything.

/// An element to be: hand both parts to newElement().
struct Draft
{
    Placement placement;
    ElementForm form;
};

/// How far apart new seats and rows are.
struct DraftSpacing
{
    double pitch = 550;
    double rowSpacing = 900;
};

/// A straight row from \a from towards \a to with as many seats as fit.
[[nodiscard]] std::optional<Draft> draftRow(PointMm from, PointMm to, const DraftSpacing &spacing);
/// A row from \a from to \a to whose arc passes through \a through.
[[nodiscard]] std::optional<Draft> draftArcRow(PointMm from, PointMm through, PointMm to,
                                               const DraftSpacing &spacing);
/// A row along \a corners, two at least.
[[nodiscard]] std::optional<Draft> draftPolyLineRow(const QList<PointMm> &corners,
                                                    const DraftSpacing &spacing);
/// A block that fills the rectangle between two corners; its first row is the upper one.
[[nodiscard]] std::optional<Draft> draftBlock(PointMm from, PointMm to,
                                              const DraftSpacing &spacing);
/// Rows on arcs around \a center, from the radius and direction of \a from to those of \a to
/// (the shorter way round); every row has as many seats as it has room for.
[[nodiscard]] std::optional<Draft> draftArcTier(PointMm center, PointMm from, PointMm to,
                                                const DraftSpacing &spacing);
/// A round table of \a seats seats, or a rectangular one with them on its long sides.
[[nodiscard]] Draft draftRoundTable(PointMm at, qint32 seats);
[[nodiscard]] Draft draftRectangularTable(PointMm at, qint32 seats);

/// A GA area between two corners: a rectangle or an ellipse.
[[nodiscard]] std::optional<Draft> draftArea(PointMm from, PointMm to, AreaShape shape);
[[nodiscard]] std::optional<Draft> draftPolygonArea(const QList<PointMm> &corners, bool isSmooth);
[[nodiscard]] std::optional<Draft> draftSection(const QList<PointMm> &corners, const QString &name);
/// Stage, rectangle or ellipse between two corners, or the line between them.
[[nodiscard]] std::optional<Draft> draftShape(ShapeKind kind, PointMm from, PointMm to);
[[nodiscard]] std::optional<Draft> draftPolygonShape(ShapeKind kind, const QList<PointMm> &corners);
[[nodiscard]] Draft draftText(PointMm at, const QString &text, qint32 size);

/// What the measuring tool shows.
struct Measure
{
    double distance = 0; ///< mm
    double degrees = 0;  ///< clockwise from the right, 0 up to 360
};
[[nodiscard]] Measure measured(PointMm from, PointMm to);

} // namespace foyer
