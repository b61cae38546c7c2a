#include "tests/simulation/simulatedserver.h"

#include "models/domain/invariant.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int slowestCommit_ms = 8;
constexpr int mostPointsOfACommit = 24; ///< writes and syncs
constexpr int longestServerRest_ms = 3'000;
constexpr qint32 mostChangesOfACommit = 1'000;
constexpr Milliseconds reaperPace{1'000};
} // namespace

SimulatedServer::SimulatedServer(VirtualWorld &world, Witness &witness, OpenLedger open,
                                 SimulatedPower power, bool isAlone)
    : m_world(world)
    , m_clock(world)
    , m_witness(witness)
    , m_open(std::move(open))
    , m_power(std::move(power))
    , m_isAlone(isAlone)
{}

SimulatedServer::~SimulatedServer()
{
    hangUp();
}

/// A line holds its half, whose conversation holds the line.
void SimulatedServer::hangUp()
{
    for (const std::weak_ptr<Half> &weak : m_halves) {
        if (const std::shared_ptr<Half> half = weak.lock())
            half->conversation.reset();
    }
    m_halves.clear();
}

void SimulatedServer::start()
{
    ++m_life;
    Result<std::unique_ptr<Ledger>> ledger = m_open(m_clock, m_isAlone);
    FOYER_INVARIANT(ledger.has_value(), "the simulated ledger opens");
    m_ledger = std::make_unique<RecordingLedger>(*std::move(ledger), m_witness);
    m_ledger->committed = [this](const NewsFromElsewhere &news) {
        if (committed)
            committed(news);
    };
    m_reader = *m_ledger->openReader();
    findOut();
    m_service = std::make_unique<BookingService>(
        *m_ledger, m_clock, m_world.random(),
        BookingServiceSettings{.houseName = u"Simulated house"_s,
                               .passwordThreads = 0,
                               .commitMode = GroupCommit::Mode::Manual});
    FOYER_INVARIANT(m_service->start().has_value(), "the simulated service starts");
    m_commitPlanned = false;
    keepReaping();
}

void SimulatedServer::kill(RecordingLedger::Death death)
{
    if (!m_service)
        return;
    // A commit may be running just now: it reaches the disk or it does not, but no answer leaves.
    m_isDying = true;
    m_ledger->dieAtCommit(death);
    if (death == RecordingLedger::Death::DuringCommit)
        m_power.failAt(1 + m_world.draw(mostPointsOfACommit));
    m_service->commitPending();
    m_isInDoubt = m_ledger->isInDoubt();
    if (m_power.isThere())
        m_power.cut();
    for (const std::function<void()> &tell : m_tellDeath)
        tell();
    hangUp();
    m_isDying = false;
    m_service.reset();
    m_reader.reset();
    m_ledger.reset();
    if (m_power.isThere())
        m_power.restore(m_world.draw(1'000'000));
}

/// The power went while something was being committed: it is there or not, both is right.
void SimulatedServer::findOut()
{
    if (!std::exchange(m_isInDoubt, false))
        return;
    for (const auto &[event, sequence] : m_witness.sequences()) {
        const auto changes = m_reader->changesSince(event, sequence, mostChangesOfACommit);
        if (changes)
            m_witness.recovered(*changes);
        else
            m_witness.complain(u"the changes cannot be read: "_s + changes.error().message);
    }
}

void SimulatedServer::hear(const NewsFromElsewhere &news)
{
    if (isUp() && !m_isApart)
        m_ledger->hear(news);
}

void SimulatedServer::setApart(bool isApart)
{
    m_isApart = isApart;
    if (!isApart)
        hear({.mayHaveMissed = true});
}

std::shared_ptr<SimulatedServer::Half> SimulatedServer::converse(std::shared_ptr<WindowLink> link)
{
    std::erase_if(m_halves, [](const std::weak_ptr<Half> &half) { return half.expired(); });
    const auto half = std::make_shared<Half>();
    half->conversation =
        m_service->converse(std::move(link), Encoding::Cbor, "127.0.0.1", m_world.tick());
    m_halves.push_back(half);
    return half;
}

void SimulatedServer::scheduleCommit()
{
    if (m_commitPlanned)
        return;
    m_commitPlanned = true;
    m_world.in(m_world.upTo(slowestCommit_ms), [this, life = m_life] {
        if (life != m_life || !m_service)
            return;
        m_commitPlanned = false;
        if (!std::exchange(m_isFailing, false)) {
            m_service->commitPending();
            return;
        }
        kill(RecordingLedger::Death::DuringCommit);
        startLater();
    });
}

void SimulatedServer::startLater()
{
    m_world.in(m_world.upTo(longestServerRest_ms), [this] {
        if (!isUp())
            start();
    });
}

/// Ended holds are freed although nobody asks for anything.
void SimulatedServer::keepReaping()
{
    scheduleCommit();
    m_world.in(reaperPace, [this, life = m_life] {
        if (life == m_life)
            keepReaping();
    });
}

std::optional<Outcome> SimulatedServer::request(const Submission &submission)
{
    if (!isUp())
        return std::nullopt;
    const std::vector<AppliedOperation> done = m_ledger->writer().apply({&submission, 1});
    NewsFromElsewhere news;
    for (const CommittedChange &change : done.front().changes)
        news.events.insert(change.event, change.sequence);
    if (!news.events.isEmpty())
        m_ledger->hear(news);
    return done.front().outcome;
}

bool SimulatedServer::openSession(const SessionRecord &session)
{
    return isUp() && m_ledger->writer().openSession(session).has_value();
}

Result<EventTickets> SimulatedServer::tickets(const EventId &event)
{
    return m_reader->tickets(event);
}

} // namespace foyer
