#pragma once

#include "ui/widgets/theme.h"

#include <QPalette>
#include <QString>

namespace foyer {

/// The palette of one mode, for Fusion and everything it draws. Pure.
[[nodiscard]] QPalette themePalette(const ThemeColors &colors);

/// The program's one style sheet: fields, lists, tables, menus, scroll bars, tabs. Pure. What a
/// widget of ui/widgets paints by itself is not in it.
[[nodiscard]] QString themeStyleSheet(const ThemeColors &colors, int targetSize);

} // namespace foyer
