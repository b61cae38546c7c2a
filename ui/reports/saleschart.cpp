#include "ui/reports/saleschart.h"

#include "models/tables/eventtablemodel.h"
#include "ui/reports/chartstyle.h"
#include "ui/reports/charttip.h"
#include "ui/widgets/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double emptyTop = 10;
constexpr double headRoom = 1.12;

class LocaleTicker final : public QCPAxisTicker
{
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override
    {
        const bool isWhole = std::abs(tick - std::round(tick)) < 1e-6;
        return locale.toString(tick, 'f', isWhole ? 0 : 2);
    }
};

double unitsOf(const Money &amount)
{
    return double(amount.minorUnits()) / std::pow(10.0, amount.currency().decimals());
}

} // namespace

QSharedPointer<QCPAxisTicker> localeTicker()
{
    return QSharedPointer<QCPAxisTicker>(new LocaleTicker);
}

QString bucketText(Instant from, Milliseconds bucket, const QTimeZone &zone, bool isLong)
{
    const QLocale locale;
    const QDateTime at = from.toDateTime().toTimeZone(zone);
    if (bucket < std::chrono::hours(24)) {
        const QString time = locale.toString(at.time(), shortTimeFormat(locale));
        return isLong ? QCoreApplication::translate("foyer::SalesChart", "from %1").arg(time)
                      : time;
    }
    QString day = locale.toString(
        at.date(), isLong ? QCoreApplication::translate("foyer::SalesChart", "ddd d MMM yyyy")
                          : QCoreApplication::translate("foyer::SalesChart", "d MMM"));
    if (isLong && bucket > std::chrono::hours(24))
        return QCoreApplication::translate("foyer::SalesChart", "week from %1").arg(day);
    return day;
}

SalesChart::SalesChart(QWidget *parent)
    : QCustomPlot(parent)
    , m_line(addGraph())
    , m_before(nullptr)
    , m_cursor(new QCPItemStraightLine(this))
    , m_dot(new QCPItemTracer(this))
    , m_tip(new ChartTip(this))
{
    m_before = addGraph();
    setAccessibleName(tr("Sales over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(220);
    setNoAntialiasingOnDrag(false);
    setLocale(QLocale());
    yAxis->setTicker(localeTicker());
    yAxis->ticker()->setTickCount(4);
    xAxis->grid()->setVisible(false);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins({space::s, space::s, space::s, 0});
    m_cursor->setVisible(false);
    m_dot->setVisible(false);
    m_dot->setStyle(QCPItemTracer::tsCircle);
    m_dot->setSize(9);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        restyle();
        replot();
    });
    restyle();
}

void SalesChart::restyle()
{
    applyChartTheme(*this);
    const ThemeColors &colors = Theme::current().colors();
    QColor fill = colors.accent;
    fill.setAlphaF(0.14F);
    m_line->setPen(QPen(colors.accent, 2));
    m_line->setBrush(fill);
    m_before->setPen(QPen(colors.muted, 1.2, Qt::DashLine));
    m_cursor->setPen(QPen(Theme::mixed(colors.muted, colors.line, 0.5), 1));
    m_dot->setPen(QPen(colors.surface, 2));
    m_dot->setBrush(colors.accent);
    placeValueAxis(*this);
}

void SalesChart::setContent(const Content &content)
{
    m_content = content;
    redraw();
}

void SalesChart::setMeasure(SalesMeasure measure)
{
    m_measure = measure;
    redraw();
}

double SalesChart::valueOf(const SalesBucket &point) const
{
    return m_measure == SalesMeasure::Tickets ? point.tickets : unitsOf(point.revenue);
}

int SalesChart::drawnPoints() const
{
    return int(std::ranges::count_if(m_content.points, [this](const SalesBucket &point) {
        return point.from <= m_content.now;
    }));
}

