#pragma once

#include "models/seatmap/seatgeometry.h"

#include <optional>
#include <vector>

namespace foyer {

/// A row's letter beside one of its ends.
struct RowLetter
{
    qint32 row = 0;
    PointMm center;
};

/// Where the names of one section go.
struct SectionPlace
{
    PointMm middle; ///< on one of its seats, near their mean: for the name at a distance
    std::optional<RectMm> beside; ///< free floor next to it: for the name close by
    qint32 mainCategory = 0;      ///< of most of its seats
};

/// Where all writing of a map goes. Sizes are in millimetres and grow with the seats, so what
/// does not collide at one zoom never collides.
struct MapLabels
{
    std::vector<RowLetter> rowLetters;
    std::vector<SectionPlace> sections; ///< one per section
    RectMm extent;                      ///< of the map and all writing
    qint32 letterHeight = 0;
    qint32 nameHeight = 0;
};

/// Finds places that touch no seat, table, area or other writing; a letter or name without such
/// a place is left out. O(seats + rows).
[[nodiscard]] MapLabels placeLabels(const SeatGeometry &geometry);

/// \a outline with its corners rounded by \a radius; gentle bends are kept as they are.
[[nodiscard]] QList<PointMm> roundedOutline(const QList<PointMm> &outline, double radius);
/// A point well inside, in the middle of the longest upright line through the middle.
[[nodiscard]] PointMm middleInside(const QList<PointMm> &outline);
[[nodiscard]] RectMm boundsOf(const QList<PointMm> &points);
[[nodiscard]] bool intersects(const RectMm &a, const RectMm &b);
[[nodiscard]] RectMm grown(const RectMm &rect, qint32 by);
/// By the even-odd rule.
[[nodiscard]] bool contains(const QList<PointMm> &outline, PointMm point);

} // namespace foyer
