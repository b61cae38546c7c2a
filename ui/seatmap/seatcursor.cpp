#include "ui/seatmap/seatcursor.h"

#include "ui/seatmap/maplabels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace foyer {

namespace {

struct Vector
{
    double x;
    double y;
};

Vector vectorOf(MapDirection direction)
{
    switch (direction) {
    case MapDirection::Left:
        return {-1, 0};
    case MapDirection::Right:
        return {1, 0};
    case MapDirection::Up:
        return {0, -1};
    case MapDirection::Down:
        return {0, 1};
    }
    return {0, 0};
}

/// How far \a to is when going from \a from towards \a way: sideways counts double, and what lies
/// more than about 63 degrees off the way is not there. Infinity then.
double costTowards(PointMm from, PointMm to, Vector way)
{
    const double dx = double(to.x) - from.x;
    const double dy = double(to.y) - from.y;
    const double along = dx * way.x + dy * way.y;
    const double aside = std::abs(dx * way.y - dy * way.x);
    if (along <= 0 || aside > along * 2)
        return std::numeric_limits<double>::infinity();
    return along + 2 * aside;
}

const SeatGeometry::RowInfo &rowOf(const SeatGeometry &geometry, SeatIndex seat)
{
    return geometry.rows()[geometry.rowIndices()[size_t(seat.value())]];
}

std::optional<SeatIndex> alongRow(const SeatGeometry &geometry, SeatIndex from, Vector way)
{
    const SeatGeometry::RowInfo &row = rowOf(geometry, from);
    const PointMm here = geometry.position(from);
    for (const int step : {-1, 1}) {
        const qint32 next = from.value() + step;
        if (next < row.firstSeat || next >= row.firstSeat + row.seatCount)
            continue;
        const PointMm there = geometry.position(SeatIndex(next));
        const double length = std::hypot(there.x - here.x, there.y - here.y);
        const double along = (there.x - here.x) * way.x + (there.y - here.y) * way.y;
        if (length > 0 && along > 0.7 * length)
            return SeatIndex(next);
    }
    return std::nullopt;
}

std::optional<SeatIndex> nearestTowards(const SeatGeometry &geometry, SeatIndex from, Vector way,
                                        const SeatFilter &filter)
{
    const PointMm here = geometry.position(from);
    const qint32 ownRow = geometry.rowIndices()[size_t(from.value())];
    const RectMm all = geometry.bounds();
    const qint64 whole = qint64(all.right - all.left) + (all.bottom - all.top);
    for (qint64 radius = qint64(geometry.seatDiameter()) * 3;; radius *= 3) {
        const auto r = qint32(std::min<qint64>(radius, 40'000'000));
        std::optional<SeatIndex> best;
        double bestCost = std::numeric_limits<double>::infinity();
        for (const SeatIndex seat :
             geometry.seatsIn({here.x - r, here.y - r, here.x + r + 1, here.y + r + 1})) {
            if (geometry.rowIndices()[size_t(seat.value())] == ownRow || (filter && !filter(seat)))
                continue;
            const double cost = costTowards(here, geometry.position(seat), way);
            if (cost < bestCost) {
                bestCost = cost;
                best = seat;
            }
        }
        // A seat just outside the square may be nearer than one in its corner.
        if ((best && bestCost <= double(r)) || radius > whole)
            return best;
    }
}

} // namespace

std::optional<SeatIndex> seatTowards(const SeatGeometry &geometry, SeatIndex from,
                                     MapDirection direction, const SeatFilter &filter)
{
    const Vector way = vectorOf(direction);
    const auto next = alongRow(geometry, from, way);
    return next ? next : nearestTowards(geometry, from, way, filter);
}

std::optional<SeatIndex> sectionTowards(const SeatGeometry &geometry, SeatIndex from,
                                        MapDirection direction, const SeatFilter &filter)
{
    const Vector way = vectorOf(direction);
    const PointMm here = geometry.position(from);
    const qint32 own = rowOf(geometry, from).section;
    std::optional<SeatIndex> best;
    double bestCost = std::numeric_limits<double>::infinity();
    for (qint32 i = 0; i < geometry.sections().size(); ++i) {
        const SeatGeometry::SectionInfo &section = geometry.sections()[i];
        if (i == own || section.seatCount == 0 || (filter && !filter(SeatIndex(section.firstSeat))))
            continue;
        for (qint32 seat = section.firstSeat; seat < section.firstSeat + section.seatCount;
             ++seat) {
            const double cost = costTowards(here, geometry.position(SeatIndex(seat)), way);
            if (cost < bestCost) {
                bestCost = cost;
                best = SeatIndex(seat);
            }
        }
    }
    return best;
}

SeatIndex firstOfRow(const SeatGeometry &geometry, SeatIndex seat)
{
    return SeatIndex(rowOf(geometry, seat).firstSeat);
}

SeatIndex lastOfRow(const SeatGeometry &geometry, SeatIndex seat)
{
    const SeatGeometry::RowInfo &row = rowOf(geometry, seat);
    return SeatIndex(row.firstSeat + row.seatCount - 1);
}

QList<SeatIndex> seatsBetween(const SeatGeometry &geometry, SeatIndex a, SeatIndex b)
{
    if (geometry.rowIndices()[size_t(a.value())] == geometry.rowIndices()[size_t(b.value())]) {
        QList<SeatIndex> seats;
        for (qint32 seat = std::min(a, b).value(); seat <= std::max(a, b).value(); ++seat)
            seats.append(SeatIndex(seat));
        return seats;
    }
    const PointMm p = geometry.position(a);
    const PointMm q = geometry.position(b);
    return geometry.seatsIn(
        {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x) + 1, std::max(p.y, q.y) + 1});
}

std::optional<SeatIndex> seatOfLevelNear(const SeatGeometry &geometry, qint32 level, PointMm point,
                                         qint32 radius)
{
    std::optional<SeatIndex> best;
    double bestLength = radius;
    for (const SeatIndex seat : geometry.seatsIn(
             {point.x - radius, point.y - radius, point.x + radius + 1, point.y + radius + 1})) {
        const PointMm at = geometry.position(seat);
        const double length = std::hypot(double(at.x) - point.x, double(at.y) - point.y);
        if (length <= bestLength && levelOf(geometry, seat) == level) {
            bestLength = length;
            best = seat;
        }
    }
    return best;
}

qint32 levelOf(const SeatGeometry &geometry, SeatIndex ticket)
{
    if (const SeatGeometry::AreaInfo *area = geometry.area(ticket))
        return area->level;
    return geometry.sections()[rowOf(geometry, ticket).section].level;
}

RectMm boundsOfLevel(const SeatGeometry &geometry, qint32 level)
{
    RectMm box;
    const auto include = [&box](const RectMm &part) {
        box = box.isEmpty()
                  ? part
                  : RectMm{std::min(box.left, part.left), std::min(box.top, part.top),
                           std::max(box.right, part.right), std::max(box.bottom, part.bottom)};
    };
    for (const SeatGeometry::SectionInfo &section : geometry.sections()) {
        if (section.level == level && section.seatCount > 0)
            include(section.bounds);
    }
    for (const SeatGeometry::AreaInfo &area : geometry.areas()) {
        if (area.level == level)
            include(boundsOf(area.outline));
    }
    return box;
}

} // namespace foyer
