#pragma once

#include "ui/events/eventdifference.h"

#include <QWidget>

class QLabel;

namespace foyer {

class Button;

/// Two versions of one event side by side, and the choice between them. Hidden until there is a
/// conflict. GUI thread.
class ConflictCard final : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictCard(QWidget *parent = nullptr);

    /// \a canPutMine: not when theirs cannot be changed any more.
    void showConflict(const QString &text, const QList<EventDifference> &differences,
                      bool canPutMine);

Q_SIGNALS:
    void keepTheirs();
    void putMine();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QWidget *m_sides = nullptr; ///< made anew for each conflict
    Button *m_theirs;
    Button *m_mine;
};

} // namespace foyer
