#include "ui/seatmap/mapcamera.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {
constexpr int fewestStops = -3;
} // namespace

void MapCamera::setMap(const RectMm &bounds, qint32 seatDiameter)
{
    m_bounds = bounds;
    m_seatDiameter = std::max(seatDiameter, 1);
    fit();
}

void MapCamera::setViewport(QSize size, qreal devicePixelRatio)
{
    const PointMm before = middle();
    m_viewport = size.expandedTo({1, 1});
    m_devicePixelRatio = devicePixelRatio;
    if (m_isFitted)
        fit();
    else
        center(before);
}

void MapCamera::fit()
{
    const double width = std::max(m_bounds.right - m_bounds.left, 1);
    const double height = std::max(m_bounds.bottom - m_bounds.top, 1);
    const double roomX = std::max(m_viewport.width() - 2 * margin, 16);
    const double roomY = std::max(m_viewport.height() - 2 * margin, 16);
    // A small map is not blown up beyond what reads well.
    m_fitScale = std::min({roomX / width, roomY / height, largestSeat / 2 / m_seatDiameter});
    m_stop = 0;
    center({m_bounds.left / 2 + m_bounds.right / 2, m_bounds.top / 2 + m_bounds.bottom / 2});
    m_isFitted = true;
}

int MapCamera::mostStops() const
{
    return int(std::ceil(std::log(largestSeat / (m_seatDiameter * m_fitScale)) / std::log(stop)));
}

void MapCamera::show(const RectMm &area)
{
    const double width = std::max(area.right - area.left, 1);
    const double height = std::max(area.bottom - area.top, 1);
    const double wanted = std::min(std::max(m_viewport.width() - 2 * margin, 16) / width,
                                   std::max(m_viewport.height() - 2 * margin, 16) / height);
    const double stops = std::floor(std::log(wanted / m_fitScale) / std::log(stop) + 1e-9);
    m_stop = int(std::clamp(stops, double(fewestStops), double(std::max(mostStops() - 2, 0))));
    m_isFitted = false;
    center({area.left / 2 + area.right / 2, area.top / 2 + area.bottom / 2});
}

void MapCamera::zoomStops(int stops, QPointF at)
{
    const QPointF pixel = at * m_devicePixelRatio;
    const double before = mapScale().pixelsPerMm;
    m_stop = std::clamp(m_stop + stops, fewestStops, std::max(mostStops(), 0));
    const double factor = mapScale().pixelsPerMm / before;
    m_isFitted = false;
    moveTo((QPointF(m_origin) + pixel) * factor - pixel);
}

void MapCamera::pan(QPointF by)
{
    m_isFitted = false;
    moveTo(QPointF(m_origin) + by * m_devicePixelRatio);
}

void MapCamera::center(PointMm point)
{
    const double s = mapScale().pixelsPerMm;
    m_isFitted = false;
    moveTo({point.x * s - m_viewport.width() * m_devicePixelRatio / 2,
            point.y * s - m_viewport.height() * m_devicePixelRatio / 2});
}

void MapCamera::showAt(PointMm middle, double scale)
{
    const double stops = std::log(std::max(scale, 1e-9) / m_fitScale) / std::log(stop);
    m_stop =
        int(std::lround(std::clamp(stops, double(fewestStops), double(std::max(mostStops(), 0)))));
    center(middle);
}

PointMm MapCamera::middle() const
{
    return toMap(QPointF(m_viewport.width() / 2.0, m_viewport.height() / 2.0));
}

void MapCamera::moveTo(QPointF origin)
{
    const double s = mapScale().pixelsPerMm;
    const double halfWidth = m_viewport.width() * m_devicePixelRatio / 2;
    const double halfHeight = m_viewport.height() * m_devicePixelRatio / 2;
    const auto kept = [](double value, double low, double high) {
        return int(std::lround(std::clamp(value, std::min(low, high), std::max(low, high))));
    };
    m_origin = {kept(origin.x(), m_bounds.left * s - halfWidth, m_bounds.right * s - halfWidth),
                kept(origin.y(), m_bounds.top * s - halfHeight, m_bounds.bottom * s - halfHeight)};
}

double MapCamera::scale() const
{
    return m_fitScale * std::pow(stop, m_stop);
}

MapScale MapCamera::mapScale() const
{
    return {scale() * m_devicePixelRatio, m_devicePixelRatio, false};
}

QRect MapCamera::world() const
{
    return {m_origin, QSize(int(std::ceil(m_viewport.width() * m_devicePixelRatio)),
                            int(std::ceil(m_viewport.height() * m_devicePixelRatio)))};
}

QPointF MapCamera::toViewport(PointMm point) const
{
    const double s = mapScale().pixelsPerMm;
    return QPointF(point.x * s - m_origin.x(), point.y * s - m_origin.y()) / m_devicePixelRatio;
}

PointMm MapCamera::toMap(QPointF at) const
{
    const double s = mapScale().pixelsPerMm;
    return {qint32(std::floor((at.x() * m_devicePixelRatio + m_origin.x()) / s)),
            qint32(std::floor((at.y() * m_devicePixelRatio + m_origin.y()) / s))};
}

QRectF MapCamera::toViewport(const RectMm &area) const
{
    return {toViewport(PointMm{area.left, area.top}), toViewport(PointMm{area.right, area.bottom})};
}

QRectF MapCamera::worldToViewport(const QRect &world) const
{
    return {QPointF(world.topLeft() - m_origin) / m_devicePixelRatio,
            QSizeF(world.size()) / m_devicePixelRatio};
}

RectMm MapCamera::visibleArea() const
{
    const PointMm first = toMap({0, 0});
    const PointMm last = toMap(QPointF(m_viewport.width(), m_viewport.height()));
    return {first.x, first.y, last.x + 1, last.y + 1};
}

} // namespace foyer
