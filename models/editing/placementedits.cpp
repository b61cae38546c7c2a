#include "models/editing/placementedits.h"

#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/elementchecks.h"
#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatgeometrybuilder.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr double leastFactor = 0.01;
constexpr double mostFactor = 100;

bool isDistance(PointMm distance)
{
    const auto fits = [](qint32 mm) { return mm >= -2 * farthestMm && mm <= 2 * farthestMm; };
    return fits(distance.x) && fits(distance.y);
}

std::unexpected<Refusal> tooFar()
{
    return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
}

bool isPoint(QPointF point)
{
    return std::abs(point.x()) <= farthestMm && std::abs(point.y()) <= farthestMm;
}

void scale(QList<QPointF> &points, double factor)
{
    for (QPointF &point : points)
        point *= factor;
}

qint32 scaled(qint32 length, double factor)
{
    return qint32(std::clamp<double>(std::round(length * factor), -farthestMm, farthestMm));
}

void scaleForm(RowElement &row, double factor)
{
    row.pitch *= factor;
    row.radius *= factor;
    scale(row.nodes, factor);
}

void scaleForm(BlockElement &block, double factor)
{
    for (double *const length :
         {&block.pitch, &block.rowSpacing, &block.radius, &block.stagger, &block.skew})
        *length *= factor;
}

void scaleForm(TableElement &table, double factor)
{
    for (qint32 *const length : {&table.width, &table.height, &table.gap})
        *length = scaled(*length, factor);
    scale(table.freeSeats, factor);
}

void scaleForm(AreaElement &area, double factor)
{
    area.width *= factor;
    area.height *= factor;
    scale(area.nodes, factor);
}

void scaleForm(SectionElement &section, double factor)
{
    scale(section.outline, factor);
}

void scaleForm(ShapeElement &shape, double factor)
{
    scale(shape.points, factor);
    shape.textSize = scaled(shape.textSize, factor);
}

/// Where the side or middle named by \a alignment lies in \a box, and along which axis.
qint32 lineOf(const RectMm &box, Alignment alignment)
{
    switch (alignment) {
    case Alignment::Left:
        return box.left;
    case Alignment::HorizontalCentre:
        return box.left + (box.right - box.left) / 2;
    case Alignment::Right:
        return box.right;
    case Alignment::Top:
        return box.top;
    case Alignment::VerticalCentre:
        return box.top + (box.bottom - box.top) / 2;
    case Alignment::Bottom:
        return box.bottom;
    }
    return 0;
}

bool isHorizontal(Alignment alignment)
{
    return alignment == Alignment::Left || alignment == Alignment::HorizontalCentre ||
           alignment == Alignment::Right;
}

void moveUnit(MapEdit &edit, const SeatMapDocument &document, const QList<ElementId> &unit,
              PointMm distance)
{
    for (const ElementId id : unit) {
        const Element &element = *document.element(id);
        addPlacement(edit, element, movedBy(element.placement, distance));
    }
}

/// A unit and its box.
struct BoxedUnit
{
    QList<ElementId> ids;
    RectMm box;
};

/// \a ids in units, members added; a refusal for fewer than \a least.
Result<QList<BoxedUnit>> boxedUnits(const SeatMapDocument &document, const QList<ElementId> &ids,
                                    qsizetype least)
{
    const Result<QList<ElementId>> all = editable(document, withMembers(document, ids));
    if (!all)
        return std::unexpected(all.error());
    QList<BoxedUnit> units;
    for (const QList<ElementId> &unit : unitsOf(document, *all)) {
        const RectMm box = boundsOf(document, unit);
        if (!box.isEmpty())
            units.append({unit, box});
    }
    if (units.size() < least)
        return refusedEdit(EditText::tr("Select more elements for this."));
    return units;
}

} // namespace

QList<ElementId> withMembers(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    QList<ElementId> all;
    QSet<ElementId> seen;
    const auto add = [&](ElementId id) {
        if (!seen.contains(id))
            all.append(id);
        seen.insert(id);
    };
    for (const ElementId id : ids) {
        add(id);
        const Element *const element = document.element(id);
        if (!element || element->kind() != ElementKind::Section)
            continue;
        for (const ElementId member : document.membersOf(id))
            add(member);
    }
    return all;
}

