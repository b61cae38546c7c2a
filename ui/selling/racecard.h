#pragma once

#include "ui/selling/saledesk.h"

#include <QWidget>

class QLabel;

namespace foyer {

class Button;

/// Says near the pointer that seats were lost to another window, and offers the nearest ones.
/// Enter takes them, Esc does not.
class RaceCard final : public QWidget
{
    Q_OBJECT

public:
    explicit RaceCard(QWidget *parent = nullptr);

    /// The seats that were lost, and what is offered instead, each said by seatsText().
    struct Race
    {
        QString lost;
        qsizetype lostCount = 0;
        QString offered;      ///< empty: nothing like it is free
        QString offeredShort; ///< for the button
    };
    void tell(const Race &race);
    /// Just a fact, with nothing to take: \a title and quieter \a text.
    void explain(const QString &title, const QString &text);

Q_SIGNALS:
    void accepted();
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void present(const QString &title, const QString &text, const QString &take);

    QLabel *m_title;
    QLabel *m_text;
    Button *m_take;
    Button *m_leave;
    bool m_hasOffer = false;
};

} // namespace foyer
