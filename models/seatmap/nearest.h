#pragma once

#include "models/seatmap/seatgeometry.h"

#include <functional>

namespace foyer {

/// Answers whether a ticket may be taken; asked at most a few times for each ticket.
using FreeTicket = std::function<bool(SeatIndex)>;

/// Free tickets that can stand in for \a wanted: as many, of the same categories and kinds,
/// side by side in one row where that is possible, else in as few groups as possible, near to
/// the wanted ones. \a wanted itself is never offered. GA places are replaced by places of the
/// same area, then of the same category.
/// \return in index order; fewer than wanted, or none, when the house does not have more.
/// Cost: O(seats) for each group offered.
[[nodiscard]] QList<SeatIndex> nearestEquivalent(const SeatGeometry &geometry,
                                                 const QList<SeatIndex> &wanted,
                                                 const FreeTicket &isFree);

/// The best \a count free tickets: seats side by side and near to the focal point, else in as
/// few groups as possible. Places that leave a single seat alone beside them, or have a
/// restricted view, come later; wheelchair and companion places are never chosen. Where there
/// are not enough seats, places of one GA area.
/// \param category  only of this one; nothing = any, and then the tickets may be of several.
/// \return in index order; empty when there are not \a count such tickets.
[[nodiscard]] QList<SeatIndex> bestAvailable(const SeatGeometry &geometry, const FreeTicket &isFree,
                                             qint32 count, std::optional<CategoryId> category = {});

} // namespace foyer
