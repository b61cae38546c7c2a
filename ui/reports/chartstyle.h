#pragma once

#include <QColor>

class QCustomPlot;

namespace foyer {

/// Gives \a plot the theme's colours and fonts: no box, a quiet grid along the values, muted
/// figures. Call it again when the theme has changed. GUI thread.
void applyChartTheme(QCustomPlot &plot);

/// Writes the figures or names of the left axis at the side where reading begins: in a
/// right-to-left window on the right axis, which follows the left one. Call it again when the
/// axis' range or ticker, the theme or the direction has changed. The data stay on the left axis.
void placeValueAxis(QCustomPlot &plot);

/// The n-th colour to tell categories apart; repeats after eight. Okabe and Ito's palette made
/// lighter in dark themes, so that it is safe for colour-blind readers and has 3:1 on a surface.
[[nodiscard]] QColor chartColor(qsizetype n);

} // namespace foyer
