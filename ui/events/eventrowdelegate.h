#pragma once

#include <QStyledItemDelegate>

namespace foyer {

/// Draws the cells of the organizer's table: the status as a badge, what is sold with a bar.
class EventRowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace foyer
