#include "models/editing/structureedits.h"

#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/placementedits.h"
#include "models/editing/rowedits.h"

#include <QSet>

#include <algorithm>

namespace foyer {

namespace {

QString addName(const Element &element)
{
    switch (element.kind()) {
    case ElementKind::Row:
        return EditText::tr("Add row");
    case ElementKind::Block:
        return EditText::tr("Add block of rows");
    case ElementKind::Table:
        return EditText::tr("Add table");
    case ElementKind::Area:
        return EditText::tr("Add standing area");
    case ElementKind::Section:
        return EditText::tr("Add section");
    case ElementKind::Shape:
        return EditText::tr("Add shape");
    }
    return {};
}

/// Whether all seats of the element are gone once \a gone are.
bool losesAllSeats(const SeatMapDocument &document, ElementId id, const QSet<SeatSerial> &gone)
{
    for (const PlacedLine &line : document.seats(id).lines) {
        for (const PlacedSeat &seat : line.seats) {
            if (!gone.contains(seat.serial))
                return false;
        }
    }
    return true;
}

} // namespace

Element newElement(SeatMapDocument &document, LevelId level, Placement placement, ElementForm form)
{
    Element element{.id = document.newElementId(), .level = level, .rank = document.newRank()};
    element.placement = placement;
    element.form = std::move(form);
    if (SeatSet *const seats = seatSetOf(element)) {
        seats->identity = {document.newKey(), {}};
        if (seats->style.category.isNull())
            seats->style.category = document.settings().categories.front().id;
    }
    if (auto *const area = std::get_if<AreaElement>(&element.form); area && area->category.isNull())
        area->category = document.settings().categories.front().id;
    return element;
}

Result<MapEdit> addElements(const SeatMapDocument &document, const QList<Element> &elements,
                            const QString &name)
{
    if (elements.isEmpty())
        return refusedEdit(EditText::tr("Nothing is selected."));
    MapEdit edit{.name = name.isEmpty() ? addName(elements.front()) : name};
    for (const Element &element : elements) {
        if (document.element(element.id))
            return refusedEdit(EditText::tr("The drawing has changed meanwhile."));
        edit.changed.append({std::nullopt, element});
    }
    return edit;
}

Result<MapEdit> deleteSelected(const SeatMapDocument &document, const MapSelection &selection)
{
    QHash<ElementId, QSet<SeatSerial>> gone;
    for (const SeatRef &seat : selection.seats())
        gone[seat.element].insert(seat.serial);
    QList<ElementId> whole = selection.elements();
    QList<ElementId> partly = gone.keys();
    std::ranges::sort(partly);
    if (const Result<QList<ElementId>> checked = editable(document, whole + partly); !checked)
        return std::unexpected(checked.error());
    whole.append(partly);
    whole.removeIf([&](ElementId id) {
        return gone.contains(id) && !losesAllSeats(document, id, gone.value(id));
    });
    whole = withMembers(document, whole);
    if (!whole.isEmpty()) {
        if (const Result<QList<ElementId>> checked = editable(document, whole); !checked)
            return std::unexpected(checked.error());
    }
    MapEdit edit{.name = EditText::tr("Delete")};
    for (const ElementId id : std::as_const(whole))
        edit.changed.append({*document.element(id), std::nullopt});
    for (const ElementId id : std::as_const(partly)) {
        if (whole.contains(id))
            continue;
        Element after = *document.element(id);
        for (const SeatSerial serial : gone.value(id))
            seatSetOf(after)->exceptions[serial].isRemoved = true;
        addChange(edit, *document.element(id), after);
    }
    return edit;
}

Result<MapEdit> groupElements(SeatMapDocument &document, const QList<ElementId> &ids)
{
    if (ids.size() < 2)
        return refusedEdit(EditText::tr("Select more elements for this."));
    const GroupId group = document.newGroupId();
    return changedElements(document, ids, EditText::tr("Group"),
                           [group](Element &element) -> Result<void> {
                               element.group = group;
                               return {};
                           });
}

Result<MapEdit> ungroupElements(const SeatMapDocument &document, const QList<ElementId> &ids)
{
    return changedElements(document, ids, EditText::tr("Ungroup"),
                           [](Element &element) -> Result<void> {
                               element.group = GroupId();
                               return {};
                           });
}

Result<MapEdit> setSection(const SeatMapDocument &document, const QList<ElementId> &ids,
                           ElementId section)
{
    const Element *const owner = document.element(section);
    if (!section.isNull() && (!owner || owner->kind() != ElementKind::Section))
        return refusedEdit(EditText::tr("This section does not exist."));
    return changedElements(
        document, ids, EditText::tr("Set section"),
        [section, owner](Element &element) -> Result<void> {
            if (!seatSetOf(element))
                return refusedEdit(EditText::tr("Only rows and tables can be part of a section."));
            element.section = section;
            if (owner)
                element.level = owner->level;
            return {};
        });
}

Result<MapEdit> setLocked(const SeatMapDocument &document, const QList<ElementId> &ids,
                          bool isLocked)
{
    MapEdit edit{.name = isLocked ? EditText::tr("Lock") : EditText::tr("Unlock")};
    for (const ElementId id : ids) {
        const Element *const before = document.element(id);
        if (!before)
            return refusedEdit(EditText::tr("What is selected no longer exists."));
        Element after = *before;
        after.isLocked = isLocked;
        addChange(edit, *before, after);
    }
    return edit;
}

Result<MapEdit> reorderElements(const SeatMapDocument &document, const QList<ElementId> &ids,
                                bool toFront)
{
    const Result<QList<ElementId>> checked = editable(document, ids);
    if (!checked)
        return std::unexpected(checked.error());
    qint64 first = 0;
    qint64 last = 0;
    for (const Element &element : document.content().elements) {
        first = std::min(first, element.rank);
        last = std::max(last, element.rank);
    }
    MapEdit edit{.name = toFront ? EditText::tr("Bring to front") : EditText::tr("Send to back")};
    qint64 rank = toFront ? last : first - checked->size() - 1;
    for (const ElementId id : *checked) {
        Element after = *document.element(id);
        after.rank = ++rank;
        addChange(edit, *document.element(id), after);
    }
    return edit;
}

Result<MapEdit> moveToLevel(const SeatMapDocument &document, const QList<ElementId> &ids,
                            LevelId level)
{
    const QList<ElementId> all = withMembers(document, ids);
    return changedElements(document, all, EditText::tr("Move to level"),
                           [&all, level](Element &element) -> Result<void> {
                               if (element.level != level && !all.contains(element.section))
                                   element.section = ElementId();
                               element.level = level;
                               return {};
                           });
}

} // namespace foyer
