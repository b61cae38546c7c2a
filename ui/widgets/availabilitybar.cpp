#include "ui/widgets/availabilitybar.h"

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

namespace foyer {

namespace {

constexpr qint32 fewOf = 20;

} // namespace

AvailabilityBar::AvailabilityBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AvailabilityBar::setCounts(qint32 available, qint32 capacity)
{
    m_available = available;
    m_capacity = capacity;
    setAccessibleName(availabilityText(available, capacity));
    update();
}

QSize AvailabilityBar::sizeHint() const
{
    return {64, 4};
}

void AvailabilityBar::paint(QPainter &painter, const QRectF &rect, qint32 available,
                            qint32 capacity, Qt::LayoutDirection direction)
{
    const ThemeColors &colors = Theme::current().colors();
    const qreal radius = rect.height() / 2;
    paintRounded(painter, rect, Theme::mixed(colors.muted, colors.surface, 0.22), {}, 1, radius);
    if (capacity <= 0 || available >= capacity)
        return;
    const double gone = double(capacity - available) / double(capacity);
    QRectF filled = rect;
    filled.setWidth(qMax(rect.height(), rect.width() * gone));
    if (direction == Qt::RightToLeft)
        filled.moveRight(rect.right());
    QColor color = colors.accent;
    if (available <= 0)
        color = colors.muted;
    else if (isNearlySoldOut(available, capacity))
        color = colors.warn;
    paintRounded(painter, filled, color, {}, 1, radius);
}

void AvailabilityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF bar(0, (height() - 4) / 2.0, width(), 4);
    paint(painter, bar, m_available, m_capacity, layoutDirection());
}

QString availabilityText(qint32 available, qint32 capacity)
{
    if (available <= 0)
        return QCoreApplication::translate("foyer::AvailabilityBar", "sold out");
    const QString figure = QLocale().toString(available);
    if (isNearlySoldOut(available, capacity))
        return QCoreApplication::translate("foyer::AvailabilityBar", "last %1").arg(figure);
    return QCoreApplication::translate("foyer::AvailabilityBar", "%1 left").arg(figure);
}

bool isNearlySoldOut(qint32 available, qint32 capacity)
{
    return available > 0 && qint64(available) * fewOf <= capacity;
}

} // namespace foyer
