#pragma once

#include "models/tables/salesseries.h"
#include "ui/reports/plot.h"

namespace foyer {

class ChartTip;

enum class SalesMeasure : quint8 { Revenue, Tickets };

/// Sales over time as a filled line, with the period before as a dashed one. Hover or the arrow
/// keys read out one point. Follows the theme. GUI thread.
///
/// In right-to-left windows time still runs to the right, as on the clocks and charts readers of
/// Arabic and Hebrew know from elsewhere; the figures stand at the right.
class SalesChart final : public QCustomPlot
{
    Q_OBJECT

public:
    explicit SalesChart(QWidget *parent = nullptr);

    struct Content
    {
        QList<SalesBucket> points; ///< one per bucket
        QList<SalesBucket> before; ///< as many, of the period before
        Instant now;               ///< what lies after it is not drawn
        Milliseconds bucket{0};
        QTimeZone zone;
    };
    void setContent(const Content &content);
    void setMeasure(SalesMeasure measure);

    /// What the point under the pointer or keyboard says; empty without one.
    [[nodiscard]] QString readOut() const;
    [[nodiscard]] int pointCount() const { return int(m_content.points.size()); }

protected:
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void redraw();
    void placeTicks();
    void readPoint(int index);
    void readNothing();
    [[nodiscard]] double valueOf(const SalesBucket &point) const;
    [[nodiscard]] QString labelOf(Instant from, bool isLong) const;
    [[nodiscard]] int drawnPoints() const;

    Content m_content;
    SalesMeasure m_measure = SalesMeasure::Revenue;
    QCPGraph *m_line;
    QCPGraph *m_before;
    QCPItemStraightLine *m_cursor;
    QCPItemTracer *m_dot;
    ChartTip *m_tip;
    int m_read = -1;
};

/// What happened from \a from on, as the reader's calendar says it: "14:00" for buckets of an
/// hour, "27 Nov" for longer ones; \a isLong adds the weekday or the year.
[[nodiscard]] QString bucketText(Instant from, Milliseconds bucket, const QTimeZone &zone,
                                 bool isLong);

/// Round figures for an axis, as the reader's locale writes them: 1,250 and 12.5.
[[nodiscard]] QSharedPointer<QCPAxisTicker> localeTicker();

} // namespace foyer
