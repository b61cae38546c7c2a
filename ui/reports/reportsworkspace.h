#pragma once

#include "ui/reports/reportdesk.h"

#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QComboBox;
class QLabel;
class QScrollArea;

namespace foyer {

class Banner;
class CategoryChart;
class ChartPanel;
class ContentStack;
class FigureRow;
class SalesChart;

/// The manager's view of sales: figures, charts, tables, live. GUI thread.
class ReportsWorkspace final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit ReportsWorkspace(ReportDesk &desk, QWidget *parent = nullptr);

    /// Nothing: the whole house. An event that is not in the list is ignored.
    void choose(const std::optional<EventId> &event);
    void showPeriod(SalesPeriod period);
    [[nodiscard]] std::optional<EventId> event() const { return m_event; }
    [[nodiscard]] SalesPeriod period() const { return m_period; }

    [[nodiscard]] ChartPanel *overTimePanel() const { return m_overTime; }
    [[nodiscard]] ChartPanel *byCategoryPanel() const { return m_byCategory; }

Q_SIGNALS:
    /// The figures on screen are those that were asked for last.
    void reportShown();

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// Reports ask only while somebody sees them.
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTitleRow();
    [[nodiscard]] QWidget *makeCharts();
    void fillEvents();
    void chooseRow(int row);
    void ask();
    void take(const Result<QList<SalesFigure>> &answer);
    void showFigures();
    void showOccupancy(qint32 soldInPeriod);
    void showTables(const QList<SalesBucket> &points, const QList<CategorySales> &categories);
    void reflow();
    [[nodiscard]] QString comparedTo() const;
    [[nodiscard]] Currency houseCurrency() const;

    ReportDesk &m_desk;
    std::optional<EventId> m_event;
    SalesPeriod m_period = SalesPeriod::Week;
    ReportWindow m_window;
    Instant m_askedAt;
    QList<SalesFigure> m_figures;
    quint32 m_asked = 0; ///< answers to older questions are dropped
    bool m_isWaiting = false;
    bool m_isStale = true; ///< something changed since the last question
    bool m_hasReport = false;

    QComboBox *m_events;
    QButtonGroup *m_periods;
    Banner *m_banner;
    FigureRow *m_figureRow;
    ContentStack *m_stack;
    QBoxLayout *m_chartRow;
    SalesChart *m_salesChart;
    CategoryChart *m_categoryChart;
    ChartPanel *m_overTime;
    ChartPanel *m_byCategory;
    QLabel *m_asOf;
};

} // namespace foyer
