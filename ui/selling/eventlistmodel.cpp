#include "ui/selling/eventlistmodel.h"

#include "ui/selling/saletexts.h"
#include "ui/widgets/availabilitybar.h"

namespace foyer {

using namespace Qt::StringLiterals;

void EventListModel::setCards(const QList<EventCard> &cards, bool byDay, QDate today)
{
    QList<Line> lines;
    QDate day;
    for (const EventCard &card : cards) {
        const QDate date = localStart(card).date();
        if (byDay && date != day)
            lines.append({.heading = dayName(date, today), .card = {}});
        day = date;
        lines.append({.heading = {}, .card = card});
    }
    // The same events with other numbers: keep selection and scroll position.
    if (lines == m_lines && byDay == m_isByDay) {
        m_lines = lines;
        if (!lines.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_lines = lines;
    m_isByDay = byDay;
    endResetModel();
}

const EventCard *EventListModel::card(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_lines.size() ||
        !m_lines.at(index.row()).heading.isEmpty())
        return nullptr;
    return &m_lines.at(index.row()).card;
}

QModelIndex EventListModel::indexOf(const EventId &event) const
{
    for (qsizetype row = 0; row < m_lines.size(); ++row) {
        if (m_lines.at(row).heading.isEmpty() && m_lines.at(row).card.id == event)
            return index(int(row));
    }
    return {};
}

QModelIndex EventListModel::nextEvent(int row, int step) const
{
    for (row += step; row >= 0 && row < rowCount(); row += step) {
        if (m_lines.at(row).heading.isEmpty())
            return index(row);
    }
    return {};
}

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_lines.size())
        return {};
    const Line &line = m_lines.at(index.row());
    if (role == HeadingRole)
        return line.heading;
    if (!line.heading.isEmpty())
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? line.heading
                                                                         : QVariant();
    const EventCard &card = line.card;
    const QString left = availabilityText(card.counts.available, card.counts.capacity());
    switch (role) {
    case Qt::DisplayRole:
        return card.name;
    case DetailRole:
        return m_isByDay ? card.performers : card.venueName;
    case Qt::AccessibleTextRole:
        return QStringList{card.name, shortStart(card), card.venueName, left}.join(u", "_s);
    case Qt::ToolTipRole:
        return QStringList{card.name, card.performers, shortStart(card), card.venueName, left}.join(
            u'\n');
    default:
        return {};
    }
}

Qt::ItemFlags EventListModel::flags(const QModelIndex &index) const
{
    return card(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace foyer
