#include "ui/seatmap/mapoverlay.h"

#include <QPainter>

#include <algorithm>

namespace foyer {

namespace {

/// Rings keep a size that the eye finds, however small the seats are.
constexpr double smallestRing = 5;
constexpr double widestRing = 6;

double seatRadius(const SeatGeometry &geometry, const MapCamera &camera)
{
    return std::max(geometry.seatDiameter() * camera.scale() / 2, smallestRing);
}

void paintRing(QPainter &painter, QPointF center, double radius, const QColor &color, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width));
    painter.drawEllipse(center, radius, radius);
}

QColor withAlpha(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

} // namespace

QRect MapOverlay::ringRect(SeatIndex seat, const SeatGeometry &geometry, const MapCamera &camera)
{
    const double halfSide = seatRadius(geometry, camera) + widestRing + 2;
    const QPointF center = camera.toViewport(geometry.position(seat));
    return QRectF(center.x() - halfSide, center.y() - halfSide, 2 * halfSide, 2 * halfSide)
        .toAlignedRect();
}

void MapOverlay::paint(QPainter &painter, const QRect &exposed, const SeatGeometry &geometry,
                       const MapCamera &camera, const MapPalette &palette) const
{
    const double radius = seatRadius(geometry, camera);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto eachShown = [&](const QList<SeatIndex> &seats, auto &&paintOne) {
        for (const SeatIndex seat : seats) {
            if (geometry.isSeat(seat) && ringRect(seat, geometry, camera).intersects(exposed))
                paintOne(camera.toViewport(geometry.position(seat)));
        }
    };
    eachShown(marked, [&](QPointF at) {
        painter.setPen(QPen(palette.accent, 1.5));
        painter.setBrush(withAlpha(palette.accent, 0.25F));
        painter.drawEllipse(at, radius + 1, radius + 1);
    });
    eachShown(highlighted, [&](QPointF at) {
        paintRing(painter, at, radius + 4, withAlpha(palette.accent, 0.35F), 4);
        paintRing(painter, at, radius + 2, palette.accent, 2);
    });
    eachShown(provisional, [&](QPointF at) {
        paintRing(painter, at, radius + 2.5, withAlpha(palette.accent, 0.3F), 2);
        painter.setPen(QPen(palette.accent, 2.5, Qt::SolidLine, Qt::RoundCap));
        const double r = radius + 2.5;
        painter.drawArc(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r), int(-phase * 360 * 16),
                        110 * 16);
    });
    if (hovered && geometry.isSeat(*hovered))
        paintRing(painter, camera.toViewport(geometry.position(*hovered)), radius + 1.5,
                  palette.text, 1.5);
    if (cursor && geometry.isSeat(*cursor)) {
        const QPointF at = camera.toViewport(geometry.position(*cursor));
        const double half = radius + 3;
        const QRectF box(at.x() - half, at.y() - half, 2 * half, 2 * half);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(withAlpha(palette.section, 0.9F), isCursorStrong ? 5 : 3));
        painter.drawRoundedRect(box, 5, 5);
        painter.setPen(
            QPen(isCursorStrong ? palette.accent : palette.muted, isCursorStrong ? 2.5 : 1.5));
        painter.drawRoundedRect(box, 5, 5);
    }
    if (band) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(palette.accent, 1));
        painter.setBrush(withAlpha(palette.accent, 0.12F));
        painter.drawRect(*band);
    }
}

} // namespace foyer
