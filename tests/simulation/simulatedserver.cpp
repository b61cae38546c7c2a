#include "tests/simulation/simulatedserver.h"

#include "models/domain/invariant.h"
#include "models/seatmap/generators.h"

#include <QDir>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int slowestCommit_ms = 8;
constexpr Milliseconds reaperPace{1'000};

/// Simulated ledgers live in memory: a crash of the server is not one of the machine.
QString fastFolder()
{
    return QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/foyer-simulation-XXXXXX"_s
                                        : QDir::tempPath() + u"/foyer-simulation-XXXXXX"_s;
}

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

SimulatedServer::SimulatedServer(VirtualWorld &world, Witness &witness, OpenLedger open)
    : m_world(world)
    , m_witness(witness)
    , m_open(std::move(open))
    , m_folder(fastFolder())
{}

SimulatedServer::~SimulatedServer() = default;

void SimulatedServer::open()
{
    Result<std::unique_ptr<Ledger>> ledger = m_open(m_folder.filePath(u"house.sqlite"_s), m_world);
    FOYER_INVARIANT(ledger.has_value(), "the simulated ledger opens");
    m_ledger = std::make_unique<RecordingLedger>(*std::move(ledger), m_witness);
    m_reader = *m_ledger->openReader();
}

TestHouse SimulatedServer::fill(qint32 seats, qint32 windows)
{
    open();
    const TestHousePlan plan{.map = smallHall(seats), .windows = windows};
    const TestHouse house = fillTestHouse(*m_ledger, plan, m_world, m_world.random());
    m_reader.reset();
    m_ledger.reset();
    return house;
}

void SimulatedServer::start()
{
    ++m_life;
    open();
    m_service = std::make_unique<BookingService>(
        *m_ledger, m_world, m_world.random(),
        BookingServiceSettings{.houseName = u"Simulated house"_s,
                               .passwordThreads = 0,
                               .commitMode = GroupCommit::Mode::Manual});
    FOYER_INVARIANT(m_service->start().has_value(), "the simulated service starts");
    m_commitPlanned = false;
    scheduleCommit();
}

void SimulatedServer::kill(RecordingLedger::Death death)
{
    if (!m_service)
        return;
    // A commit may be running just now: it reaches the disk or it does not, but no answer leaves.
    m_isDying = true;
    m_ledger->dieAtCommit(death);
    m_service->commitPending();
    for (const std::function<void()> &drop : m_dropConnections)
        drop();
    m_isDying = false;
    m_service.reset();
    m_reader.reset();
    m_ledger.reset();
}

std::unique_ptr<Conversation> SimulatedServer::converse(std::shared_ptr<WindowLink> link)
{
    return m_service->converse(std::move(link), Encoding::Cbor, "127.0.0.1", m_world.tick());
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
        m_service->commitPending();
        m_world.in(reaperPace, [this, life] {
            if (life == m_life)
                scheduleCommit();
        });
    });
}

Result<EventTickets> SimulatedServer::tickets(const EventId &event)
{
    return m_reader->tickets(event);
}

} // namespace foyer
