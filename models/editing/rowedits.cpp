#include "models/editing/rowedits.h"

#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/elementchecks.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

std::unexpected<Refusal> onlyRows()
{
    return refusedEdit(EditText::tr("Only rows and blocks of rows can be changed like this."));
}

std::unexpected<Refusal> badSpacing()
{
    return refusedEdit(EditText::tr("A distance is 50 to 100,000 mm."));
}

/// The floor point of \a local as exactly as it can be said.
QPointF floorPoint(const Placement &placement, QPointF local)
{
    const QPointF mirrored(local.x(), placement.isMirrored ? -local.y() : local.y());
    return toPointF(placement.origin) + turned(mirrored, placement.rotation);
}

/// Puts a row on the line or arc between two floor points.
void spanBetween(Element &element, RowElement &row, QPointF first, QPointF last, double sagitta)
{
    const QPointF way = last - first;
    const double chord = lengthOf(way);
    const auto gaps = double(std::max(row.line.count() - 1, 1));
    const double heading = degreesOf(way);
    row.path = RowPath::Curve;
    row.nodes.clear();
    row.fit = {};
    row.radius = 0;
    row.pitch = chord / gaps;
    double turn = 0;
    if (sagitta != 0) {
        const double radius = (chord * chord / 4 + sagitta * sagitta) / (2 * std::abs(sagitta));
        const double half = 2 * std::atan2(2 * std::abs(sagitta), chord);
        row.radius = std::copysign(radius, sagitta);
        row.pitch = 2 * half * radius / gaps;
        turn = std::copysign(half / radiansPerDegree, sagitta);
    }
    // The chord turns away from the first direction to the side of the centre.
    const double direction = element.placement.isMirrored ? heading - turn : heading + turn;
    element.placement.rotation = normalizedDegrees(direction);
    element.placement.origin = roundedMm(first);
}

Result<void> curve(Element &element, RowElement &row, double sagitta)
{
    const QList<QPointF> points = rowPoints(row);
    if (points.size() < 2)
        return {};
    const QPointF first = floorPoint(element.placement, points.front());
    const QPointF last = floorPoint(element.placement, points.back());
    const double chord = lengthOf(last - first);
    if (chord < 1 || std::abs(sagitta) > chord / 2)
        return refusedEdit(EditText::tr("A row bends to a half circle at most."));
    spanBetween(element, row, first, last, sagitta);
    return {};
}

Result<void> curve(BlockElement &block, double sagitta)
{
    const double chord = (block.lines.front().count() - 1) * block.pitch;
    if (sagitta == 0 || chord <= 0) {
        block.radius = 0;
        return {};
    }
    if (std::abs(sagitta) > chord / 2)
        return refusedEdit(EditText::tr("A row bends to a half circle at most."));
    const double radius = (chord * chord / 4 + sagitta * sagitta) / (2 * std::abs(sagitta));
    block.radius = std::copysign(radius, sagitta);
    return {};
}

/// A poly-line or free row with other distances between its seats, seen from its middle.
void stretch(RowElement &row, double factor)
{
    if (row.path == RowPath::Free) {
        const QPointF middle = (row.nodes.front() + row.nodes.back()) / 2;
        for (QPointF &node : row.nodes)
            node = middle + (node - middle) * factor;
    }
}