RectMm boundsOf(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    RectMm box;
    for (const ElementId id : ids)
        box = united(box, document.boundsOf(id));
    return box;
}

Result<MapEdit> moveElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                             PointMm distance)
{
    if (!isDistance(distance))
        return tooFar();
    const Result<QList<ElementId>> all = editable(document, withMembers(document, ids));
    if (!all)
        return std::unexpected(all.error());
    return MapEdit{.name = EditText::tr("Move"), .moved = *all, .distance = distance};
}

Result<MapEdit> rotateElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                               QPointF pivot, double degrees)
{
    if (!isPoint(pivot) || !std::isfinite(degrees))
        return tooFar();
    const Result<QList<ElementId>> all = editable(document, withMembers(document, ids));
    if (!all)
        return std::unexpected(all.error());
    MapEdit edit{.name = EditText::tr("Rotate")};
    for (const ElementId id : *all) {
        const Element &element = *document.element(id);
        addPlacement(edit, element, rotatedAround(element.placement, pivot, degrees));
    }
    return edit;
}

Result<MapEdit> mirrorElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                               QPointF point, double degrees)
{
    if (!isPoint(point) || !std::isfinite(degrees))
        return tooFar();
    const Result<QList<ElementId>> all = editable(document, withMembers(document, ids));
    if (!all)
        return std::unexpected(all.error());
    MapEdit edit{.name = EditText::tr("Mirror")};
    for (const ElementId id : *all) {
        const Element &element = *document.element(id);
        addPlacement(edit, element, mirroredIn(element.placement, point, degrees));
    }
    return edit;
}

Result<MapEdit> scaleElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                              QPointF pivot, double factor)
{
    if (!(factor >= leastFactor && factor <= mostFactor) || !isPoint(pivot))
        return refusedEdit(EditText::tr("A scale is 0.01 to 100."));
    return changedElements(
        document, withMembers(document, ids), EditText::tr("Scale"),
        [pivot, factor](Element &element) -> Result<void> {
            const QPointF way = (toPointF(element.placement.origin) - pivot) * factor;
            element.placement.origin = roundedMm(pivot + way);
            if (factor != 1)
                std::visit([factor](auto &form) { scaleForm(form, factor); }, element.form);
            return {};
        });
}

Result<MapEdit> alignElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                              Alignment alignment)
{
    const Result<QList<BoxedUnit>> units = boxedUnits(document, ids, 2);
    if (!units)
        return std::unexpected(units.error());
    RectMm all;
    for (const BoxedUnit &unit : *units)
        all = united(all, unit.box);
    MapEdit edit{.name = EditText::tr("Align")};
    for (const BoxedUnit &unit : *units) {
        const qint32 distance = lineOf(all, alignment) - lineOf(unit.box, alignment);
        moveUnit(edit, document, unit.ids,
                 isHorizontal(alignment) ? PointMm{distance, 0} : PointMm{0, distance});
    }
    return edit;
}

Result<MapEdit> distributeElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                                   Qt::Orientation axis)
{
    Result<QList<BoxedUnit>> units = boxedUnits(document, ids, 3);
    if (!units)
        return std::unexpected(units.error());
    const bool isAcross = axis == Qt::Horizontal;
    const auto start = [isAcross](const RectMm &box) { return isAcross ? box.left : box.top; };
    const auto end = [isAcross](const RectMm &box) { return isAcross ? box.right : box.bottom; };
    std::ranges::stable_sort(
        *units, {}, [&](const BoxedUnit &unit) { return qint64(start(unit.box)) + end(unit.box); });
    qint64 room = qint64(end(units->back().box)) - start(units->front().box);
    for (const BoxedUnit &unit : std::as_const(*units))
        room -= end(unit.box) - start(unit.box);
    const double gap = double(room) / double(units->size() - 1);
    double next = start(units->front().box);
    MapEdit edit{.name = EditText::tr("Distribute")};
    for (const BoxedUnit &unit : std::as_const(*units)) {
        const qint32 distance = qint32(std::lround(next)) - start(unit.box);
        moveUnit(edit, document, unit.ids, isAcross ? PointMm{distance, 0} : PointMm{0, distance});
        next += end(unit.box) - start(unit.box) + gap;
    }
    return edit;
}

} // namespace foyer
