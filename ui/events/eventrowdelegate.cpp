#include "ui/events/eventrowdelegate.h"

#include "models/tables/eventtablemodel.h"
#include "ui/widgets/availabilitybar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tone.h"

#include <QEvent>
#include <QPainter>
#include <QTableView>

#include <utility>

namespace foyer {

namespace {

constexpr int pillHeightInTable = 20;

Tone toneOfStatus(EventStatus status)
{
    switch (status) {
    case EventStatus::Draft:
        return Tone::Muted;
    case EventStatus::Published:
        return Tone::Good;
    case EventStatus::Cancelled:
        return Tone::Bad;
    }
    return Tone::Muted;
}

void paintGround(QPainter &painter, const QStyleOptionViewItem &option, bool isHovered)
{
    const ThemeColors &colors = Theme::current().colors();
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, Theme::mixed(colors.accent, colors.surface, 0.14));
    else if (isHovered)
        painter.fillRect(option.rect, colors.raised);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     Theme::mixed(colors.line, colors.surface, 0.6));
}

void paintStatus(QPainter &painter, const QRect &cell, const QModelIndex &index,
                 Qt::LayoutDirection direction)
{
    const QString text = index.data().toString();
    painter.setFont(Theme::font(TextRole::Caption));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 2 * space::s;
    QRect pill(cell.left(), cell.center().y() - pillHeightInTable / 2, width, pillHeightInTable);
    pill = QStyle::visualRect(direction, cell, pill);
    const QColor ink =
        toneColor(toneOfStatus(EventStatus(index.data(EventTableModel::StatusRole).toInt())));
    paintRounded(painter, pill, Pill::fill(Theme::current().colors(), ink), {}, 1.0,
                 pillHeightInTable / 2.0);
    painter.setPen(ink);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void paintSold(QPainter &painter, const QRect &cell, const QModelIndex &index,
               Qt::LayoutDirection direction)
{
    const qint32 capacity = index.data(EventTableModel::CapacityRole).toInt();
    if (capacity == 0)
        return;
    const qint32 sold = index.data(EventTableModel::SoldRole).toInt();
    painter.setPen(toneColor(Tone::Text));
    painter.drawText(cell.adjusted(0, 0, 0, -space::s),
                     int(QStyle::visualAlignment(direction, Qt::AlignRight) | Qt::AlignVCenter),
                     index.data().toString());
    const QRectF bar(cell.left(), cell.bottom() - space::s, cell.width(), 4);
    AvailabilityBar::paint(painter, bar, capacity - sold, capacity, direction);
}

} // namespace

EventRowDelegate::EventRowDelegate(QTableView &table)
    : QStyledItemDelegate(&table)
    , m_viewport(*table.viewport())
{
    connect(&table, &QTableView::entered, this,
            [this](const QModelIndex &index) { setHoveredRow(index.row()); });
    connect(&table, &QTableView::viewportEntered, this, [this] { setHoveredRow(-1); });
    m_viewport.installEventFilter(this);
}

void EventRowDelegate::setHoveredRow(int row)
{
    if (std::exchange(m_hoveredRow, row) != row)
        m_viewport.update();
}

bool EventRowDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_viewport)
        return QStyledItemDelegate::eventFilter(watched, event);
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return false;
}

void EventRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    paintGround(*painter, option, index.row() == m_hoveredRow);
    const QRect cell = option.rect.adjusted(space::s, 0, -space::s, -1);
    painter->setFont(Theme::font(TextRole::Body));
    if (index.column() == EventTableModel::StatusColumn) {
        paintStatus(*painter, cell, index, option.direction);
    } else if (index.column() == EventTableModel::SoldColumn) {
        paintSold(*painter, cell, index, option.direction);
    } else {
        const bool isName = index.column() == EventTableModel::NameColumn;
        painter->setPen(toneColor(isName ? Tone::Text : Tone::Muted));
        if (isName) {
            QFont strong = painter->font();
            strong.setWeight(QFont::DemiBold);
            painter->setFont(strong);
        }
        const QString text = painter->fontMetrics().elidedText(index.data().toString(),
                                                               Qt::ElideMiddle, cell.width());
        paintLine(*painter, cell, text, Qt::AlignLeft | Qt::AlignVCenter, option.direction);
    }
    painter->restore();
}

} // namespace foyer
