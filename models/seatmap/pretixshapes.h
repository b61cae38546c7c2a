#pragma once

#include "models/seatmap/pretixplan.h"
#include "models/seatmap/seatmap.h"

namespace foyer {

/// The areas of \a zone as shapes: what is called stage in one of several languages becomes the
/// stage, other texts become shapes of their own. What cannot be read is reported.
[[nodiscard]] QList<Shape> pretixShapes(const PlanZone &zone, double mmPerUnit,
                                        FindingList &findings);

} // namespace foyer
