#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/seatmap/seatmapviewprivate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr int wheelNotch = 120;
/// Below this diameter (device-independent pixels) a click on a seat is a guess: it zooms in.
constexpr double smallestPickable = 3.5;
/// From this diameter on a quick second click is a second pick, not a zoom.
constexpr double clearlyPickable = 9;
constexpr double smallestHitRadius = 5;

} // namespace

std::optional<SeatIndex> SeatMapView::Private::seatAt(QPointF at) const
{
    if (!hasMap())
        return std::nullopt;
    const double radius =
        std::max(geometry->seatDiameter() * 0.55, smallestHitRadius / camera.scale());
    return seatNear(camera.toMap(at), qint32(std::min(radius, 1e6)));
}

std::optional<SeatIndex> SeatMapView::Private::seatNear(PointMm point, qint32 radius) const
{
    return level ? seatOfLevelNear(*geometry, *level, point, radius)
                 : geometry->seatNear(point, radius);
}

SeatFilter SeatMapView::Private::levelSeats() const
{
    if (!level)
        return {};
    return [this](SeatIndex seat) { return q->isOnShownLevel(seat); };
}

const SeatGeometry::AreaInfo *SeatMapView::Private::areaAt(QPointF at) const
{
    if (!hasMap())
        return nullptr;
    const PointMm point = camera.toMap(at);
    const auto found =
        std::ranges::find_if(geometry->areas(), [&](const SeatGeometry::AreaInfo &area) {
            return (!level || area.level == *level) && contains(area.outline, point);
        });
    return found == geometry->areas().end() ? nullptr : &*found;
}

std::optional<qint32> SeatMapView::Private::sectionAt(QPointF at) const
{
    const PointMm point = camera.toMap(at);
    for (qint32 i = 0; i < geometry->sections().size(); ++i) {
        const SeatGeometry::SectionInfo &section = geometry->sections()[i];
        if ((!level || section.level == *level) && contains(section.outline, point))
            return i;
    }
    return std::nullopt;
}

bool SeatMapView::Private::isTooFarToPick() const
{
    return geometry->seatDiameter() * camera.scale() < smallestPickable;
}

void SeatMapView::Private::setHovered(std::optional<SeatIndex> seat)
{
    if (overlay.hovered == seat)
        return;
    if (overlay.hovered)
        updateSeats({*overlay.hovered});
    overlay.hovered = seat;
    if (seat)
        updateSeats({*seat});
    QToolTip::hideText();
    seat ? hover.start() : hover.stop();
    q->viewport()->setCursor(seat && !isReadOnly ? Qt::PointingHandCursor : Qt::ArrowCursor);
    Q_EMIT q->hovered(seat);
}

void SeatMapView::Private::hoverAt(QPointF at)
{
    lastHoverAt = at;
    setHovered(hasMap() && !isTooFarToPick() ? seatAt(at) : std::nullopt);
}

void SeatMapView::Private::showHoverText()
{
    if (!overlay.hovered || !hoverText)
        return;
    const QString text = hoverText(*overlay.hovered);
    if (!text.isEmpty())
        QToolTip::showText(q->viewport()->mapToGlobal(lastHoverAt.toPoint()), text, q->viewport());
}

void SeatMapView::Private::pick(const QList<SeatIndex> &seats)
{
    if (!seats.isEmpty() && !isReadOnly)
        Q_EMIT q->seatsPicked(seats);
}

void SeatMapView::Private::click(QPointF at)
{
    if (const auto seat = seatAt(at)) {
        if (isTooFarToPick()) {
            const qint32 row = geometry->rowIndices()[size_t(seat->value())];
            q->zoomTo(geometry->sections()[geometry->rows()[row].section].bounds);
            return;
        }
        if (!isReadOnly)
            moveCursor(*seat, false);
        pick({*seat});
        return;
    }
    const SeatGeometry::AreaInfo *area = areaAt(at);
    if (area && !isReadOnly)
        Q_EMIT q->areaPicked(area->name);
}

