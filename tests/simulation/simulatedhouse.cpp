#include "tests/simulation/simulatedhouse.h"

#include "models/domain/invariant.h"
#include "models/seatmap/generators.h"
#include "sync/server/accounts/tokens.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int slowestNews_ms = 30;
constexpr Milliseconds latePoolOpens{12'000};
constexpr Milliseconds oneDay{24 * 60 * 60 * 1000};

SeatMap smallHall(qint32 seats)
{
    SeatMap map{.name = u"Small hall"_s};
    const CategoryId category(QUuid::createUuidV5(QUuid(), u"category"_s));
    map.categories = {{.id = category, .name = u"Stalls"_s}};
    const RowStyle style{.idSpace = QUuid::createUuidV5(QUuid(), u"seats"_s), .category = category};
    Section section{.name = u"Stalls"_s, .rows = {straightRow(style, u"A"_s, {0, 0}, 0, seats)}};
    map.levels = {{.name = u"Floor"_s, .sections = {section}}};
    return map;
}

} // namespace

SimulatedHouse::SimulatedHouse(VirtualWorld &world, Witness &witness,
                               const SimulatedStorage &storage)
    : m_world(world)
    , m_witness(witness)
    , m_open(storage.open)
{
    const size_t count = 1 + size_t(world.draw(storage.mostServers));
    for (size_t i = 0; i < count; ++i) {
        m_servers.push_back(std::make_unique<SimulatedServer>(world, witness, storage.open,
                                                              storage.power, count == 1));
        m_servers.back()->committed = [this, i](const NewsFromElsewhere &news) { pass(i, news); };
    }
}

SimulatedTown SimulatedHouse::fill(qint32 seats, qint32 windows)
{
    const Result<std::unique_ptr<Ledger>> ledger = m_open(m_world, true);
    FOYER_INVARIANT(ledger.has_value(), "the simulated ledger opens");
    const TestHousePlan plan{.map = smallHall(seats), .events = 2, .windows = windows};
    SimulatedTown town{.house = fillTestHouse(**ledger, plan, m_world, m_world.random())};
    keepBack(**ledger, town);
    employ(**ledger, town);
    return town;
}

/// Two pools with a few seats, which an admin makes.
void SimulatedHouse::keepBack(Ledger &ledger, SimulatedTown &town)
{
    const TestHouse &house = town.house;
    const EventId event = house.events.constFirst().id;
    const auto perform = [&](const Command &command) {
        const Submission submission{
            .actor = {.session = hashToken(house.tokens.constFirst().toLatin1()),
                      .window = house.windows.constFirst()},
            .operation = {.id = OperationId::make(m_world.now(), m_world.random()),
                          .command = command}};
        const AppliedOperation applied = ledger.writer().apply({&submission, 1}).front();
        FOYER_INVARIANT(applied.outcome.has_value(), "the ledger takes the pools");
    };
    town.pressPool = {.id = PoolId::make(m_world.now(), m_world.random()),
                      .event = event,
                      .name = u"Press"_s,
                      .owner = Role::Manager,
                      .quota = 3};
    town.latePool = {.id = PoolId::make(m_world.now(), m_world.random()),
                     .event = event,
                     .name = u"Late"_s,
                     .releaseAt = m_world.now() + latePoolOpens};
    for (const Pool &pool : {town.pressPool, town.latePool}) {
        perform(SavePool{.pool = pool});
        m_witness.know(pool);
    }
    perform(KeepTickets{.event = event,
                        .seats = {SeatIndex(0)},
                        .use = TicketUse::Pool,
                        .pool = town.pressPool.id});
    perform(KeepTickets{
        .event = event, .seats = {SeatIndex(1)}, .use = TicketUse::Pool, .pool = town.latePool.id});
}

/// Operators of every role; every other window belongs to an admin, the rest to anybody.
void SimulatedHouse::employ(Ledger &ledger, SimulatedTown &town)
{
    for (const Role role :
         {Role::Seller, Role::Supervisor, Role::Organizer, Role::Manager, Role::Admin}) {
        const Operator person{.id = OperatorId::make(m_world.now(), m_world.random()),
                              .name = u"any "_s + roleName(role),
                              .displayName = roleName(role),
                              .role = role,
                              .createdAt = m_world.now()};
        town.operators[size_t(role)] = person.id;
        FOYER_INVARIANT(ledger.writer().addOperator({.person = person}).has_value(),
                        "an operator is added");
    }
    for (qsizetype i = 0; i < town.house.windows.size(); ++i) {
        const Role role = m_world.chance(50) ? Role::Admin : Role(m_world.draw(5));
        QString &token = town.house.tokens[i];
        std::ranges::reverse(token); // as good as a new one
        const SessionRecord session{.token = hashToken(token.toLatin1()),
                                    .operatorId = town.operatorOf(role),
                                    .window = town.house.windows.at(i),
                                    .startedAt = m_world.now(),
                                    .endsAt = m_world.now() + oneDay};
        FOYER_INVARIANT(ledger.writer().openSession(session).has_value(), "a session is opened");
        m_witness.know(session.token, role, session.endsAt);
    }
}

void SimulatedHouse::start()
{
    for (const auto &server : m_servers)
        server->start();
}

SimulatedServer &SimulatedHouse::anyServer()
{
    return *m_servers[size_t(m_world.draw(int(m_servers.size())))];
}

int SimulatedHouse::lives() const
{
    int lives = 0;
    for (const auto &server : m_servers)
        lives += server->life();
    return lives;
}

std::optional<Result<EventTickets>> SimulatedHouse::tickets(const EventId &event)
{
    for (const auto &server : m_servers) {
        if (server->isUp())
            return server->tickets(event);
    }
    return std::nullopt;
}

void SimulatedHouse::pass(size_t from, const NewsFromElsewhere &news)
{
    for (size_t to = 0; to < m_servers.size(); ++to) {
        if (to != from)
            m_world.in(m_world.upTo(slowestNews_ms),
                       [this, to, news] { m_servers[to]->hear(news); });
    }
}

} // namespace foyer