Result<void> repitch(Element &element, double pitch)
{
    if (auto *const block = std::get_if<BlockElement>(&element.form)) {
        block->pitch = pitch;
        return {};
    }
    auto *const row = std::get_if<RowElement>(&element.form);
    if (!row)
        return onlyRows();
    if (row->path == RowPath::Free && row->nodes.size() > 1) {
        const double present =
            lengthOf(row->nodes.back() - row->nodes.front()) / double(row->nodes.size() - 1);
        if (present > 0)
            stretch(*row, pitch / present);
    }
    if (row->path == RowPath::Curve) {
        const double shift = (row->pitch - pitch) * (row->line.count() - 1) / 2;
        if (row->radius == 0) {
            element.placement.origin = roundedMm(floorPoint(element.placement, {shift, 0}));
        } else {
            const double angle = shift / row->radius;
            const QPointF start(row->radius * std::sin(angle), row->radius * (std::cos(angle) - 1));
            const double turn = element.placement.isMirrored ? angle : -angle;
            element.placement.origin = roundedMm(floorPoint(element.placement, start));
            element.placement.rotation =
                normalizedDegrees(element.placement.rotation + turn / radiansPerDegree);
        }
    }
    row->pitch = pitch;
    return {};
}

/// The middle of a row, and the direction square to it.
QPointF middleOf(const Element &element, const RowElement &row)
{
    const QList<QPointF> points = rowPoints(row);
    return points.isEmpty() ? toPointF(element.placement.origin)
                            : floorPoint(element.placement, points.at(points.size() / 2));
}

} // namespace

Result<MapEdit> curveRows(const SeatMapDocument &document, const QList<ElementId> &ids,
                          double sagitta)
{
    if (!std::isfinite(sagitta))
        return badSpacing();
    return changedElements(document, ids, EditText::tr("Curve"),
                           [sagitta](Element &element) -> Result<void> {
                               if (auto *const block = std::get_if<BlockElement>(&element.form))
                                   return curve(*block, sagitta);
                               auto *const row = std::get_if<RowElement>(&element.form);
                               return row ? curve(element, *row, sagitta) : onlyRows();
                           });
}

Result<MapEdit> straightenRows(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    Result<MapEdit> edit = curveRows(document, ids, 0);
    if (edit)
        edit->name = EditText::tr("Straighten");
    return edit;
}

Result<MapEdit> setPitch(const SeatMapDocument &document, const QList<ElementId> &ids, double pitch)
{
    if (!(pitch >= leastSpacing && pitch <= mostSpacing))
        return badSpacing();
    return changedElements(document, ids, EditText::tr("Set seat spacing"),
                           [pitch](Element &element) { return repitch(element, pitch); });
}

Result<MapEdit> setRowSpacing(const SeatMapDocument &document, const QList<ElementId> &ids,
                              double spacing)
{
    if (!(spacing >= leastSpacing && spacing <= mostSpacing))
        return badSpacing();
    QPointF first;
    QPointF square;
    qint32 place = 0;
    return changedElements(
        document, ids, EditText::tr("Set row spacing"), [&](Element &element) -> Result<void> {
            if (auto *const block = std::get_if<BlockElement>(&element.form)) {
                block->rowSpacing = spacing;
                return {};
            }
            const auto *const row = std::get_if<RowElement>(&element.form);
            if (!row)
                return onlyRows();
            const QPointF middle = middleOf(element, *row);
            if (place == 0) {
                const QList<QPointF> points = rowPoints(*row);
                const QPointF way = points.isEmpty() ? QPointF() : points.back() - points.front();
                const double along = degreesOf(way);
                square = turned({0, 1}, element.placement.rotation +
                                            (element.placement.isMirrored ? -along : along));
                first = middle;
            } else {
                if (place == 1 && QPointF::dotProduct(middle - first, square) < 0)
                    square = -square;
                const double now = QPointF::dotProduct(middle - first, square);
                const PointMm by = roundedMm(square * (place * spacing - now));
                element.placement = movedBy(element.placement, by);
            }
            ++place;
            return {};
        });
}

Result<MapEdit> setForm(const SeatMapDocument &document, ElementId id, const ElementForm &form)
{
    return changedElements(document, {id}, EditText::tr("Change properties"),
                           [&form](Element &element) -> Result<void> {
                               if (element.form.index() != form.index())
                                   return refusedEdit(EditText::tr("An element keeps its kind."));
                               element.form = form;
                               return {};
                           });
}

} // namespace foyer
