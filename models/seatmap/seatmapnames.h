#pragma once

#include "models/seatmap/seatmap.h"

#include <optional>
#include <span>

namespace foyer {

/// The spellings of the seat map's enums in files. Stable: files use them.

/// "seat", "wheelchair", "companion".
[[nodiscard]] QString seatKindName(SeatKind kind);
[[nodiscard]] std::optional<SeatKind> seatKindFromName(QStringView name);

struct SeatAttributeName
{
    SeatAttribute attribute;
    const char *name;
};
/// Every attribute with its name ("restricted-view"), in the order in which files list them.
[[nodiscard]] std::span<const SeatAttributeName> seatAttributeNames();
[[nodiscard]] std::optional<SeatAttribute> seatAttributeFromName(QStringView name);

/// "stage", "rectangle", "ellipse", "polygon", "line", "text".
[[nodiscard]] QString shapeKindName(ShapeKind kind);
[[nodiscard]] std::optional<ShapeKind> shapeKindFromName(QStringView name);

/// "#rrggbb".
[[nodiscard]] QString colorName(quint32 color);
/// Reads "#rgb" and "#rrggbb".
[[nodiscard]] std::optional<quint32> colorFromName(QStringView name);

} // namespace foyer
