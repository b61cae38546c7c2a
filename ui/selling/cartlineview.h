#pragma once

#include "ui/selling/saledesk.h"

#include <QWidget>

class QComboBox;

namespace foyer {

class ElidedLabel;
class IconButton;
class MoneyLabel;

/// One ticket of the cart: category dot, seat, ticket type, price, and a cross to let it go.
class CartLineView final : public QWidget
{
    Q_OBJECT

public:
    explicit CartLineView(QWidget *parent = nullptr);

    /// \a types: what may be chosen, with a price in the line's category.
    void setLine(const CartLine &line, const QList<TicketType> &types);
    void setLocked(bool locked); ///< while a sale is on its way
    [[nodiscard]] SeatIndex seat() const { return m_line.seat; }

Q_SIGNALS:
    void typeChosen(foyer::SeatIndex seat, const foyer::TicketTypeId &type);
    void removed(foyer::SeatIndex seat);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    CartLine m_line;
    QList<TicketType> m_types;
    ElidedLabel *m_name;
    QComboBox *m_type;
    MoneyLabel *m_price;
    IconButton *m_remove;
};

} // namespace foyer
