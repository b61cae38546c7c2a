#include "ui/shell/menus.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace foyer {

void addChoices(QMenu *menu, const QString &title, const QStringList &choices, int current,
                const std::function<void(int)> &choose)
{
    menu->addSection(title);
    auto *group = new QActionGroup(menu);
    for (int i = 0; i < int(choices.size()); ++i) {
        QAction *action = menu->addAction(choices.at(i));
        action->setCheckable(true);
        action->setChecked(i == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, menu, [choose, i] { choose(i); });
    }
}

void popUpUnder(QMenu *menu, QWidget *button)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QSize size = menu->sizeHint();
    const int x = button->isLeftToRight() ? button->width() - size.width() : 0;
    menu->popup(button->mapToGlobal(QPoint(x, button->height() + space::xs)));
}

} // namespace foyer
