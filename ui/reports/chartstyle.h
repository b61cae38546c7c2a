#pragma once

#include <QColor>

class QCustomPlot;

namespace foyer {

/// Gives \a plot the theme's colours and fonts: no box, a quiet grid along the values, muted
/// figures. Call it again when the theme has changed. GUI thread.
void applyChartTheme(QCustomPlot &plot);

/// The n-th colour to tell categories apart; repeats after eight. Okabe and Ito's palette made
/// lighter in dark themes, so that it is safe for colour-blind readers and has 3:1 on a surface.
[[nodiscard]] QColor chartColor(qsizetype n);

} // namespace foyer
