#include "ui/widgets/paint.h"

#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>

namespace foyer {

namespace {

QFont keyFont()
{
    QFont font = Theme::font(TextRole::Caption);
    font.setPixelSize(11);
    return font;
}

} // namespace

void paintRounded(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border,
                  qreal borderWidth, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal inset = border.isValid() ? borderWidth / 2 : 0;
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(border.isValid() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                            radius - inset);
    painter.restore();
}

void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment side,
               Qt::LayoutDirection window)
{
    const Qt::Alignment seen = QStyle::visualAlignment(window, side) | Qt::AlignAbsolute;
    const Qt::LayoutDirection before = painter.layoutDirection();
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(rect, int(seen) | int(Qt::TextSingleLine), text);
    painter.setLayoutDirection(before);
}

QSizeF keyHintSize(const QString &key)
{
    if (key.isEmpty())
        return {};
    const QFontMetricsF metrics(keyFont());
    return {qMax(18.0, metrics.horizontalAdvance(key) + 10), 18.0};
}

void paintKeyHint(QPainter &painter, const QRectF &rect, const QString &key, const QColor &ink)
{
    const QSizeF size = keyHintSize(key);
    const QRectF cap(rect.center().x() - size.width() / 2, rect.center().y() - size.height() / 2,
                     size.width(), size.height());
    QColor outline = ink;
    outline.setAlphaF(0.45F);
    paintRounded(painter, cap, QColor(), outline, 1.0, 4.0);
    painter.setFont(keyFont());
    painter.setPen(ink);
    painter.drawText(cap, Qt::AlignCenter, key);
}

} // namespace foyer
