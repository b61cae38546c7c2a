#pragma once

#include "ui/selling/saledesk.h"

#include <QWidget>

class QHBoxLayout;

namespace foyer {

class Chip;
class ElidedLabel;

/// The open event's name, date and place, and its categories with their prices as filters of the
/// map.
class EventHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit EventHeader(QWidget *parent = nullptr);

    /// \a prices: of the first ticket type, for each category.
    void setEvent(const EventCard &card, const QList<Category> &categories,
                  const PriceList &prices);
    [[nodiscard]] std::optional<QList<CategoryId>> filter() const;

Q_SIGNALS:
    void filterChanged();

private:
    ElidedLabel *m_name;
    ElidedLabel *m_detail;
    QHBoxLayout *m_chips;
    QList<std::pair<Chip *, CategoryId>> m_filters;
};

} // namespace foyer
