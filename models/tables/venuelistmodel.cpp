#include "models/tables/venuelistmodel.h"

#include <QLocale>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

QString foldedForSearch(const QString &text)
{
    QString folded;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD)) {
        if (letter.category() != QChar::Mark_NonSpacing)
            folded.append(letter.toCaseFolded());
    }
    return folded;
}

void VenueListModel::setVenues(const QList<Venue> &venues)
{
    m_all = venues;
    applySearch();
}

void VenueListModel::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    applySearch();
}

void VenueListModel::applySearch()
{
    beginResetModel();
    const QStringList words = foldedForSearch(m_search).split(u' ', Qt::SkipEmptyParts);
    m_shown.clear();
    for (const Venue &venue : std::as_const(m_all)) {
        const QString text = foldedForSearch(venue.name + u' ' + venue.city + u' ' + venue.address);
        if (std::ranges::all_of(words, [&text](const QString &w) { return text.contains(w); }))
            m_shown.append(venue);
    }
    endResetModel();
}

std::optional<Venue> VenueListModel::venueAt(int row) const
{
    if (row < 0 || row >= m_shown.size())
        return std::nullopt;
    return m_shown.at(row);
}

int VenueListModel::rowOf(const VenueId &id) const
{
    const auto found = std::ranges::find(m_shown, id, &Venue::id);
    return found == m_shown.cend() ? -1 : int(found - m_shown.cbegin());
}

int VenueListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant VenueListModel::data(const QModelIndex &index, int role) const
{
    const std::optional<Venue> venue = venueAt(index.row());
    if (!venue)
        return {};
    switch (role) {
    case NameRole:
    case Qt::ToolTipRole:
        return venue->name;
    case CityRole:
        return venue->city;
    case CapacityRole:
        return venue->capacity;
    case HasMapRole:
        return !venue->seatMap.isNull();
    case Qt::AccessibleTextRole: {
        const QString seats = venue->seatMap.isNull()
                                  ? tr("no seat map yet")
                                  : tr("%Ln place(s)", nullptr, venue->capacity);
        return u"%1, %2, %3"_s.arg(venue->name, venue->city, seats);
    }
    default:
        return {};
    }
}

} // namespace foyer
