#include "ui/seatmap/minimap.h"

#include "ui/seatmap/mappalette.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace foyer {

Minimap::Minimap(SeatMapView *view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
{
    setAccessibleName(tr("Overview of the seat map"));
    setToolTip(tr("Drag to move the map"));
    setCursor(Qt::PointingHandCursor);
    connect(view, &SeatMapView::viewChanged, this, qOverload<>(&QWidget::update));
    connect(view, &SeatMapView::looksChanged, this, qOverload<>(&QWidget::update));
}

QSize Minimap::sizeHint() const
{
    return {196, 136};
}

QRectF Minimap::mapArea() const
{
    if (!m_view || !m_view->geometry())
        return {};
    const QRectF room = QRectF(rect()).adjusted(space::s, space::s, -space::s, -space::s);
    const RectMm box = m_view->geometry()->bounds();
    const double width = std::max(box.right - box.left, 1);
    const double height = std::max(box.bottom - box.top, 1);
    const double scale = std::min(room.width() / width, room.height() / height);
    QRectF area(0, 0, width * scale, height * scale);
    area.moveCenter(room.center());
    return area;
}

QRectF Minimap::viewFrame() const
{
    const QRectF area = mapArea();
    if (area.isEmpty())
        return {};
    const RectMm box = m_view->geometry()->bounds();
    const RectMm shown = m_view->visibleArea();
    const double scale = area.width() / std::max(box.right - box.left, 1);
    const QRectF frame(area.left() + (double(shown.left) - box.left) * scale,
                       area.top() + (double(shown.top) - box.top) * scale,
                       (double(shown.right) - shown.left) * scale,
                       (double(shown.bottom) - shown.top) * scale);
    return frame.intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (!m_view)
        return;
    const MapPalette &palette = m_view->mapPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(palette.sectionLine);
    painter.setBrush(palette.floor);
    painter.drawRoundedRect(card, cornerRadius, cornerRadius);
    const QRectF area = mapArea();
    if (area.isEmpty())
        return;
    m_view->drawOverview(painter, area);
    const QRectF frame = viewFrame();
    QPainterPath shade;
    shade.addRoundedRect(card, cornerRadius, cornerRadius);
    shade.addRect(frame);
    QColor veil = palette.floor;
    veil.setAlphaF(0.55F);
    painter.fillPath(shade, veil);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent, 1.5));
    painter.drawRoundedRect(frame, 2, 2);
}

void Minimap::moveViewTo(QPointF at)
{
    const QRectF area = mapArea();
    if (area.isEmpty())
        return;
    const RectMm box = m_view->geometry()->bounds();
    const double scale = std::max(box.right - box.left, 1) / area.width();
    const auto kept = [](double v, qint32 low, qint32 high) {
        return qint32(std::clamp(v, double(low), double(high)));
    };
    m_view->centerOn({kept(box.left + (at.x() - area.left()) * scale, box.left, box.right),
                      kept(box.top + (at.y() - area.top()) * scale, box.top, box.bottom)});
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveViewTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveViewTo(event->position());
}

} // namespace foyer
