#pragma once

#include "models/domain/refusal.h"
#include "models/editing/mapcontent.h"

namespace foyer {

/// The parameters of elements stay within these, in mm.
inline constexpr double leastSpacing = 50;
inline constexpr double mostSpacing = 100'000;

/// Whether \a element may be part of a document with \a settings: names not too long, sizes and
/// counts within their limits, finite numbers, categories and level there, everything within
/// 10 km. \return InvalidRecord with the reason, translated. Cost: its seats are made once.
[[nodiscard]] Result<void> checkedElement(const Element &element, const MapSettings &settings);
/// The same for what a map has once.
[[nodiscard]] Result<void> checkedSettings(const MapSettings &settings);
/// Everything: settings, elements, sections, that ids are unique and the number of tickets.
[[nodiscard]] Result<void> checkedContent(const MapContent &content);

/// Whether \a box lies within 10 km of the plan's corner.
[[nodiscard]] bool isWithinPlan(const RectMm &box);

} // namespace foyer
