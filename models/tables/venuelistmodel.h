#pragma once

#include "models/domain/venue.h"

#include <QAbstractListModel>

#include <optional>

namespace foyer {

/// The venues of a house as a list, narrowed by what is typed. GUI thread.
class VenueListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::DisplayRole,
        CityRole = Qt::UserRole,
        CapacityRole, ///< int; 0 while nothing is published
        HasMapRole,
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes over \a venues, in the order they are shown.
    void setVenues(const QList<Venue> &venues);
    /// Keeps the venues with every word of \a text in name, city or address; case and accents
    /// do not count.
    void setSearch(const QString &text);
    [[nodiscard]] const QString &search() const { return m_search; }
    /// All of them, also those that the search hides.
    [[nodiscard]] qsizetype totalCount() const { return m_all.size(); }

    [[nodiscard]] std::optional<Venue> venueAt(int row) const;
    /// The row of \a id; -1 when it is not shown.
    [[nodiscard]] int rowOf(const VenueId &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void applySearch();

    QList<Venue> m_all;
    QList<Venue> m_shown;
    QString m_search;
};

/// Lower case without accents, for comparing what people type.
[[nodiscard]] QString foldedForSearch(const QString &text);

} // namespace foyer
