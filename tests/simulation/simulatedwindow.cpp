#include "tests/simulation/simulatedwindow.h"

#include "sync/protocol/codec.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds heartbeat{500};
constexpr int slowestConnect_ms = 60;
constexpr int slowestDisk_ms = 6;
constexpr int hastyDisk_ms = 400;     ///< of a window that does not wait for it
constexpr int longestRest_ms = 4'000; ///< of a window that crashed
constexpr int latestCopy_ms = 5'000;  ///< of a message that some queue on the way kept

} // namespace

/// One connection: two lossy directions and the server's half of the conversation.
class SimulatedWindow::Line final : public WindowLink, public std::enable_shared_from_this<Line>
{
public:
    Line(SimulatedWindow &window, SimulatedServer &server, int number)
        : m_window(&window)
        , m_server(server)
        , m_number(number)
    {}

    void open() { m_half = m_server.converse(shared_from_this()); }
    /// The window is gone or has given up; what is under way may still reach the server.
    void forgetWindow() { m_window = nullptr; }
    void dropServerHalf() { m_half.reset(); }
    [[nodiscard]] bool leadsTo(const SimulatedServer &server) const { return &server == &m_server; }

    void toServer(VirtualWorld &world, const SimulatedWeather &weather, const QByteArray &frame)
    {
        if (m_window && m_window->m_isCutOff)
            return;
        const auto arrive = [self = shared_from_this(), &world, frame] {
            if (!self->m_half || !self->m_half->conversation || !self->m_server.isUp())
                return;
            self->m_half->conversation->received(frame, world.tick());
            self->m_server.scheduleCommit();
        };
        deliver(world, weather, m_lastToServer, arrive);
        // Long after its outcome was acknowledged and pruned.
        if (world.chance(weather.duplication))
            world.in(world.upTo(latestCopy_ms), arrive);
    }

    void send(std::shared_ptr<const QByteArray> frame) override
    {
        if (!m_window || m_window->m_isCutOff || !m_server.isUp())
            return;
        deliver(m_window->m_world, m_window->m_weather, m_lastToWindow,
                [self = shared_from_this(), frame] {
                    if (self->m_window)
                        self->m_window->arrived(self->m_number, *frame);
                });
    }

    void close(quint16, const QString &) override
    {
        if (!m_window)
            return;
        m_window->m_world.in(Milliseconds(1), [self = shared_from_this()] {
            if (self->m_window && self->m_window->m_line == self)
                self->m_window->cut();
        });
    }

private:
    static void deliver(VirtualWorld &world, const SimulatedWeather &weather, Milliseconds &last,
                        const std::function<void()> &arrive)
    {
        if (world.chance(weather.loss))
            return;
        const int copies = world.chance(weather.duplication) ? 2 : 1;
        for (int i = 0; i < copies; ++i) {
            Milliseconds at = world.elapsed() + Milliseconds(1) + world.upTo(weather.slowest_ms);
            if (!world.chance(weather.reordering))
                at = std::max(at, last);
            last = std::max(last, at);
            world.in(at - world.elapsed(), arrive);
        }
    }

    SimulatedWindow *m_window;
    SimulatedServer &m_server;
    int m_number;
    std::shared_ptr<SimulatedServer::Half> m_half;
    Milliseconds m_lastToServer{0};
    Milliseconds m_lastToWindow{0};
};

SimulatedWindow::SimulatedWindow(VirtualWorld &world, SimulatedHouse &servers, Witness &witness,
                                 const SimulatedTown &town, int number, SimulatedMistake mistake)
    : m_world(world)
    , m_servers(servers)
    , m_witness(witness)
    , m_house(town.house)
    , m_number(number)
    , m_mistake(mistake)
    , m_clerk(world, town, number, mistake == SimulatedMistake::SellsWhatItReturned)
{
    for (const auto &server : m_servers.servers()) {
        server->onDeath([this, &dying = *server] {
            if (!m_line || !m_line->leadsTo(dying))
                return;
            m_world.in(m_world.upTo(slowestConnect_ms), [this, line = m_line] {
                if (m_line == line)
                    cut();
            });
        });
    }
}

SimulatedWindow::~SimulatedWindow()
{
    if (m_line)
        m_line->forgetWindow();
}

void SimulatedWindow::start()
{
    ++m_life;
    WindowMemory memory{.window = m_house.windows.at(m_number),
                        .lastDeviceSequence = m_diskLastSequence,
                        .token = m_house.tokens.at(m_number)};
    for (const auto &[sequence, row] : m_diskOutbox)
        memory.outbox.append(row);
    m_engine = std::make_unique<WindowEngine>(memory, u"simulated window"_s, m_world.random());
    drive(m_engine->started(m_world.tick()));
    drive(m_engine->watch(m_house.events.constFirst().id, Sequence(), {}, m_world.tick()));
    every500ms();
}

void SimulatedWindow::crash()
{
    if (!m_engine)
        return;
    ++m_life;
    if (m_line)
        m_line->forgetWindow();
    m_line.reset();
    m_engine.reset();
    m_clerk.forget();
    m_world.in(Milliseconds(50) + m_world.upTo(longestRest_ms), [this] { start(); });
}

void SimulatedWindow::every500ms()
{
    m_world.in(heartbeat, [this, life = m_life] {
        if (life != m_life || !m_engine)
            return;
        drive(m_engine->timePassed(m_world.tick()));
        every500ms();
    });
}

void SimulatedWindow::drive(const EngineStep &step)
{
    for (const EngineAction &action : step.actions)
        carryOut(action);
    for (const EngineNotice &told : step.notices)
        notice(told);
}

