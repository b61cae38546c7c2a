#pragma once

#include <QStringList>

#include <functional>

class QMenu;
class QWidget;

namespace foyer {

/// Offers \a choices as one exclusive group in \a menu; \a choose gets the index.
void addChoices(QMenu *menu, const QString &title, const QStringList &choices, int current,
                const std::function<void(int)> &choose);

/// Shows \a menu under \a button, at its trailing edge. The menu goes away by itself.
void popUpUnder(QMenu *menu, QWidget *button);

} // namespace foyer
