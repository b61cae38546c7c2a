#include "ui/selling/eventdelegate.h"

#include "ui/selling/eventlistmodel.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/availabilitybar.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr int headingHeight = 34;
constexpr int leastTimeColumn = 56;
constexpr int barWidth = 44;
constexpr int barHeight = 4;

/// Lays rectangles out from the reading side.
QRect mirrored(const QStyleOptionViewItem &option, const QRect &rect)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

/// A day of the year in the room that a time has: "17 Dec".
QString dayText(const QDate &date)
{
    return QLocale().toString(date, EventDelegate::tr("d MMM"));
}

/// Wide enough for every time of day as the language writes it ("10:30 PM" as well as "19:30"),
/// and for every date where the list shows them.
int timeColumnWidth(bool byDay)
{
    const QFontMetricsF metrics(Theme::font(TextRole::Caption));
    double widest = std::max(metrics.horizontalAdvance(timeText(QTime(10, 0))),
                             metrics.horizontalAdvance(timeText(QTime(22, 0))));
    for (int month = 1; month <= 12 && !byDay; ++month)
        widest = std::max(widest, metrics.horizontalAdvance(dayText(QDate(2026, month, 28))));
    return std::max(leastTimeColumn, int(std::ceil(widest)) + 1 + space::s);
}

struct Ink
{
    QFont font;
    QColor color;
};

void drawText(QPainter &painter, const QRect &rect, const QString &text, const Ink &ink,
              Qt::LayoutDirection direction)
{
    painter.setFont(ink.font);
    painter.setPen(ink.color);
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width());
    paintLine(painter, rect, shown, Qt::AlignLeading | Qt::AlignVCenter, direction);
}

void drawCard(QPainter &painter, const QStyleOptionViewItem &option, const EventCard &card,
              bool byDay, const QString &detail)
{
    const ThemeColors &colors = Theme::current().colors();
    const QRect inner = option.rect.adjusted(space::l, space::s, -space::l, -space::s);
    const int line = inner.height() / 3;
    const auto at = [&](int left, int row, int width) {
        return mirrored(option, QRect(inner.left() + left, inner.top() + row * line, width, line));
    };
    const QDateTime start = localStart(card);
    const QString time = byDay ? timeText(start.time()) : dayText(start.date());
    const int timeColumn = timeColumnWidth(byDay);
    const int textWidth = inner.width() - timeColumn;
    const bool soldOut = card.counts.available == 0 && card.counts.capacity() > 0;
    const auto draw = [&](const QRect &rect, const QString &text, TextRole role, QColor color) {
        drawText(painter, rect, text, {Theme::font(role), color}, option.direction);
    };
    draw(at(0, 0, timeColumn - space::s), time, TextRole::Caption, colors.muted);
    if (!byDay)
        draw(at(0, 1, timeColumn - space::s), timeText(start.time()), TextRole::Caption,
             colors.muted);
    draw(at(timeColumn, 0, textWidth), card.name, TextRole::Body,
         soldOut ? colors.muted : colors.text);
    draw(at(timeColumn, 1, textWidth), detail, TextRole::Caption, colors.muted);
    const QString left = availabilityText(card.counts.available, card.counts.capacity());
    const bool isScarce =
        !soldOut && isNearlySoldOut(card.counts.available, card.counts.capacity());
    const QRect bar = at(timeColumn, 2, barWidth);
    AvailabilityBar::paint(
        painter, QRectF(bar.left(), bar.center().y() - barHeight / 2.0 + 1, bar.width(), barHeight),
        card.counts.available, card.counts.capacity(), option.direction);
    draw(at(timeColumn + barWidth + space::s, 2, textWidth - barWidth - space::s), left,
         TextRole::Caption, isScarce ? colors.warn : colors.muted);
}

} // namespace

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto *model = qobject_cast<const EventListModel *>(index.model());
    const ThemeColors &colors = Theme::current().colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const EventCard *card = model ? model->card(index) : nullptr;
    if (!card) {
        const QRect rect = option.rect.adjusted(space::l, space::s, -space::l, 0);
        drawText(*painter, rect, index.data(EventListModel::HeadingRole).toString(),
                 {Theme::font(TextRole::Caption), colors.muted}, option.direction);
    } else {
        const bool isSelected = option.state & QStyle::State_Selected;
        if (isSelected || (option.state & QStyle::State_MouseOver))
            paintRounded(*painter, option.rect.adjusted(space::s, 1, -space::s, -1), colors.raised,
                         isSelected ? colors.accent : QColor());
        drawCard(*painter, option, *card, model->isByDay(),
                 index.data(EventListModel::DetailRole).toString());
    }
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option);
    if (!index.data(EventListModel::HeadingRole).toString().isEmpty())
        return {0, headingHeight};
    const int line = QFontMetrics(Theme::font(TextRole::Body)).height() + 3;
    return {0, 3 * line + 2 * space::s};
}

} // namespace foyer
