#pragma once

#include <QStyledItemDelegate>

class QTableView;
class QWidget;

namespace foyer {

/// Draws the cells of the organizer's table: the status as a badge, what is sold with a bar. The
/// row under the pointer is marked as a whole, as it is chosen as a whole.
class EventRowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Belongs to \a table, which tracks the pointer.
    explicit EventRowDelegate(QTableView &table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setHoveredRow(int row);

    QWidget &m_viewport;   ///< may hear the pointer leave while the table is taken down
    int m_hoveredRow = -1; ///< -1: none
};

} // namespace foyer
