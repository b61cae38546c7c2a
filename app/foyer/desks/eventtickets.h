#pragma once

#include "sync/engine/ticketboard.h"
#include "ui/selling/saledesk.h"

#include <QCoreApplication>
#include <QHash>

namespace foyer {

/// What a window may say about the tickets of its open event: the drawing, the tickets as this
/// window sees them, and the prices, read together. Changes nothing. The three must outlive it.
class EventTickets final
{
    Q_DECLARE_TR_FUNCTIONS(foyer::EventTickets)

public:
    EventTickets(const SeatGeometry &geometry, const TicketBoard &board, const PriceList &prices)
        : m_geometry(geometry)
        , m_board(board)
        , m_prices(prices)
    {}

    /// Empty for a ticket that is not in the map.
    [[nodiscard]] SeatFacts facts(SeatIndex seat) const;
    /// Held by this window, also provisionally; in index order. O(tickets).
    [[nodiscard]] QList<SeatIndex> mine() const;
    /// mine() with their prices. A ticket without an entry in \a chosen is of the first type.
    [[nodiscard]] Cart cart(const QHash<SeatIndex, TicketTypeId> &chosen) const;
    /// Those of \a seats that can be held; in index order.
    [[nodiscard]] QList<SeatIndex> freeOf(const QList<SeatIndex> &seats) const;
    /// The first \a count free places of an area; fewer when there are no more.
    [[nodiscard]] QList<SeatIndex> freePlaces(const QString &area, qint32 count) const;

private:
    [[nodiscard]] bool isInMap(SeatIndex seat) const
    {
        return seat.value() >= 0 && seat.value() < m_geometry.ticketCount();
    }
    [[nodiscard]] CartLine line(SeatIndex seat, const QHash<SeatIndex, TicketTypeId> &chosen) const;

    const SeatGeometry &m_geometry;
    const TicketBoard &m_board;
    const PriceList &m_prices;
};

} // namespace foyer
