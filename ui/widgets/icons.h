#pragma once

#include "ui/widgets/tone.h"

#include <QIcon>
#include <QString>

namespace foyer {

/// A one-coloured icon of the theme package (breeze), drawn in the theme's own colour of
/// \a tone, so that it has contrast in every mode and follows a change of theme by itself.
///
/// Made for 16 and 22 device-independent pixels. An icon that is not installed draws nothing.
/// GUI thread.
[[nodiscard]] QIcon themedIcon(const QString &name, Tone tone = Tone::Text);

} // namespace foyer