void SeatMapView::mousePressEvent(QMouseEvent *event)
{
    if (!d->hasMap())
        return;
    d->pressedAt = d->draggedTo = event->position();
    d->setHovered(std::nullopt);
    const bool pans = event->button() == Qt::MiddleButton ||
                      (event->button() == Qt::LeftButton && (d->isSpaceDown || d->isReadOnly));
    if (pans && !(d->isReadOnly && event->button() == Qt::LeftButton && !d->isSpaceDown)) {
        d->drag = Private::Drag::Pan;
        d->hasSpacePanned = d->isSpaceDown;
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        d->drag = Private::Drag::Press;
    }
}

void SeatMapView::mouseMoveEvent(QMouseEvent *event)
{
    if (!d->hasMap())
        return;
    const QPointF at = event->position();
    const bool isFar = (at - d->pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (d->drag == Private::Drag::Press && isFar)
        // Nothing can be picked in a read-only map: there a drag moves it.
        d->drag = d->isReadOnly ? Private::Drag::Pan : Private::Drag::Band;
    switch (d->drag) {
    case Private::Drag::None:
        d->hoverAt(at);
        break;
    case Private::Drag::Press:
        break;
    case Private::Drag::Band:
        d->updateBand(at);
        break;
    case Private::Drag::Pan:
        d->endZoom();
        d->camera.pan(d->draggedTo - at);
        d->moved();
        break;
    }
    d->draggedTo = at;
}

void SeatMapView::Private::updateBand(QPointF to)
{
    overlay.band = QRectF(pressedAt, to).normalized();
    overlay.marked = isTooFarToPick() ? QList<SeatIndex>() : seatsInBand();
    q->viewport()->update();
}

QList<SeatIndex> SeatMapView::Private::seatsInBand() const
{
    const PointMm first = camera.toMap(overlay.band->topLeft());
    const PointMm last = camera.toMap(overlay.band->bottomRight());
    QList<SeatIndex> inside = geometry->seatsIn({first.x, first.y, last.x + 1, last.y + 1});
    if (level)
        inside.removeIf([this](SeatIndex seat) { return !q->isOnShownLevel(seat); });
    return inside;
}

void SeatMapView::Private::finishBand()
{
    const QList<SeatIndex> inside = seatsInBand();
    overlay.band.reset();
    overlay.marked.clear();
    q->viewport()->update();
    pick(inside);
}

void SeatMapView::mouseReleaseEvent(QMouseEvent *event)
{
    const Private::Drag drag = std::exchange(d->drag, Private::Drag::None);
    if (!d->hasMap())
        return;
    switch (drag) {
    case Private::Drag::None:
        return;
    case Private::Drag::Press:
        d->click(event->position());
        break;
    case Private::Drag::Band:
        d->updateBand(event->position());
        d->finishBand();
        break;
    case Private::Drag::Pan:
        viewport()->unsetCursor();
        break;
    }
    d->hoverAt(event->position());
}

void SeatMapView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!d->hasMap() || event->button() != Qt::LeftButton)
        return;
    const bool isClear = d->geometry->seatDiameter() * d->camera.scale() >= clearlyPickable;
    if (isClear && d->seatAt(event->position())) {
        mousePressEvent(event);
        return;
    }
    if (const auto section = d->sectionAt(event->position()))
        zoomTo(d->geometry->sections()[*section].bounds);
}

void SeatMapView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (!d->hasMap())
        return;
    d->wheelRest += event->angleDelta().y();
    const int stops = d->wheelRest / wheelNotch;
    d->wheelRest -= stops * wheelNotch;
    if (stops != 0) {
        d->setHovered(std::nullopt);
        zoomBy(std::pow(MapCamera::stop, stops), event->position());
    }
}

void SeatMapView::leaveEvent(QEvent *event)
{
    d->setHovered(std::nullopt);
    QAbstractScrollArea::leaveEvent(event);
}

} // namespace foyer
