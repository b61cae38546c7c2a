#include "ui/reports/reportsworkspace.h"

#include "models/tables/eventtablemodel.h"
#include "ui/reports/categorychart.h"
#include "ui/reports/chartpanel.h"
#include "ui/reports/figurerow.h"
#include "ui/reports/saleschart.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowWidth = 1000;
constexpr qsizetype mostCategoryBars = 8;
} // namespace

ReportsWorkspace::ReportsWorkspace(ReportDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_events(new QComboBox)
    , m_periods(new QButtonGroup(this))
    , m_banner(new Banner)
    , m_figureRow(new FigureRow)
{
    setProperty("foyerBackground", true);
    setAttribute(Qt::WA_StyledBackground);
    auto *page = new QWidget;
    page->setProperty("foyerClear", true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::xl, 0, space::xl, space::xl);
    column->setSpacing(space::l);
    column->addWidget(m_figureRow);
    column->addWidget(makeCharts());
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack = new ContentStack(scroll);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_banner);
    all->addWidget(makeTitleRow());
    all->addWidget(m_stack, 1);
    connect(&m_desk, &ReportDesk::eventsChanged, this, &ReportsWorkspace::fillEvents);
    connect(&m_desk, &ReportDesk::salesChanged, this, [this] {
        m_isStale = true;
        ask();
    });
    connect(m_banner, &Banner::actionTriggered, this, &ReportsWorkspace::ask);
    connect(m_stack->state(), &StatePane::actionTriggered, this, &ReportsWorkspace::ask);
    m_stack->showState()->showLoading();
    fillEvents();
}

QWidget *ReportsWorkspace::makeTitleRow()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::xl, space::l, space::xl, space::l);
    row->setSpacing(space::s);
    row->addWidget(makeLabel(tr("Reports"), TextRole::Title));
    m_asOf = makeLabel({}, TextRole::Caption, Tone::Muted);
    row->addSpacing(space::s);
    row->addWidget(m_asOf);
    row->addStretch(1);
    const std::pair<SalesPeriod, QString> periods[] = {{SalesPeriod::Today, tr("Today")},
                                                       {SalesPeriod::Week, tr("7 days")},
                                                       {SalesPeriod::Month, tr("30 days")},
                                                       {SalesPeriod::Season, tr("Season")}};
    for (const auto &[period, name] : periods) {
        auto *chip = new Chip(name);
        m_periods->addButton(chip, int(period));
        row->addWidget(chip);
    }
    m_periods->setExclusive(true);
    m_periods->button(int(m_period))->setChecked(true);
    connect(m_periods, &QButtonGroup::idClicked, this,
            [this](int id) { showPeriod(SalesPeriod(id)); });
    m_events->setAccessibleName(tr("Event of the report"));
    m_events->setEditable(true);
    m_events->setInsertPolicy(QComboBox::NoInsert);
    m_events->completer()->setFilterMode(Qt::MatchContains);
    m_events->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_events->setMinimumWidth(180);
    m_events->setMaximumWidth(320);
    m_events->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_events->setMaxVisibleItems(12);
    row->addSpacing(space::s);
    row->addWidget(m_events, 1);
    connect(m_events, &QComboBox::activated, this, &ReportsWorkspace::chooseRow);
    connect(m_events->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        m_events->setEditText(m_events->itemText(m_events->currentIndex()));
        m_events->lineEdit()->setCursorPosition(0);
    });
    return bar;
}

