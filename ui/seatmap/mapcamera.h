#pragma once

#include "models/seatmap/seatmap.h"
#include "ui/seatmap/mapground.h"

#include <QPoint>
#include <QRect>
#include <QSize>

namespace foyer {

/// Which part of the map a viewport shows, and how large. A value without widgets.
///
/// Zooms go in stops of 1.25 from the fitted scale, so that coming back to a zoom finds its tiles
/// again. The middle of the viewport never leaves the map.
class MapCamera final
{
public:
    static constexpr double stop = 1.25;
    static constexpr int margin = 20;         ///< device-independent pixels around a fitted map
    static constexpr double largestSeat = 72; ///< device-independent pixels

    /// Map and viewport (device-independent pixels); fits afterwards.
    void setMap(const RectMm &bounds, qint32 seatDiameter);
    void setViewport(QSize size, qreal devicePixelRatio);

    void fit();
    /// The largest stop that shows all of \a area, centred.
    void show(const RectMm &area);
    /// Zooms by whole stops; the map point under \a at (viewport) stays there.
    void zoomStops(int stops, QPointF at);
    /// Moves the view, in device-independent pixels: positive shows what is to the right.
    void pan(QPointF by);
    void center(PointMm point);
    /// The stop nearest to \a scale (device-independent pixels per millimetre), around \a middle.
    void showAt(PointMm middle, double scale);

    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    [[nodiscard]] double scale() const; ///< device-independent pixels per millimetre
    [[nodiscard]] MapScale mapScale() const;
    /// World pixels of the viewport.
    [[nodiscard]] QRect world() const;
    [[nodiscard]] QPointF toViewport(PointMm point) const;
    [[nodiscard]] PointMm toMap(QPointF at) const;
    [[nodiscard]] QRectF toViewport(const RectMm &area) const;
    [[nodiscard]] QRectF worldToViewport(const QRect &world) const;
    [[nodiscard]] RectMm visibleArea() const;
    [[nodiscard]] PointMm middle() const; ///< of what is seen
    [[nodiscard]] const RectMm &bounds() const { return m_bounds; }
    [[nodiscard]] QSize viewport() const { return m_viewport; }
    [[nodiscard]] qreal devicePixelRatio() const { return m_devicePixelRatio; }

private:
    void moveTo(QPointF origin);
    [[nodiscard]] int mostStops() const;

    RectMm m_bounds;
    qint32 m_seatDiameter = 500;
    QSize m_viewport{1, 1};
    qreal m_devicePixelRatio = 1;
    double m_fitScale = 0.01;
    int m_stop = 0;
    QPoint m_origin; ///< world pixel at the left top of the viewport
    bool m_isFitted = true;
};

} // namespace foyer
