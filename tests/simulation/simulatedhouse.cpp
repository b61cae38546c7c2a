#include "tests/simulation/simulatedhouse.h"

#include "models/domain/invariant.h"
#include "models/seatmap/generators.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int slowestNews_ms = 30;

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
    , m_open(storage.open)
{
    const size_t count = 1 + size_t(world.draw(storage.mostServers));
    for (size_t i = 0; i < count; ++i) {
        m_servers.push_back(
            std::make_unique<SimulatedServer>(world, witness, storage.open, count == 1));
        m_servers.back()->committed = [this, i](const NewsFromElsewhere &news) { pass(i, news); };
    }
}

TestHouse SimulatedHouse::fill(qint32 seats, qint32 windows)
{
    const Result<std::unique_ptr<Ledger>> ledger = m_open(m_world, true);
    FOYER_INVARIANT(ledger.has_value(), "the simulated ledger opens");
    const TestHousePlan plan{.map = smallHall(seats), .windows = windows};
    return fillTestHouse(**ledger, plan, m_world, m_world.random());
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
