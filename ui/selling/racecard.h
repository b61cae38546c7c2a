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

    /// \a lost and \a offered: their names, ready to read.
    void tell(const QString &what, const QStringList &lost, const QStringList &offered);

Q_SIGNALS:
    void accepted();
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_text;
    Button *m_take;
    Button *m_leave;
    bool m_hasOffer = false;
};

} // namespace foyer
