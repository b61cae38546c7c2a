#pragma once

#include "ui/selling/saledesk.h"

#include <QWidget>

class QLabel;

namespace foyer {

class AvailabilityBar;
class Chip;
class ElidedLabel;
class FlowLayout;

/// The open event's name, date and place, what is left, and its categories with their prices
/// as filters of the map.
class EventHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit EventHeader(QWidget *parent = nullptr);

    /// \a prices: of the first ticket type, for each category.
    void setEvent(const EventCard &card, const QList<Category> &categories,
                  const PriceList &prices);
    void setCounts(const TicketCounts &counts);
    [[nodiscard]] std::optional<QList<CategoryId>> filter() const;

Q_SIGNALS:
    void filterChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addCategories(const QList<Category> &categories, const PriceList &prices);
    void fitChips();

    ElidedLabel *m_name;
    ElidedLabel *m_detail;
    QLabel *m_left;
    AvailabilityBar *m_bar;
    QWidget *m_chipRow;
    FlowLayout *m_chips;
    QList<std::pair<Chip *, CategoryId>> m_filters;
};

} // namespace foyer
