#include "models/editing/picking.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

bool overlap(const RectMm &a, const RectMm &b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

RectMm grown(const RectMm &box, qint32 margin)
{
    return {box.left - margin, box.top - margin, box.right + margin, box.bottom + margin};
}

bool isPolyLine(const Element &element)
{
    const auto *const shape = std::get_if<ShapeElement>(&element.form);
    return shape && shape->kind == ShapeKind::Line;
}

double distanceToOutline(const QList<PointMm> &outline, PointMm point, bool isClosed)
{
    double nearest = HUGE_VAL;
    for (qsizetype i = isClosed ? 0 : 1; i < outline.size(); ++i) {
        const PointMm from = outline.at(i > 0 ? i - 1 : outline.size() - 1);
        nearest = std::min(nearest, distanceToSegment(point, from, outline.at(i)));
    }
    return nearest;
}

bool isOnOutline(const Element &element, PointMm point, qint32 reach)
{
    const QList<PointMm> outline = outlineOf(element);
    const bool isClosed = !isPolyLine(element);
    return (isClosed && contains(outline, point)) ||
           distanceToOutline(outline, point, isClosed) <= reach;
}

qint64 sizeOf(const RectMm &box)
{
    return (qint64(box.right) - box.left) * (qint64(box.bottom) - box.top);
}

/// The nearest seat of all elements of \a level around \a point.
std::optional<MapHit> seatAt(const SeatMapDocument &document, LevelId level, PointMm point,
                             qint32 reach)
{
    std::optional<MapHit> hit;
    double nearest = reach;
    for (const ElementId id : document.elements(level)) {
        const ElementSeats &seats = document.seats(id);
        if (seats.count == 0 || document.element(id)->isLocked ||
            !grown(seats.box, reach + 1).contains(point))
            continue;
        for (const PlacedLine &line : seats.lines) {
            for (const PlacedSeat &seat : line.seats) {
                const double distance = std::hypot(double(seat.position.x) - point.x,
                                                   double(seat.position.y) - point.y);
                // Of equally near ones the one drawn last, which lies on top.
                if (distance <= nearest) {
                    nearest = distance;
                    hit = MapHit{id, seat.serial};
                }
            }
        }
    }
    return hit;
}

/// How much of an element lies inside.
struct Coverage
{
    bool all = true;
    bool any = false;
};

/// Picks what \a isInside(PointMm) accepts within \a box.
template <class Inside>
class AreaPick final
{
public:
    AreaPick(const SeatMapDocument &document, const RectMm &box, PickUnit unit, PickReach reach,
             const Inside &isInside)
        : m_document(document)
        , m_box(box)
        , m_unit(unit)
        , m_reach(reach)
        , m_isInside(isInside)
    {}

    [[nodiscard]] MapSelection pick(LevelId level)
    {
        for (const ElementId id : m_document.elements(level)) {
            const Element &element = *m_document.element(id);
            const RectMm box = m_document.boundsOf(id);
            if (element.isLocked || box.isEmpty() || !overlap(grown(box, 1), m_box))
                continue;
            if (m_unit == PickUnit::Seats)
                addSeats(id);
            else if (const Coverage covered = coverage(element);
                     m_reach == PickReach::Inside ? covered.all : covered.any)
                m_picked.unite(pickGroup(m_document, id));
        }
        return m_picked;
    }

private:
    void addSeats(ElementId id)
    {
        for (const PlacedLine &line : m_document.seats(id).lines) {
            for (const PlacedSeat &seat : line.seats) {
                if (m_isInside(seat.position))
                    m_picked.add(SeatRef{id, seat.serial});
            }
        }
    }

    [[nodiscard]] Coverage coverage(const Element &element) const
    {
        Coverage covered;
        const auto note = [&](PointMm point) {
            const bool isInside = m_isInside(point);
            covered.all = covered.all && isInside;
            covered.any = covered.any || isInside;
        };
        for (const PointMm corner : outlineOf(element))
            note(corner);
        for (const PlacedLine &line : m_document.seats(element.id).lines) {
            for (const PlacedSeat &seat : line.seats)
                note(seat.position);
        }
        covered.all = covered.all && covered.any;
        return covered;
    }

    const SeatMapDocument &m_document;
    RectMm m_box;
    PickUnit m_unit;
    PickReach m_reach;
    const Inside &m_isInside;
    MapSelection m_picked;
};

RectMm boxAround(const QList<PointMm> &points, qint32 margin)
{
    RectMm box{points.front().x, points.front().y, points.front().x + 1, points.front().y + 1};
    for (const PointMm point : points) {
        box.left = std::min(box.left, point.x);
        box.top = std::min(box.top, point.y);
        box.right = std::max(box.right, point.x + 1);
        box.bottom = std::max(box.bottom, point.y + 1);
    }
    return grown(box, margin);
}

} // namespace

