#pragma once

#include "models/editing/seatmapdocument.h"

namespace foyer {

/// Moving, turning, aligning and multiplying whole elements. All are pure: they read the
/// document (or reserve ids in it) and return what to apply. A section in \a ids brings its
/// members along. Refused (InvalidRecord) when nothing is named, an element does not exist or
/// is locked; each function says what else it refuses.

/// \a ids, the members of sections among them added, each once, in their order.
[[nodiscard]] QList<ElementId> withMembers(const SeatMapDocument &document,
                                           const QList<ElementId> &ids);
/// The box around all of \a ids, with their seats' discs.
[[nodiscard]] RectMm boundsOf(const SeatMapDocument &document, const QList<ElementId> &ids);

[[nodiscard]] Result<MapEdit> moveElements(const SeatMapDocument &document,
                                           const QList<ElementId> &ids, PointMm distance);
/// Clockwise around \a pivot.
[[nodiscard]] Result<MapEdit> rotateElements(const SeatMapDocument &document,
                                             const QList<ElementId> &ids, QPointF pivot,
                                             double degrees);
/// In the line through \a point at \a degrees: 90 swaps left and right, 0 top and bottom.
[[nodiscard]] Result<MapEdit> mirrorElements(const SeatMapDocument &document,
                                             const QList<ElementId> &ids, QPointF point,
                                             double degrees);
/// Everything farther apart (or nearer) by \a factor, 0.01 to 100, seen from \a pivot: pitches,
/// radii, spacings, sizes and distances; never the number of seats or the seat size.
[[nodiscard]] Result<MapEdit> scaleElements(const SeatMapDocument &document,
                                            const QList<ElementId> &ids, QPointF pivot,
                                            double factor);

enum class Alignment : quint8 { Left, HorizontalCentre, Right, Top, VerticalCentre, Bottom };
/// To the common box; groups and sections move as one. Refused for fewer than two.
[[nodiscard]] Result<MapEdit> alignElements(const SeatMapDocument &document,
                                            const QList<ElementId> &ids, Alignment alignment);
/// Equal gaps between the boxes from the first to the last along \a axis; refused for fewer
/// than three.
[[nodiscard]] Result<MapEdit> distributeElements(const SeatMapDocument &document,
                                                 const QList<ElementId> &ids, Qt::Orientation axis);

/// Copies with new ids and keys, moved by \a distance; groups and sections among them are
/// copied, too. The copies are the elements added by the edit, in the order of \a ids.
[[nodiscard]] Result<MapEdit> duplicateElements(SeatMapDocument &document,
                                                const QList<ElementId> &ids, PointMm distance);
/// \a copies of \a ids, each \a step from the one before. Refused above 1,000 copies.
[[nodiscard]] Result<MapEdit> arrayAlongLine(SeatMapDocument &document, const QList<ElementId> &ids,
                                             qint32 copies, PointMm step);
/// The same turned around \a center by \a degrees from each to the next.
[[nodiscard]] Result<MapEdit> arrayAlongArc(SeatMapDocument &document, const QList<ElementId> &ids,
                                            qint32 copies, QPointF center, double degrees);

} // namespace foyer
