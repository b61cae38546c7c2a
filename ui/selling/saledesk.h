#pragma once

#include "models/domain/booking.h"
#include "models/domain/event.h"
#include "models/domain/seatlook.h"
#include "models/seatmap/seatgeometry.h"

#include <QObject>

#include <memory>
#include <optional>

namespace foyer {

/// One line of the event list.
struct EventCard
{
    EventId id;
    QString name;
    QString performers; ///< "A, B, C"
    QString venueName;
    QString city;
    Instant startDate;
    QString timeZone; ///< IANA, of the venue
    TicketCounts counts;
    std::optional<std::pair<Money, Money>> prices; ///< lowest, highest
};

struct CartLine
{
    SeatIndex seat;
    SeatLabel label;
    QString categoryName;
    quint32 categoryColor = 0; ///< 0xRRGGBB
    TicketTypeId ticketType;
    Money price;
    bool isProvisional = false; ///< not confirmed by the server yet
};

/// What this window holds of the open event.
struct Cart
{
    QList<CartLine> lines; ///< in index order
    Money total;
    /// When the hold ends on this machine's tick; nothing until the server has confirmed one.
    std::optional<Tick> endsAt;
    bool isProvisional = false; ///< something is still on its way; cannot be paid yet
    bool isSelling = false;     ///< a sale is on its way
};

/// What is known of one seat, for the hover card and the screen reader.
struct SeatFacts
{
    SeatLabel label;
    SeatLook look = SeatLook::Available;
    QString categoryName;
    QList<std::pair<QString, Money>> prices; ///< ticket type and amount
    QString holder;                          ///< "another window" or its name, for Held
    std::optional<Tick> heldUntil;
    SeatKind kind = SeatKind::Seat;
    SeatAttributes attributes;
};

/// What the Sell workspace needs of the world. app/ implements it over store and sync; tests
/// implement it in memory. GUI thread; no call waits.
class SaleDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // ---- finding
    /// Best first; empty text: upcoming events by date. Below 20 ms.
    [[nodiscard]] virtual QList<EventCard> searchEvents(const QString &text,
                                                        qint32 limit) const = 0;
    [[nodiscard]] virtual std::optional<EventCard> card(const EventId &event) const = 0;
    /// False until the catalogue has been loaded once.
    [[nodiscard]] virtual bool hasCatalogue() const = 0;

    // ---- the open event
    /// eventOpened() or eventRefused() follows.
    virtual void openEvent(const EventId &event) = 0;
    virtual void closeEvent() = 0;
    [[nodiscard]] virtual std::optional<EventId> openedEvent() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const SeatGeometry> geometry() const = 0;
    [[nodiscard]] virtual const QList<SeatLook> &looks() const = 0; ///< by SeatIndex
    [[nodiscard]] virtual bool isProvisional(SeatIndex seat) const = 0;
    [[nodiscard]] virtual SeatFacts facts(SeatIndex seat) const = 0;
    [[nodiscard]] virtual const PriceList &prices() const = 0;
    [[nodiscard]] virtual Tick tick() const = 0;   ///< the clock of Cart::endsAt
    [[nodiscard]] virtual bool isLive() const = 0; ///< connected and signed in

    // ---- the cart
    [[nodiscard]] virtual const Cart &cart() const = 0;
    /// Free seats become mine at once; holdRefused() follows for those that were lost.
    virtual void hold(const QList<SeatIndex> &seats) = 0;
    /// The \a count best free GA places of an area; holdRefused() when there are fewer.
    virtual void holdPlaces(const QString &area, qint32 count) = 0;
    virtual void release(const QList<SeatIndex> &seats) = 0;
    virtual void releaseAll() = 0;
    virtual void extend() = 0;
    virtual void chooseTicketType(SeatIndex seat, const TicketTypeId &type) = 0;
    /// sold() or saleRefused() follows. Needs a confirmed cart and tendered >= total.
    virtual void sellForCash(Money tendered) = 0;

Q_SIGNALS:
    void eventsChanged(); ///< names, dates or counts in the list
    void eventOpened(const foyer::EventId &event);
    void eventRefused(const foyer::EventId &event, const foyer::Refusal &refusal);
    void seatsChanged(const QList<foyer::SeatIndex> &seats, bool all);
    void cartChanged();
    void liveChanged();
    /// \a offered: the nearest free seats of the same category, as many as were lost or fewer.
    void holdRefused(const foyer::Refusal &refusal, const QList<foyer::SeatIndex> &lost,
                     const QList<foyer::SeatIndex> &offered);
    /// The cart's lease ran out and its seats went back.
    void holdEnded(const QList<foyer::SeatIndex> &seats);
    void sold(const foyer::Booking &booking, const foyer::Money &change);
    void saleRefused(const foyer::Refusal &refusal);
};

} // namespace foyer
