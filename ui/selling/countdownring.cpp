#include "ui/selling/countdownring.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace foyer {

CountdownRing::CountdownRing(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(18, 18);
}

void CountdownRing::setShare(double share, bool isSoonOver)
{
    m_share = qBound(0.0, share, 1.0);
    m_isSoonOver = isSoonOver;
    update();
}

void CountdownRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = Theme::current().colors();
    const QRectF ring = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setPen(QPen(Theme::mixed(colors.muted, colors.surface, 0.25), 3));
    painter.drawEllipse(ring);
    const QColor color = m_isSoonOver ? colors.warn : colors.accent;
    painter.setPen(QPen(color, 3, Qt::SolidLine, Qt::FlatCap));
    constexpr int sixteenths = 16 * 360;
    painter.drawArc(ring, 16 * 90, qRound(m_share * sixteenths));
}

} // namespace foyer
