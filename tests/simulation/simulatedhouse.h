#pragma once

#include "tests/simulation/simulatedserver.h"
#include "tests/simulation/simulatedtown.h"

namespace foyer {

/// Where one schedule's house is kept: what survives when its servers die.
struct SimulatedStorage
{
    OpenLedger open;
    int mostServers = 1; ///< that may run on it at once
    SimulatedPower power = {};
    /// A look at all of it at the end; what contradicts itself, in words.
    std::function<QStringList()> contradictions;
};

/// The servers of one house on one storage. They hear of each other's commits a little later.
class SimulatedHouse final
{
public:
    SimulatedHouse(VirtualWorld &world, Witness &witness, const SimulatedStorage &storage);

    /// Fills the empty storage. Once, before start().
    [[nodiscard]] SimulatedTown fill(qint32 seats, qint32 windows);
    void start();

    /// One of the servers, up or not; another one each time, as a balancer chooses.
    [[nodiscard]] SimulatedServer &anyServer();
    [[nodiscard]] const std::vector<std::unique_ptr<SimulatedServer>> &servers() const
    {
        return m_servers;
    }
    /// Starts of all servers so far.
    [[nodiscard]] int lives() const;
    /// As a server that is up reads them now; nothing when none is up.
    [[nodiscard]] std::optional<Result<EventTickets>> tickets(const EventId &event);

private:
    void employ(Ledger &ledger, SimulatedTown &town);
    void keepBack(Ledger &ledger, SimulatedTown &town);
    void pass(size_t from, const NewsFromElsewhere &news);

    VirtualWorld &m_world;
    Witness &m_witness;
    OpenLedger m_open;
    std::vector<std::unique_ptr<SimulatedServer>> m_servers;
};

} // namespace foyer
