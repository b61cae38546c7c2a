#include "ui/designer/mapfacts.h"

#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QTableWidget>
#include <QVBoxLayout>

namespace foyer {

namespace {

constexpr int countRowHeight = 28;
constexpr int dotSize = 10;

QPixmap dotOf(quint32 color, qreal ratio)
{
    QPixmap pixmap(QSize(dotSize, dotSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(QRgb(color)));
    painter.drawEllipse(0, 0, dotSize, dotSize);
    return pixmap;
}

} // namespace

QList<NamedCount> placesByCategory(const SeatGeometry &geometry)
{
    QList<NamedCount> counts;
    for (const Category &category : geometry.categories())
        counts.append({category.name, 0, category.color});
    for (const quint8 category : geometry.categoryIndices())
        ++counts[category].places;
    for (const SeatGeometry::AreaInfo &area : geometry.areas())
        counts[area.category].places += area.capacity;
    return counts;
}

QList<NamedCount> placesBySection(const SeatGeometry &geometry)
{
    QList<NamedCount> counts;
    for (const SeatGeometry::SectionInfo &section : geometry.sections())
        counts.append({section.name, section.seatCount, std::nullopt});
    for (const SeatGeometry::AreaInfo &area : geometry.areas())
        counts.append({area.name, area.capacity, std::nullopt});
    return counts;
}

QTableWidget *makeCountTable(const QString &name, const QStringList &headers)
{
    auto *table = new QTableWidget(0, int(headers.size()));
    table->setAccessibleName(name);
    table->setProperty("foyerFlat", true);
    table->setHorizontalHeaderLabels(headers);
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setIconSize({dotSize, dotSize});
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(countRowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignAbsolute |
                                                     Qt::AlignVCenter);
    return table;
}

void fillCountTable(QTableWidget &table, const QList<NamedCount> &counts)
{
    table.setRowCount(int(counts.size()));
    for (int row = 0; row < counts.size(); ++row) {
        const NamedCount &count = counts.at(row);
        auto *name = new QTableWidgetItem(count.name);
        name->setToolTip(count.name);
        if (count.color)
            name->setIcon(dotOf(*count.color, table.devicePixelRatioF()));
        auto *places = new QTableWidgetItem(QLocale().toString(count.places));
        places->setTextAlignment(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter);
        table.setItem(row, 0, name);
        table.setItem(row, 1, places);
    }
}

MapFacts::MapFacts(QWidget *parent)
    : QWidget(parent)
    , m_categories(makeCountTable(tr("Places by category"), {tr("Category"), tr("Places")}))
    , m_sections(makeCountTable(tr("Places by section"), {tr("Section"), tr("Places")}))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_categories, 2);
    column->addWidget(m_sections, 3);
}

void MapFacts::setGeometryOfMap(const std::shared_ptr<const SeatGeometry> &geometry)
{
    fillCountTable(*m_categories, geometry ? placesByCategory(*geometry) : QList<NamedCount>());
    fillCountTable(*m_sections, geometry ? placesBySection(*geometry) : QList<NamedCount>());
}

} // namespace foyer
