#include "ui/reports/figurerow.h"

#include "ui/reports/figuretile.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLocale>

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Below this change a comparison says "as before".
constexpr double smallestChange = 0.5;

QString signedNumber(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    return (value < 0 ? u"\u2212"_s : u"+"_s) + digits;
}

} // namespace

FigureRow::FigureRow(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_tickets(new FigureTile(tr("Tickets sold")))
    , m_revenue(new FigureTile(tr("Revenue")))
    , m_average(new FigureTile(tr("Average price")))
    , m_occupancy(new FigureTile(tr("Occupancy")))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(space::l);
    setColumns(4);
}

void FigureRow::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    FigureTile *tiles[] = {m_tickets, m_revenue, m_average, m_occupancy};
    for (int i = 0; i < 4; ++i) {
        m_grid->addWidget(tiles[i], i / columns, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void FigureRow::showSums(const SalesSums &now, const SalesSums &before, const QString &comparedTo)
{
    const QLocale locale;
    const auto compare = [&comparedTo](FigureTile *tile, double value, double earlier) {
        const std::optional<double> change = changeInPercent(value, earlier);
        if (!change)
            tile->setComparison(std::nullopt, tr("Nothing to compare with"));
        else if (std::abs(*change) < smallestChange)
            tile->setComparison(0.0, tr("As before"));
        else
            tile->setComparison(change, tr("%1 % %2").arg(signedNumber(*change, 0), comparedTo));
    };
    m_tickets->setFigure(locale.toString(now.tickets));
    compare(m_tickets, now.tickets, before.tickets);
    m_revenue->setFigure(now.revenue.toText(locale));
    compare(m_revenue, double(now.revenue.minorUnits()), double(before.revenue.minorUnits()));
    const std::optional<Money> average = now.averagePrice();
    const std::optional<Money> earlier = before.averagePrice();
    m_average->setFigure(average ? average->toText(locale) : u"–"_s);
    compare(m_average, average ? double(average->minorUnits()) : 0.0,
            earlier && average ? double(earlier->minorUnits()) : 0.0);
}

void FigureRow::showOccupancy(qint64 sold, qint64 capacity, qint32 soldInPeriod)
{
    if (capacity == 0) {
        m_occupancy->setFigure(u"–"_s);
        m_occupancy->setComparison(std::nullopt, tr("No event on sale"));
        return;
    }
    const double share = 100.0 * double(sold) / double(capacity);
    const double points = 100.0 * double(soldInPeriod) / double(capacity);
    m_occupancy->setFigure(tr("%1 %").arg(QLocale().toString(share, 'f', 1)));
    m_occupancy->setComparison(points, tr("%1 points in this period").arg(signedNumber(points, 1)));
}

} // namespace foyer
