#include "ui/shell/keyhelp.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

#include <QAction>
#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int helpWidth = 720;

/// A key as a small cap.
class KeyCap final : public QWidget
{
public:
    explicit KeyCap(const QString &key)
        : m_key(key)
    {
        setAccessibleName(key);
        const QSizeF size = keyHintSize(key);
        setFixedSize(int(size.width()) + 2, int(size.height()) + 4);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintKeyHint(painter, rect(), m_key, Theme::current().colors().text);
    }

private:
    QString m_key;
};

QWidget *makeGroup(const KeyHelp::Group &group)
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, space::l);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::xs + 2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(new SectionHeader(group.title), 0, 0, 1, 2);
    int row = 1;
    for (const auto &[text, key] : group.keys) {
        grid->addWidget(makeLabel(text), row, 0);
        grid->addWidget(new KeyCap(key), row, 1, Qt::AlignTrailing);
        ++row;
    }
    grid->setRowStretch(row, 1);
    return box;
}

} // namespace

KeyHelp::KeyHelp(QWidget *window)
    : Overlay(window, helpWidth)
{
    setObjectName(u"keyHelp"_s);
    setFocusPolicy(Qt::StrongFocus);
}

KeyHelp::Group KeyHelp::groupOf(const QString &title, const QList<QAction *> &actions)
{
    Group group{.title = title, .keys = {}};
    for (const QAction *action : actions) {
        if (action->isEnabled() && !action->shortcut().isEmpty())
            group.keys.append({action->text().remove(u'&'),
                               action->shortcut().toString(QKeySequence::NativeText)});
    }
    return group;
}

void KeyHelp::openWith(const QList<Group> &groups)
{
    delete m_page;
    m_page = new QWidget;
    auto *layout = new QGridLayout(m_page);
    layout->setContentsMargins(space::xl, space::l, space::xl, space::s);
    layout->setHorizontalSpacing(space::xxl + space::s);
    layout->setVerticalSpacing(space::s);
    layout->addWidget(makeLabel(tr("Keys"), TextRole::Title), 0, 0);
    auto *close = new IconButton(u"window-close"_s, tr("Close"), Qt::Key_Escape);
    connect(close, &QToolButton::clicked, this, &Overlay::dismiss);
    layout->addWidget(close, 0, 1, Qt::AlignTrailing);
    QVBoxLayout *columns[2]{new QVBoxLayout, new QVBoxLayout};
    qsizetype heights[2]{0, 0};
    for (const Group &group : groups) {
        const int column = heights[0] <= heights[1] ? 0 : 1;
        columns[column]->addWidget(makeGroup(group));
        heights[column] += group.keys.size() + 2;
    }
    for (int i = 0; i < 2; ++i) {
        columns[i]->addStretch(1);
        layout->addLayout(columns[i], 1, i);
        layout->setColumnStretch(i, 1);
    }
    panelLayout()->addWidget(m_page);
    open();
    setFocus(Qt::PopupFocusReason);
}

KeyHelp::Group KeyHelp::seatMapGroup()
{
    return {tr("Seat map"),
            {{tr("Move to the next seat"), tr("Arrows")},
             {tr("Move by section"), tr("Ctrl+Arrows")},
             {tr("Mark several seats"), tr("Shift+Arrows")},
             {tr("Take the seat, or give it back"), tr("Space")},
             {tr("Zoom"), tr("+ and -")}}};
}

} // namespace foyer
