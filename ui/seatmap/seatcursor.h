#pragma once

#include "models/seatmap/seatgeometry.h"

#include <functional>
#include <optional>

namespace foyer {

enum class MapDirection : quint8 { Left, Right, Up, Down };

/// Which seats there are to go to; an empty one means all.
using SeatFilter = std::function<bool(SeatIndex)>;

// Where the keyboard goes from a seat. Pure; nothing where the way ends.

/// Along the row where it runs that way, else to the nearest seat of another row there.
[[nodiscard]] std::optional<SeatIndex> seatTowards(const SeatGeometry &geometry, SeatIndex from,
                                                   MapDirection direction,
                                                   const SeatFilter &filter = {});
/// To the nearest seat of the nearest section in that direction.
[[nodiscard]] std::optional<SeatIndex> sectionTowards(const SeatGeometry &geometry, SeatIndex from,
                                                      MapDirection direction,
                                                      const SeatFilter &filter = {});
[[nodiscard]] SeatIndex firstOfRow(const SeatGeometry &geometry, SeatIndex seat);
[[nodiscard]] SeatIndex lastOfRow(const SeatGeometry &geometry, SeatIndex seat);
/// In a row everything between the two, else everything in the rectangle they span.
[[nodiscard]] QList<SeatIndex> seatsBetween(const SeatGeometry &geometry, SeatIndex a, SeatIndex b);

/// The seat of \a level whose centre is nearest to \a point and at most \a radius away.
[[nodiscard]] std::optional<SeatIndex> seatOfLevelNear(const SeatGeometry &geometry, qint32 level,
                                                       PointMm point, qint32 radius);
/// Of a seat or a place; an index into SeatGeometry::levels().
[[nodiscard]] qint32 levelOf(const SeatGeometry &geometry, SeatIndex ticket);
/// Of all sections and areas of a level; empty when there are none.
[[nodiscard]] RectMm boundsOfLevel(const SeatGeometry &geometry, qint32 level);

} // namespace foyer
