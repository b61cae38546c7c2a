#pragma once

#include <QWidget>

class QLabel;

namespace foyer {

/// What a point of a chart says: a title and a few lines, on a small card over the chart.
/// Takes no mouse. Made hidden; child of the chart.
class ChartTip final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartTip(QWidget *chart);

    /// Shows it beside \a anchor (in the chart's pixels), inside the chart.
    void showAt(QPointF anchor, const QString &title, const QString &text);
    [[nodiscard]] QString text() const; ///< title and lines, as a screen reader says them

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_text;
};

} // namespace foyer
