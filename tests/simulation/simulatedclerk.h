#pragma once

#include "sync/engine/ticketboard.h"
#include "tests/simulation/simulatedtown.h"
#include "tests/simulation/virtualworld.h"

#include <optional>

namespace foyer {

/// The person at a simulated window, who does anything a box office does, at random: fills a
/// cart, sells it, lets it go, hands it on, takes tickets back or changes them for others, sells
/// packages over two events, leases and revokes allotments, keeps seats back. Makes mistakes too:
/// names old prices, pays too little, cancels twice. Knows what the window has told him, not what
/// is true.
class SimulatedClerk final
{
public:
    /// \a sellsWhatItReturned: a mistake that the witness must notice.
    SimulatedClerk(VirtualWorld &world, const SimulatedTown &town, int window,
                   bool sellsWhatItReturned)
        : m_world(world)
        , m_town(town)
        , m_house(town.house)
        , m_window(window)
        , m_sellsWhatItReturned(sellsWhatItReturned)
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
    [[nodiscard]] std::optional<Command> moveCart();
    [[nodiscard]] std::optional<Command> takeBack();
    [[nodiscard]] std::optional<Command> package(const TicketBoard &tickets);
    void settledPackage(const Done &done);
    void settledSale(const Outcome &outcome);
    [[nodiscard]] std::optional<Command> exchange(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> lease(const TicketBoard &tickets);
    [[nodiscard]] std::optional<Command> useAllotment();
    [[nodiscard]] std::optional<Command> keepBack(const TicketBoard &tickets);
    [[nodiscard]] QList<SeatIndex> someSeats(const TicketBoard &tickets, SeatLook wanted, int most);
    [[nodiscard]] QList<SeatIndex> inCart(const TicketBoard &tickets) const;
    [[nodiscard]] ConfirmBooking saleOf(const EventId &event, const HoldId &hold, Fence fence,
                                        const QList<SeatIndex> &seats);
    void makeAMistake(ConfirmBooking &sale);
    [[nodiscard]] EventId event() const { return m_house.events.constFirst().id; }
    template <class AnyId>
    [[nodiscard]] AnyId make()
    {
        return AnyId::make(m_world.now(), m_world.random());
    }

    VirtualWorld &m_world;
    const SimulatedTown &m_town;
    const TestHouse &m_house;
    int m_window;
    bool m_sellsWhatItReturned;
    HoldId m_cart;
    Fence m_cartFence;
    QList<Sale> m_sales;     ///< that this window was told of and has not touched since
    QList<Sale> m_cancelled; ///< that this window has asked to cancel
    std::optional<Hold> m_allotment;
    std::optional<Hold> m_lostAllotment; ///< that was taken away, as it was
    QList<Hold> m_package;               ///< of both events, waiting to be paid
    bool m_isPatient = false;            ///< extends the cart for as long as that goes
};

} // namespace foyer
