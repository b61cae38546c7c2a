#include "models/tables/pricetablemodel.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Digits and separators alone; the currency's sign, its code and every kind of space are left
/// out, and digits of other scripts become ASCII.
QString bareAmount(QString text, Currency currency, const QLocale &locale)
{
    const QString zero = Money::zero(currency).toText(locale);
    text.remove(currency.code(), Qt::CaseInsensitive);
    QString bare;
    for (const QChar letter : std::as_const(text)) {
        if (letter.isDigit())
            bare.append(QChar(u'0' + letter.digitValue()));
        else if (letter.unicode() == 0x066B) // Arabic decimal separator
            bare.append(u'.');
        else if (!letter.isSpace() && letter.unicode() != 0x066C && letter.unicode() != 0x2019 &&
                 letter != u'\'' &&
                 !(letter.category() == QChar::Symbol_Currency && zero.contains(letter)))
            bare.append(letter);
    }
    return bare;
}

/// Whether every \a separator of \a text stands before a group of three digits.
bool groupsThousands(const QString &text, QChar separator)
{
    const QStringList groups = text.split(separator);
    if (groups.first().isEmpty() || groups.first().size() > 3)
        return false;
    return std::all_of(groups.cbegin() + 1, groups.cend(),
                       [](const QString &group) { return group.size() == 3; });
}

} // namespace

std::optional<Money> moneyFromLocaleText(const QString &text, Currency currency,
                                         const QLocale &locale)
{
    QString amount = bareAmount(text, currency, locale);
    const qsizetype lastDot = amount.lastIndexOf(u'.');
    const qsizetype lastComma = amount.lastIndexOf(u',');
    if (lastDot >= 0 && lastComma >= 0) {
        const QChar group = lastDot > lastComma ? u',' : u'.';
        const qsizetype point = qMax(lastDot, lastComma);
        if (!groupsThousands(amount.left(point), group))
            return std::nullopt;
        amount.remove(group);
    } else if (lastDot >= 0 || lastComma >= 0) {
        const QChar separator = lastDot >= 0 ? u'.' : u',';
        const bool isGroup =
            locale.groupSeparator() == QString(separator) || amount.count(separator) > 1;
        if (isGroup && groupsThousands(amount, separator))
            amount.remove(separator);
    }
    return Money::fromText(amount, currency);
}

PriceTableModel::PriceTableModel(const QLocale &locale, QObject *parent)
    : QAbstractTableModel(parent)
    , m_locale(locale)
{}

void PriceTableModel::setContent(const QList<Category> &categories, const PriceList &list)
{
    beginResetModel();
    m_categories = categories;
    m_list = list;
    m_list.prices.removeIf([&categories](const Price &price) {
        return std::ranges::find(categories, price.category, &Category::id) == categories.cend();
    });
    endResetModel();
}

void PriceTableModel::setCurrency(Currency currency)
{
    if (currency == m_list.currency)
        return;
    m_list.currency = currency;
    for (Price &price : m_list.prices) {
        const QString digits = price.amount.toDecimal();
        const auto same = Money::fromText(digits, currency);
        const qsizetype point = digits.indexOf(u'.');
        price.amount = same.value_or(
            Money::fromText(digits.left(point), currency).value_or(Money::zero(currency)));
    }
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT edited();
}

void PriceTableModel::addTicketType(const TicketType &type)
{
    const int column = columnCount();
    beginInsertColumns({}, column, column);
    m_list.ticketTypes.append(type);
    endInsertColumns();
    Q_EMIT edited();
}

void PriceTableModel::renameTicketType(int column, const QString &name)
{
    if (column < 0 || column >= columnCount() || m_list.ticketTypes.at(column).name == name)
        return;
    m_list.ticketTypes[column].name = name;
    Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
    Q_EMIT edited();
}

void PriceTableModel::removeTicketType(int column)
{
    if (column < 0 || column >= columnCount())
        return;
    const TicketTypeId gone = m_list.ticketTypes.at(column).id;
    beginRemoveColumns({}, column, column);
    m_list.ticketTypes.removeAt(column);
    m_list.prices.removeIf([&gone](const Price &price) { return price.ticketType == gone; });
    endRemoveColumns();
    Q_EMIT edited();
}

void PriceTableModel::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
}

bool PriceTableModel::paste(const QModelIndex &topLeft, const QString &block)
{
    struct Cell
    {
        int row;
        int column;
        std::optional<Money> amount;
    };
    QList<Cell> cells;
    const QStringList lines = block.trimmed().split(u'\n');
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const QStringList fields = lines.at(line).split(u'\t');
        for (qsizetype field = 0; field < fields.size(); ++field) {
            const Cell cell{topLeft.row() + int(line), topLeft.column() + int(field),
                            moneyFromLocaleText(fields.at(field), m_list.currency, m_locale)};
            if (!cell.amount && !fields.at(field).trimmed().isEmpty()) {
                Q_EMIT refused(fields.at(field).trimmed());
                return false;
            }
            if (cell.row < rowCount() && cell.column < columnCount())
                cells.append(cell);
        }
    }
    for (const Cell &cell : std::as_const(cells))
        putPrice(cell.row, cell.column, cell.amount);
    Q_EMIT edited();
    return true;
}

int PriceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_categories.size());
}

int PriceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_list.ticketTypes.size());
}

std::optional<Money> PriceTableModel::priceAt(const QModelIndex &index) const
{
    return m_list.priceOf(m_categories.at(index.row()).id,
                          m_list.ticketTypes.at(index.column()).id);
}

QVariant PriceTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const std::optional<Money> amount = priceAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return amount ? amount->toText(m_locale) : u"–"_s;
    case Qt::EditRole: {
        QString digits = amount ? amount->toDecimal() : QString();
        return digits.replace(u'.', m_locale.decimalPoint());
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return amount ? QVariant() : QVariant(tr("Not sold as this ticket type"));
    case Qt::AccessibleTextRole:
        return u"%1, %2: %3"_s.arg(m_categories.at(index.row()).name,
                                   m_list.ticketTypes.at(index.column()).name,
                                   amount ? amount->toText(m_locale) : tr("not sold"));
    default:
        return {};
    }
}

void PriceTableModel::putPrice(int row, int column, const std::optional<Money> &amount)
{
    const CategoryId category = m_categories.at(row).id;
    const TicketTypeId type = m_list.ticketTypes.at(column).id;
    m_list.prices.removeIf(
        [&](const Price &price) { return price.category == category && price.ticketType == type; });
    if (amount)
        m_list.prices.append({category, type, *amount});
    Q_EMIT dataChanged(index(row, column), index(row, column));
}

bool PriceTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || m_readOnly)
        return false;
    const QString text = value.toString().trimmed();
    std::optional<Money> amount;
    if (!text.isEmpty() && text != u"–"_s) {
        amount = moneyFromLocaleText(text, m_list.currency, m_locale);
        if (!amount) {
            Q_EMIT refused(text);
            return false;
        }
    }
    if (amount == priceAt(index))
        return true;
    putPrice(index.row(), index.column(), amount);
    Q_EMIT edited();
    return true;
}

QVariant PriceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal) {
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        // Long names may be cut.
        const bool isName = role == Qt::DisplayRole || role == Qt::ToolTipRole;
        if (!isName || section >= columnCount())
            return {};
        return m_list.ticketTypes.at(section).name;
    }
    if (section >= rowCount())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_categories.at(section).name;
    if (role == ColorRole)
        return m_categories.at(section).color;
    return {};
}

Qt::ItemFlags PriceTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_readOnly || !index.isValid() ? flags : flags | Qt::ItemIsEditable;
}

} // namespace foyer
