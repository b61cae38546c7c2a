#pragma once

#include "models/editing/seatmapdocument.h"
#include "models/editing/selection.h"

#include <QByteArray>

namespace foyer {

/// What copied elements are on the system clipboard.
inline constexpr const char *clipboardMimeType = "application/x-foyer-map-elements+json";
/// Largest clipboard content that is read.
inline constexpr qsizetype largestClipboardBytes = 16 * 1024 * 1024;

/// The selected elements (for single seats: their whole elements; for sections with members) and
/// the categories they use, as JSON.
[[nodiscard]] QByteArray copied(const SeatMapDocument &document, const MapSelection &selection);

/// What was copied, here or in another map, as new elements of \a level with new ids and keys,
/// moved by \a distance; as one step. Categories are matched by id, then by name, else added.
/// \return Malformed when \a bytes are nothing of ours, TooLarge over the limits.
[[nodiscard]] Result<MapEdit> pasted(SeatMapDocument &document, const QByteArray &bytes,
                                     LevelId level, PointMm distance);

} // namespace foyer
