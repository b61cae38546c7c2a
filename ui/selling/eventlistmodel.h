#pragma once

#include "ui/selling/saledesk.h"

#include <QAbstractListModel>

namespace foyer {

/// The events to choose from: grouped under day headings when they come by date, or as found,
/// best first. Headings are rows that cannot be chosen.
class EventListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { HeadingRole = Qt::UserRole, DetailRole };

    using QAbstractListModel::QAbstractListModel;

    /// Shows \a cards; \a byDay puts headings between days. \a today is the house's.
    void setCards(const QList<EventCard> &cards, bool byDay, QDate today);
    /// The event of a row; nothing for a heading.
    [[nodiscard]] const EventCard *card(const QModelIndex &index) const;
    [[nodiscard]] bool isByDay() const { return m_isByDay; }
    [[nodiscard]] QModelIndex indexOf(const EventId &event) const;
    /// The next row that is an event, from \a row in the direction of \a step; invalid at the end.
    [[nodiscard]] QModelIndex nextEvent(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line
    {
        QString heading; ///< set for headings
        EventCard card;
        bool operator==(const Line &other) const
        {
            return heading == other.heading && card.id == other.card.id;
        }
    };
    QList<Line> m_lines;
    bool m_isByDay = false;
};

} // namespace foyer
