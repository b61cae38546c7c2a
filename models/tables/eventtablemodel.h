#pragma once

#include "models/domain/event.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <optional>

namespace foyer {

/// One line of the organizer's table.
struct EventRow
{
    Event event;
    QString venueName;
    QString timeZone; ///< IANA, of the venue
    TicketCounts counts;
};

/// The events of a house as a table: date, name, venue, status, sold. Sort it with a
/// QSortFilterProxyModel over SortRole. GUI thread.
class EventTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { DateColumn, NameColumn, VenueColumn, StatusColumn, SoldColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,
        StatusRole,   ///< int(EventStatus)
        SoldRole,     ///< int
        CapacityRole, ///< int
    };

    explicit EventTableModel(QObject *parent = nullptr);

    /// Takes over \a rows. When they are the same events in the same order, only what changed
    /// is told, so that selection and scroll position stay.
    void setRows(const QList<EventRow> &rows);
    [[nodiscard]] std::optional<EventRow> rowAt(int row) const;
    [[nodiscard]] int rowOf(const EventId &id) const; ///< -1 when it is not shown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString textOf(const EventRow &row, int column) const;
    [[nodiscard]] QVariant sortKeyOf(const EventRow &row, int column) const;

    QList<EventRow> m_rows;
    QLocale m_locale;
};

/// "Draft", "Published", "Cancelled", in the reader's language.
[[nodiscard]] QString eventStatusText(EventStatus status);

/// Hours and minutes as \a locale writes them; the C locale would add seconds.
[[nodiscard]] QString shortTimeFormat(const QLocale &locale);

/// An instant as the wall clock of \a timeZone shows it; UTC when the zone is unknown.
[[nodiscard]] QDateTime inTimeZone(Instant at, const QString &timeZone);

} // namespace foyer
