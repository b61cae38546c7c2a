#pragma once

/// QCustomPlot, for a project that is built without Qt's keywords: its header needs them, so they
/// exist while it is read and are gone afterwards. Include this instead of <qcustomplot.h>.

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
// Both arguments are syntax, not values: parentheses would break the loop.
// NOLINTNEXTLINE(bugprone-macro-parentheses)
#define foreach(variable, container) for (variable : container)

#include <qcustomplot.h>

#undef signals
#undef slots
#undef emit
#undef foreach
