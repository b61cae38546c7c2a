#pragma once

#include "models/editing/seatmapdocument.h"
#include "models/editing/selection.h"

namespace foyer {

/// Adding, deleting, grouping, levels, categories and what a map has once. Pure; refused
/// (InvalidRecord) as each says, and when an element does not exist or is locked.

/// A new element with the next rank, a new id, and for seats a new key; \a level must exist.
/// Fill in its form and add it.
[[nodiscard]] Element newElement(SeatMapDocument &document, LevelId level, Placement placement,
                                 ElementForm form);
/// \a elements as newElement() makes them, as one step. \a name for the undo list; empty: after
/// the kind ("Add row").
[[nodiscard]] Result<MapEdit> addElements(const SeatMapDocument &document,
                                          const QList<Element> &elements, const QString &name = {});
/// Whole elements (a section with its members) and single seats (a gap is left; an element
/// without any seat goes).
[[nodiscard]] Result<MapEdit> deleteSelected(const SeatMapDocument &document,
                                             const MapSelection &selection);
/// Refused for fewer than two. A member of another group leaves it.
[[nodiscard]] Result<MapEdit> groupElements(SeatMapDocument &document, const QList<ElementId> &ids);
[[nodiscard]] Result<MapEdit> ungroupElements(const SeatMapDocument &document,
                                              const QList<ElementId> &ids);
/// Makes \a ids members of \a section, or of none when it is null. Only rows, blocks and tables
/// can be members; they move to the section's level.
[[nodiscard]] Result<MapEdit> setSection(const SeatMapDocument &document,
                                         const QList<ElementId> &ids, ElementId section);
[[nodiscard]] Result<MapEdit> setLocked(const SeatMapDocument &document,
                                        const QList<ElementId> &ids, bool isLocked);
/// To the front (end of the order) or back of the level; also the ticket order.
[[nodiscard]] Result<MapEdit> reorderElements(const SeatMapDocument &document,
                                              const QList<ElementId> &ids, bool toFront);

// Outlines of sections, polygon areas and polygon shapes. \a index counts nodes, from 0.
[[nodiscard]] Result<MapEdit> setOutline(const SeatMapDocument &document, ElementId id,
                                         const QList<PointMm> &floorPoints);
[[nodiscard]] Result<MapEdit> moveNode(const SeatMapDocument &document, ElementId id,
                                       qsizetype index, PointMm floorPoint);
[[nodiscard]] Result<MapEdit> insertNode(const SeatMapDocument &document, ElementId id,
                                         qsizetype index, PointMm floorPoint);
/// Refused when fewer than three would be left (two of a line).
[[nodiscard]] Result<MapEdit> removeNode(const SeatMapDocument &document, ElementId id,
                                         qsizetype index);

[[nodiscard]] Result<MapEdit> addLevel(SeatMapDocument &document, const QString &name);
/// With everything on it; refused for the only level.
[[nodiscard]] Result<MapEdit> removeLevel(const SeatMapDocument &document, LevelId level);
/// \a to is its new place in the list.
[[nodiscard]] Result<MapEdit> moveLevel(const SeatMapDocument &document, LevelId level,
                                        qsizetype to);
[[nodiscard]] Result<MapEdit> renameLevel(const SeatMapDocument &document, LevelId level,
                                          const QString &name);
[[nodiscard]] Result<MapEdit> moveToLevel(const SeatMapDocument &document,
                                          const QList<ElementId> &ids, LevelId level);

[[nodiscard]] Result<MapEdit> addCategory(const SeatMapDocument &document,
                                          const Category &category);
/// Name and colour of the category with the same id.
[[nodiscard]] Result<MapEdit> changeCategory(const SeatMapDocument &document,
                                             const Category &category);
/// Its seats and areas become \a replacement; refused for the only one.
[[nodiscard]] Result<MapEdit> removeCategory(const SeatMapDocument &document,
                                             const CategoryId &category,
                                             const CategoryId &replacement);

[[nodiscard]] Result<MapEdit> setMapName(const SeatMapDocument &document, const QString &name);
[[nodiscard]] Result<MapEdit> setFocalPoint(const SeatMapDocument &document, PointMm point);
/// mm, 50 to 5,000.
[[nodiscard]] Result<MapEdit> setSeatDiameter(const SeatMapDocument &document, qint32 diameter);
[[nodiscard]] Result<MapEdit> setReferenceImage(const SeatMapDocument &document,
                                                const ReferenceImage &image);
/// Calibrated so that \a first and \a second, both on the floor as it is drawn now, are
/// \a distance mm apart; first stays in its place. Refused when they are the same point.
[[nodiscard]] Result<ReferenceImage> calibrated(const ReferenceImage &image, PointMm first,
                                                PointMm second, double distance);

} // namespace foyer
