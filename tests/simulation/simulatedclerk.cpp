#include "tests/simulation/simulatedclerk.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<Command> SimulatedClerk::next(const TicketBoard &tickets)
{
    const int what = m_world.draw(100);
    if (what < 42)
        return fillCart(tickets);
    if (what < 66)
        return sellCart(tickets);
    if (what < 78) {
        if (m_cart.isNull())
            return std::nullopt;
        if (what < 71)
            return ReleaseHold{
                .hold = std::exchange(m_cart, {}), .event = event(), .fence = m_cartFence};
        if (what < 75)
            return ExtendHold{.hold = m_cart, .event = event(), .fence = m_cartFence};
        const int to = m_world.draw(int(m_house.windows.size()));
        return TransferHold{.hold = std::exchange(m_cart, {}),
                            .event = event(),
                            .fence = m_cartFence,
                            .window = m_house.windows.at(to)};
    }
    if (what < 85)
        return takeBack();
    if (what < 90)
        return exchange(tickets);
    if (what < 97)
        return m_allotment ? useAllotment() : lease(tickets);
    return keepBack(tickets);
}

void SimulatedClerk::settled(const Command &command, const Outcome &outcome)
{
    if (const auto *hold = std::get_if<PlaceHold>(&command)) {
        if (hold->hold != m_cart)
            return;
        if (outcome && outcome->hold)
            m_cartFence = outcome->hold->fence;
        else if (!outcome && outcome.error().code != RefusalCode::TicketsTaken)
            m_cart = {};
    } else if (std::holds_alternative<LeaseAllotment>(command)) {
        const bool isOurs =
            outcome && outcome->hold && outcome->hold->window == m_house.windows.at(m_window);
        if (isOurs)
            m_allotment = outcome->hold;
    } else if (std::holds_alternative<ConfirmBooking>(command) ||
               std::holds_alternative<ExchangeBooking>(command)) {
        m_cart = {};
        if (!outcome || !outcome->booking)
            return;
        Sale sale{.booking = outcome->booking->id, .seats = {}};
        for (const BookedTicket &ticket : outcome->booking->tickets)
            sale.seats.append(ticket.seat);
        m_sales.append(sale);
    }
}

void SimulatedClerk::forget()
{
    m_cart = {};
    m_cartFence = {};
    m_allotment.reset();
}

/// Up to \a most different seats, mostly such that look as wanted: a person may be quicker than
/// the news.
QList<SeatIndex> SimulatedClerk::someSeats(const TicketBoard &tickets, SeatLook wanted, int most)
{
    QSet<SeatIndex> some;
    for (int i = 1 + m_world.draw(most); i > 0; --i) {
        const SeatIndex seat(m_world.draw(tickets.size()));
        if (tickets.look(seat) == wanted || m_world.chance(15))
            some.insert(seat);
    }
    QList<SeatIndex> seats(some.cbegin(), some.cend());
    std::ranges::sort(seats);
    return seats;
}

QList<SeatIndex> SimulatedClerk::inCart(const TicketBoard &tickets) const
{
    QList<SeatIndex> seats;
    for (qint32 i = 0; i < tickets.size(); ++i) {
        const bool isAllotted = m_allotment && m_allotment->seats.contains(SeatIndex(i));
        if (tickets.look(SeatIndex(i)) == SeatLook::Mine && !isAllotted)
            seats.append(SeatIndex(i));
    }
    return seats;
}

std::optional<Command> SimulatedClerk::fillCart(const TicketBoard &tickets)
{
    const QList<SeatIndex> seats = someSeats(tickets, SeatLook::Available, 3);
    if (seats.isEmpty())
        return std::nullopt;
    if (m_cart.isNull()) {
        m_cart = make<HoldId>();
        m_cartFence = {};
    }
    return PlaceHold{.hold = m_cart,
                     .event = event(),
                     .seats = seats,
                     .mode =
                         m_world.chance(50) ? HoldMode::AllOrNothing : HoldMode::AsManyAsPossible};
}

