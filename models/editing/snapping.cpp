#include "models/editing/snapping.h"

#include "models/editing/placementedits.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

/// A box seen along one axis.
struct Extent
{
    qint32 start = 0;
    qint32 end = 0;
    qint32 across = 0; ///< where it lies along the other axis
    qint32 acrossEnd = 0;
    [[nodiscard]] qint32 middle() const { return start + (end - start) / 2; }
};

enum class Axis : quint8 { X, Y };

Extent extentOf(const RectMm &box, Axis axis)
{
    return axis == Axis::X ? Extent{box.left, box.right, box.top, box.bottom}
                           : Extent{box.top, box.bottom, box.left, box.right};
}

/// The best of the shifts that were offered: the first of the shortest ones.
class ShiftChoice final
{
public:
    explicit ShiftChoice(qint32 reach)
        : m_reach(reach)
    {}
    void offer(qint64 shift, GuideKind kind, qint64 at, qint32 from, qint32 to)
    {
        if (std::abs(shift) > m_reach || (m_isFound && std::abs(shift) >= std::abs(m_shift)))
            return;
        m_isFound = true;
        m_shift = qint32(shift);
        m_kind = kind;
        m_at = qint32(at);
        m_from = from;
        m_to = to;
    }
    [[nodiscard]] bool isFound() const { return m_isFound; }
    [[nodiscard]] qint32 shift() const { return m_shift; }
    [[nodiscard]] SnapGuide guide(Axis axis) const
    {
        return axis == Axis::X ? SnapGuide{m_kind, {m_at, m_from}, {m_at, m_to}}
                               : SnapGuide{m_kind, {m_from, m_at}, {m_to, m_at}};
    }

private:
    qint32 m_reach;
    bool m_isFound = false;
    qint32 m_shift = 0;
    GuideKind m_kind = GuideKind::Edge;
    qint32 m_at = 0, m_from = 0, m_to = 0;
};

void offerLines(ShiftChoice &choice, const Extent &moving, const QList<Extent> &others)
{
    for (const Extent &other : others) {
        const qint32 from = std::min(moving.across, other.across);
        const qint32 to = std::max(moving.acrossEnd, other.acrossEnd);
        const auto offer = [&](qint64 here, qint64 there, GuideKind kind) {
            choice.offer(there - here, kind, there, from, to);
        };
        offer(moving.middle(), other.middle(), GuideKind::Centre);
        offer(moving.start, other.start, GuideKind::Edge);
        offer(moving.end, other.end, GuideKind::Edge);
        offer(moving.start, other.end, GuideKind::Edge);
        offer(moving.end, other.start, GuideKind::Edge);
    }
}

/// Places that repeat the gap of two neighbours, before, behind or between them.
void offerGaps(ShiftChoice &choice, const Extent &moving, QList<Extent> others)
{
    others.removeIf([&moving](const Extent &other) {
        return other.acrossEnd <= moving.across || other.across >= moving.acrossEnd;
    });
    std::ranges::sort(others, {}, &Extent::start);
    for (qsizetype i = 1; i < others.size(); ++i) {
        const Extent &a = others.at(i - 1);
        const Extent &b = others.at(i);
        const qint64 gap = qint64(b.start) - a.end;
        if (gap < 0)
            continue;
        const auto offer = [&](qint64 shift, qint64 at) {
            choice.offer(shift, GuideKind::EqualGap, at, moving.across, moving.acrossEnd);
        };
        offer(b.end + gap - moving.start, b.end + gap);
        offer(a.start - gap - moving.end, a.start - gap);
        const qint64 middle = (qint64(a.end) + b.start) / 2;
        if (gap >= qint64(moving.end) - moving.start)
            offer(middle - moving.middle(), middle);
    }
}

void offerGrid(ShiftChoice &choice, const Extent &moving, qint32 grid)
{
    if (grid <= 0)
        return;
    const auto line = qint64(std::round(double(moving.start) / grid)) * grid;
    choice.offer(line - moving.start, GuideKind::Grid, line, moving.across, moving.acrossEnd);
}

ShiftChoice chosen(const SnapTargets &targets, const RectMm &box, Axis axis,
                   const SnapSettings &settings)
{
    const Extent moving = extentOf(box, axis);
    QList<Extent> others;
    for (const RectMm &other : targets.boxes)
        others.append(extentOf(other, axis));
    QList<Extent> lines = others;
    for (const PointMm point : targets.points)
        lines.append(extentOf({point.x, point.y, point.x, point.y}, axis));
    ShiftChoice choice(settings.reach);
    if (settings.toElements)
        offerLines(choice, moving, lines);
    if (!choice.isFound() && settings.toEqualGaps)
        offerGaps(choice, moving, others);
    if (!choice.isFound())
        offerGrid(choice, moving, settings.grid);
    return choice;
}

} // namespace

SnapTargets snapTargets(const SeatMapDocument &document, LevelId level,
                        const QList<ElementId> &moving)
{
    const QList<ElementId> all = withMembers(document, moving);
    const QSet<ElementId> left(all.cbegin(), all.cend());
    SnapTargets targets;
    for (const ElementId id : document.elements(level)) {
        const RectMm box = document.boundsOf(id);
        if (!left.contains(id) && !box.isEmpty())
            targets.boxes.append(box);
    }
    targets.points.append(document.settings().focalPoint);
    return targets;
}

SnappedMove snappedMove(const SnapTargets &targets, const RectMm &box, PointMm distance,
                        const SnapSettings &settings)
{
    RectMm moved{box.left + distance.x, box.top + distance.y, box.right + distance.x,
                 box.bottom + distance.y};
    SnappedMove snapped{.distance = distance};
    const ShiftChoice x = chosen(targets, moved, Axis::X, settings);
    moved.left += x.shift();
    moved.right += x.shift();
    const ShiftChoice y = chosen(targets, moved, Axis::Y, settings);
    snapped.distance.x += x.shift();
    snapped.distance.y += y.shift();
    if (x.isFound())
        snapped.guides.append(x.guide(Axis::X));
    if (y.isFound())
        snapped.guides.append(y.guide(Axis::Y));
    return snapped;
}

SnappedMove snappedPoint(const SnapTargets &targets, PointMm point, const SnapSettings &settings)
{
    SnapSettings onlyLines = settings;
    onlyLines.toEqualGaps = false; // a point leaves no gap
    return snappedMove(targets, {point.x, point.y, point.x, point.y}, {}, onlyLines);
}

double snappedAngle(double degrees, double step, double reach)
{
    const double nearest = std::round(degrees / step) * step;
    return std::abs(nearest - degrees) <= reach ? nearest : degrees;
}

PointMm constrainedTo45(PointMm from, PointMm to)
{
    const QPointF way = toPointF(to) - toPointF(from);
    const double direction = std::round(degreesOf(way) / 45) * 45;
    const QPointF unit = turned({1, 0}, direction);
    return roundedMm(toPointF(from) + unit * QPointF::dotProduct(way, unit));
}

PointMm constrainedToSquare(PointMm from, PointMm to)
{
    const QPointF way = toPointF(to) - toPointF(from);
    const double side = std::max(std::abs(way.x()), std::abs(way.y()));
    return roundedMm(toPointF(from) +
                     QPointF(std::copysign(side, way.x()), std::copysign(side, way.y())));
}

} // namespace foyer
