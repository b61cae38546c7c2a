#pragma once

#include "app/foyer/desks/eventtickets.h"
#include "sync/client/houseclient.h"
#include "ui/selling/saledesk.h"

#include <QHash>
#include <QSet>

namespace foyer {

/// Selling over a HouseClient: one open event, one cart, which is one hold of this window. GUI
/// thread; the client must outlive it.
class ClientSaleDesk final : public SaleDesk
{
    Q_OBJECT

public:
    explicit ClientSaleDesk(HouseClient &client, QObject *parent = nullptr);

    [[nodiscard]] QList<EventCard> searchEvents(const QString &text, qint32 limit) const override;
    [[nodiscard]] std::optional<EventCard> card(const EventId &event) const override;
    [[nodiscard]] bool hasCatalogue() const override;

    void openEvent(const EventId &event) override;
    void closeEvent() override;
    [[nodiscard]] std::optional<EventId> openedEvent() const override;
    [[nodiscard]] std::shared_ptr<const SeatGeometry> geometry() const override
    {
        return m_geometry;
    }
    [[nodiscard]] const QList<SeatLook> &looks() const override;
    [[nodiscard]] bool isProvisional(SeatIndex seat) const override;
    [[nodiscard]] SeatFacts facts(SeatIndex seat) const override;
    [[nodiscard]] const PriceList &prices() const override;
    [[nodiscard]] Tick tick() const override { return m_client.tick(); }
    [[nodiscard]] bool isLive() const override { return m_client.link() == LinkState::Live; }

    [[nodiscard]] const Cart &cart() const override { return m_cart; }
    void hold(const QList<SeatIndex> &seats) override;
    void holdPlaces(const QString &area, qint32 count) override;
    void release(const QList<SeatIndex> &seats) override;
    void releaseAll() override;
    void extend() override;
    void chooseTicketType(SeatIndex seat, const TicketTypeId &type) override;
    void sellForCash(Money tendered) override;

private:
    /// The event being opened or open; tickets and drawing arrive in either order.
    void announceWhenComplete();
    void onBoardChanged(const EventId &event, const QList<SeatIndex> &seats, bool all);
    void onSettled(const Operation &operation, const Outcome &outcome);
    void onHoldSettled(const PlaceHold &wanted, const Outcome &outcome);
    void onSaleSettled(const Outcome &outcome);
    void rebuildCart();
    void tellLostSeats(const Refusal &refusal, const QList<SeatIndex> &wanted);
    void tellEndedLease(const QSet<SeatIndex> &lost);
    void forgetHold();
    void letGo();
    void adoptHold();
    [[nodiscard]] const TicketBoard *board() const;
    /// Nothing until both the drawing and the tickets are there.
    [[nodiscard]] std::optional<EventTickets> openTickets() const;

    HouseClient &m_client;
    std::optional<EventId> m_event;
    Event m_record;
    bool m_announced = false;
    std::shared_ptr<const SeatGeometry> m_geometry;
    /// The cart's hold; null when there is none. fence 0: the server has not answered yet.
    HoldId m_hold;
    Fence m_fence;
    QHash<SeatIndex, TicketTypeId> m_chosenTypes;
    std::optional<OperationId> m_sale;
    QSet<SeatIndex> m_heldForSure; ///< mine and confirmed, to notice leases that end
    QSet<SeatIndex> m_letGo;       ///< released here since the cart was last rebuilt
    Cart m_cart;
};

} // namespace foyer