void SalesChart::redraw()
{
    QVector<double> keys;
    QVector<double> values;
    double top = 0;
    double bottom = 0;
    const auto gather = [&](const QList<SalesBucket> &points, int count) {
        keys.clear();
        values.clear();
        for (int i = 0; i < count; ++i) {
            keys.append(i);
            values.append(valueOf(points.at(i)));
            top = qMax(top, values.last());
            bottom = qMin(bottom, values.last());
        }
    };
    gather(m_content.before, int(m_content.before.size()));
    m_before->setData(keys, values, true);
    gather(m_content.points, drawnPoints());
    m_line->setData(keys, values, true);
    yAxis->setRange(bottom * headRoom, top > 0 ? top * headRoom : emptyTop);
    const double last = qMax(1.0, double(m_content.points.size() - 1));
    xAxis->setRange(-last * 0.015, last * 1.015);
    placeTicks();
    placeValueAxis(*this);
    if (m_read >= 0)
        readPoint(qMin(m_read, drawnPoints() - 1));
    replot();
}

QString SalesChart::labelOf(Instant from, bool isLong) const
{
    return bucketText(from, m_content.bucket, m_content.zone, isLong);
}

void SalesChart::placeTicks()
{
    constexpr int roomOfLabel = 76;
    const int count = pointCount();
    const int most = qMax(2, width() / roomOfLabel);
    const int step = qMax(1, int(std::ceil(double(count) / most)));
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (int i = 0; i < count; i += step)
        ticker->addTick(i, labelOf(m_content.points.at(i).from, false));
    xAxis->setTicker(ticker);
}

QString SalesChart::readOut() const
{
    return m_read >= 0 ? m_tip->text() : QString();
}

void SalesChart::readPoint(int index)
{
    if (index < 0 || index >= drawnPoints()) {
        readNothing();
        return;
    }
    m_read = index;
    const SalesBucket &point = m_content.points.at(index);
    const double value = valueOf(point);
    m_cursor->point1->setCoords(index, 0);
    m_cursor->point2->setCoords(index, 1);
    m_dot->position->setCoords(index, value);
    m_cursor->setVisible(true);
    m_dot->setVisible(true);
    QString text =
        tr("%Ln ticket(s)", nullptr, point.tickets) + u'\n' + point.revenue.toText(QLocale());
    if (index < m_content.before.size()) {
        const SalesBucket &before = m_content.before.at(index);
        text +=
            u'\n' + tr("before: %1")
                        .arg(m_measure == SalesMeasure::Tickets ? QLocale().toString(before.tickets)
                                                                : before.revenue.toText(QLocale()));
    }
    m_tip->showAt({xAxis->coordToPixel(index), yAxis->coordToPixel(value)},
                  labelOf(point.from, true), text);
    setAccessibleDescription(m_tip->text());
}

void SalesChart::readNothing()
{
    m_read = -1;
    m_tip->hide();
    m_cursor->setVisible(false);
    m_dot->setVisible(false);
}

void SalesChart::mouseMoveEvent(QMouseEvent *event)
{
    readPoint(qRound(xAxis->pixelToCoord(event->position().x())));
    replot(rpQueuedReplot);
}

void SalesChart::leaveEvent(QEvent *event)
{
    readNothing();
    replot(rpQueuedReplot);
    QCustomPlot::leaveEvent(event);
}

void SalesChart::keyPressEvent(QKeyEvent *event)
{
    const int last = drawnPoints() - 1;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        const int by = event->key() == Qt::Key_Left ? -1 : 1;
        readPoint(m_read < 0 ? last : qBound(0, m_read + by, last));
    } else if (event->key() == Qt::Key_Escape && m_read >= 0) {
        readNothing();
    } else {
        QCustomPlot::keyPressEvent(event);
        return;
    }
    replot(rpQueuedReplot);
}

void SalesChart::focusOutEvent(QFocusEvent *event)
{
    readNothing();
    replot(rpQueuedReplot);
    QCustomPlot::focusOutEvent(event);
}

void SalesChart::changeEvent(QEvent *event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::LayoutDirectionChange)
        return;
    placeValueAxis(*this);
    replot(rpQueuedReplot);
}

void SalesChart::resizeEvent(QResizeEvent *event)
{
    placeTicks();
    QCustomPlot::resizeEvent(event);
}

} // namespace foyer
