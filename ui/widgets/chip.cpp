#include "ui/widgets/chip.h"

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int dotPixels = 10;
constexpr int sidePadding = 10;
constexpr int detailGap = 6;

int chipHeight()
{
    return Theme::current().density() == Density::Touch ? 40 : 28;
}

} // namespace

Chip::Chip(const QString &name, QWidget *parent)
    : QPushButton(parent)
{
    setName(name);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Chip::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(m_detail.isEmpty() ? m_name : m_name + u' ' + m_detail);
    updateGeometry();
    update();
}

void Chip::setDetail(const QString &detail)
{
    m_detail = detail;
    setName(m_name);
}

void Chip::setDot(const QColor &color)
{
    m_dot = color;
    updateGeometry();
    update();
}

int Chip::dotRoom() const
{
    return m_dot.isValid() ? dotPixels + 6 : 0;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(Theme::font(TextRole::Body));
    int width = 2 * sidePadding + dotRoom() + metrics.horizontalAdvance(m_name);
    if (!m_detail.isEmpty())
        width += detailGap + metrics.horizontalAdvance(m_detail);
    return {width, chipHeight()};
}

QSize Chip::minimumSizeHint() const
{
    return sizeHint();
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    const qreal radius = height() / 2.0;
    QColor fill = underMouse() && isEnabled() ? colors.raised : colors.surface;
    if (isChecked())
        fill = Theme::mixed(colors.accent, colors.surface, 0.12);
    paintRounded(painter, rect(), fill, isChecked() ? colors.accent : colors.control,
                 isChecked() ? 1.5 : 1.0, radius);
    if (hasFocus())
        paintRounded(painter, rect(), QColor(), colors.accent, 2.5, radius);
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    int x = sidePadding;
    if (m_dot.isValid()) {
        const QRect dot = place(QRect(x, (height() - dotPixels) / 2, dotPixels, dotPixels));
        paintRounded(painter, dot, m_dot, Theme::mixed(colors.text, m_dot, 0.35), 1.0,
                     dotPixels / 2.0);
        x += dotRoom();
    }
    const QFont font = Theme::font(TextRole::Body);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(isEnabled() ? colors.text : colors.muted);
    const int nameWidth = metrics.horizontalAdvance(m_name);
    painter.drawText(place(QRect(x, 0, nameWidth + 1, height())), Qt::AlignCenter, m_name);
    x += nameWidth + detailGap;
    painter.setPen(colors.muted);
    painter.drawText(place(QRect(x, 0, metrics.horizontalAdvance(m_detail) + 1, height())),
                     Qt::AlignCenter, m_detail);
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->isAutoRepeat())
        click();
    else
        QPushButton::keyPressEvent(event);
}

} // namespace foyer
