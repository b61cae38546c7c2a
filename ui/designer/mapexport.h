#pragma once

#include "models/seatmap/seatgeometry.h"

namespace foyer {

/// The seat map that compiles to \a geometry, for saving it. Everything that is sold and drawn is
/// there; shapes stand in the first level, and sections have the outline they are drawn with.
[[nodiscard]] SeatMap seatMapOf(const SeatGeometry &geometry, const QString &name);

} // namespace foyer
