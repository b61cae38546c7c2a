#include "ui/widgets/toast.h"

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>
#include <QStyle>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto shownFor = 4s;
constexpr int toastHeight = 40;
constexpr int fromBottom = 48;

} // namespace

Toast::Toast(QWidget *window)
    : QWidget(window)
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    m_stay.setSingleShot(true);
    m_stay.setInterval(shownFor);
    connect(&m_stay, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
}

void Toast::say(QWidget *widget, const QString &text)
{
    QWidget *window = widget->window();
    auto *toast = window->findChild<Toast *>(QString(), Qt::FindDirectChildrenOnly);
    if (toast == nullptr)
        toast = new Toast(window);
    toast->m_text = text;
    toast->setAccessibleName(text);
    toast->place();
    toast->show();
    toast->raise();
    toast->update();
    toast->m_stay.start();
    QAccessibleEvent said(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QString Toast::text() const
{
    return m_text;
}

void Toast::place()
{
    const QFontMetrics metrics(Theme::font(TextRole::Body));
    const int width = qMin(metrics.horizontalAdvance(m_text) + 2 * space::l + 2,
                           parentWidget()->width() - 2 * space::l);
    setGeometry((parentWidget()->width() - width) / 2,
                parentWidget()->height() - toastHeight - fromBottom, width, toastHeight);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    // The one inverted surface of the program: it floats over everything and casts no shadow.
    paintRounded(painter, rect(), colors.text);
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    painter.setPen(colors.surface);
    painter.setFont(Theme::font(TextRole::Body));
    const QRect words(space::l, 0, width() - 2 * space::l, height());
    const QString shown = painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, words.width());
    painter.drawText(place(words), Qt::AlignCenter, shown);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::mousePressEvent(QMouseEvent *)
{
    hide();
}

} // namespace foyer
