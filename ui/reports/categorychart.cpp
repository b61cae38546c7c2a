#include "ui/reports/categorychart.h"

#include "ui/reports/chartstyle.h"
#include "ui/reports/charttip.h"
#include "ui/widgets/theme.h"

#include <QLocale>

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 110;
/// Room behind the longest bar for its sum, as a share of the axis.
constexpr double roomForSum = 1.45;

double amountOf(const Money &money)
{
    return double(money.minorUnits()) / std::pow(10.0, money.currency().decimals());
}

} // namespace

QString categorySalesName(const CategorySales &sales)
{
    return sales.name.isEmpty()
               ? QCoreApplication::translate("foyer::CategoryChart", "Other categories")
               : sales.name;
}

CategoryChart::CategoryChart(QWidget *parent)
    : QCustomPlot(parent)
    , m_tip(new ChartTip(this))
{
    setAccessibleName(tr("Revenue by category"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(220);
    setLocale(QLocale());
    yAxis->setRangeReversed(true);
    yAxis->grid()->setVisible(false);
    xAxis->grid()->setVisible(false);
    xAxis->setTickLabels(false);
    axisRect()->setAutoMargins(QCP::msLeft);
    axisRect()->setMargins({0, 0, 0, space::xs});
    connect(&Theme::current(), &Theme::changed, this, [this] {
        restyle();
        replot();
    });
    restyle();
}

void CategoryChart::restyle()
{
    applyChartTheme(*this);
    const ThemeColors &colors = Theme::current().colors();
    yAxis->setTickLabelColor(colors.text);
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        m_bars.at(i)->setPen(Qt::NoPen);
        // The rest is nobody's: no colour of the series.
        const bool isRest = m_categories.at(i).name.isEmpty();
        m_bars.at(i)->setBrush(isRest ? Theme::mixed(colors.muted, colors.line, 0.5)
                                      : chartColor(i));
        m_sums.at(i)->setColor(colors.text);
        m_sums.at(i)->setFont(Theme::font(TextRole::Caption));
        const Qt::Alignment leading = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
        m_sums.at(i)->setPositionAlignment(leading | Qt::AlignVCenter);
    }
    xAxis->setRangeReversed(isRightToLeft());
    placeValueAxis(*this);
}

void CategoryChart::setContent(const QList<CategorySales> &categories)
{
    m_categories = categories;
    redraw();
}

void CategoryChart::redraw()
{
    clearPlottables();
    clearItems();
    m_bars.clear();
    m_sums.clear();
    double longest = 0;
    auto names = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics metrics(Theme::font(TextRole::Caption));
    for (qsizetype i = 0; i < m_categories.size(); ++i) {
        const double amount = amountOf(m_categories.at(i).revenue);
        auto *bar = new QCPBars(yAxis, xAxis);
        bar->setWidth(0.56);
        bar->addData(double(i), qMax(0.0, amount));
        m_bars.append(bar);
        auto *sum = new QCPItemText(this);
        sum->setText(m_categories.at(i).revenue.toText(QLocale()));
        sum->setPadding({space::s, 0, space::s, 0});
        sum->position->setCoords(qMax(0.0, amount), double(i));
        m_sums.append(sum);
        names->addTick(double(i), metrics.elidedText(categorySalesName(m_categories.at(i)),
                                                     Qt::ElideMiddle, longestName));
        longest = qMax(longest, amount);
    }
    yAxis->setTicker(names);
    // Few bars stay slim: an axis of at least five rows.
    yAxis->setRange(-0.6, qMax(4.6, double(m_categories.size()) - 0.4));
    xAxis->setRange(0, longest > 0 ? longest * roomForSum : 1);
    restyle();
    readNothing();
    replot();
}

QString CategoryChart::readOut() const
{
    return m_read >= 0 ? m_tip->text() : QString();
}

void CategoryChart::readBar(int row)
{
    if (row < 0 || row >= m_categories.size()) {
        readNothing();
        return;
    }
    m_read = row;
    const CategorySales &sales = m_categories.at(row);
    const int inwards = isRightToLeft() ? -space::l : space::l;
    m_tip->showAt(
        {xAxis->coordToPixel(0) + inwards, yAxis->coordToPixel(row)}, categorySalesName(sales),
        tr("%Ln ticket(s)", nullptr, sales.tickets) + u'\n' + sales.revenue.toText(QLocale()));
    setAccessibleDescription(m_tip->text());
}

void CategoryChart::readNothing()
{
    m_read = -1;
    m_tip->hide();
}

void CategoryChart::changeEvent(QEvent *event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::LayoutDirectionChange)
        return;
    restyle();
    replot(rpQueuedReplot);
}

void CategoryChart::mouseMoveEvent(QMouseEvent *event)
{
    readBar(qRound(yAxis->pixelToCoord(event->position().y())));
}

void CategoryChart::leaveEvent(QEvent *event)
{
    readNothing();
    QCustomPlot::leaveEvent(event);
}

void CategoryChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_categories.size()) - 1;
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        readBar(qBound(0, m_read + (event->key() == Qt::Key_Up ? -1 : 1), last));
    else if (event->key() == Qt::Key_Escape && m_read >= 0)
        readNothing();
    else
        QCustomPlot::keyPressEvent(event);
}

void CategoryChart::focusOutEvent(QFocusEvent *event)
{
    readNothing();
    QCustomPlot::focusOutEvent(event);
}

} // namespace foyer
