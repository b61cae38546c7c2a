#include "ui/shell/overlay.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

namespace {

constexpr int scrimAlpha = 90;
constexpr int fromTop = 72;

} // namespace

Overlay::Overlay(QWidget *window, int panelWidth)
    : QWidget(window)
    , m_panel(new Card(this))
    , m_panelWidth(panelWidth)
{
    m_panel->body()->setContentsMargins(1, 1, 1, 1);
    m_panel->body()->setSpacing(0);
    window->installEventFilter(this);
    hide();
}

QVBoxLayout *Overlay::panelLayout() const
{
    return m_panel->body();
}

void Overlay::open()
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    fitPanel();
    show();
    raise();
}

void Overlay::dismiss()
{
    if (isHidden())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    Q_EMIT dismissed();
}

void Overlay::fitPanel()
{
    const int panelWidth = qMin(m_panelWidth, width() - 2 * space::l);
    const int top = qMin(fromTop, height() / 8);
    const int room = height() - top - space::xl;
    m_panel->setFixedWidth(panelWidth);
    m_panel->layout()->activate();
    m_panel->setGeometry((width() - panelWidth) / 2, top, panelWidth,
                         qMin(room, m_panel->sizeHint().height()));
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), QColor(0, 0, 0, scrimAlpha));
}

void Overlay::mousePressEvent(QMouseEvent *)
{
    dismiss();
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        fitPanel();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
