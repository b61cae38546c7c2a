#pragma once

#include "models/seatmap/seatgeometry.h"

#include <optional>

namespace foyer {

enum class MapDirection : quint8 { Left, Right, Up, Down };

// Where the keyboard goes from a seat. Pure; nothing where the way ends.

/// Along the row where it runs that way, else to the nearest seat of another row there.
[[nodiscard]] std::optional<SeatIndex> seatTowards(const SeatGeometry &geometry, SeatIndex from,
                                                   MapDirection direction);
/// To the nearest seat of the nearest section in that direction.
[[nodiscard]] std::optional<SeatIndex> sectionTowards(const SeatGeometry &geometry, SeatIndex from,
                                                      MapDirection direction);
[[nodiscard]] SeatIndex firstOfRow(const SeatGeometry &geometry, SeatIndex seat);
[[nodiscard]] SeatIndex lastOfRow(const SeatGeometry &geometry, SeatIndex seat);
/// In a row everything between the two, else everything in the rectangle they span.
[[nodiscard]] QList<SeatIndex> seatsBetween(const SeatGeometry &geometry, SeatIndex a, SeatIndex b);

} // namespace foyer
