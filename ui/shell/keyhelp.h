#pragma once

#include "ui/shell/overlay.h"

#include <QList>

class QAction;
class QGridLayout;

namespace foyer {

/// What the keys do, here and everywhere: F1 or ?.
class KeyHelp final : public Overlay
{
    Q_OBJECT

public:
    explicit KeyHelp(QWidget *window);

    struct Group
    {
        QString title;
        QList<std::pair<QString, QString>> keys; ///< what it does, its key
    };
    void openWith(const QList<Group> &groups);

    /// The actions that have a key and can be done now.
    [[nodiscard]] static Group groupOf(const QString &title, const QList<QAction *> &actions);
    /// What every seat map understands.
    [[nodiscard]] static Group seatMapGroup();

private:
    QWidget *m_page = nullptr;
};

} // namespace foyer