QWidget *ReportsWorkspace::makeCharts()
{
    auto *charts = new QWidget;
    m_salesChart = new SalesChart;
    m_categoryChart = new CategoryChart;
    m_overTime = new ChartPanel(tr("Sales over time"), m_salesChart);
    m_byCategory = new ChartPanel(tr("Revenue by category"), m_categoryChart);
    m_overTime->addToTitle(
        makeLabel(tr("Dashed: the period before"), TextRole::Caption, Tone::Muted));
    auto *measures = new QButtonGroup(this);
    for (const auto measure : {SalesMeasure::Revenue, SalesMeasure::Tickets}) {
        auto *chip = new Chip(measure == SalesMeasure::Revenue ? tr("Revenue") : tr("Tickets"));
        chip->setChecked(measure == SalesMeasure::Revenue);
        measures->addButton(chip, int(measure));
        m_overTime->addToTitle(chip);
    }
    connect(measures, &QButtonGroup::idClicked, this,
            [this](int id) { m_salesChart->setMeasure(SalesMeasure(id)); });
    m_chartRow = new QBoxLayout(QBoxLayout::LeftToRight, charts);
    m_chartRow->setContentsMargins(0, 0, 0, 0);
    m_chartRow->setSpacing(space::l);
    m_chartRow->addWidget(m_overTime, 3);
    m_chartRow->addWidget(m_byCategory, 2);
    return charts;
}

void ReportsWorkspace::fillEvents()
{
    const QSignalBlocker quiet(m_events);
    m_events->clear();
    m_events->addItem(tr("Whole house"));
    int chosen = 0;
    const QLocale locale;
    const QList<Event> events = m_desk.events();
    for (const Event &event : events) {
        const QDate day = event.startDate.toDateTime().toLocalTime().date();
        m_events->addItem(u"%1, %2"_s.arg(event.name, locale.toString(day, tr("d MMM yyyy"))),
                          QVariant::fromValue(event.id));
        if (event.id == m_event)
            chosen = m_events->count() - 1;
    }
    if (chosen == 0 && m_event)
        choose(std::nullopt);
    m_events->setCurrentIndex(chosen);
    m_events->lineEdit()->setCursorPosition(0);
}

void ReportsWorkspace::chooseRow(int row)
{
    const QVariant id = m_events->itemData(row);
    m_event = id.isValid() ? std::optional(id.value<EventId>()) : std::nullopt;
    m_isStale = true;
    m_events->lineEdit()->setCursorPosition(0);
    ++m_asked;
    m_isWaiting = false;
    ask();
}

void ReportsWorkspace::choose(const std::optional<EventId> &event)
{
    for (int row = 0; row < m_events->count(); ++row) {
        const QVariant id = m_events->itemData(row);
        if (event ? (id.isValid() && id.value<EventId>() == *event) : !id.isValid()) {
            m_events->setCurrentIndex(row);
            chooseRow(row);
            return;
        }
    }
}

void ReportsWorkspace::showPeriod(SalesPeriod period)
{
    m_periods->button(int(period))->setChecked(true);
    m_period = period;
    m_isStale = true;
    ++m_asked;
    m_isWaiting = false;
    ask();
}

void ReportsWorkspace::ask()
{
    if (m_isWaiting || !isVisible())
        return;
    m_isWaiting = true;
    m_isStale = false;
    m_askedAt = m_desk.now();
    m_window = reportWindow(m_period, m_askedAt, QTimeZone::systemTimeZone());
    if (!m_hasReport)
        m_stack->showState()->showLoading();
    const quint32 question = ++m_asked;
    // One question for both periods: the buckets of the period before are the first half.
    m_desk.fetchSales(m_event, windowBefore(m_window).from, m_window.until, m_window.bucket,
                      [guard = QPointer(this), question](const Result<QList<SalesFigure>> &answer) {
                          if (guard && guard->m_asked == question)
                              guard->take(answer);
                      });
}

void ReportsWorkspace::take(const Result<QList<SalesFigure>> &answer)
{
    m_isWaiting = false;
    if (!answer) {
        const QString what = answer.error().message;
        if (m_hasReport)
            m_banner->showMessage(Tone::Warn, tr("These figures are not the newest: %1").arg(what),
                                  tr("Try again"), true);
        else
            m_stack->showState()->showError(tr("The report could not be loaded"), what,
                                            tr("Try again"));
        return;
    }
    m_banner->hide();
    m_figures = *answer;
    m_hasReport = true;
    m_stack->showContent();
    showFigures();
    Q_EMIT reportShown();
    if (m_isStale)
        ask();
}

Currency ReportsWorkspace::houseCurrency() const
{
    const QList<Event> events = m_desk.events();
    const Currency first = events.isEmpty() ? Currency::of("EUR") : events.first().prices.currency;
    return mainCurrency(m_figures, first);
}

