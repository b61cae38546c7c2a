#pragma once

#include "models/editing/seatmapdocument.h"

namespace foyer {

/// What the functions that make edits share; not for canvases.

/// \a ids once more when it is not empty and each exists and is unlocked, else the refusal.
[[nodiscard]] Result<QList<ElementId>> editable(const SeatMapDocument &document,
                                                const QList<ElementId> &ids);
/// The element of \a id when it may be edited.
[[nodiscard]] Result<Element> editable(const SeatMapDocument &document, ElementId id);

/// Notes that \a before becomes \a after, unless they are equal.
void addChange(MapEdit &edit, const Element &before, const Element &after);
/// Notes another placement of \a element, unless it is the same.
void addPlacement(MapEdit &edit, const Element &element, const Placement &after);

/// Offers a copy of each of \a ids to \a change(Element &) -> Result<void> and gathers what it
/// changed; its first refusal is the result.
template <class Change>
[[nodiscard]] Result<MapEdit> changedElements(const SeatMapDocument &document,
                                              const QList<ElementId> &ids, const QString &name,
                                              Change &&change)
{
    const Result<QList<ElementId>> checked = editable(document, ids);
    if (!checked)
        return std::unexpected(checked.error());
    MapEdit edit{.name = name};
    for (const ElementId id : *checked) {
        const Element &before = *document.element(id);
        Element after = before;
        if (const Result<void> changed = change(after); !changed)
            return std::unexpected(changed.error());
        addChange(edit, before, after);
    }
    return edit;
}

/// The same for what a map has once.
template <class Change>
[[nodiscard]] Result<MapEdit> changedSettings(const SeatMapDocument &document, const QString &name,
                                              Change &&change)
{
    MapSettings after = document.settings();
    if (const Result<void> changed = change(after); !changed)
        return std::unexpected(changed.error());
    MapEdit edit{.name = name};
    if (after != document.settings())
        edit.settings = {document.settings(), after};
    return edit;
}

/// \a ids grouped into what moves as one: groups, sections with their members, single elements.
[[nodiscard]] QList<QList<ElementId>> unitsOf(const SeatMapDocument &document,
                                              const QList<ElementId> &ids);

} // namespace foyer
