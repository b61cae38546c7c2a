#pragma once

#include "ui/selling/saledesk.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace foyer {

class Banner;
class Button;
class CartLineView;
class CashPanel;
class CountdownRing;
class MoneyLabel;
class StatePane;

/// The cart: what is held, for how long, what it costs, and how it is paid. After a sale it says
/// what to hand over, until the next customer.
class CartPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive the panel.
    explicit CartPanel(SaleDesk &desk, QWidget *parent = nullptr);

    void takeCash(); ///< opens the cash part; nothing without a cart that can be paid
    /// Steps back from what is open; false when nothing is.
    bool stepBack();
    void showProblem(const QString &text);
    /// The hold on \a seats has ended; offers to take them again.
    void showEnded(const QList<SeatIndex> &seats);

Q_SIGNALS:
    /// The map should have the keyboard again.
    void finished();

private:
    void refresh();
    void refreshLines(const Cart &cart);
    void tickCountdown();
    void showSold(const Booking &booking, const Money &change);
    QWidget *makeCart();
    QLayout *makeFoot();
    QWidget *makeDone();
    [[nodiscard]] QList<TicketType> typesFor(const CartLine &line) const;

    SaleDesk &m_desk;
    QStackedWidget *m_stack;
    StatePane *m_empty;
    QWidget *m_cart;
    QWidget *m_done;
    QLabel *m_countdown;
    CountdownRing *m_ring;
    Banner *m_ended;
    QList<SeatIndex> m_endedSeats;
    QLabel *m_count;
    QVBoxLayout *m_lines;
    QList<CartLineView *> m_views;
    MoneyLabel *m_total;
    QLabel *m_problem;
    QLabel *m_offline;
    Milliseconds m_longest{0};
    QWidget *m_actions;
    Button *m_cash;
    CashPanel *m_cashPanel;
    QLabel *m_reference;
    MoneyLabel *m_change;
    QLabel *m_soldText;
    Button *m_next;
    QTimer m_second;
};

} // namespace foyer
