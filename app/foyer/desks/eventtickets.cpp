#include "app/foyer/desks/eventtickets.h"

#include <algorithm>

namespace foyer {

SeatFacts EventTickets::facts(SeatIndex seat) const
{
    if (!isInMap(seat))
        return {};
    const Category &category = m_geometry.category(seat);
    SeatFacts facts{.label = m_geometry.label(seat),
                    .look = m_board.look(seat),
                    .categoryName = category.name,
                    .heldUntil = m_board.leaseEnd(seat)};
    if (m_geometry.isSeat(seat)) {
        facts.kind = m_geometry.kinds()[size_t(seat.value())];
        facts.attributes = m_geometry.attributes(seat);
    }
    for (const TicketType &type : m_prices.ticketTypes) {
        if (const auto price = m_prices.priceOf(category.id, type.id))
            facts.prices.append({type.name, *price});
    }
    if (facts.look == SeatLook::Held)
        facts.holder = tr("another window");
    return facts;
}

QList<SeatIndex> EventTickets::mine() const
{
    QList<SeatIndex> seats;
    const QList<SeatLook> &all = m_board.looks();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all.at(i) == SeatLook::Mine)
            seats.append(SeatIndex(qint32(i)));
    }
    return seats;
}

CartLine EventTickets::line(SeatIndex seat, const QHash<SeatIndex, TicketTypeId> &chosen) const
{
    const Category &category = m_geometry.category(seat);
    CartLine line{.seat = seat,
                  .label = m_geometry.label(seat),
                  .categoryName = category.name,
                  .categoryColor = category.color,
                  .isProvisional = m_board.isProvisional(seat)};
    if (!m_prices.ticketTypes.isEmpty())
        line.ticketType = chosen.value(seat, m_prices.ticketTypes.constFirst().id);
    line.price =
        m_prices.priceOf(category.id, line.ticketType).value_or(Money::zero(m_prices.currency));
    return line;
}

Cart EventTickets::cart(const QHash<SeatIndex, TicketTypeId> &chosen) const
{
    Cart cart{.total = Money::zero(m_prices.currency)};
    for (const SeatIndex seat : mine()) {
        const CartLine next = line(seat, chosen);
        const std::optional<Tick> end = m_board.leaseEnd(seat);
        cart.total += next.price;
        cart.isProvisional = cart.isProvisional || next.isProvisional;
        if (end && (!cart.endsAt || *end < *cart.endsAt))
            cart.endsAt = end;
        cart.lines.append(next);
    }
    return cart;
}

QList<SeatIndex> EventTickets::freeOf(const QList<SeatIndex> &seats) const
{
    QList<SeatIndex> free;
    for (const SeatIndex seat : seats) {
        if (isInMap(seat) && m_board.look(seat) == SeatLook::Available)
            free.append(seat);
    }
    std::ranges::sort(free);
    return free;
}

QList<SeatIndex> EventTickets::freePlaces(const QString &area, qint32 count) const
{
    QList<SeatIndex> free;
    for (const SeatGeometry::AreaInfo &info : m_geometry.areas()) {
        if (info.name != area)
            continue;
        for (qint32 i = 0; i < info.capacity && free.size() < count; ++i) {
            const SeatIndex place(info.firstPlace.value() + i);
            if (m_board.look(place) == SeatLook::Available)
                free.append(place);
        }
    }
    return free;
}

} // namespace foyer
