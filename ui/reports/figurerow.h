#pragma once

#include "models/tables/salesseries.h"

#include <QWidget>

class QGridLayout;

namespace foyer {

class FigureTile;

/// The figures that a manager looks at first, side by side: tickets, revenue, average price and
/// occupancy, each with how it has moved. GUI thread.
class FigureRow final : public QWidget
{
    Q_OBJECT

public:
    explicit FigureRow(QWidget *parent = nullptr);

    /// \a comparedTo ends the sentence that compares: "to yesterday".
    void showSums(const SalesSums &now, const SalesSums &before, const QString &comparedTo);
    /// Tickets of everything that is meant: \a sold of \a capacity, \a soldInPeriod of them lately.
    void showOccupancy(qint64 sold, qint64 capacity, qint32 soldInPeriod);
    /// 4 or, where there is little room, 2.
    void setColumns(int columns);

private:
    int m_columns = 0;
    QGridLayout *m_grid;
    FigureTile *m_tickets;
    FigureTile *m_revenue;
    FigureTile *m_average;
    FigureTile *m_occupancy;
};

} // namespace foyer
