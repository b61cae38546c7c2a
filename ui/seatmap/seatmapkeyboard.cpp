#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/seatmap/seatmapviewprivate.h"

#include <QKeyEvent>

namespace foyer {

namespace {

std::optional<MapDirection> directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return MapDirection::Left;
    case Qt::Key_Right:
        return MapDirection::Right;
    case Qt::Key_Up:
        return MapDirection::Up;
    case Qt::Key_Down:
        return MapDirection::Down;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<SeatIndex> SeatMapView::cursorSeat() const
{
    return d->overlay.cursor;
}

void SeatMapView::setCursorSeat(SeatIndex seat)
{
    if (d->hasMap() && d->geometry->isSeat(seat))
        d->moveCursor(seat, false);
}

void SeatMapView::Private::moveCursor(SeatIndex seat, bool marks)
{
    const std::optional<SeatIndex> before = overlay.cursor;
    if (before)
        updateSeats({*before});
    updateSeats(overlay.marked);
    if (!marks)
        markAnchor.reset();
    else if (!markAnchor)
        markAnchor = before.value_or(seat);
    overlay.cursor = seat;
    overlay.marked = markAnchor ? seatsBetween(*geometry, *markAnchor, seat) : QList<SeatIndex>();
    if (level)
        overlay.marked.removeIf([this](SeatIndex marked) { return !q->isOnShownLevel(marked); });
    updateSeats(overlay.marked);
    q->ensureVisible(seat);
    updateSeats({seat});
    if (before != seat) {
        Q_EMIT q->cursorMoved(seat);
        q->announceCursor();
    }
}

bool SeatMapView::Private::navigate(QKeyEvent *event)
{
    const auto direction = directionOf(event->key());
    const bool isRowEnd = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    if ((!direction && !isRowEnd) || isReadOnly || geometry->seatCount() == 0)
        return false;
    if (!overlay.cursor) {
        // Start in the middle of what is seen.
        const QPointF middle = QRectF(q->viewport()->rect()).center();
        if (const auto seat = seatNear(camera.toMap(middle), 1'000'000))
            moveCursor(*seat, false);
        return true;
    }
    const SeatIndex from = *overlay.cursor;
    std::optional<SeatIndex> to;
    if (isRowEnd)
        to =
            event->key() == Qt::Key_Home ? firstOfRow(*geometry, from) : lastOfRow(*geometry, from);
    else if (event->modifiers() & Qt::ControlModifier)
        to = sectionTowards(*geometry, from, *direction, levelSeats());
    else
        to = seatTowards(*geometry, from, *direction, levelSeats());
    if (to)
        moveCursor(*to, event->modifiers() & Qt::ShiftModifier);
    return true;
}

void SeatMapView::Private::pickByKey()
{
    if (!overlay.cursor)
        return;
    const QList<SeatIndex> seats =
        overlay.marked.isEmpty() ? QList<SeatIndex>{*overlay.cursor} : overlay.marked;
    updateSeats(overlay.marked);
    overlay.marked.clear();
    markAnchor.reset();
    pick(seats);
}

void SeatMapView::keyPressEvent(QKeyEvent *event)
{
    const bool isControl = event->modifiers() & Qt::ControlModifier;
    const QPointF middle = QRectF(viewport()->rect()).center();
    if (!d->hasMap()) {
        QAbstractScrollArea::keyPressEvent(event);
    } else if (d->navigate(event)) {
        event->accept();
    } else if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            d->isSpaceDown = true;
            d->hasSpacePanned = false;
        }
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        d->pickByKey();
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) {
        zoomBy(MapCamera::stop,
               d->overlay.cursor ? toViewport(d->geometry->position(*d->overlay.cursor)) : middle);
    } else if (event->key() == Qt::Key_Minus) {
        zoomBy(1 / MapCamera::stop, middle);
    } else if (event->key() == Qt::Key_0 && isControl) {
        fitToView();
    } else if (event->key() == Qt::Key_Escape && !d->overlay.marked.isEmpty()) {
        d->updateSeats(d->overlay.marked);
        d->overlay.marked.clear();
        d->markAnchor.reset();
    } else {
        // Not QAbstractScrollArea's: it would eat the arrows.
        // NOLINTNEXTLINE(bugprone-parent-virtual-call)
        QWidget::keyPressEvent(event);
    }
}

void SeatMapView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QAbstractScrollArea::keyReleaseEvent(event);
        return;
    }
    const bool picks = d->isSpaceDown && !d->hasSpacePanned && d->drag == Private::Drag::None;
    d->isSpaceDown = false;
    if (picks && d->hasMap())
        d->pickByKey();
}

void SeatMapView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    d->overlay.isCursorStrong = true;
    if (d->overlay.cursor) {
        d->updateSeats({*d->overlay.cursor});
        announceCursor();
    }
}

void SeatMapView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    d->overlay.isCursorStrong = false;
    d->isSpaceDown = false;
    if (d->overlay.cursor)
        d->updateSeats({*d->overlay.cursor});
}

void SeatMapView::press(SeatIndex seat)
{
    if (!d->hasMap() || !d->geometry->isSeat(seat) || d->isReadOnly)
        return;
    d->moveCursor(seat, false);
    d->pick({seat});
}

void SeatMapView::press(const QString &area)
{
    if (d->hasMap() && !d->isReadOnly)
        Q_EMIT areaPicked(area);
}

} // namespace foyer
