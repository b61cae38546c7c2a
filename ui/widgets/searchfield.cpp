#include "ui/widgets/searchfield.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

SearchField::SearchField(const QString &placeholder, const QString &key, QWidget *parent)
    : QLineEdit(parent)
    , m_key(key)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    addAction(themedIcon(u"search"_s, Tone::Muted), QLineEdit::LeadingPosition);
    QAction *clear =
        addAction(themedIcon(u"edit-clear"_s, Tone::Muted), QLineEdit::TrailingPosition);
    clear->setToolTip(tr("Clear"));
    clear->setVisible(false);
    // The line edit makes nameless buttons of its actions.
    for (auto *button : findChildren<QToolButton *>())
        button->setAccessibleName(button->actions().contains(clear) ? tr("Clear") : tr("Search"));
    connect(clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clear,
            [clear](const QString &text) { clear->setVisible(!text.isEmpty()); });
    connect(this, &QLineEdit::textChanged, this, &SearchField::makeRoomForHint);
    align();
}

/// At the reading edge, whatever the script of the text: a line edit would put a Latin text of a
/// right-to-left window under the key hint.
void SearchField::align()
{
    setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute |
                 Qt::AlignVCenter);
    makeRoomForHint();
}

bool SearchField::showsHint() const
{
    return !m_key.isEmpty() && text().isEmpty() && !hasFocus();
}

void SearchField::makeRoomForHint()
{
    const int room = showsHint() ? int(keyHintSize(m_key).width()) + space::s : 0;
    isRightToLeft() ? setTextMargins(room, 0, 0, 0) : setTextMargins(0, 0, room, 0);
}

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
}

void SearchField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    makeRoomForHint();
}

void SearchField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    makeRoomForHint();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        Q_EMIT stepped(-1);
        return;
    case Qt::Key_Down:
        Q_EMIT stepped(1);
        return;
    case Qt::Key_PageUp:
        Q_EMIT stepped(-10);
        return;
    case Qt::Key_PageDown:
        Q_EMIT stepped(10);
        return;
    case Qt::Key_Escape:
        if (!text().isEmpty()) {
            clear();
            return;
        }
        event->ignore();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!showsHint())
        return;
    QPainter painter(this);
    const int room = int(keyHintSize(m_key).width());
    const QRect logical(width() - room - space::s, 0, room, height());
    paintKeyHint(painter, QStyle::visualRect(layoutDirection(), rect(), logical), m_key,
                 Theme::current().colors().muted);
}

} // namespace foyer
