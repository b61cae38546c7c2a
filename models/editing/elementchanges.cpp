#include "models/editing/elementchanges.h"

#include "models/editing/edittext.h"

#include <algorithm>

namespace foyer {

Result<QList<ElementId>> editable(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    if (ids.isEmpty())
        return refusedEdit(EditText::tr("Nothing is selected."));
    for (const ElementId id : ids) {
        if (const Result<Element> checked = editable(document, id); !checked)
            return std::unexpected(checked.error());
    }
    return ids;
}

Result<Element> editable(const SeatMapDocument &document, ElementId id)
{
    const Element *const element = document.element(id);
    if (!element)
        return refusedEdit(EditText::tr("What is selected no longer exists."));
    if (element->isLocked)
        return refusedEdit(EditText::tr("What is selected is locked. Unlock it first."));
    return *element;
}

void addChange(MapEdit &edit, const Element &before, const Element &after)
{
    if (before != after)
        edit.changed.append({before, after});
}

void addPlacement(MapEdit &edit, const Element &element, const Placement &after)
{
    if (element.placement != after)
        edit.placed.append({element.id, element.placement, after});
}

QList<QList<ElementId>> unitsOf(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    QList<QList<ElementId>> units;
    QHash<GroupId, qsizetype> groups;
    QHash<ElementId, qsizetype> sections;
    for (const ElementId id : ids) {
        const Element &element = *document.element(id);
        const ElementId section = element.kind() == ElementKind::Section ? id : element.section;
        qsizetype unit = units.size();
        if (!element.group.isNull())
            unit = groups.value(element.group, unit);
        else if (!section.isNull() && ids.contains(section))
            unit = sections.value(section, unit);
        if (unit == units.size())
            units.append(QList<ElementId>());
        units[unit].append(id);
        if (!element.group.isNull())
            groups.insert(element.group, unit);
        if (!section.isNull())
            sections.insert(section, unit);
    }
    return units;
}

} // namespace foyer
