#pragma once

#include <QColor>

namespace foyer {

/// What a colour means; the theme says which one it is at present.
enum class Tone : quint8 { Text, Muted, Accent, OnAccent, Good, Warn, Bad };

/// The colour of \a tone in the installed theme. GUI thread.
[[nodiscard]] QColor toneColor(Tone tone);

/// "muted", "good", ... as the style sheet spells it in the property foyerTone; empty for Text.
[[nodiscard]] QString toneName(Tone tone);

} // namespace foyer
