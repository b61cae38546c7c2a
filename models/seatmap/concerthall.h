#pragma once

#include "models/seatmap/seatmap.h"

namespace foyer {

/// The concert hall of the sample house: about 2,100 seats around a stage in five blocks of
/// stalls, a curved balcony, an upper balcony behind it, boxes along both walls, choir seats
/// behind the stage, and a standing gallery of 150 places. Five categories, wheelchair places
/// with companions, restricted-view seats, aisles.
///
/// Deterministic: resources/samples/venues/elbe-concert-hall.foyer.json is what it returns, and a
/// test keeps it so (run tst_samples with FOYER_WRITE_SAMPLES=1 to write it anew).
[[nodiscard]] SeatMap sampleConcertHall();

} // namespace foyer
