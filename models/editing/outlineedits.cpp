#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/structureedits.h"

namespace foyer {

namespace {

/// The nodes of an element that has any, and how few it may have.
struct NodeList
{
    QList<QPointF> *nodes = nullptr;
    qsizetype least = 3;
};

NodeList nodesOf(Element &element)
{
    if (auto *const section = std::get_if<SectionElement>(&element.form))
        return {&section->outline};
    auto *const area = std::get_if<AreaElement>(&element.form);
    if (area && (area->shape == AreaShape::Polygon || area->shape == AreaShape::SmoothPolygon))
        return {&area->nodes};
    auto *const shape = std::get_if<ShapeElement>(&element.form);
    if (shape && (shape->kind == ShapeKind::Polygon || shape->kind == ShapeKind::Stage))
        return {&shape->points};
    if (shape && shape->kind == ShapeKind::Line)
        return {&shape->points, 2};
    auto *const row = std::get_if<RowElement>(&element.form);
    if (row && row->path == RowPath::PolyLine)
        return {&row->nodes, 2};
    return {};
}

std::unexpected<Refusal> noNode()
{
    return refusedEdit(EditText::tr("This corner does not exist."));
}

template <class Change>
Result<MapEdit> changedNodes(const SeatMapDocument &document, ElementId id, const QString &name,
                             Change &&change)
{
    return changedElements(document, {id}, name, [&change](Element &element) -> Result<void> {
        const NodeList list = nodesOf(element);
        if (!list.nodes)
            return refusedEdit(EditText::tr("This element has no corners to edit."));
        return change(element, list);
    });
}

} // namespace

Result<MapEdit> setOutline(const SeatMapDocument &document, ElementId id,
                           const QList<PointMm> &floorPoints)
{
    return changedNodes(document, id, EditText::tr("Change outline"),
                        [&floorPoints](Element &element, const NodeList &list) -> Result<void> {
                            if (floorPoints.size() < list.least)
                                return refusedEdit(EditText::tr("An outline needs more corners."));
                            list.nodes->clear();
                            for (const PointMm point : floorPoints)
                                list.nodes->append(localPoint(element.placement, toPointF(point)));
                            return {};
                        });
}

Result<MapEdit> moveNode(const SeatMapDocument &document, ElementId id, qsizetype index,
                         PointMm floorPoint)
{
    return changedNodes(
        document, id, EditText::tr("Move corner"),
        [index, floorPoint](Element &element, const NodeList &list) -> Result<void> {
            if (index < 0 || index >= list.nodes->size())
                return noNode();
            (*list.nodes)[index] = localPoint(element.placement, toPointF(floorPoint));
            return {};
        });
}

Result<MapEdit> insertNode(const SeatMapDocument &document, ElementId id, qsizetype index,
                           PointMm floorPoint)
{
    return changedNodes(
        document, id, EditText::tr("Add corner"),
        [index, floorPoint](Element &element, const NodeList &list) -> Result<void> {
            if (index < 0 || index > list.nodes->size())
                return noNode();
            list.nodes->insert(index, localPoint(element.placement, toPointF(floorPoint)));
            return {};
        });
}

Result<MapEdit> removeNode(const SeatMapDocument &document, ElementId id, qsizetype index)
{
    return changedNodes(document, id, EditText::tr("Remove corner"),
                        [index](Element &, const NodeList &list) -> Result<void> {
                            if (index < 0 || index >= list.nodes->size())
                                return noNode();
                            if (list.nodes->size() <= list.least)
                                return refusedEdit(EditText::tr("An outline needs more corners."));
                            list.nodes->removeAt(index);
                            return {};
                        });
}

} // namespace foyer
