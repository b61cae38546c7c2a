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

/// What somebody wants who leaves the choice of seats to the house.
struct BestWish
{
    qint32 count = 0;
    std::optional<CategoryId> category; ///< nothing: any, and then the tickets may be of several
    QString zone;                       ///< name of a section or area; empty: anywhere
    bool isAccessible = false;          ///< wheelchair places, else never one
};

/// What the house chose, and what can be said of it.
struct BestChoice
{
    QList<SeatIndex> tickets; ///< in index order; empty: there are not so many
    qint32 groups = 0;        ///< that sit side by side; 1 is best
    qint32 leftAlone = 0;     ///< free seats that are single beside them now
    qint32 restricted = 0;    ///< of them with a restricted view
    qint32 distance = 0;      ///< of their middle from the focal point, in mm; 0 for GA places
};

/// The best free tickets: seats side by side and near to the focal point, else in as few groups as
/// possible. A single free seat is never left alone beside them as long as the wish can be
/// fulfilled without it, however far away; when it cannot, near the end of a sale, it is. Seats
/// with a restricted view come later. A table that is sold whole is chosen whole or not at all.
/// Where there are not enough seats, places of one GA area.
/// Cost: O(seats) for each group.
[[nodiscard]] BestChoice bestAvailable(const SeatGeometry &geometry, const FreeTicket &isFree,
                                       const BestWish &wish);
/// The same for a number of tickets, perhaps of one category. \return the tickets.
[[nodiscard]] QList<SeatIndex> bestAvailable(const SeatGeometry &geometry, const FreeTicket &isFree,
                                             qint32 count, std::optional<CategoryId> category = {});

} // namespace foyer
