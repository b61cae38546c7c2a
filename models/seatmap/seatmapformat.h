#pragma once

#include "models/domain/refusal.h"
#include "models/seatmap/seatmap.h"

#include <QByteArray>

namespace foyer {

/// Limits on what a seat-map file may hold; over them it is refused as TooLarge.
inline constexpr qsizetype largestSeatMapBytes = 64 * 1024 * 1024;
/// Seats and GA places together.
inline constexpr qint32 mostSeatsInMap = 300'000;
inline constexpr qint32 mostCategories = 250;
/// Raised when an older program could misread a file.
inline constexpr qint32 seatMapFormatVersion = 1;

/// Whether a map can be published. \return InvalidRecord with the place and the fault in words:
/// no ticket at all, a category that does not exist, two seats with one id, two seats of one
/// section and row with one number, a coordinate beyond +-10 km, a GA area without capacity, a
/// name over 200 characters. TooLarge over the limits above.
[[nodiscard]] Result<void> checked(const SeatMap &map);

/// Foyer's own format: UTF-8 JSON, described by resources/schemas/seatmap.schema.json. The order
/// of keys is fixed and one seat is one line, so that two versions can be compared with diff.
[[nodiscard]] QByteArray seatMapToJson(const SeatMap &map);

/// Reads what seatMapToJson() writes. \return Malformed with the place ("levels[0].sections[2]:
/// ..."), TooLarge or InvalidRecord. Never keeps half a map.
[[nodiscard]] Result<SeatMap> seatMapFromJson(const QByteArray &json);

} // namespace foyer
