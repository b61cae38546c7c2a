#include "tests/simulation/simulatedclerk.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<Command> SimulatedClerk::next(const TicketBoard &tickets)
{
    if (m_isPatient && !m_cart.isNull() && m_world.chance(80))
        return ExtendHold{.hold = m_cart, .event = event(), .fence = m_cartFence};
    const int what = m_world.draw(100);
    if (what < 38)
        return fillCart(tickets);
    if (what < 60)
        return sellCart(tickets);
    if (what < 71)
        return moveCart();
    if (what < 79)
        return takeBack();
    if (what < 84)
        return exchange(tickets);
    if (what < 88)
        return package(tickets);
    if (what < 95)
        return m_allotment ? useAllotment() : lease(tickets);
    return keepBack(tickets);
}

/// Lets go of the cart, makes it last or hands it on.
std::optional<Command> SimulatedClerk::moveCart()
{
    if (m_cart.isNull())
        return std::nullopt;
    const int what = m_world.draw(12);
    if (what < 5)
        return ReleaseHold{
            .hold = std::exchange(m_cart, {}), .event = event(), .fence = m_cartFence};
    if (what < 9)
        return ExtendHold{.hold = m_cart, .event = event(), .fence = m_cartFence};
    const int to = m_world.draw(int(m_house.windows.size()));
    return TransferHold{.hold = std::exchange(m_cart, {}),
                        .event = event(),
                        .fence = m_cartFence,
                        .window = m_house.windows.at(to)};
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
    } else if (std::holds_alternative<ExtendHold>(command)) {
        m_isPatient = m_isPatient && outcome;
    } else if (std::holds_alternative<LeaseAllotment>(command)) {
        const bool isOurs =
            outcome && outcome->hold && outcome->hold->window == m_house.windows.at(m_window);
        if (isOurs)
            m_allotment = outcome->hold;
    } else if (std::holds_alternative<Together>(command)) {
        if (outcome)
            settledPackage(*outcome);
    } else if (std::holds_alternative<ConfirmBooking>(command) ||
               std::holds_alternative<ExchangeBooking>(command)) {
        settledSale(outcome);
    }
}

void SimulatedClerk::settledSale(const Outcome &outcome)
{
    m_cart = {};
    if (!outcome || !outcome->booking)
        return;
    Sale sale{.booking = outcome->booking->id, .seats = {}};
    for (const BookedTicket &ticket : outcome->booking->tickets)
        sale.seats.append(ticket.seat);
    m_sales.append(sale);
}

void SimulatedClerk::settledPackage(const Done &done)
{
    m_package.clear();
    for (const StepDone &step : done.steps) {
        if (step.hold && !step.booking)
            m_package.append(*step.hold);
    }
}

void SimulatedClerk::forget()
{
    m_cart = {};
    m_cartFence = {};
    m_allotment.reset();
    m_lostAllotment.reset();
    m_package.clear();
    m_isPatient = false;
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
    const bool isFromPool = m_world.chance(10);
    const QList<SeatIndex> seats =
        someSeats(tickets, isFromPool ? SeatLook::Blocked : SeatLook::Available, 3);
    if (seats.isEmpty())
        return std::nullopt;
    if (m_cart.isNull()) {
        m_cart = make<HoldId>();
        m_cartFence = {};
        m_isPatient = m_world.chance(4);
    }
    return PlaceHold{.hold = m_cart,
                     .event = event(),
                     .seats = seats,
                     .mode =
                         m_world.chance(50) ? HoldMode::AllOrNothing : HoldMode::AsManyAsPossible,
                     .pool = isFromPool ? m_town.pressPool.id : PoolId()};
}

