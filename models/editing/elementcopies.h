#pragma once

#include "models/editing/seatmapdocument.h"

namespace foyer {

/// Makes \a elements new ones: new ids, ranks, groups and seats; members follow the copies of
/// their sections, where these are among them.
void renew(SeatMapDocument &document, QList<Element> &elements);

} // namespace foyer