void ReportsWorkspace::showFigures()
{
    const Currency currency = houseCurrency();
    const ReportWindow before = windowBefore(m_window);
    const SalesSums sums = salesSums(m_figures, m_window, currency);
    const QList<SalesBucket> points = salesOverTime(m_figures, m_window, currency);
    const QList<CategorySales> categories =
        salesByCategory(m_figures, m_window, currency, mostCategoryBars);
    // Compared with as much of the period before as has passed of this one.
    ReportWindow comparable = before;
    comparable.until = before.from + (m_askedAt - m_window.from);
    m_figureRow->showSums(sums, salesSums(m_figures, comparable, currency), comparedTo());
    showOccupancy(sums.tickets);
    m_salesChart->setContent({.points = points,
                              .before = salesOverTime(m_figures, before, currency),
                              .now = m_askedAt,
                              .bucket = m_window.bucket,
                              .zone = QTimeZone::systemTimeZone()});
    m_categoryChart->setContent(categories);
    showTables(points, categories);
    const QTime time = m_askedAt.toDateTime().toLocalTime().time();
    m_asOf->setText(tr("As of %1").arg(QLocale().toString(time, shortTimeFormat(QLocale()))));
}

QString ReportsWorkspace::comparedTo() const
{
    switch (m_period) {
    case SalesPeriod::Today:
        return tr("to yesterday");
    case SalesPeriod::Week:
        return tr("to the 7 days before");
    case SalesPeriod::Month:
        return tr("to the 30 days before");
    case SalesPeriod::Season:
        return tr("to the season before");
    }
    return {};
}

void ReportsWorkspace::showOccupancy(qint32 soldInPeriod)
{
    qint64 sold = 0;
    qint64 capacity = 0;
    const QList<Event> events = m_desk.events();
    for (const Event &event : events) {
        const bool isMeant = m_event ? event.id == *m_event : event.endDate > m_askedAt;
        if (!isMeant)
            continue;
        const TicketCounts counts = m_desk.counts(event.id);
        sold += counts.sold;
        capacity += counts.capacity();
    }
    m_figureRow->showOccupancy(sold, capacity, soldInPeriod);
}

void ReportsWorkspace::showTables(const QList<SalesBucket> &points,
                                  const QList<CategorySales> &categories)
{
    if (categories.isEmpty()) {
        m_overTime->showNothingSold();
        m_byCategory->showNothingSold();
        return;
    }
    const QLocale locale;
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const auto figures = [&](qint32 tickets, const Money &revenue) {
        return QList<ChartPanel::Cell>{{locale.toString(tickets), QString::number(tickets)},
                                       {revenue.toText(locale), revenue.toDecimal()}};
    };
    QList<QList<ChartPanel::Cell>> rows;
    for (qsizetype i = points.size() - 1; i >= 0; --i) {
        const SalesBucket &point = points.at(i);
        if (point.from > m_askedAt)
            continue;
        rows.append({{bucketText(point.from, m_window.bucket, zone, true), point.from.toIso()}});
        rows.last() += figures(point.tickets, point.revenue);
    }
    m_overTime->setTable({tr("Time"), tr("Tickets"), tr("Revenue")}, rows);
    rows.clear();
    for (const CategorySales &sales : categories) {
        rows.append({{categorySalesName(sales), categorySalesName(sales)}});
        rows.last() += figures(sales.tickets, sales.revenue);
    }
    m_byCategory->setTable({tr("Category"), tr("Tickets"), tr("Revenue")}, rows);
}

void ReportsWorkspace::reflow()
{
    m_figureRow->setColumns(width() < narrowWidth * 3 / 4 ? 2 : 4);
    m_chartRow->setDirection(width() < narrowWidth ? QBoxLayout::TopToBottom
                                                   : QBoxLayout::LeftToRight);
}

void ReportsWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    reflow();
}

bool ReportsWorkspace::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::Show && m_isStale)
        ask();
    return handled;
}

} // namespace foyer
