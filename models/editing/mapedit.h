#pragma once

#include "models/domain/refusal.h"
#include "models/editing/mapcontent.h"

#include <optional>

namespace foyer {

/// An element before and after; nothing before: it is added, nothing after: it is deleted.
struct ElementChange
{
    std::optional<Element> before;
    std::optional<Element> after;
    bool operator==(const ElementChange &) const = default;
};

struct PlacementChange
{
    ElementId element;
    Placement before;
    Placement after;
    bool operator==(const PlacementChange &) const = default;
};

struct SettingsChange
{
    MapSettings before;
    MapSettings after;
    bool operator==(const SettingsChange &) const = default;
};

/// One change of a document as a value: made by the pure functions of the *edits.h headers, not
/// yet done. Show it as a preview (editedContent, afterOf), drop it, or hand it to
/// SeatMapDocument::apply(). It holds parameters, never seats: moving a section of 1,000 seats
/// takes its element ids and one distance.
struct MapEdit
{
    QString name; ///< for the undo list, translated: "Move elements"
    QList<ElementId> moved;
    PointMm distance; ///< of those moved
    QList<PlacementChange> placed;
    QList<ElementChange> changed; ///< no element is there twice, nor in two of the lists
    std::optional<SettingsChange> settings;
    bool operator==(const MapEdit &) const = default;

    /// True when it changes nothing.
    [[nodiscard]] bool isEmpty() const;
    /// Bytes that an undo list keeps for it, lists shared with the document not counted.
    [[nodiscard]] qsizetype footprint() const;
};

/// The elements that \a edit touches.
[[nodiscard]] QList<ElementId> touchedElements(const MapEdit &edit);
/// The touched elements as they would be; deleted ones left out. For previews.
[[nodiscard]] QList<Element> afterOf(const MapEdit &edit, const MapContent &content);

enum class EditSense : quint8 { Do, Undo };
/// Applies \a edit to \a content, which must be as the edit found it (or left it, for Undo).
void carryOut(const MapEdit &edit, EditSense sense, MapContent &content);

/// Makes one edit of two that follow each other; nothing when they do not fit together (then
/// both are kept).
[[nodiscard]] std::optional<MapEdit> merged(const MapEdit &first, const MapEdit &second);

} // namespace foyer