void SimulatedWindow::carryOut(const EngineAction &action)
{
    if (const auto *sending = std::get_if<SendMessage>(&action))
        send(sending->message);
    else if (const auto *storing = std::get_if<StoreOutboxRow>(&action))
        store(storing->row);
    else if (const auto *opening = std::get_if<OpenConnection>(&action))
        connectAfter(opening->after);
    else if (std::holds_alternative<CloseConnection>(action) && m_line)
        m_world.in(Milliseconds(0), [this, line = m_line] {
            if (m_line == line)
                cut();
        });
}

void SimulatedWindow::send(const ClientMessage &message)
{
    if (!m_line)
        return;
    m_line->toServer(m_world, m_weather, encode(message, Encoding::Cbor));
    if (m_world.chance(m_weather.cut)) {
        m_world.in(m_world.upTo(m_weather.slowest_ms), [this, line = m_line] {
            if (m_line == line)
                cut();
        });
    }
}

void SimulatedWindow::connectAfter(Milliseconds delay)
{
    m_world.in(delay + m_world.upTo(slowestConnect_ms), [this, life = m_life] {
        if (life != m_life || !m_engine || m_line)
            return;
        SimulatedServer &server = m_servers.anyServer();
        if (!server.isUp() || m_isCutOff) {
            drive(m_engine->disconnected(m_world.tick(), u"refused"_s));
            return;
        }
        m_line = std::make_shared<Line>(*this, server, ++m_connections);
        m_line->open();
        drive(m_engine->connected(m_world.tick()));
    });
}

void SimulatedWindow::cut()
{
    if (!m_line || !m_engine)
        return;
    // The server may still hear what was sent before, after it has heard the next connection.
    const std::shared_ptr<Line> old = std::exchange(m_line, nullptr);
    old->forgetWindow();
    m_world.in(m_world.upTo(2'000), [old] { old->dropServerHalf(); });
    drive(m_engine->disconnected(m_world.tick(), u"cut"_s));
}

void SimulatedWindow::arrived(int connection, const QByteArray &frame)
{
    if (!m_engine || !m_line || connection != m_connections)
        return;
    Result<ServerMessage> message = decodeServerMessage(frame, Encoding::Cbor);
    if (!message) {
        m_witness.complain(u"the window cannot read a message: "_s + message.error().message);
        return;
    }
    if (m_mistake == SimulatedMistake::SkipsGaps)
        closeGap(*message);
    drive(m_engine->received(*message, m_world.tick()));
}

/// What a window would see that does not look at the sequence.
void SimulatedWindow::closeGap(ServerMessage &message) const
{
    auto *changes = std::get_if<Changes>(&message);
    const TicketBoard *tickets = board();
    if (!changes || !tickets || changes->changes.isEmpty() ||
        changes->event != m_house.events.constFirst().id)
        return;
    if (changes->changes.constFirst().sequence <= tickets->sequence())
        return;
    Sequence next = tickets->sequence();
    for (Change &change : changes->changes) {
        next = next.next();
        change.sequence = next;
    }
}

/// The disk of a window: what is written survives its crashes, what is being written does not.
void SimulatedWindow::store(const OutboxRow &row)
{
    const bool isHasty = m_mistake == SimulatedMistake::SendsBeforeItIsStored;
    m_world.in(Milliseconds(1) + m_world.upTo(slowestDisk_ms), [this, row, isHasty, life = m_life] {
        if (life != m_life || !m_engine)
            return;
        if (isHasty)
            m_world.in(m_world.upTo(hastyDisk_ms), [this, row, life] {
                if (life == m_life)
                    write(row);
            });
        else
            write(row);
        m_witness.accepted(row.operation.id);
        drive(m_engine->stored(row.operation.id, m_world.tick()));
    });
}

void SimulatedWindow::write(const OutboxRow &row)
{
    const qint64 sequence = row.operation.deviceSequence.value();
    m_diskLastSequence = std::max(m_diskLastSequence, row.operation.deviceSequence);
    const bool isDropped =
        m_mistake == SimulatedMistake::DropsRefused && row.state == OutboxState::Conflict;
    if (row.state == OutboxState::Applied || row.state == OutboxState::Resolved || isDropped)
        m_diskOutbox.erase(sequence);
    else
        m_diskOutbox.insert_or_assign(sequence, row);
}

void SimulatedWindow::notice(const EngineNotice &told)
{
    const auto *settled = std::get_if<OperationSettled>(&told);
    if (!settled)
        return;
    if (m_mistake == SimulatedMistake::DropsRefused && !settled->outcome)
        return;
    m_witness.acknowledged(settled->operation, settled->outcome, m_life);
    m_clerk.settled(settled->operation.command, settled->outcome);
}

const TicketBoard *SimulatedWindow::board() const
{
    return m_engine ? m_engine->board(m_house.events.constFirst().id) : nullptr;
}

bool SimulatedWindow::isLive() const
{
    return m_engine && m_engine->link() == LinkState::Live;
}

bool SimulatedWindow::isIdle() const
{
    return m_engine && std::ranges::none_of(m_engine->outbox(), &OutboxRow::isPending);
}

QSet<OperationId> SimulatedWindow::outbox() const
{
    QSet<OperationId> operations;
    for (const auto &[sequence, row] : m_diskOutbox)
        operations.insert(row.operation.id);
    return operations;
}

void SimulatedWindow::act()
{
    const TicketBoard *tickets = board();
    if (!tickets || tickets->size() == 0)
        return;
    if (const std::optional<Command> command = m_clerk.next(*tickets))
        drive(m_engine->submit(*command, OperationId::make(m_world.now(), m_world.random()),
                               m_world.tick()));
}

} // namespace foyer
