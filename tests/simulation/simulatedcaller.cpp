#include "tests/simulation/simulatedcaller.h"

#include "sync/server/accounts/tokens.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype asksAgainOf = 6;
constexpr int longestSession_ms = 12'000;

} // namespace

void SimulatedCaller::call()
{
    SimulatedServer &server = m_servers.anyServer();
    if (!server.isUp())
        return;
    const bool isSignedIn = !m_actor.session.isEmpty();
    if (!isSignedIn || (m_world.now() >= m_sessionEnds && m_world.chance(40)))
        signIn(server);
    const Operation operation = nextOperation();
    const std::optional<Outcome> outcome =
        server.request({.actor = m_actor, .operation = operation});
    m_asked.append(operation);
    if (m_asked.size() > asksAgainOf)
        m_asked.removeFirst();
    if (outcome && *outcome && (*outcome)->booking)
        m_bookings.append(*(*outcome)->booking);
}

/// As somebody else each time.
void SimulatedCaller::signIn(SimulatedServer &server)
{
    const auto role = Role(m_world.draw(5));
    m_sessionEnds = m_world.now() + m_world.upTo(longestSession_ms);
    m_actor = {.session = hashToken(QByteArray::number(m_world.random().next())),
               .window = make<WindowId>()};
    const SessionRecord session{.token = m_actor.session,
                                .operatorId = m_town.operatorOf(role),
                                .window = m_actor.window,
                                .startedAt = m_world.now(),
                                .endsAt = m_sessionEnds};
    if (server.openSession(session))
        m_witness.know(session.token, role, session.endsAt);
}

Operation SimulatedCaller::nextOperation()
{
    const int what = m_world.draw(100);
    if (what < 40 && !m_asked.isEmpty()) {
        Operation again = m_asked.at(m_world.draw(int(m_asked.size())));
        if (what < 12)
            again.command = nextCommand();
        return again;
    }
    return {.id = make<OperationId>(), .command = nextCommand()};
}

Command SimulatedCaller::nextCommand()
{
    const int what = m_world.draw(100);
    if (what < 45)
        return book();
    if (what < 65 && !m_bookings.isEmpty()) {
        const Booking booking = m_bookings.at(m_world.draw(int(m_bookings.size())));
        return CancelBooking{.booking = booking.id,
                             .event = booking.event,
                             .refund = make<PaymentId>(),
                             .reason = u"does not want it any more"_s};
    }
    if (what < 80)
        return keepBack();
    return PlaceHold{.hold = make<HoldId>(),
                     .event = someEvent(),
                     .seats = someSeats(),
                     .mode = HoldMode::AsManyAsPossible,
                     .pool = m_world.chance(30) ? m_town.pressPool.id : PoolId()};
}

/// Named seats, or as many as it likes of what the house thinks best.
Command SimulatedCaller::book()
{
    BookTickets command{.booking = make<BookingId>(),
                        .hold = make<HoldId>(),
                        .payment = make<PaymentId>(),
                        .event = someEvent(),
                        .kind = m_world.chance(70) ? BookTickets::Kind::Sell
                                                   : BookTickets::Kind::Reserve};
    if (m_world.chance(40)) {
        command.seats = someSeats();
        return command;
    }
    command.quantity = 1 + m_world.draw(3);
    if (m_world.chance(30))
        command.zone = u"Stalls"_s;
    command.isAccessible = m_world.chance(10);
    return command;
}

Command SimulatedCaller::keepBack()
{
    const auto use = TicketUse(m_world.draw(3));
    const Pool &pool = m_world.chance(60) ? m_town.pressPool : m_town.latePool;
    return KeepTickets{.event = pool.event,
                       .seats = someSeats(),
                       .use = use,
                       .pool = use == TicketUse::Pool ? pool.id : PoolId(),
                       .reason = u"somebody rang up"_s};
}

/// Mostly seats near the front, so that everybody wants the same.
QList<SeatIndex> SimulatedCaller::someSeats()
{
    constexpr int fewestSeats = 4; // of a simulated hall
    QSet<SeatIndex> some;
    for (int i = 1 + m_world.draw(2); i > 0; --i)
        some.insert(SeatIndex(m_world.draw(fewestSeats)));
    QList<SeatIndex> seats(some.cbegin(), some.cend());
    std::ranges::sort(seats);
    return seats;
}

} // namespace foyer
