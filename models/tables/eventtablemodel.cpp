#include "models/tables/eventtablemodel.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

QString eventStatusText(EventStatus status)
{
    switch (status) {
    case EventStatus::Draft:
        return QCoreApplication::translate("foyer::EventTableModel", "Draft");
    case EventStatus::Published:
        return QCoreApplication::translate("foyer::EventTableModel", "Published");
    case EventStatus::Cancelled:
        return QCoreApplication::translate("foyer::EventTableModel", "Cancelled");
    }
    return {};
}

QString shortTimeFormat(const QLocale &locale)
{
    return locale.timeFormat(QLocale::ShortFormat).remove(u":ss"_s);
}

QDateTime inTimeZone(Instant at, const QString &timeZone)
{
    const QTimeZone zone(timeZone.toLatin1());
    return zone.isValid() ? at.toDateTime().toTimeZone(zone) : at.toDateTime();
}

EventTableModel::EventTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void EventTableModel::setRows(const QList<EventRow> &rows)
{
    const auto idOf = [](const EventRow &row) { return row.event.id; };
    if (std::ranges::equal(m_rows, rows, {}, idOf, idOf)) {
        m_rows = rows;
        if (!rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

std::optional<EventRow> EventTableModel::rowAt(int row) const
{
    if (row < 0 || row >= m_rows.size())
        return std::nullopt;
    return m_rows.at(row);
}

int EventTableModel::rowOf(const EventId &id) const
{
    const auto found =
        std::ranges::find(m_rows, id, [](const EventRow &row) { return row.event.id; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString EventTableModel::textOf(const EventRow &row, int column) const
{
    switch (column) {
    case DateColumn: {
        const QDateTime start = inTimeZone(row.event.startDate, row.timeZone);
        return u"%1  %2"_s.arg(m_locale.toString(start.date(), tr("ddd d MMM yyyy")),
                               m_locale.toString(start.time(), shortTimeFormat(m_locale)));
    }
    case NameColumn:
        return row.event.name;
    case VenueColumn:
        return row.venueName;
    case StatusColumn:
        return eventStatusText(row.event.status);
    case SoldColumn:
        return row.counts.capacity() == 0 ? QString()
                                          : tr("%1 of %2")
                                                .arg(m_locale.toString(row.counts.sold),
                                                     m_locale.toString(row.counts.capacity()));
    default:
        return {};
    }
}

QVariant EventTableModel::sortKeyOf(const EventRow &row, int column) const
{
    switch (column) {
    case DateColumn:
        return row.event.startDate.toMs();
    case NameColumn:
        return row.event.name.toCaseFolded();
    case VenueColumn:
        return row.venueName.toCaseFolded();
    case StatusColumn:
        return int(row.event.status);
    case SoldColumn:
        return row.counts.sold;
    default:
        return {};
    }
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    const std::optional<EventRow> row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*row, index.column());
    case Qt::ToolTipRole:
        return index.column() == NameColumn || index.column() == VenueColumn
                   ? QVariant(textOf(*row, index.column()))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() == SoldColumn ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole:
        return sortKeyOf(*row, index.column());
    case StatusRole:
        return int(row->event.status);
    case SoldRole:
        return row->counts.sold;
    case CapacityRole:
        return row->counts.capacity();
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == SoldColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case DateColumn:
        return tr("Starts");
    case NameColumn:
        return tr("Event");
    case VenueColumn:
        return tr("Venue");
    case StatusColumn:
        return tr("Status");
    case SoldColumn:
        return tr("Sold");
    default:
        return {};
    }
}

} // namespace foyer
