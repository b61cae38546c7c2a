#pragma once

#include "models/domain/random.h"
#include "models/editing/mapcontent.h"
#include "models/seatmap/seatgeometry.h"

namespace foyer {

class SeatMapDocument;

/// The drawing as it is published. Elements in no section go into a nameless one at the end of
/// their level. Uses the document's cached seats: O(seats), no seat is made anew.
/// Every seat has an id of its own and a category that exists; checked() says what else keeps
/// the map from being published.
[[nodiscard]] SeatMap toSeatMap(const SeatMapDocument &document);
/// The same from a content alone.
[[nodiscard]] SeatMap toSeatMap(const MapContent &content);

/// The drawing of \a map, which must have passed checked() but for having no seat at all. Rows on
/// a line or arc (within 1 mm) become parametric, all others stay as free rows; ids are kept.
/// toSeatMap() of it equals \a map. \a random makes the keys of seats that are added later.
/// O(seats).
[[nodiscard]] MapContent fromSeatMap(const SeatMap &map, RandomSource &random);

/// A document ready for drawing in tiles: the geometry and which seat each of its indices is.
struct CompiledDocument
{
    std::shared_ptr<const SeatGeometry> geometry; ///< shared with the views that draw it
    QList<SeatRef> seats;                         ///< by SeatIndex; GA places have no entry
    QHash<SeatRef, SeatIndex> indices;
};
/// O(seats); call it when a gesture has ended, not during a drag.
[[nodiscard]] CompiledDocument compiled(const SeatMapDocument &document);

} // namespace foyer