ConfirmBooking SimulatedClerk::saleOf(const EventId &event, const HoldId &hold, Fence fence,
                                      const QList<SeatIndex> &seats)
{
    const Money price = m_house.price;
    ConfirmBooking sale{.booking = make<BookingId>(),
                        .payment = make<PaymentId>(),
                        .hold = hold,
                        .event = event,
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
    ConfirmBooking sale = saleOf(event(), m_cart, m_cartFence, seats);
    if (m_world.chance(8))
        makeAMistake(sale);
    return sale;
}

/// A price of yesterday, or payments that do not add up.
void SimulatedClerk::makeAMistake(ConfirmBooking &sale)
{
    if (m_world.chance(50)) {
        sale.agreedTotal += m_house.price.times(m_world.chance(50) ? 1 : -1);
        return;
    }
    const Money paid = m_house.price.times(m_world.draw(int(sale.tickets.size()) + 3));
    sale.payments = {
        {.id = sale.payment, .method = PaymentMethod::Cash, .amount = paid, .tendered = paid}};
}

/// Cancels the last sale, or one ticket of it; sometimes what has been cancelled before.
std::optional<Command> SimulatedClerk::takeBack()
{
    const bool isAgain = !m_cancelled.isEmpty() && m_world.chance(25);
    if (m_sales.isEmpty() && !isAgain)
        return std::nullopt;
    const Sale sale = isAgain ? m_cancelled.last() : m_sales.takeLast();
    if (!isAgain)
        m_cancelled.append(sale);
    CancelBooking cancel{.booking = sale.booking,
                         .event = event(),
                         .refund = make<PaymentId>(),
                         .reason = u"changed their mind"_s};
    if (sale.seats.size() > 1 && m_world.chance(50))
        cancel.seats = {sale.seats.at(m_world.draw(int(sale.seats.size())))};
    return cancel;
}

/// Holds seats of both events together, then sells them together.
std::optional<Command> SimulatedClerk::package(const TicketBoard &tickets)
{
    Together together;
    const QList<Hold> holds = std::exchange(m_package, {});
    for (const Hold &hold : holds)
        together.steps.append({saleOf(hold.event, hold.id, hold.fence, hold.seats)});
    if (!together.steps.isEmpty())
        return together;
    for (const Event &each : m_house.events) {
        const QList<SeatIndex> seats = someSeats(tickets, SeatLook::Available, 2);
        if (!seats.isEmpty())
            together.steps.append(
                {PlaceHold{.hold = make<HoldId>(), .event = each.id, .seats = seats}});
    }
    if (together.steps.isEmpty())
        return std::nullopt;
    return together;
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
    if (m_world.chance(15))
        exchange.newBooking = sale.booking; // a programming error, which the server must refuse
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
    // What is lost is lost, whatever the window still thinks.
    if (m_lostAllotment && !m_lostAllotment->seats.isEmpty() && m_world.chance(40))
        return saleOf(event(), m_lostAllotment->id, m_lostAllotment->fence,
                      {m_lostAllotment->seats.takeFirst()});
    const QList<SeatIndex> seats = someSeats(tickets, SeatLook::Available, 3);
    if (seats.isEmpty())
        return std::nullopt;
    const int to = m_world.chance(70) ? m_window : m_world.draw(int(m_house.windows.size()));
    return LeaseAllotment{.hold = make<HoldId>(),
                          .event = event(),
                          .window = m_house.windows.at(to),
                          .seats = seats,
                          .pool = m_world.chance(20) ? m_town.pressPool.id : PoolId()};
}

/// Sells a ticket of the allotment, returns it, or has it taken away.
std::optional<Command> SimulatedClerk::useAllotment()
{
    const int what = m_world.draw(100);
    if (what < 50 && !m_allotment->seats.isEmpty())
        return saleOf(event(), m_allotment->id, m_allotment->fence,
                      {m_allotment->seats.takeFirst()});
    const Hold allotment = *m_allotment;
    if (!m_sellsWhatItReturned || allotment.seats.isEmpty())
        m_allotment.reset();
    if (what < 80)
        return ReturnAllotment{
            .hold = allotment.id, .event = event(), .fence = allotment.fence, .seats = {}};
    m_allotment.reset();
    m_lostAllotment = allotment;
    return RevokeAllotment{.hold = allotment.id,
                           .event = event(),
                           .reason = u"the window was lost"_s,
                           .isInDoubt = m_world.chance(50)};
}

/// Moves seats that nobody has between sale, pools and what is not sold at all.
std::optional<Command> SimulatedClerk::keepBack(const TicketBoard &tickets)
{
    const auto use = TicketUse(m_world.draw(3));
    const SeatLook from =
        use == TicketUse::Sale || m_world.chance(30) ? SeatLook::Blocked : SeatLook::Available;
    const QList<SeatIndex> seats = someSeats(tickets, from, 2);
    if (seats.isEmpty())
        return std::nullopt;
    const Pool &pool = m_world.chance(60) ? m_town.pressPool : m_town.latePool;
    return KeepTickets{.event = event(),
                       .seats = seats,
                       .use = use,
                       .pool = use == TicketUse::Pool ? pool.id : PoolId(),
                       .reason = u"the director wants it so"_s};
}

} // namespace foyer