ConfirmBooking SimulatedClerk::saleOf(const HoldId &hold, Fence fence,
                                      const QList<SeatIndex> &seats)
{
    const Money price = m_house.price;
    ConfirmBooking sale{.booking = make<BookingId>(),
                        .payment = make<PaymentId>(),
                        .hold = hold,
                        .event = event(),
                        .fence = fence,
                        .agreedTotal = price.times(seats.size()),
                        .tendered = price.times(seats.size() + 1)};
    for (const SeatIndex seat : seats)
        sale.tickets.append({seat, m_house.ticketType});
    return sale;
}

std::optional<Command> SimulatedClerk::sellCart(const TicketBoard &tickets)
{
    const QList<SeatIndex> seats = inCart(tickets);
    if (seats.isEmpty() || m_cart.isNull())
        return std::nullopt;
    return saleOf(m_cart, m_cartFence, seats);
}

/// Cancels the last sale, or one ticket of it.
std::optional<Command> SimulatedClerk::takeBack()
{
    if (m_sales.isEmpty())
        return std::nullopt;
    const Sale sale = m_sales.takeLast();
    CancelBooking cancel{.booking = sale.booking,
                         .event = event(),
                         .refund = make<PaymentId>(),
                         .reason = u"changed their mind"_s};
    if (sale.seats.size() > 1 && m_world.chance(50))
        cancel.seats = {sale.seats.first()};
    return cancel;
}

/// The last sale for what is in the cart.
std::optional<Command> SimulatedClerk::exchange(const TicketBoard &tickets)
{
    const QList<SeatIndex> seats = inCart(tickets);
    if (m_sales.isEmpty() || seats.isEmpty() || m_cart.isNull())
        return std::nullopt;
    const Sale sale = m_sales.takeLast();
    const Money difference =
        m_house.price.times(seats.size()) - m_house.price.times(sale.seats.size());
    ExchangeBooking exchange{.booking = sale.booking,
                             .event = event(),
                             .seats = {},
                             .credit = make<PaymentId>(),
                             .newBooking = make<BookingId>(),
                             .payment = make<PaymentId>(),
                             .refund = make<PaymentId>(),
                             .hold = m_cart,
                             .fence = m_cartFence,
                             .tickets = {},
                             .agreedDifference = difference,
                             .payments = {}};
    for (const SeatIndex seat : seats)
        exchange.tickets.append({seat, m_house.ticketType});
    if (difference > Money::zero(difference.currency()))
        exchange.payments = {{.id = make<PaymentId>(),
                              .method = PaymentMethod::Cash,
                              .amount = difference,
                              .tendered = difference}};
    return exchange;
}

std::optional<Command> SimulatedClerk::lease(const TicketBoard &tickets)
{
    const QList<SeatIndex> seats = someSeats(tickets, SeatLook::Available, 3);
    if (seats.isEmpty())
        return std::nullopt;
    const int to = m_world.chance(70) ? m_window : m_world.draw(int(m_house.windows.size()));
    return LeaseAllotment{.hold = make<HoldId>(),
                          .event = event(),
                          .window = m_house.windows.at(to),
                          .seats = seats,
                          .pool = {}};
}

/// Sells a ticket of the allotment, returns it, or has it taken away.
std::optional<Command> SimulatedClerk::useAllotment()
{
    const int what = m_world.draw(100);
    if (what < 50 && !m_allotment->seats.isEmpty())
        return saleOf(m_allotment->id, m_allotment->fence, {m_allotment->seats.takeFirst()});
    const Hold allotment = *std::exchange(m_allotment, std::nullopt);
    if (what < 80)
        return ReturnAllotment{
            .hold = allotment.id, .event = event(), .fence = allotment.fence, .seats = {}};
    return RevokeAllotment{.hold = allotment.id,
                           .event = event(),
                           .reason = u"the window was lost"_s,
                           .isInDoubt = m_world.chance(50)};
}

std::optional<Command> SimulatedClerk::keepBack(const TicketBoard &tickets)
{
    const bool isBlocking = m_world.chance(50);
    const QList<SeatIndex> seats =
        someSeats(tickets, isBlocking ? SeatLook::Available : SeatLook::Blocked, 2);
    if (seats.isEmpty())
        return std::nullopt;
    return KeepTickets{.event = event(),
                       .seats = seats,
                       .use = isBlocking ? TicketUse::Blocked : TicketUse::Sale,
                       .pool = {},
                       .reason = u"the director wants it so"_s};
}

} // namespace foyer
