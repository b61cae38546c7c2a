#pragma once

#include "tests/simulation/simulatedhouse.h"

namespace foyer {

/// A program that calls the house's interface, with a session that ends again and again, and
/// without manners: it repeats what it has asked, gives an old operation id to another question,
/// asks for what its role does not allow and for what the house keeps back.
class SimulatedCaller final
{
public:
    SimulatedCaller(VirtualWorld &world, SimulatedHouse &servers, Witness &witness,
                    const SimulatedTown &town)
        : m_world(world)
        , m_servers(servers)
        , m_witness(witness)
        , m_town(town)
    {}

    /// Asks one of the servers for one thing; nothing when that one is down.
    void call();

private:
    void signIn(SimulatedServer &server);
    [[nodiscard]] Operation nextOperation();
    [[nodiscard]] Command nextCommand();
    [[nodiscard]] Command book();
    [[nodiscard]] Command keepBack();
    [[nodiscard]] QList<SeatIndex> someSeats();
    [[nodiscard]] EventId someEvent()
    {
        return m_town.house.events.at(m_world.draw(int(m_town.house.events.size()))).id;
    }
    template <class AnyId>
    [[nodiscard]] AnyId make()
    {
        return AnyId::make(m_world.now(), m_world.random());
    }

    VirtualWorld &m_world;
    SimulatedHouse &m_servers;
    Witness &m_witness;
    const SimulatedTown &m_town;
    Actor m_actor;
    Instant m_sessionEnds;
    QList<Operation> m_asked; ///< the latest, whatever became of them
    QList<Booking> m_bookings;
};

} // namespace foyer