bool contains(const QList<PointMm> &polygon, PointMm point)
{
    bool isInside = false;
    for (qsizetype i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
        const PointMm a = polygon.at(i);
        const PointMm b = polygon.at(before);
        if ((a.y > point.y) == (b.y > point.y))
            continue;
        const double crossing =
            double(a.x) + (double(b.x) - a.x) * (double(point.y) - a.y) / (double(b.y) - a.y);
        if (point.x < crossing)
            isInside = !isInside;
    }
    return isInside;
}

double distanceToSegment(PointMm point, PointMm from, PointMm to)
{
    const QPointF way = toPointF(to) - toPointF(from);
    const QPointF there = toPointF(point) - toPointF(from);
    const double square = QPointF::dotProduct(way, way);
    const double along =
        square > 0 ? std::clamp(QPointF::dotProduct(there, way) / square, 0.0, 1.0) : 0;
    return lengthOf(there - way * along);
}

std::optional<MapHit> hitTest(const SeatMapDocument &document, LevelId level, PointMm point,
                              qint32 reach)
{
    if (const std::optional<MapHit> seat = seatAt(document, level, point, reach))
        return seat;
    std::optional<MapHit> hit;
    std::optional<MapHit> section;
    qint64 smallest = 0;
    for (const ElementId id : document.elements(level)) {
        const Element &element = *document.element(id);
        if (element.isLocked || !grown(document.boundsOf(id), reach + 1).contains(point) ||
            !isOnOutline(element, point, reach))
            continue;
        if (element.kind() != ElementKind::Section) {
            hit = MapHit{id, {}};
        } else if (const qint64 size = sizeOf(document.boundsOf(id)); !section || size < smallest) {
            section = MapHit{id, {}};
            smallest = size;
        }
    }
    return hit ? hit : section;
}

MapSelection pickRectangle(const SeatMapDocument &document, LevelId level, const RectMm &area,
                           PickUnit unit, PickReach reach)
{
    const auto isInside = [&area](PointMm point) { return area.contains(point); };
    return AreaPick(document, area, unit, reach, isInside).pick(level);
}

MapSelection pickLasso(const SeatMapDocument &document, LevelId level,
                       const QList<PointMm> &polygon, PickUnit unit, PickReach reach)
{
    if (polygon.size() < 3)
        return {};
    const RectMm box = boxAround(polygon, 0);
    const auto isInside = [&](PointMm point) {
        return box.contains(point) && contains(polygon, point);
    };
    return AreaPick(document, box, unit, reach, isInside).pick(level);
}

MapSelection pickBrush(const SeatMapDocument &document, LevelId level, const QList<PointMm> &points,
                       qint32 radius)
{
    if (points.isEmpty())
        return {};
    const RectMm box = boxAround(points, radius);
    const auto isInside = [&](PointMm point) {
        if (!box.contains(point))
            return false;
        if (points.size() == 1)
            return distanceToSegment(point, points.front(), points.front()) <= radius;
        return distanceToOutline(points, point, false) <= radius;
    };
    return AreaPick(document, box, PickUnit::Seats, PickReach::Inside, isInside).pick(level);
}

MapSelection pickSameType(const SeatMapDocument &document, const MapHit &like)
{
    MapSelection picked;
    const Element *const element = document.element(like.element);
    if (!element)
        return picked;
    const PlacedSeat *model = nullptr;
    for (const PlacedLine &line : document.seats(like.element).lines) {
        for (const PlacedSeat &seat : line.seats) {
            if (like.seat == seat.serial)
                model = &seat;
        }
    }
    for (const ElementId id : document.elements(element->level)) {
        const Element &other = *document.element(id);
        if (other.isLocked)
            continue;
        if (!like.seat && other.kind() == element->kind())
            picked.add(id);
        if (!model)
            continue;
        for (const PlacedLine &line : document.seats(id).lines) {
            for (const PlacedSeat &seat : line.seats) {
                if (seat.category == model->category && seat.kind == model->kind)
                    picked.add(SeatRef{id, seat.serial});
            }
        }
    }
    return picked;
}

MapSelection pickRow(const SeatMapDocument &document, const SeatRef &seat)
{
    MapSelection picked;
    for (const PlacedLine &line : document.seats(seat.element).lines) {
        const auto isIt = [&seat](const PlacedSeat &each) { return each.serial == seat.serial; };
        if (!std::ranges::any_of(line.seats, isIt))
            continue;
        for (const PlacedSeat &each : line.seats)
            picked.add(SeatRef{seat.element, each.serial});
    }
    return picked;
}

MapSelection pickGroup(const SeatMapDocument &document, ElementId id)
{
    const Element *const element = document.element(id);
    if (!element || element->group.isNull())
        return MapSelection(QList<ElementId>{id});
    return MapSelection(document.membersOf(element->group));
}

} // namespace foyer
