#pragma once

#include "models/domain/money.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace foyer {

class Button;
class MoneyLabel;

/// Taking cash: what the buyer hands over, by a button or typed, and the change while typing.
/// Lies in the cart, not over it; Enter sells, Esc goes back.
class CashPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit CashPanel(QWidget *parent = nullptr);

    /// Starts anew for \a total, which is proposed as handed over.
    void begin(Money total);
    void setTotal(Money total);
    void setSelling(bool selling);
    void showProblem(const QString &text); ///< empty hides it
    /// What is typed; nothing when it is no amount or less than the total.
    [[nodiscard]] std::optional<Money> tendered() const;

Q_SIGNALS:
    void sellRequested(const foyer::Money &tendered);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offerNotes();
    void recompute();
    void sell();

    Money m_total;
    QLineEdit *m_amount;
    QHBoxLayout *m_notes;
    MoneyLabel *m_change;
    QLabel *m_changeName;
    QLabel *m_problem;
    Button *m_sell;
    bool m_isSelling = false;
};

/// Sums a buyer is likely to hand over for \a total: exact, then what the next notes make; at
/// most four, rising.
[[nodiscard]] QList<Money> likelyTenders(Money total);

} // namespace foyer
