#pragma once

#include "models/tables/salesseries.h"
#include "ui/reports/plot.h"

namespace foyer {

class ChartTip;

/// Revenue by category as bars that lie, each with its name before it and its sum behind it; from
/// right to left in such windows. Follows the theme. GUI thread.
class CategoryChart final : public QCustomPlot
{
    Q_OBJECT

public:
    explicit CategoryChart(QWidget *parent = nullptr);

    /// The first is drawn on top; a nameless last one is the rest.
    void setContent(const QList<CategorySales> &categories);
    [[nodiscard]] QString readOut() const; ///< of the bar under the pointer or keyboard

protected:
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void restyle();
    void redraw();
    void readBar(int row);
    void readNothing();

    QList<CategorySales> m_categories;
    QList<QCPBars *> m_bars; ///< one per category, so that each has its colour
    QList<QCPItemText *> m_sums;
    ChartTip *m_tip;
    int m_read = -1;
};

/// The name of a line of salesByCategory(): "Other categories" for the nameless rest.
[[nodiscard]] QString categorySalesName(const CategorySales &sales);

} // namespace foyer
