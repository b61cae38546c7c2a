#pragma once

#include "models/editing/seatmapdocument.h"
#include "models/editing/selection.h"

#include <optional>

namespace foyer {

/// What lies under the pointer. Looks through the elements' boxes and then only at the seats of
/// those that may be hit: O(elements + seats of the hit elements), nothing is built beforehand.
/// Locked elements are never picked. Only \a level is looked at.

struct MapHit
{
    ElementId element;
    std::optional<SeatSerial> seat; ///< of the element
    bool operator==(const MapHit &) const = default;
};

/// The topmost thing at \a point: a seat whose centre is at most \a reach mm away (the nearest
/// one), else a table, area or shape, else the smallest section. Lines and outlines are hit
/// within \a reach.
[[nodiscard]] std::optional<MapHit> hitTest(const SeatMapDocument &document, LevelId level,
                                            PointMm point, qint32 reach);

enum class PickUnit : quint8 {
    Elements, ///< whole elements (of a group: all of it)
    Seats,    ///< single seats; areas and shapes are left out
};
enum class PickReach : quint8 {
    Inside,   ///< with all their seats, or their outline
    Touching, ///< with any of them
};

/// All in \a area. For Seats: those whose centre lies inside.
[[nodiscard]] MapSelection pickRectangle(const SeatMapDocument &document, LevelId level,
                                         const RectMm &area, PickUnit unit,
                                         PickReach reach = PickReach::Inside);
/// The same in a polygon (even-odd).
[[nodiscard]] MapSelection pickLasso(const SeatMapDocument &document, LevelId level,
                                     const QList<PointMm> &polygon, PickUnit unit,
                                     PickReach reach = PickReach::Inside);
/// Seats whose centres are at most \a radius from the stroke \a points.
[[nodiscard]] MapSelection pickBrush(const SeatMapDocument &document, LevelId level,
                                     const QList<PointMm> &points, qint32 radius);
/// Every element of the kind of \a element; for a seat every seat of its category and kind.
[[nodiscard]] MapSelection pickSameType(const SeatMapDocument &document, const MapHit &like);
/// The whole line of \a seat, as seats: of a row everything, of a block that row.
[[nodiscard]] MapSelection pickRow(const SeatMapDocument &document, const SeatRef &seat);
/// What a click on \a element picks: its whole group, or itself.
[[nodiscard]] MapSelection pickGroup(const SeatMapDocument &document, ElementId element);

/// Whether \a point lies in \a polygon (even-odd; its edge counts half).
[[nodiscard]] bool contains(const QList<PointMm> &polygon, PointMm point);
/// The distance of \a point from the line between \a from and \a to, in mm.
[[nodiscard]] double distanceToSegment(PointMm point, PointMm from, PointMm to);

} // namespace foyer
