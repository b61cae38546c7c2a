#pragma once

#include "models/seatmap/seatmap.h"

#include <QColor>
#include <QFont>

class QPainter;

namespace foyer {

/// How a word on the map's ground is written.
struct TextLook
{
    double pixels = 1; ///< device pixels
    QFont::Weight weight = QFont::Normal;
    QColor color;
};

/// Writes \a text centred on \a center, turned clockwise by \a rotation degrees. It stands on
/// whole world pixels, turned text as a picture of its own, so that tiles fit each other exactly.
void drawCentered(QPainter &painter, PointMm center, const QString &text, double pixelsPerMm,
                  const TextLook &look, double rotation = 0);

} // namespace foyer
