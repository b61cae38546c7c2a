#include "ui/seatmap/maptext.h"

#include "ui/seatmap/mapoutline.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

QFont fontOf(double pixels, QFont::Weight weight)
{
    QFont font;
    font.setPixelSize(std::max(1, int(pixels)));
    font.setWeight(weight);
    return font;
}

} // namespace

void drawCentered(QPainter &painter, PointMm center, const QString &text, double pixelsPerMm,
                  const TextLook &look, double rotation)
{
    const QPointF world = toWorld(QPointF(center.x, center.y), pixelsPerMm);
    const QPoint at(int(std::floor(world.x() + 0.5)), int(std::floor(world.y() + 0.5)));
    const QFont font = fontOf(look.pixels, look.weight);
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(text);
    const QPointF start(std::round(-width / 2), std::round(metrics.capHeight() / 2));
    if (rotation == 0) {
        painter.setFont(font);
        painter.setPen(look.color);
        painter.drawText(at + start, text);
        return;
    }
    const int reach = int(width / 2 + metrics.height()) + 2;
    QImage turnedText(2 * reach, 2 * reach, QImage::Format_ARGB32_Premultiplied);
    turnedText.fill(Qt::transparent);
    QPainter inner(&turnedText);
    inner.setRenderHint(QPainter::Antialiasing);
    inner.setFont(font);
    inner.setPen(look.color);
    inner.translate(reach, reach);
    inner.rotate(rotation);
    inner.drawText(start, text);
    inner.end();
    painter.drawImage(at - QPoint(reach, reach), turnedText);
}

} // namespace foyer
