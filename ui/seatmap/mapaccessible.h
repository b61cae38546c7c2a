#pragma once

namespace foyer {

/// Makes seat maps speak: every SeatMapView gets the nodes map -> section -> row -> seat and
/// map -> area, made when a screen reader asks for them and at most a few thousand at a time.
/// Safe to call more than once. GUI thread.
void installMapAccessibility();

} // namespace foyer
