#include "ui/designer/venuedelegate.h"

#include "models/tables/venuelistmodel.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

namespace foyer {

namespace {

constexpr int venueRowHeight = 56;

}

QSize VenueDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {160, venueRowHeight};
}

void VenueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const ThemeColors &colors = Theme::current().colors();
    const QRect card = option.rect.adjusted(space::s, 2, -space::s, -2);
    painter->save();
    if (option.state & QStyle::State_Selected)
        paintRounded(*painter, card, Theme::mixed(colors.accent, colors.surface, 0.14));
    else if (option.state & QStyle::State_MouseOver)
        paintRounded(*painter, card, colors.raised);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Selected))
        paintRounded(*painter, card, {}, colors.accent, 2.0);
    const QRect inner = card.adjusted(space::s, 0, -space::s, 0);
    const bool hasMap = index.data(VenueListModel::HasMapRole).toBool();
    const QString places =
        hasMap ? QLocale().toString(index.data(VenueListModel::CapacityRole).toInt())
               : tr("no map yet");
    const auto place = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, inner, rect);
    };
    const Qt::Alignment start = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const Qt::Alignment end = QStyle::visualAlignment(option.direction, Qt::AlignRight);
    painter->setFont(Theme::font(TextRole::Caption));
    const int placesWidth = painter->fontMetrics().horizontalAdvance(places) + 1;
    const QRect lower(inner.left(), inner.top() + 28, inner.width(), 18);
    painter->setPen(hasMap ? colors.muted : colors.warn);
    painter->drawText(lower, int(end | Qt::AlignVCenter), places);
    painter->setPen(colors.muted);
    const QRect city(lower.left(), lower.top(), lower.width() - placesWidth - space::s, 18);
    painter->drawText(
        place(city), int(start | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(index.data(VenueListModel::CityRole).toString(),
                                          Qt::ElideMiddle, city.width()));
    QFont strong = Theme::font(TextRole::Body);
    strong.setWeight(QFont::DemiBold);
    painter->setFont(strong);
    painter->setPen(colors.text);
    const QRect upper(inner.left(), inner.top() + 7, inner.width(), 20);
    painter->drawText(
        upper, int(start | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(index.data(VenueListModel::NameRole).toString(),
                                          Qt::ElideMiddle, upper.width()));
    painter->restore();
}

} // namespace foyer
