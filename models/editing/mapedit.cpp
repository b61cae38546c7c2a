#include "models/editing/mapedit.h"

#include "models/domain/invariant.h"

#include <algorithm>

namespace foyer {

namespace {

/// The elements of both lists are the same ones in the same order.
template <class Change>
bool concernTheSame(const QList<Change> &first, const QList<Change> &second)
{
    return std::ranges::equal(first, second, {}, &Change::element, &Change::element);
}

ElementId idOf(const ElementChange &change)
{
    return change.before ? change.before->id : change.after->id;
}

bool isOnlyMove(const MapEdit &edit)
{
    return edit.placed.isEmpty() && edit.changed.isEmpty() && !edit.settings;
}

bool isOnlyPlacement(const MapEdit &edit)
{
    return edit.moved.isEmpty() && edit.changed.isEmpty() && !edit.settings;
}

bool hasNoPlacement(const MapEdit &edit)
{
    return edit.moved.isEmpty() && edit.placed.isEmpty();
}

MapEdit mergedPlacements(const MapEdit &first, const MapEdit &second)
{
    MapEdit edit{.name = second.name};
    for (qsizetype i = 0; i < first.placed.size(); ++i) {
        const PlacementChange change{first.placed.at(i).element, first.placed.at(i).before,
                                     second.placed.at(i).after};
        if (change.before != change.after)
            edit.placed.append(change);
    }
    return edit;
}

MapEdit mergedChanges(const MapEdit &first, const MapEdit &second)
{
    MapEdit edit{.name = second.name};
    for (qsizetype i = 0; i < first.changed.size(); ++i) {
        const ElementChange change{first.changed.at(i).before, second.changed.at(i).after};
        if (change.before != change.after)
            edit.changed.append(change);
    }
    if (!first.settings && !second.settings)
        return edit;
    const SettingsChange change{first.settings ? first.settings->before : second.settings->before,
                                second.settings ? second.settings->after : first.settings->after};
    if (change.before != change.after)
        edit.settings = change;
    return edit;
}

qsizetype footprintOf(const std::optional<Element> &element)
{
    if (!element)
        return 0;
    qsizetype bytes = qsizetype(sizeof(Element));
    if (const SeatSet *const seats = seatSetOf(*element))
        bytes += seats->exceptions.size() * qsizetype(sizeof(SeatException));
    return bytes;
}

} // namespace

bool MapEdit::isEmpty() const
{
    return (moved.isEmpty() || distance == PointMm()) && placed.isEmpty() && changed.isEmpty() &&
           !settings;
}

qsizetype MapEdit::footprint() const
{
    qsizetype bytes = qsizetype(sizeof(MapEdit)) + moved.size() * qsizetype(sizeof(ElementId)) +
                      placed.size() * qsizetype(sizeof(PlacementChange));
    for (const ElementChange &change : changed)
        bytes += footprintOf(change.before) + footprintOf(change.after);
    return bytes;
}

QList<ElementId> touchedElements(const MapEdit &edit)
{
    QList<ElementId> ids = edit.moved;
    for (const PlacementChange &change : edit.placed)
        ids.append(change.element);
    for (const ElementChange &change : edit.changed)
        ids.append(idOf(change));
    return ids;
}

QList<Element> afterOf(const MapEdit &edit, const MapContent &content)
{
    QList<Element> elements;
    for (const ElementId id : edit.moved) {
        elements.append(content.elements.value(id));
        elements.back().placement = movedBy(elements.back().placement, edit.distance);
    }
    for (const PlacementChange &change : edit.placed) {
        elements.append(content.elements.value(change.element));
        elements.back().placement = change.after;
    }
    for (const ElementChange &change : edit.changed) {
        if (change.after)
            elements.append(*change.after);
    }
    return elements;
}

void carryOut(const MapEdit &edit, EditSense sense, MapContent &content)
{
    const bool isDone = sense == EditSense::Do;
    const PointMm distance = isDone ? edit.distance : PointMm{-edit.distance.x, -edit.distance.y};
    for (const ElementId id : edit.moved) {
        const auto element = content.elements.find(id);
        FOYER_INVARIANT(element != content.elements.end(), "what is moved is there");
        element->placement = movedBy(element->placement, distance);
    }
    for (const PlacementChange &change : edit.placed) {
        const auto element = content.elements.find(change.element);
        FOYER_INVARIANT(element != content.elements.end(), "what is placed is there");
        element->placement = isDone ? change.after : change.before;
    }
    for (const ElementChange &change : edit.changed) {
        const std::optional<Element> &after = isDone ? change.after : change.before;
        if (after)
            content.elements.insert(after->id, *after);
        else
            content.elements.remove(idOf(change));
    }
    if (edit.settings)
        content.settings = isDone ? edit.settings->after : edit.settings->before;
}

std::optional<MapEdit> merged(const MapEdit &first, const MapEdit &second)
{
    if (isOnlyMove(first) && isOnlyMove(second) && first.moved == second.moved) {
        MapEdit edit = second;
        edit.distance = {first.distance.x + second.distance.x,
                         first.distance.y + second.distance.y};
        return edit;
    }
    if (isOnlyPlacement(first) && isOnlyPlacement(second) &&
        concernTheSame(first.placed, second.placed))
        return mergedPlacements(first, second);
    if (hasNoPlacement(first) && hasNoPlacement(second) &&
        std::ranges::equal(first.changed, second.changed, {}, idOf, idOf))
        return mergedChanges(first, second);
    return std::nullopt;
}

} // namespace foyer
