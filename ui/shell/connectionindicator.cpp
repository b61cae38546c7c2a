#include "ui/shell/connectionindicator.h"

#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>

namespace foyer {

namespace {

constexpr int dotPixels = 8;

} // namespace

ConnectionIndicator::ConnectionIndicator(const HouseConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&connection, &HouseConnection::stateChanged, this, &ConnectionIndicator::refresh);
    connect(&connection, &HouseConnection::pendingChanged, this, &ConnectionIndicator::refresh);
    connect(&Theme::current(), &Theme::changed, this, &ConnectionIndicator::refresh);
    refresh();
}

void ConnectionIndicator::refresh()
{
    const QString before = m_words.text;
    m_words = connectionWords(m_connection);
    setAccessibleName(m_words.text);
    setAccessibleDescription(m_words.detail);
    setToolTip(m_words.detail);
    updateGeometry();
    update();
    if (before == m_words.text || !isVisible())
        return;
    QAccessibleEvent said(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QSize ConnectionIndicator::sizeHint() const
{
    const QFontMetrics metrics(Theme::font(TextRole::Body));
    return {dotPixels + space::s + metrics.horizontalAdvance(m_words.text) + 2,
            qMax(metrics.height(), 20)};
}

QSize ConnectionIndicator::minimumSizeHint() const
{
    return sizeHint();
}

void ConnectionIndicator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    const QColor ink = toneColor(m_words.tone);
    const bool isFull = m_words.tone == Tone::Good || m_words.tone == Tone::Accent;
    const QRectF dot(place(QRect(0, (height() - dotPixels) / 2, dotPixels, dotPixels)));
    painter.setPen(isFull ? QPen(Qt::NoPen) : QPen(ink, 2.0));
    painter.setBrush(isFull ? QBrush(ink) : QBrush(Qt::NoBrush));
    painter.drawEllipse(isFull ? dot : dot.adjusted(1, 1, -1, -1));
    const bool isTrouble = m_words.tone == Tone::Warn || m_words.tone == Tone::Bad;
    painter.setPen(isTrouble ? ink : toneColor(Tone::Muted));
    painter.setFont(Theme::font(TextRole::Body));
    const int x = dotPixels + space::s;
    painter.drawText(place(QRect(x, 0, width() - x, height())), Qt::AlignVCenter | Qt::AlignLeading,
                     m_words.text);
}

} // namespace foyer
