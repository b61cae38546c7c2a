#pragma once

#include <QMargins>

namespace foyer {

/// Margins from the side where reading begins: a layout mirrors its items in a right-to-left
/// window, but not its margins. For those that differ from side to side. GUI thread.
[[nodiscard]] QMargins readingMargins(int leading, int top, int trailing, int bottom);

} // namespace foyer
