#pragma once

#include "models/editing/seatmapdocument.h"
#include "models/editing/selection.h"

namespace foyer {

/// What seats are: category, kind, attributes, labels. For whole elements the common style is
/// set and the exceptions of that kind are dropped; for single seats exceptions are made (and
/// vanish where they equal the style). Pure; refused (InvalidRecord) when nothing is selected
/// that can have it, or an element is locked.

/// Also of GA areas. Refused for a category that the map does not have.
[[nodiscard]] Result<MapEdit> setCategory(const SeatMapDocument &document,
                                          const MapSelection &selection,
                                          const CategoryId &category);
[[nodiscard]] Result<MapEdit> setKind(const SeatMapDocument &document,
                                      const MapSelection &selection, SeatKind kind);
/// Sets or clears the \a attributes and leaves the others as they are.
[[nodiscard]] Result<MapEdit> setAttributes(const SeatMapDocument &document,
                                            const MapSelection &selection,
                                            SeatAttributes attributes, bool isOn);
/// The number of one seat; empty gives it back the one of its scheme.
[[nodiscard]] Result<MapEdit> setSeatLabel(const SeatMapDocument &document, SeatRef seat,
                                           const QString &label);
/// Moves single seats out of their places.
[[nodiscard]] Result<MapEdit> displaceSeats(const SeatMapDocument &document,
                                            const QList<SeatRef> &seats, PointMm distance);

/// The name of one element: label of a row or table, name of a section or area, text of a shape.
[[nodiscard]] Result<MapEdit> setElementName(const SeatMapDocument &document, ElementId id,
                                             const QString &name);
/// The labels of rows (one each, in the order given) and of the rows of blocks after \a scheme.
[[nodiscard]] Result<MapEdit> relabelRows(const SeatMapDocument &document,
                                          const QList<ElementId> &ids,
                                          const NumberingScheme &scheme);
/// The seat numbers of \a ids after \a scheme; labels of single seats are dropped. A scheme that
/// runs over rows goes on through \a ids in the order given.
[[nodiscard]] Result<MapEdit> renumberSeats(const SeatMapDocument &document,
                                            const QList<ElementId> &ids,
                                            const NumberingScheme &scheme);

} // namespace foyer
