#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;
class QRect;

namespace foyer {

/// Fills a rectangle with the theme's corners; \a border, when valid, is drawn inside it.
void paintRounded(QPainter &painter, const QRectF &rect, const QColor &fill,
                  const QColor &border = {}, qreal borderWidth = 1.0, qreal radius = 6.0);

/// Writes one line at \a side of \a rect as a window of direction \a window is read. The text
/// itself runs as its own script does: a foreign name keeps its punctuation where it belongs.
void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment side,
               Qt::LayoutDirection window);

/// How much room paintKeyHint() needs for \a key, in device-independent pixels.
[[nodiscard]] QSizeF keyHintSize(const QString &key);
/// Draws \a key as a small key cap, in \a ink at reduced strength, at the middle of \a rect.
void paintKeyHint(QPainter &painter, const QRectF &rect, const QString &key, const QColor &ink);

} // namespace foyer
