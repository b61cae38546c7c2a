#include "ui/seatmap/seatmapview.h"

#include "models/domain/invariant.h"
#include "ui/seatmap/mapaccessible.h"
#include "ui/seatmap/seatmapviewprivate.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPaintEvent>
#include <QStyle>

#include <cmath>

namespace foyer {

namespace {

constexpr int frameMs = 8;
constexpr int hoverMs = 350;
constexpr int ringFrameMs = 60;
constexpr int ringTurnMs = 1200;
/// Above this many dirty rectangles one update of everything is cheaper.
constexpr size_t mostDirtyRects = 64;
constexpr int overviewPx = 256;

} // namespace

SeatMapView::Private::Private(SeatMapView *view)
    : q(view)
    , palette(Theme::current().colors())
{
    frame.setSingleShot(true);
    frame.setInterval(frameMs);
    QObject::connect(&frame, &QTimer::timeout, q, [this] { flushFrame({}); });
    hover.setSingleShot(true);
    hover.setInterval(hoverMs);
    QObject::connect(&hover, &QTimer::timeout, q, [this] { showHoverText(); });
    rings.setInterval(ringFrameMs);
    QObject::connect(&rings, &QTimer::timeout, q, [this] {
        overlay.phase = std::fmod(overlay.phase + double(ringFrameMs) / ringTurnMs, 1.0);
        updateSeats(overlay.provisional);
    });
    zoom.setStartValue(0.0);
    zoom.setEndValue(1.0);
    zoom.setEasingCurve(QEasingCurve::OutCubic);
    QObject::connect(&zoom, &QVariantAnimation::valueChanged, q,
                     [this] { q->viewport()->update(); });
    QObject::connect(&zoom, &QVariantAnimation::finished, q, [this] { endZoom(); });
    QObject::connect(&Theme::current(), &Theme::changed, q, [this] { applyTheme(); });
}

SeatMapView::SeatMapView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Private>(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(200, 150);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAttribute(Qt::WA_NoSystemBackground);
    setAccessibleName(tr("Seat map"));
    installMapAccessibility();
}

SeatMapView::~SeatMapView() = default;

void SeatMapView::setMap(std::shared_ptr<const SeatGeometry> geometry, const QList<SeatLook> &looks)
{
    d->endZoom();
    d->tiles.reset();
    d->renderer.reset();
    d->geometry = std::move(geometry);
    d->overlay = {};
    d->markAnchor.reset();
    d->rings.stop();
    d->drag = Private::Drag::None;
    if (d->geometry) {
        d->renderer = std::make_unique<SeatRenderer>(d->geometry, d->palette);
        d->tiles = std::make_unique<TileCache>(*d->renderer);
        d->renderer->setCategoryFilter(d->filter);
        d->level.reset();
        d->camera.setMap(d->renderer->labels().extent, d->geometry->seatDiameter());
        setLooks(looks);
    }
    d->moved();
}

const std::shared_ptr<const SeatGeometry> &SeatMapView::geometry() const
{
    return d->geometry;
}

void SeatMapView::setLooks(const QList<SeatLook> &looks)
{
    if (!d->hasMap())
        return;
    FOYER_INVARIANT(looks.size() == d->geometry->ticketCount(),
                    "A map is given one look per ticket.");
    MapChanges changes;
    for (qint32 i = 0; i < looks.size(); ++i)
        d->renderer->setLook(SeatIndex(i), looks[i], changes);
    d->noteChanges(changes);
}

void SeatMapView::updateLooks(const QList<SeatIndex> &seats, const QList<SeatLook> &looks)
{
    if (!d->hasMap())
        return;
    FOYER_INVARIANT(seats.size() == looks.size(), "Each changed seat is given one look.");
    MapChanges changes;
    for (qsizetype i = 0; i < seats.size(); ++i)
        d->renderer->setLook(seats[i], looks[i], changes);
    d->noteChanges(changes);
    announceLooks(seats);
}

SeatLook SeatMapView::look(SeatIndex ticket) const
{
    return d->renderer->look(ticket);
}

void SeatMapView::Private::noteChanges(const MapChanges &changes)
{
    if (changes.isEmpty())
        return;
    tiles->note(changes);
    if (!frame.isActive())
        frame.start();
    Q_EMIT q->looksChanged();
}

void SeatMapView::Private::flushFrame(const QRegion &painting)
{
    if (!hasMap())
        return;
    const std::vector<QRect> dirty = tiles->flush(camera.mapScale());
    if (dirty.size() > mostDirtyRects) {
        if (painting.isEmpty() || painting.boundingRect() != q->viewport()->rect())
            q->viewport()->update();
        return;
    }
    const QRect shown = camera.world();
    for (const QRect &rect : dirty) {
        if (!rect.intersects(shown))
            continue;
        const QRect area = camera.worldToViewport(rect & shown).toAlignedRect();
        if (!painting.contains(area) || painting.rectCount() != 1)
            q->viewport()->update(area);
    }
}

void SeatMapView::setProvisional(const QList<SeatIndex> &seats)
{
    d->updateSeats(d->overlay.provisional);
    d->overlay.provisional = seats;
    d->updateSeats(seats);
    const bool moves =
        !seats.isEmpty() && style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    moves ? d->rings.start() : d->rings.stop();
}

void SeatMapView::setHighlighted(const QList<SeatIndex> &seats)
{
    d->updateSeats(d->overlay.highlighted);
    d->overlay.highlighted = seats;
    d->updateSeats(seats);
    if (!d->hasMap() || seats.isEmpty())
        return;
    std::optional<RectMm> area;
    const qint32 reach = d->geometry->seatDiameter() * 3;
    for (const SeatIndex seat : seats) {
        if (!d->geometry->isSeat(seat))
            continue;
        const PointMm at = d->geometry->position(seat);
        const RectMm box{at.x - reach, at.y - reach, at.x + reach, at.y + reach};
        area = area ? RectMm{std::min(area->left, box.left), std::min(area->top, box.top),
                             std::max(area->right, box.right), std::max(area->bottom, box.bottom)}
                    : box;
    }
    const RectMm shown = d->camera.visibleArea();
    if (area && (area->left < shown.left || area->top < shown.top || area->right > shown.right ||
                 area->bottom > shown.bottom))
        zoomTo(*area);
}

void SeatMapView::setHoverText(std::function<QString(SeatIndex)> text)
{
    d->hoverText = std::move(text);
}

void SeatMapView::setCategoryFilter(std::optional<QList<CategoryId>> categories)
{
    d->filter = std::move(categories);
    if (!d->hasMap())
        return;
    d->renderer->setCategoryFilter(d->filter);
    d->tiles->clear();
    viewport()->update();
    Q_EMIT looksChanged();
}

void SeatMapView::setReadOnly(bool readOnly)
{
    d->isReadOnly = readOnly;
    d->overlay.cursor.reset();
    d->overlay.marked.clear();
    viewport()->update();
}

void SeatMapView::Private::applyTheme()
{
    palette = MapPalette(Theme::current().colors());
    if (hasMap()) {
        renderer->setPalette(palette);
        tiles->clear();
    }
    q->viewport()->update();
    Q_EMIT q->looksChanged();
}

void SeatMapView::drawOverview(QPainter &painter, const QRectF &target)
{
    if (!d->hasMap() || target.isEmpty())
        return;
    const RectMm box = d->geometry->bounds();
    const qreal dpr = viewport()->devicePixelRatioF();
    const double s = std::min(target.width() / std::max(box.right - box.left, 1),
                              target.height() / std::max(box.bottom - box.top, 1)) *
                     dpr;
    const MapScale scale{s, dpr, true};
    d->tiles->flush(scale);
    const QRect world =
        QRectF(box.left * s, box.top * s, (box.right - box.left) * s, (box.bottom - box.top) * s)
            .toAlignedRect();
    painter.save();
    painter.translate(target.center() - QPointF(world.width(), world.height()) / dpr / 2);
    painter.scale(1 / dpr, 1 / dpr);
    d->tiles->draw(painter, {0, 0}, world, scale);
    painter.restore();
}

const MapPalette &SeatMapView::mapPalette() const
{
    return d->palette;
}

QString SeatMapView::describe(SeatIndex seat) const
{
    const SeatLabel label = d->geometry->label(seat);
    QStringList parts;
    if (!label.section.isEmpty())
        parts.append(label.section);
    if (!label.row.isEmpty())
        parts.append(tr("row %1").arg(label.row));
    if (!label.number.isEmpty())
        parts.append(tr("seat %1").arg(label.number));
    parts.append(lookName(d->renderer->look(seat)));
    return parts.join(tr(", "));
}

QString SeatMapView::lookName(SeatLook look)
{
    switch (look) {
    case SeatLook::Available:
        return tr("available");
    case SeatLook::Mine:
        return tr("in your cart");
    case SeatLook::Held:
        return tr("held");
    case SeatLook::Sold:
        return tr("sold");
    case SeatLook::Blocked:
        return tr("blocked");
    }
    return {};
}

void SeatMapView::Private::updateSeats(const QList<SeatIndex> &seats)
{
    if (!hasMap())
        return;
    if (size_t(seats.size()) > mostDirtyRects) {
        q->viewport()->update();
        return;
    }
    for (const SeatIndex seat : seats) {
        if (geometry->isSeat(seat))
            q->viewport()->update(MapOverlay::ringRect(seat, *geometry, camera));
    }
}

void SeatMapView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    if (!d->hasMap()) {
        painter.fillRect(event->rect(), d->palette.floor);
        return;
    }
    const qreal dpr = viewport()->devicePixelRatioF();
    if (dpr != d->camera.devicePixelRatio())
        d->camera.setViewport(viewport()->size(), dpr);
    if (!d->zoomPicture.isNull()) {
        d->paintZoom(painter);
        return;
    }
    d->flushFrame(event->region());
    d->paintMap(painter, event->region());
    d->overlay.paint(painter, event->rect(), *d->geometry, d->camera, d->palette);
}

void SeatMapView::Private::paintMap(QPainter &painter, const QRegion &region)
{
    const qreal dpr = camera.devicePixelRatio();
    const QPoint origin = camera.world().topLeft();
    painter.save();
    // Tiles are blitted pixel by pixel: the painter's own scaling is undone.
    painter.scale(1 / dpr, 1 / dpr);
    for (const QRect &rect : region) {
        const QRect pixels =
            QRectF(rect.x() * dpr, rect.y() * dpr, rect.width() * dpr, rect.height() * dpr)
                .toAlignedRect();
        tiles->draw(painter, pixels.topLeft(), pixels.translated(origin), camera.mapScale());
    }
    painter.restore();
}

} // namespace foyer
