#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/elementcopies.h"
#include "models/editing/placementedits.h"
#include "models/seatmap/jsonfields.h"

#include <cmath>

namespace foyer {

namespace {

constexpr qint32 mostCopies = 1'000;
constexpr qsizetype mostCopiedElements = 100'000;

/// The elements to copy, when so many copies are allowed.
Result<QList<Element>> originals(const SeatMapDocument &document, const QList<ElementId> &ids,
                                 qint32 copies)
{
    const Result<QList<ElementId>> all = editable(document, withMembers(document, ids));
    if (!all)
        return std::unexpected(all.error());
    if (copies < 1 || copies > mostCopies || all->size() * copies > mostCopiedElements)
        return refusedEdit(EditText::tr("These are too many copies at once."));
    QList<Element> elements;
    for (const ElementId id : *all)
        elements.append(*document.element(id));
    return elements;
}

void addCopies(MapEdit &edit, SeatMapDocument &document, QList<Element> elements)
{
    renew(document, elements);
    for (const Element &element : std::as_const(elements))
        edit.changed.append({std::nullopt, element});
}

bool isStep(PointMm step)
{
    return std::abs(double(step.x)) <= farthestMm && std::abs(double(step.y)) <= farthestMm;
}

} // namespace

void renew(SeatMapDocument &document, QList<Element> &elements)
{
    QHash<ElementId, ElementId> ids;
    QHash<GroupId, GroupId> groups;
    for (Element &element : elements) {
        const ElementId id = document.newElementId();
        ids.insert(element.id, id);
        element.id = id;
        element.rank = document.newRank();
        if (!element.group.isNull() && !groups.contains(element.group))
            groups.insert(element.group, document.newGroupId());
        element.group = groups.value(element.group);
        if (SeatSet *const seats = seatSetOf(element))
            seats->identity = {document.newKey(), {}};
    }
    for (Element &element : elements)
        element.section = ids.value(element.section, element.section);
}

Result<MapEdit> duplicateElements(SeatMapDocument &document, const QList<ElementId> &ids,
                                  PointMm distance)
{
    Result<MapEdit> edit = arrayAlongLine(document, ids, 1, distance);
    if (edit)
        edit->name = EditText::tr("Duplicate");
    return edit;
}

Result<MapEdit> arrayAlongLine(SeatMapDocument &document, const QList<ElementId> &ids,
                               qint32 copies, PointMm step)
{
    const Result<QList<Element>> elements = originals(document, ids, copies);
    if (!elements)
        return std::unexpected(elements.error());
    if (!isStep(step))
        return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
    MapEdit edit{.name = EditText::tr("Repeat along a line")};
    for (qint32 copy = 1; copy <= copies; ++copy) {
        QList<Element> made = *elements;
        for (Element &element : made) {
            const QPointF way = toPointF(step) * copy;
            element.placement.origin = roundedMm(toPointF(element.placement.origin) + way);
        }
        addCopies(edit, document, made);
    }
    return edit;
}

Result<MapEdit> arrayAlongArc(SeatMapDocument &document, const QList<ElementId> &ids, qint32 copies,
                              QPointF center, double degrees)
{
    const Result<QList<Element>> elements = originals(document, ids, copies);
    if (!elements)
        return std::unexpected(elements.error());
    if (!std::isfinite(degrees) || !isStep(roundedMm(center)))
        return refusedEdit(EditText::tr("Nothing can lie farther than 10 km from the corner."));
    MapEdit edit{.name = EditText::tr("Repeat along an arc")};
    for (qint32 copy = 1; copy <= copies; ++copy) {
        QList<Element> made = *elements;
        for (Element &element : made)
            element.placement = rotatedAround(element.placement, center, degrees * copy);
        addCopies(edit, document, made);
    }
    return edit;
}

} // namespace foyer
