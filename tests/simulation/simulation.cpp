#include "tests/simulation/simulation.h"

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 mostSteps = 200'000; ///< a run that does not calm down has a fault
constexpr Milliseconds bad{25'000};   ///< length of the bad weather
constexpr Milliseconds calm{60'000};  ///< time to come to rest afterwards
constexpr int operatorPace_ms = 900;

/// One schedule: the world, its server, its windows and who watches.
class Schedule final
{
public:
    Schedule(quint64 seed, const OpenLedger &openLedger)
        : m_world(seed)
        , m_witness(EventTickets())
        , m_server(m_world, m_witness, openLedger)
    {}

    SimulationResult run();

private:
    void setUp();
    void planOperator(int window);
    void planAccidents();
    void planCalm();
    void checkLedger();
    void checkAgreement();

    VirtualWorld m_world;
    Witness m_witness;
    SimulatedServer m_server;
    TestHouse m_house;
    std::vector<std::unique_ptr<SimulatedWindow>> m_windows;
    bool m_isCalm = false;
    std::pair<int, quint64> m_compared; ///< the server's life and the witness's revision
    qint32 m_steps = 0;
    quint64 m_digest = 0;
};

void Schedule::setUp()
{
    const int windows = 2 + m_world.draw(7);
    const int seats = 4 + m_world.draw(20);
    m_house = m_server.fill(seats, windows);
    m_server.start();
    m_witness = Witness(m_server.tickets(m_house.events.constFirst().id).value_or(EventTickets()));
    const SimulatedWeather weather{.loss = m_world.draw(25),
                                   .duplication = m_world.draw(15),
                                   .reordering = m_world.draw(20),
                                   .cut = m_world.draw(6),
                                   .slowest_ms = 5 + m_world.draw(300)};
    for (int i = 0; i < windows; ++i) {
        m_windows.push_back(
            std::make_unique<SimulatedWindow>(m_world, m_server, m_witness, m_house, i));
        m_windows.back()->setWeather(weather);
        m_windows.back()->start();
        planOperator(i);
    }
}

void Schedule::planOperator(int window)
{
    m_world.in(m_world.upTo(operatorPace_ms), [this, window] {
        if (m_isCalm)
            return;
        m_windows[size_t(window)]->act();
        planOperator(window);
    });
}

void Schedule::planAccidents()
{
    const auto someTime = [this] { return m_world.upTo(int(bad.count())); };
    for (int i = m_world.draw(3); i > 0; --i) {
        m_world.in(someTime(), [this] {
            m_server.kill(m_world.chance(50) ? RecordingLedger::Death::BeforeCommit
                                             : RecordingLedger::Death::AfterCommit);
            m_world.in(m_world.upTo(3'000), [this] {
                if (!m_server.isUp())
                    m_server.start();
            });
        });
    }
    for (int i = m_world.draw(4); i > 0; --i)
        m_world.in(someTime(),
                   [this] { m_windows[size_t(m_world.draw(int(m_windows.size())))]->crash(); });
    for (int i = m_world.draw(3); i > 0; --i) {
        const Milliseconds jump(m_world.draw(2 * 3'600'000) - 3'600'000);
        m_world.in(someTime(), [this, jump] { m_world.jumpWallClock(jump); });
    }
}

void Schedule::planCalm()
{
    m_world.in(bad, [this] {
        m_isCalm = true;
        for (const auto &window : m_windows)
            window->calmDown();
    });
}

void Schedule::checkLedger()
{
    const std::pair now(m_server.life(), m_witness.revision());
    if (!m_server.isUp() || now == m_compared)
        return; // nothing was committed, acknowledged or opened since
    m_compared = now;
    const Result<EventTickets> tickets = m_server.tickets(m_house.events.constFirst().id);
    if (!tickets)
        m_witness.complain(u"the ledger cannot be read: "_s + tickets.error().message);
    else
        m_witness.compare(*tickets);
}

/// I7: every window shows exactly what the ledger holds.
void Schedule::checkAgreement()
{
    const Result<EventTickets> tickets = m_server.tickets(m_house.events.constFirst().id);
    QSet<OperationId> inOutboxes;
    for (size_t i = 0; i < m_windows.size(); ++i) {
        inOutboxes.unite(m_windows[i]->outbox());
        const TicketBoard *board = m_windows[i]->board();
        if (!m_windows[i]->isLive() || !m_windows[i]->isIdle() || !board) {
            m_witness.complain(u"window %1 has not come to rest"_s.arg(i));
            continue;
        }
        if (board->sequence() != tickets->sequence)
            m_witness.complain(u"I7: window %1 is at sequence %2, the ledger at %3"_s.arg(i)
                                   .arg(board->sequence().value())
                                   .arg(tickets->sequence.value()));
        for (qint32 seat = 0; seat < board->size(); ++seat) {
            const TicketState &stored = tickets->tickets.at(seat);
            const TicketView &shown = board->base().at(seat);
            if (shown.status != stored.status || shown.version != stored.version)
                m_witness.complain(
                    u"I7: window %1 shows seat %2 as %3, the ledger says %4"_s.arg(i).arg(seat).arg(
                        statusName(shown.status), statusName(stored.status)));
            m_digest = qHash(shown.version.value(), m_digest) + quint64(shown.status);
        }
    }
    m_witness.conserve(inOutboxes);
}

SimulationResult Schedule::run()
{
    setUp();
    planAccidents();
    planCalm();
    while (m_world.elapsed() < bad + calm && m_steps < mostSteps &&
           m_witness.complaints().isEmpty()) {
        if (!m_world.step())
            break;
        checkLedger();
        m_digest = m_digest * 31 + quint64(m_world.elapsed().count());
        ++m_steps;
    }
    if (m_witness.complaints().isEmpty())
        checkAgreement();
    return {.complaints = m_witness.complaints(),
            .sales = m_witness.sales(),
            .lostRaces = m_witness.lostRaces(),
            .pruned = m_witness.pruned(),
            .lateRepeats = m_witness.lateRepeats(),
            .steps = m_steps,
            .digest = m_digest};
}

} // namespace

SimulationResult simulate(quint64 seed, const OpenLedger &openLedger)
{
    return Schedule(seed, openLedger).run();
}

} // namespace foyer
