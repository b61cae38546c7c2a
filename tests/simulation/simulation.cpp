#include "tests/simulation/simulation.h"

#include "tests/simulation/simulatedcaller.h"

#include <QHash>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 mostSteps = 200'000; ///< a run that does not calm down has a fault
constexpr Milliseconds bad{25'000};   ///< length of the bad weather
constexpr Milliseconds calm{60'000};  ///< time to come to rest afterwards
constexpr Milliseconds quiet{4'000};  ///< longer than a hold
constexpr int operatorPace_ms = 900;
constexpr int callerPace_ms = 2'500;
constexpr int longestSilence_ms = 15'000; ///< of a line that is dead and does not say so

/// One schedule: the world, its server, its windows and who watches.
class Schedule final
{
public:
    Schedule(quint64 seed, const SimulatedStorage &storage, SimulatedMistake mistake)
        : m_world(seed)
        , m_servers(m_world, m_witness, storage)
        , m_contradictions(storage.contradictions)
        , m_caller(m_world, m_servers, m_witness, m_town)
        , m_mistake(mistake)
        , m_hasPower(storage.power.isThere())
    {}

    SimulationResult run();

private:
    void setUp();
    void planOperator(int window);
    void planCaller();
    void planAccidents();
    void planCalm();
    void checkLedger();
    void checkAgreement();
    [[nodiscard]] bool isAtRest();

    VirtualWorld m_world;
    Witness m_witness;
    SimulatedHouse m_servers;
    std::function<QStringList()> m_contradictions;
    SimulatedTown m_town;
    SimulatedCaller m_caller;
    SimulatedMistake m_mistake;
    bool m_hasPower;
    std::vector<std::unique_ptr<SimulatedWindow>> m_windows;
    bool m_isCalm = false;
    Milliseconds m_nextLook{0};
    Sequence m_quietAt;
    Milliseconds m_quietSince{0};
    std::pair<int, quint64> m_compared; ///< the server's life and the witness's revision
    qint32 m_steps = 0;
    quint64 m_digest = 0;
};

void Schedule::setUp()
{
    const int windows = 2 + m_world.draw(7);
    const int seats = 4 + m_world.draw(20);
    m_town = m_servers.fill(seats, windows);
    m_servers.start();
    for (const Event &event : std::as_const(m_town.house.events))
        m_witness.watch(m_servers.tickets(event.id)->value_or(EventTickets()), m_town.house.price);
    const SimulatedWeather weather{.loss = m_world.draw(25),
                                   .duplication = m_world.draw(15),
                                   .reordering = m_world.draw(20),
                                   .cut = m_world.draw(6),
                                   .slowest_ms = 5 + m_world.draw(300)};
    for (int i = 0; i < windows; ++i) {
        m_windows.push_back(
            std::make_unique<SimulatedWindow>(m_world, m_servers, m_witness, m_town, i, m_mistake));
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

void Schedule::planCaller()
{
    m_world.in(m_world.upTo(callerPace_ms), [this] {
        if (m_isCalm)
            return;
        m_caller.call();
        planCaller();
    });
}

void Schedule::planAccidents()
{
    const auto someTime = [this] { return m_world.upTo(int(bad.count())); };
    for (int i = m_world.draw(3); i > 0; --i) {
        m_world.in(someTime(), [this] {
            SimulatedServer &server = m_servers.anyServer();
            if (m_hasPower && m_world.chance(50))
                return server.failInNextCommit();
            server.kill(m_world.chance(50) ? RecordingLedger::Death::BeforeCommit
                                           : RecordingLedger::Death::AfterCommit);
            server.startLater();
        });
    }
    for (int i = m_world.draw(3); i > 0; --i)
        m_world.in(someTime(), [this] {
            SimulatedWindow &window = *m_windows[size_t(m_world.draw(int(m_windows.size())))];
            window.setCutOff(true);
            m_world.in(m_world.upTo(longestSilence_ms), [&window] { window.setCutOff(false); });
        });
    for (int i = m_world.draw(4); i > 0; --i)
        m_world.in(someTime(),
                   [this] { m_windows[size_t(m_world.draw(int(m_windows.size())))]->crash(); });
    for (int i = m_world.draw(3); i > 0; --i) {
        const Milliseconds jump(m_world.draw(2 * 3'600'000) - 3'600'000);
        const bool isOfOne = m_world.chance(50);
        m_world.in(someTime(), [this, jump, isOfOne] {
            if (isOfOne)
                m_servers.anyServer().jumpClock(jump);
            else
                m_world.jumpWallClock(jump);
        });
    }
    for (int i = m_world.draw(2); i > 0; --i)
        m_world.in(someTime(), [this] {
            SimulatedServer &server = m_servers.anyServer();
            server.setApart(true);
            m_world.in(m_world.upTo(longestSilence_ms), [&server] { server.setApart(false); });
        });
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
    const std::pair now(m_servers.lives(), m_witness.revision());
    if (now == m_compared)
        return; // nothing was committed, acknowledged or opened since
    const auto tickets = m_servers.tickets(m_town.house.events.constFirst().id);
    if (!tickets)
        return; // no server is up
    m_compared = now;
    if (!*tickets)
        m_witness.complain(u"the ledger cannot be read: "_s + tickets->error().message);
    else
        m_witness.compare(**tickets);
}

/// I7: every window shows exactly what the ledger holds.
void Schedule::checkAgreement()
{
    const auto found = m_servers.tickets(m_town.house.events.constFirst().id);
    if (!found || !*found)
        return m_witness.complain(u"no server is up at the end"_s);
    const Result<EventTickets> &tickets = *found;
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
    if (const auto second = m_servers.tickets(m_town.house.events.constLast().id); *second)
        m_witness.compare(**second);
    if (m_contradictions) {
        for (const QString &what : m_contradictions())
            m_witness.complain(u"the books: "_s + what);
    }
}

/// Whether nothing more will happen: everybody is connected and has said everything, and for
/// longer than a hold lasts nothing has moved. (After a step back of the wall clock the store's
/// clock stands still, and holds with it.)
bool Schedule::isAtRest()
{
    if (m_world.elapsed() < m_nextLook)
        return false;
    m_nextLook = m_world.elapsed() + Milliseconds(500);
    const auto tickets = m_servers.tickets(m_town.house.events.constFirst().id);
    if (!tickets || !*tickets)
        return false;
    const bool isQuiet =
        std::ranges::all_of(m_servers.servers(), [](const auto &s) { return s->isUp(); }) &&
        std::ranges::all_of(m_windows, [&](const auto &window) {
            return window->isLive() && window->isIdle() && window->board() &&
                   window->board()->sequence() == (*tickets)->sequence;
        });
    if (!isQuiet || (*tickets)->sequence != m_quietAt) {
        m_quietAt = (*tickets)->sequence;
        m_quietSince = m_world.elapsed();
    }
    return isQuiet && m_world.elapsed() - m_quietSince >= quiet;
}

SimulationResult Schedule::run()
{
    setUp();
    planCaller();
    planAccidents();
    planCalm();
    while (m_world.elapsed() < bad + calm && m_steps < mostSteps &&
           m_witness.complaints().isEmpty()) {
        if (!m_world.step())
            break;
        checkLedger();
        if (m_isCalm && isAtRest())
            break;
        m_digest = m_digest * 31 + quint64(m_world.elapsed().count());
        ++m_steps;
    }
    if (m_witness.complaints().isEmpty())
        checkAgreement();
    return {.complaints = m_witness.complaints(),
            .done = m_witness.done(),
            .sales = m_witness.sales(),
            .lostRaces = m_witness.lostRaces(),
            .pruned = m_witness.pruned(),
            .lateRepeats = m_witness.lateRepeats(),
            .steps = m_steps,
            .digest = m_digest};
}

} // namespace

SimulationResult simulate(quint64 seed, const SimulatedStorage &storage, SimulatedMistake mistake)
{
    return Schedule(seed, storage, mistake).run();
}

} // namespace foyer
