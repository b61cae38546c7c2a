#pragma once

#include "models/editing/elements.h"
#include "models/seatmap/seatmap.h"

#include <QHash>

namespace foyer {

struct LevelEntry
{
    LevelId id;
    QString name;
    bool operator==(const LevelEntry &) const = default;
};

/// A plan or photograph below the drawing, to draw after. Not part of what is published.
struct ReferenceImage
{
    QString file;   ///< empty: there is none
    PointMm origin; ///< of its upper left corner
    double mmPerPixel = 10;
    double rotation = 0; ///< degrees clockwise around the origin
    double opacity = 0.5;
    bool isLocked = false;
    bool isVisible = true;
    LevelId level; ///< null: below every level
    bool operator==(const ReferenceImage &) const = default;
};

/// What a map has once.
struct MapSettings
{
    QString name;
    qint32 seatDiameter = 500; ///< mm
    PointMm focalPoint;
    QList<Category> categories; ///< at least one
    QList<LevelEntry> levels;   ///< at least one; lowest first, as in a SeatMap
    ReferenceImage reference;
    bool operator==(const MapSettings &) const = default;
};

/// Everything that is drawn: the value that a document holds. Copies are cheap (shared).
struct MapContent
{
    MapSettings settings;
    QHash<ElementId, Element> elements;
    bool operator==(const MapContent &) const = default;
};

/// The ids of \a level's elements in their order. O(n log n).
[[nodiscard]] QList<ElementId> orderedElements(const MapContent &content, LevelId level);
/// Tickets of an element by its parameters alone, removed seats counted: what limits go by.
[[nodiscard]] qint64 ticketsOf(const Element &element);

} // namespace foyer
