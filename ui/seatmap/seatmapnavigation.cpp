#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/seatmap/seatmapviewprivate.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {
constexpr int longestZoomMs = 130;
}

template <class Change>
void SeatMapView::Private::zoomed(Change &&change)
{
    const QRectF before = camera.toViewport(camera.bounds());
    beginZoom();
    change();
    const QRectF after = camera.toViewport(camera.bounds());
    if (!zoomPicture.isNull() && before.width() > 0) {
        const double factor = after.width() / before.width();
        const auto map = [&](QPointF p) {
            return after.topLeft() + (p - before.topLeft()) * factor;
        };
        zoomFrom = QRectF(map(zoomFrom.topLeft()), map(zoomFrom.bottomRight()));
        zoom.stop();
        zoom.start();
    }
    moved();
}

void SeatMapView::fitToView()
{
    d->zoomed([this] { d->camera.fit(); });
}

void SeatMapView::zoomTo(const RectMm &area)
{
    d->zoomed([&] { d->camera.show(area); });
}

void SeatMapView::zoomBy(double factor, QPointF viewportPoint)
{
    if (!(factor > 0) || factor == 1)
        return;
    const int stops = int(std::lround(std::log(factor) / std::log(MapCamera::stop)));
    d->zoomed(
        [&] { d->camera.zoomStops(stops != 0 ? stops : (factor > 1 ? 1 : -1), viewportPoint); });
}

void SeatMapView::ensureVisible(SeatIndex seat)
{
    if (!d->hasMap() || !d->geometry->isSeat(seat))
        return;
    const PointMm at = d->geometry->position(seat);
    const QPointF point = toViewport(at);
    const QRectF calm = QRectF(viewport()->rect()).adjusted(32, 32, -32, -32);
    if (calm.contains(point))
        return;
    d->endZoom();
    d->camera.center(at);
    d->moved();
}

double SeatMapView::scale() const
{
    return d->camera.scale();
}

QPointF SeatMapView::toViewport(PointMm point) const
{
    return d->camera.toViewport(point);
}

PointMm SeatMapView::toMap(QPointF viewportPoint) const
{
    return d->camera.toMap(viewportPoint);
}

RectMm SeatMapView::visibleArea() const
{
    return d->camera.visibleArea();
}

void SeatMapView::centerOn(PointMm point)
{
    d->endZoom();
    d->camera.center(point);
    d->moved();
}

void SeatMapView::Private::moved()
{
    syncBars();
    q->viewport()->update();
    Q_EMIT q->viewChanged();
}

void SeatMapView::Private::syncBars()
{
    isSyncingBars = true;
    const QRect world = camera.world();
    const double s = camera.mapScale().pixelsPerMm;
    const qreal dpr = camera.devicePixelRatio();
    const RectMm box = camera.bounds();
    const auto sync = [dpr](QScrollBar *bar, int value, int page, double low, double high) {
        bar->setRange(int((low - page / 2.0) / dpr), int((high - page / 2.0) / dpr));
        bar->setPageStep(int(page / dpr));
        bar->setValue(int(value / dpr));
    };
    sync(q->horizontalScrollBar(), world.left(), world.width(), box.left * s, box.right * s);
    sync(q->verticalScrollBar(), world.top(), world.height(), box.top * s, box.bottom * s);
    isSyncingBars = false;
}

void SeatMapView::scrollContentsBy(int dx, int dy)
{
    if (d->isSyncingBars || !d->hasMap())
        return;
    d->camera.pan(QPointF(-dx, -dy));
    d->moved();
}

void SeatMapView::resizeEvent(QResizeEvent *)
{
    d->endZoom();
    d->camera.setViewport(viewport()->size(), viewport()->devicePixelRatioF());
    d->moved();
}

void SeatMapView::Private::beginZoom()
{
    const int duration = q->style()->styleHint(QStyle::SH_Widget_Animation_Duration);
    if (!hasMap() || duration <= 0 || !q->isVisible()) {
        endZoom();
        return;
    }
    zoom.setDuration(std::min(duration, longestZoomMs));
    const QRectF all(q->viewport()->rect());
    if (zoomPicture.isNull()) {
        zoomFrom = all;
    } else {
        // From what is on the screen now, halfway through the last zoom.
        const double t = zoom.currentValue().toDouble();
        const auto between = [t](double a, double b) { return a + (b - a) * t; };
        zoomFrom = QRectF(between(0, zoomFrom.left()), between(0, zoomFrom.top()),
                          between(all.width(), zoomFrom.width()),
                          between(all.height(), zoomFrom.height()));
        return;
    }
    const qreal dpr = camera.devicePixelRatio();
    zoomPicture = QPixmap(q->viewport()->size() * dpr);
    zoomPicture.setDevicePixelRatio(dpr);
    QPainter painter(&zoomPicture);
    paintMap(painter, q->viewport()->rect());
}

void SeatMapView::Private::endZoom()
{
    zoom.stop();
    if (zoomPicture.isNull())
        return;
    zoomPicture = {};
    q->viewport()->update();
}

void SeatMapView::Private::paintZoom(QPainter &painter)
{
    const double t = zoom.currentValue().toDouble();
    const QRectF all(q->viewport()->rect());
    const auto between = [t](double a, double b) { return a + (b - a) * t; };
    const QRectF now(between(0, zoomFrom.left()), between(0, zoomFrom.top()),
                     between(all.width(), zoomFrom.width()),
                     between(all.height(), zoomFrom.height()));
    painter.fillRect(all, palette.floor);
    painter.drawPixmap(now, zoomPicture, QRectF(zoomPicture.rect()));
}

// ---------------------------------------------------------------------------- levels, places

void SeatMapView::setLevelFilter(std::optional<qint32> level)
{
    if (!d->hasMap() || d->level == level)
        return;
    d->level = level;
    d->setHovered(std::nullopt);
    d->overlay.marked.clear();
    d->markAnchor.reset();
    if (d->overlay.cursor && !isOnShownLevel(*d->overlay.cursor))
        d->overlay.cursor.reset();
    d->renderer->setLevelFilter(level);
    d->tiles->clear();
    viewport()->update();
    Q_EMIT looksChanged();
    Q_EMIT viewChanged();
}

std::optional<qint32> SeatMapView::levelFilter() const
{
    return d->level;
}

bool SeatMapView::isOnShownLevel(SeatIndex ticket) const
{
    return !d->level || (d->hasMap() && levelOf(*d->geometry, ticket) == *d->level);
}

void SeatMapView::showLevel(std::optional<qint32> level)
{
    if (!d->hasMap())
        return;
    setLevelFilter(level);
    const RectMm box = level ? boundsOfLevel(*d->geometry, *level) : RectMm();
    box.isEmpty() ? fitToView() : zoomTo(box);
}

MapPlace SeatMapView::place() const
{
    if (!d->hasMap() || d->camera.isFitted())
        return {.middle = {}, .scale = 0, .level = d->level};
    return {.middle = d->camera.middle(), .scale = d->camera.scale(), .level = d->level};
}

void SeatMapView::goTo(const MapPlace &place)
{
    if (!d->hasMap())
        return;
    const bool isKnown =
        place.level && *place.level >= 0 && *place.level < qint32(d->geometry->levels().size());
    setLevelFilter(isKnown ? place.level : std::nullopt);
    d->endZoom();
    if (place.scale > 0 && std::isfinite(place.scale))
        d->camera.showAt(place.middle, place.scale);
    else
        d->camera.fit();
    d->moved();
}

} // namespace foyer
