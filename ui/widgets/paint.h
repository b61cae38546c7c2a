#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace foyer {

/// Fills a rectangle with the theme's corners; \a border, when valid, is drawn inside it.
void paintRounded(QPainter &painter, const QRectF &rect, const QColor &fill,
                  const QColor &border = {}, qreal borderWidth = 1.0, qreal radius = 6.0);

/// How much room paintKeyHint() needs for \a key, in device-independent pixels.
[[nodiscard]] QSizeF keyHintSize(const QString &key);
/// Draws \a key as a small key cap, in \a ink at reduced strength, at the middle of \a rect.
void paintKeyHint(QPainter &painter, const QRectF &rect, const QString &key, const QColor &ink);

} // namespace foyer
