#include "ui/reports/chartpanel.h"

#include "models/tables/csv.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QSaveFile>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int chartHeight = 240;
constexpr int tableHeight = 232;
constexpr int rowHeight = 32;
constexpr int smallestColumn = 96;

QTableView *makeFigureTable(const QString &title)
{
    auto *table = new QTableView;
    table->setAccessibleName(ChartPanel::tr("%1, table").arg(title));
    table->setProperty("foyerFlat", true);
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setMinimumSectionSize(smallestColumn);
    table->setTabKeyNavigation(false);
    table->setMinimumHeight(tableHeight);
    table->setMaximumHeight(tableHeight);
    return table;
}

} // namespace

ChartPanel::ChartPanel(const QString &title, QWidget *chart, QWidget *parent)
    : QFrame(parent)
    , m_title(title)
    , m_titleRow(new QHBoxLayout)
    , m_table(makeFigureTable(title))
    , m_model(new QStandardItemModel(this))
    , m_export(new IconButton(u"document-export"_s, tr("Save %1 as CSV").arg(title)))
{
    setProperty("foyerCard", true);
    setFrameShape(QFrame::NoFrame);
    m_titleRow->setContentsMargins(readingMargins(space::l, space::m, space::s, 0));
    m_titleRow->setSpacing(space::s);
    m_titleRow->addWidget(makeLabel(title, TextRole::Emphasis));
    m_titleRow->addStretch(1);
    m_titleRow->addWidget(m_export);
    chart->setFixedHeight(chartHeight);
    m_table->setModel(m_model);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::l, space::s, space::l, space::s);
    column->setSpacing(space::s);
    column->addWidget(chart);
    column->addWidget(new Divider);
    column->addWidget(m_table);
    m_stack = new ContentStack(content);
    m_stack->setMinimumHeight(content->sizeHint().height());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 1, 1, 1);
    all->setSpacing(0);
    all->addLayout(m_titleRow);
    all->addWidget(m_stack);
    connect(m_export, &QToolButton::clicked, this, &ChartPanel::askWhereToSave);
}

void ChartPanel::addToTitle(QWidget *widget)
{
    m_titleRow->insertWidget(m_titleRow->count() - 1, widget);
}

void ChartPanel::setTable(const QStringList &headers, const QList<QList<Cell>> &rows)
{
    m_headers = headers;
    m_rows = rows;
    m_model->setRowCount(int(rows.size()));
    m_model->setColumnCount(int(headers.size()));
    m_model->setHorizontalHeaderLabels(headers);
    for (int column = 0; column < headers.size(); ++column)
        m_table->horizontalHeader()->setSectionResizeMode(
            column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    for (int column = 0; column < headers.size(); ++column) {
        const Qt::Alignment side =
            column == 0 ? Qt::Alignment(Qt::AlignLeft) : Qt::AlignRight | Qt::AlignAbsolute;
        m_model->horizontalHeaderItem(column)->setTextAlignment(side | Qt::AlignVCenter);
        for (int row = 0; row < rows.size(); ++row) {
            auto *item = new QStandardItem(rows.at(row).at(column).shown);
            item->setTextAlignment(side | Qt::AlignVCenter);
            m_model->setItem(row, column, item);
        }
    }
    m_export->setEnabled(true);
    m_stack->showContent();
}

void ChartPanel::showNothingSold()
{
    m_rows.clear();
    m_export->setEnabled(false);
    m_stack->showState()->showEmpty(u"office-chart-line"_s, tr("Nothing sold in this period"),
                                    tr("Choose a longer period or another event. New sales "
                                       "appear here by themselves."));
}

bool ChartPanel::isShowingContent() const
{
    return m_stack->isShowingContent();
}

QByteArray ChartPanel::csv() const
{
    QList<QStringList> lines{m_headers};
    for (const QList<Cell> &row : m_rows) {
        QStringList line;
        for (const Cell &cell : row)
            line.append(cell.raw);
        lines.append(line);
    }
    return csvDocument(lines);
}

QString ChartPanel::saveCsv(const QString &path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv()) < 0 || !file.commit())
        return tr("%1 could not be written: %2. Choose another folder.")
            .arg(path, file.errorString());
    return {};
}

void ChartPanel::askWhereToSave()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as CSV"), m_title + u".csv"_s,
                                                      tr("Comma-separated values (*.csv)"));
    if (path.isEmpty())
        return;
    const QString fault = saveCsv(path);
    Toast::say(this, fault.isEmpty() ? tr("Saved as %1").arg(path) : fault);
}

} // namespace foyer
