#include "ui/events/pricegrid.h"

#include "models/tables/pricetablemodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <vector>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int priceRowHeight = 32;
constexpr int mostPriceRows = 8;
constexpr int narrowestPrice = 40;
constexpr int widestWord = 80; ///< a longer word does not widen its column
constexpr int widestCategory = 128;
constexpr int sidePadding = space::xs;
constexpr qsizetype mostLines = 3;

/// Without the currency's sign, which stands before or behind: "€1,086.00" is "1,086.00".
QString amountAlone(const QString &text)
{
    const auto isDigit = [](QChar letter) { return letter.isDigit(); };
    const auto first = std::ranges::find_if(text, isDigit);
    if (first == text.cend())
        return text;
    const qsizetype from = first - text.cbegin();
    qsizetype to = text.size();
    while (!text.at(to - 1).isDigit())
        --to;
    return text.mid(from, to - from);
}

/// Figures stand under each other in every script.
class PriceCells final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = amountAlone(option->text);
        option->displayAlignment = Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter;
        option->textElideMode = Qt::ElideNone;
    }
};

} // namespace

// ------------------------------------------------------------------------------ names

PriceHeader::PriceHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setFont(Theme::font(TextRole::Caption));
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(narrowestPrice);
    setSectionResizeMode(QHeaderView::Fixed);
}

QString PriceHeader::nameOf(int section) const
{
    return model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
}

int PriceHeader::longestWord(int section) const
{
    const QFontMetrics metrics(Theme::font(TextRole::Caption));
    int longest = 0;
    for (const QString &word : nameOf(section).split(u' '))
        longest = std::max(longest, metrics.horizontalAdvance(word));
    return longest;
}

QStringList PriceHeader::linesOf(int section) const
{
    const QFontMetrics metrics(Theme::font(TextRole::Caption));
    const int room = sectionSize(section) - 2 * sidePadding;
    QStringList lines;
    for (const QString &word : nameOf(section).split(u' ', Qt::SkipEmptyParts)) {
        const QString longer = lines.isEmpty() ? word : lines.last() + u' ' + word;
        const bool fits = !lines.isEmpty() && metrics.horizontalAdvance(longer) <= room;
        if (fits || lines.size() == mostLines)
            lines.last() = longer;
        else
            lines.append(word);
    }
    for (QString &line : lines)
        line = metrics.elidedText(line, Qt::ElideMiddle, room);
    return lines;
}

QSize PriceHeader::sizeHint() const
{
    qsizetype lines = 1;
    for (int section = 0; section < count(); ++section)
        lines = std::max(lines, linesOf(section).size());
    const QFontMetrics metrics(Theme::font(TextRole::Caption));
    return {QHeaderView::sizeHint().width(), int(lines) * metrics.height() + 2 * space::s};
}

void PriceHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const ThemeColors &colors = Theme::current().colors();
    painter->save();
    painter->fillRect(rect, colors.surface);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.line);
    painter->setFont(Theme::font(TextRole::Caption));
    painter->setPen(colors.muted);
    painter->drawText(rect.adjusted(sidePadding, space::s, -sidePadding, -space::s),
                      int(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignBottom),
                      linesOf(section).join(u'\n'));
    painter->restore();
}

// ------------------------------------------------------------------------------ prices

PriceGrid::PriceGrid(PriceTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_names(new PriceHeader)
{
    setProperty("foyerCompact", true);
    setHorizontalHeader(m_names);
    setModel(&model);
    setItemDelegate(new PriceCells(this));
    setTabKeyNavigation(true);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->setDefaultSectionSize(priceRowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setTextElideMode(Qt::ElideMiddle);
    verticalHeader()->setMaximumWidth(widestCategory);
    connect(&model, &QAbstractItemModel::modelReset, this, &PriceGrid::fitToContent);
    connect(&model, &QAbstractItemModel::columnsInserted, this, &PriceGrid::fitToContent);
    connect(&model, &QAbstractItemModel::columnsRemoved, this, &PriceGrid::fitToContent);
    connect(&model, &QAbstractItemModel::headerDataChanged, this, &PriceGrid::fitToContent);
    connect(&model, &QAbstractItemModel::dataChanged, this, &PriceGrid::fitToContent);
}

PriceGrid::ColumnNeed PriceGrid::needOf(int column) const
{
    const QFontMetrics metrics(Theme::font(TextRole::Body));
    // The style keeps a little room beside the text of an item.
    const int margin = 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, this) + 1);
    int figures = 0;
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QString text = model()->index(row, column).data().toString();
        figures = std::max(figures, metrics.horizontalAdvance(amountAlone(text)));
    }
    const int words = std::min(m_names->longestWord(column), widestWord) + 2 * sidePadding;
    const int least = std::max(figures + margin + sidePadding, narrowestPrice);
    return {least, std::max(least, words)};
}

int PriceGrid::comfortableWidth() const
{
    int width = std::min(verticalHeader()->sizeHint().width(), widestCategory) + 2 * frameWidth();
    for (int column = 0; column < model()->columnCount(); ++column)
        width += needOf(column).comfortable;
    return width;
}

void PriceGrid::fitToContent()
{
    if (m_isFitting)
        return;
    m_isFitting = true;
    fitColumns();
    updateGeometries();
    fitHeight();
    m_isFitting = false;
}

/// What is left over goes first to names that would be cut, then to all alike.
void PriceGrid::fitColumns()
{
    std::vector<ColumnNeed> needs;
    int least = 0;
    int comfortable = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        needs.push_back(needOf(column));
        least += needs.back().least;
        comfortable += needs.back().comfortable;
    }
    const int headerWidth = std::min(verticalHeader()->sizeHint().width(), widestCategory);
    int room = std::max(0, width() - 2 * frameWidth() - headerWidth);
    int wanted = std::max(1, comfortable - least);
    for (size_t i = 0; i < needs.size(); ++i) {
        const auto left = int(needs.size() - i);
        int size = needs[i].least;
        if (comfortable <= room)
            size = needs[i].comfortable + (room - comfortable) / left;
        else if (least < room && wanted > 0)
            size += (room - least) * (needs[i].comfortable - needs[i].least) / wanted;
        m_names->resizeSection(int(i), size);
        room -= size;
        least -= needs[i].least;
        comfortable -= needs[i].comfortable;
        wanted = comfortable - least;
    }
}

void PriceGrid::fitHeight()
{
    const int rows = std::clamp(model()->rowCount(), 1, mostPriceRows);
    const bool scrolls = m_names->length() > viewport()->width();
    setFixedHeight(rows * priceRowHeight + m_names->sizeHint().height() + 2 * frameWidth() +
                   (scrolls ? horizontalScrollBar()->sizeHint().height() : 0));
}

void PriceGrid::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitToContent();
}

bool PriceGrid::focusNextPrevChild(bool next)
{
    const QModelIndex current = currentIndex();
    const QModelIndex last =
        next ? model()->index(model()->rowCount() - 1, model()->columnCount() - 1)
             : model()->index(0, 0);
    if (current.isValid() && current != last)
        return QTableView::focusNextPrevChild(next);
    // Not QTableView's: it would go round for ever.
    // NOLINTNEXTLINE(bugprone-parent-virtual-call)
    return QAbstractScrollArea::focusNextPrevChild(next);
}

} // namespace foyer
