#pragma once

#include "sync/engine/windowengine.h"
#include "tests/simulation/simulatedclerk.h"
#include "tests/simulation/simulatedhouse.h"

#include <map>

namespace foyer {

/// What goes wrong on the way, in percent of messages or of chances.
struct SimulatedWeather
{
    int loss = 0; ///< of messages, each way
    int duplication = 0;
    int reordering = 0;
    int cut = 0;         ///< of a connection, at each message
    int slowest_ms = 40; ///< a message takes up to so long
};

/// A ticket window in virtual time: the real engine, a disk that survives crashes, a clerk,
/// and a line in bad weather.
class SimulatedWindow final
{
public:
    SimulatedWindow(VirtualWorld &world, SimulatedHouse &servers, Witness &witness,
                    const SimulatedTown &town, int number, SimulatedMistake mistake);
    ~SimulatedWindow();

    void start();
    /// As kill -9 of the window; it comes back after a while with what was on its disk.
    void crash();
    /// The operator does something; nothing when the window is down.
    void act();
    /// The operator stops; from now on the line is perfect.
    void calmDown()
    {
        m_weather = {};
        m_isCutOff = false;
    }
    void setWeather(const SimulatedWeather &weather) { m_weather = weather; }
    /// Nothing gets through, in either direction, and nobody is told.
    void setCutOff(bool isCutOff) { m_isCutOff = isCutOff; }

    [[nodiscard]] const TicketBoard *board() const;
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] bool isIdle() const;              ///< nothing pending
    [[nodiscard]] QSet<OperationId> outbox() const; ///< on disk and not settled

private:
    class Line;

    void drive(const EngineStep &step);
    void carryOut(const EngineAction &action);
    void notice(const EngineNotice &notice);
    void send(const ClientMessage &message);
    void arrived(int connection, const QByteArray &frame);
    void connectAfter(Milliseconds delay);
    void cut();
    void store(const OutboxRow &row);
    void write(const OutboxRow &row);
    void closeGap(ServerMessage &message) const;
    void every500ms();

    VirtualWorld &m_world;
    SimulatedHouse &m_servers;
    Witness &m_witness;
    const TestHouse &m_house;
    int m_number;
    SimulatedMistake m_mistake;
    SimulatedWeather m_weather;
    bool m_isCutOff = false;

    std::unique_ptr<WindowEngine> m_engine;
    int m_life = 0;
    std::shared_ptr<Line> m_line; ///< null while not connected
    int m_connections = 0;
    SimulatedClerk m_clerk;

    // the disk
    std::map<qint64, OutboxRow> m_diskOutbox; ///< by device sequence
    DeviceSequence m_diskLastSequence;
};

} // namespace foyer
