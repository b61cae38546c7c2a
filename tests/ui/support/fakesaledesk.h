#pragma once

#include "ui/selling/saledesk.h"

#include <QSet>

namespace foyer::test {

/// A booking desk in memory, for one window: a programme on one hall, a clock that tests move,
/// and another window that takes what tests say. Holds are provisional until confirm(), unless
/// confirmsAtOnce.
class FakeSaleDesk final : public SaleDesk
{
public:
    explicit FakeSaleDesk(const SeatMap &map);

    // ---- the port
    [[nodiscard]] QList<EventCard> searchEvents(const QString &text, qint32 limit) const override;
    [[nodiscard]] std::optional<EventCard> card(const EventId &event) const override;
    [[nodiscard]] bool hasCatalogue() const override { return catalogueIsThere; }
    void openEvent(const EventId &event) override;
    void closeEvent() override;
    [[nodiscard]] std::optional<EventId> openedEvent() const override { return m_opened; }
    [[nodiscard]] std::shared_ptr<const SeatGeometry> geometry() const override;
    [[nodiscard]] const QList<SeatLook> &looks() const override { return m_looks; }
    [[nodiscard]] bool isProvisional(SeatIndex seat) const override;
    [[nodiscard]] SeatFacts facts(SeatIndex seat) const override;
    [[nodiscard]] const PriceList &prices() const override { return m_prices; }
    [[nodiscard]] Tick tick() const override { return clock; }
    [[nodiscard]] bool isLive() const override { return live; }
    [[nodiscard]] const Cart &cart() const override { return m_cart; }
    void hold(const QList<SeatIndex> &seats) override;
    void holdPlaces(const QString &area, qint32 count) override;
    void release(const QList<SeatIndex> &seats) override;
    void releaseAll() override;
    void extend() override;
    void chooseTicketType(SeatIndex seat, const TicketTypeId &type) override;
    void sellForCash(Money tendered) override;

    // ---- what tests do to it
    /// The server says yes to everything that waits.
    void confirm();
    /// The server has sold the cart.
    void finishSale();
    /// Another window has taken \a seats meanwhile; holding them will be refused.
    void takeSecretly(const QList<SeatIndex> &seats);
    /// Another window takes \a seats and the news arrives.
    void othersHold(const QList<SeatIndex> &seats);
    void othersSell(const QList<SeatIndex> &seats);
    void endHold();
    void setLive(bool isLive);
    void refuseSale(const Refusal &refusal);
    /// Sells about \a share (0 to 1) of the house, in clumps, the same way each time.
    void fillHouse(double share);
    void addEvent(const QString &name, const QString &performers, Instant start,
                  const TicketCounts &counts);

    QList<EventCard> programme; ///< by date
    bool catalogueIsThere = true;
    bool confirmsAtOnce = true;
    bool sellsAtOnce = true;
    bool opensAtOnce = true;
    bool live = true;
    Tick clock = Tick::fromMs(1'000'000);
    int extensions = 0;
    std::optional<Money> tendered; ///< of the last sale asked for
    std::optional<Booking> lastBooking;

private:
    void setLook(const QList<SeatIndex> &seats, SeatLook look);
    void rebuildCart();
    [[nodiscard]] QList<SeatIndex> offerInstead(const QList<SeatIndex> &lost) const;

    std::shared_ptr<const SeatGeometry> m_geometry;
    PriceList m_prices;
    std::optional<EventId> m_opened;
    QList<SeatLook> m_looks;
    QSet<SeatIndex> m_secretlyTaken;
    QSet<SeatIndex> m_provisional;
    QHash<SeatIndex, TicketTypeId> m_types;
    std::optional<Tick> m_endsAt;
    Cart m_cart;
};

} // namespace foyer::test
