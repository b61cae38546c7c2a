#pragma once

#include "sync/engine/ticketboard.h"
#include "tests/simulation/virtualworld.h"
#include "tests/support/testhouse.h"

#include <optional>

namespace foyer {

/// The person at a simulated window, who does anything a box office does, at random: fills a
/// cart, sells it, lets it go, hands it on, takes tickets back or changes them for others, leases
/// and revokes allotments, blocks seats. Knows what the window has told him, not what is true.
class SimulatedClerk final
{
public:
    SimulatedClerk(VirtualWorld &world, const TestHouse &house, int window)
        : m_world(world)
        , m_house(house)
        , m_window(window)
    {}

    /// What to do next; nothing when that makes no sense now.
    [[nodiscard]] std::optional<Command> next(const TicketBoard &tickets);
    /// The window says what became of an operation.
    void settled(const Command &command, const Outcome &outcome);
    /// The window has crashed, and what was in hand with it.
    void forget();

private:
    struct Sale
    {
        BookingId booking;
        QList<SeatIndex> seats;
    };

    [[nodiscard]] std::optional<Command> fillCart(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> sellCart(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> takeBack();
    [[nodiscard]] std::optional<Command> exchange(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> lease(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> useAllotment();
    [[nodiscard]] std::optional<Command> keepBack(const TicketBoard &tickets);
    [[nodiscard]] QList<SeatIndex> someSeats(const TicketBoard &tickets, SeatLook wanted, int most);
    [[nodiscard]] QList<SeatIndex> inCart(const TicketBoard &tickets) const;
    [[nodiscard]] ConfirmBooking saleOf(const HoldId &hold, Fence fence,
                                        const QList<SeatIndex> &seats);
    [[nodiscard]] EventId event() const { return m_house.events.constFirst().id; }
    template <class AnyId>
    [[nodiscard]] AnyId make()
    {
        return AnyId::make(m_world.now(), m_world.random());
    }

    VirtualWorld &m_world;
    const TestHouse &m_house;
    int m_window;
    HoldId m_cart;
    Fence m_cartFence;
    QList<Sale> m_sales; ///< that this window was told of and has not touched since
    std::optional<Hold> m_allotment;
};

} // namespace foyer
