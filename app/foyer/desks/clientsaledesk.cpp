#include "app/foyer/desks/clientsaledesk.h"

#include "app/foyer/desks/cataloguelists.h"
#include "models/seatmap/nearest.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <utility>

namespace foyer {

namespace {

const QList<SeatLook> noLooks;
const PriceList noPrices;

} // namespace

ClientSaleDesk::ClientSaleDesk(HouseClient &client, QObject *parent)
    : SaleDesk(parent)
    , m_client(client)
{
    connect(&m_client, &HouseClient::boardChanged, this, &ClientSaleDesk::onBoardChanged);
    connect(&m_client, &HouseClient::watchRefused, this,
            [this](const EventId &event, const Refusal &refused) {
                if (m_event != event)
                    return;
                closeEvent();
                Q_EMIT eventRefused(event, refused);
            });
    connect(&m_client, &HouseClient::operationSettled, this, &ClientSaleDesk::onSettled);
    connect(&m_client, &HouseClient::catalogueChanged, this, &SaleDesk::eventsChanged);
    connect(&m_client, &HouseClient::availabilityChanged, this, &SaleDesk::eventsChanged);
    connect(&m_client, &HouseClient::linkChanged, this, &SaleDesk::liveChanged);
    connect(&m_client, &HouseClient::sessionChanged, this, &SaleDesk::liveChanged);
}

QList<EventCard> ClientSaleDesk::searchEvents(const QString &text, qint32 limit) const
{
    QList<EventCard> cards;
    for (const EventId &event : m_client.searchEvents(text, limit)) {
        if (std::optional<EventCard> found = card(event))
            cards.append(*std::move(found));
    }
    return cards;
}

std::optional<EventCard> ClientSaleDesk::card(const EventId &event) const
{
    return eventCard(m_client.catalogue(), event);
}

bool ClientSaleDesk::hasCatalogue() const
{
    return m_client.catalogue().version.value() > 0;
}

void ClientSaleDesk::openEvent(const EventId &event)
{
    if (m_event == event && m_announced) {
        Q_EMIT eventOpened(event);
        return;
    }
    closeEvent();
    const auto record = m_client.catalogue().events.constFind(event);
    if (record == m_client.catalogue().events.cend()) {
        Q_EMIT eventRefused(
            event, refusal(RefusalCode::NotFound, tr("This event is not known here yet.")));
        return;
    }
    m_event = event;
    m_record = *record;
    m_client.watch(event);
    m_client.fetchSeatMap(m_record.seatMap,
                          [this, event](const Result<std::shared_ptr<const SeatGeometry>> &answer) {
                              if (m_event != event)
                                  return; // another one has been opened meanwhile
                              if (!answer) {
                                  closeEvent();
                                  Q_EMIT eventRefused(event, answer.error());
                                  return;
                              }
                              m_geometry = *answer;
                              announceWhenComplete();
                          });
}

void ClientSaleDesk::closeEvent()
{
    if (!m_event)
        return;
    m_client.unwatch(*m_event);
    m_event.reset();
    m_announced = false;
    m_geometry.reset();
    forgetHold();
    m_chosenTypes.clear();
    m_heldForSure.clear();
    m_letGo.clear();
    m_sale.reset();
    m_cart = {};
    Q_EMIT cartChanged();
}

void ClientSaleDesk::announceWhenComplete()
{
    const TicketBoard *tickets = board();
    if (m_announced || !m_geometry || !tickets)
        return;
    if (tickets->size() != m_geometry->ticketCount()) {
        const EventId event = *m_event;
        closeEvent();
        Q_EMIT eventRefused(event, refusal(RefusalCode::InvalidRecord,
                                           tr("The tickets of this event do not fit its seat map. "
                                              "Ask the organizer to check the event.")));
        return;
    }
    m_announced = true;
    adoptHold();
    rebuildCart();
    Q_EMIT eventOpened(*m_event);
}

std::optional<EventId> ClientSaleDesk::openedEvent() const
{
    return m_announced ? m_event : std::nullopt;
}

const TicketBoard *ClientSaleDesk::board() const
{
    return m_event ? m_client.board(*m_event) : nullptr;
}

const QList<SeatLook> &ClientSaleDesk::looks() const
{
    const TicketBoard *tickets = board();
    return m_announced && tickets ? tickets->looks() : noLooks;
}

bool ClientSaleDesk::isProvisional(SeatIndex seat) const
{
    const TicketBoard *tickets = board();
    return tickets && tickets->isProvisional(seat);
}

const PriceList &ClientSaleDesk::prices() const
{
    return m_event ? m_record.prices : noPrices;
}

SeatFacts ClientSaleDesk::facts(SeatIndex seat) const
{
    const std::optional<EventTickets> tickets = openTickets();
    return tickets ? tickets->facts(seat) : SeatFacts();
}

std::optional<EventTickets> ClientSaleDesk::openTickets() const
{
    const TicketBoard *tickets = board();
    if (!m_announced || !tickets)
        return std::nullopt;
    return EventTickets(*m_geometry, *tickets, m_record.prices);
}

// ------------------------------------------------------------------------------ cart

void ClientSaleDesk::rebuildCart()
{
    if (m_sale) {
        m_cart.isSelling = true; // the lines stand until the answer
        Q_EMIT cartChanged();
        return;
    }
    const std::optional<EventTickets> tickets = openTickets();
    const Cart cart = tickets ? tickets->cart(m_chosenTypes)
                              : Cart{.total = Money::zero(m_record.prices.currency)};
    QSet<SeatIndex> lost = std::exchange(m_heldForSure, {});
    for (const CartLine &line : cart.lines) {
        if (!line.isProvisional)
            m_heldForSure.insert(line.seat);
        lost.remove(line.seat);
    }
    if (cart.lines.isEmpty())
        forgetHold();
    m_cart = cart;
    Q_EMIT cartChanged();
    tellEndedLease(lost - m_letGo);
    m_letGo.subtract(lost);
}

/// Seats that were mine and are not, without having been let go here: their lease ran out.
void ClientSaleDesk::tellEndedLease(const QSet<SeatIndex> &lost)
{
    if (lost.isEmpty())
        return;
    QList<SeatIndex> seats(lost.cbegin(), lost.cend());
    std::ranges::sort(seats);
    Q_EMIT holdEnded(seats);
}

void ClientSaleDesk::forgetHold()
{
    m_hold = {};
    m_fence = {};
}

/// Finds the hold that the server keeps for this window, after a restart.
void ClientSaleDesk::adoptHold()
{
    const std::optional<EventTickets> tickets = openTickets();
    const QList<SeatIndex> seats = tickets ? tickets->mine() : QList<SeatIndex>();
    for (const SeatIndex seat : seats) {
        const TicketView &ticket = board()->base().at(seat.value());
        if (ticket.status == TicketStatus::Held && !ticket.hold.isNull()) {
            m_hold = ticket.hold;
            m_fence = ticket.fence;
            return;
        }
    }
}

void ClientSaleDesk::hold(const QList<SeatIndex> &seats)
{
    const std::optional<EventTickets> tickets = openTickets();
    if (!tickets || m_sale)
        return;
    QList<SeatIndex> free = tickets->freeOf(seats);
    if (free.isEmpty())
        return;
    if (free.size() > limits::ticketsPerHold)
        free.resize(limits::ticketsPerHold);
    if (m_hold.isNull())
        m_hold = m_client.make<HoldId>();
    m_client.submit(PlaceHold{
        .hold = m_hold, .event = *m_event, .seats = free, .mode = HoldMode::AsManyAsPossible});
}

void ClientSaleDesk::holdPlaces(const QString &area, qint32 count)
{
    const std::optional<EventTickets> tickets = openTickets();
    if (!tickets)
        return;
    const QList<SeatIndex> free = tickets->freePlaces(area, count);
    if (free.size() < count) {
        Q_EMIT holdRefused(
            refusal(RefusalCode::TicketsTaken,
                    tr("%1 has only %n free place(s) left.", nullptr, int(free.size())).arg(area)),
            {}, free);
        return;
    }
    hold(free);
}

void ClientSaleDesk::release(const QList<SeatIndex> &seats)
{
    if (!m_announced || m_hold.isNull() || m_sale || seats.isEmpty())
        return;
    m_letGo.unite(QSet<SeatIndex>(seats.cbegin(), seats.cend()));
    if (m_fence.value() == 0)
        return; // the fence comes with the hold's answer; letGo() follows then
    letGo();
}

/// Sends the releases that were asked for; needs the fence of the hold.
void ClientSaleDesk::letGo()
{
    if (m_letGo.isEmpty() || m_hold.isNull() || m_fence.value() == 0)
        return;
    QList<SeatIndex> seats(m_letGo.cbegin(), m_letGo.cend());
    std::ranges::sort(seats);
    m_client.submit(
        ReleaseHold{.hold = m_hold, .event = *m_event, .fence = m_fence, .seats = seats});
}

void ClientSaleDesk::releaseAll()
{
    if (const std::optional<EventTickets> tickets = openTickets())
        release(tickets->mine());
}

void ClientSaleDesk::extend()
{
    if (m_announced && !m_hold.isNull() && m_fence.value() > 0)
        m_client.submit(ExtendHold{.hold = m_hold, .event = *m_event, .fence = m_fence});
}

void ClientSaleDesk::chooseTicketType(SeatIndex seat, const TicketTypeId &type)
{
    m_chosenTypes.insert(seat, type);
    rebuildCart();
}

void ClientSaleDesk::sellForCash(Money tendered)
{
    if (!m_announced || m_sale || m_cart.lines.isEmpty())
        return;
    if (m_cart.isProvisional || m_fence.value() == 0) {
        Q_EMIT saleRefused(
            refusal(RefusalCode::HoldUnknown,
                    tr("The seats are still being confirmed. Try again in a moment.")));
        return;
    }
    ConfirmBooking sale{.booking = m_client.make<BookingId>(),
                        .payment = m_client.make<PaymentId>(),
                        .hold = m_hold,
                        .event = *m_event,
                        .fence = m_fence,
                        .agreedTotal = m_cart.total,
                        .tendered = tendered};
    for (const CartLine &line : m_cart.lines)
        sale.tickets.append({line.seat, line.ticketType});
    m_sale = m_client.submit(sale);
    rebuildCart();
}

// ------------------------------------------------------------------------------ what comes back

void ClientSaleDesk::onBoardChanged(const EventId &event, const QList<SeatIndex> &seats, bool all)
{
    if (m_event != event)
        return;
    if (!m_announced) {
        announceWhenComplete();
        return;
    }
    if (m_fence.value() == 0)
        adoptHold();
    Q_EMIT seatsChanged(seats, all);
    rebuildCart();
}

void ClientSaleDesk::onSettled(const Operation &operation, const Outcome &outcome)
{
    if (!m_event || eventOf(operation.command) != *m_event)
        return;
    if (const auto *placed = std::get_if<PlaceHold>(&operation.command)) {
        onHoldSettled(*placed, outcome);
    } else if (m_sale == operation.id) {
        onSaleSettled(outcome);
    } else if (!outcome) {
        Q_EMIT saleRefused(outcome.error());
    }
    rebuildCart();
}

void ClientSaleDesk::onHoldSettled(const PlaceHold &wanted, const Outcome &outcome)
{
    if (outcome) {
        if (outcome->hold && outcome->hold->id == m_hold)
            m_fence = outcome->hold->fence;
        letGo();
        if (!outcome->leftOut.isEmpty()) {
            Refusal some =
                refusal(RefusalCode::TicketsTaken, tr("Some seats were taken by another window."));
            some.tickets = outcome->leftOut;
            tellLostSeats(some, wanted.seats);
        }
        return;
    }
    if (outcome.error().code == RefusalCode::TicketsTaken) {
        tellLostSeats(outcome.error(), wanted.seats);
        return;
    }
    if (wanted.hold == m_hold)
        forgetHold(); // the next click starts a new one
    Q_EMIT holdRefused(outcome.error(), wanted.seats, {});
}

void ClientSaleDesk::tellLostSeats(const Refusal &refused, const QList<SeatIndex> &wanted)
{
    QList<SeatIndex> lost;
    for (const TicketObstacle &obstacle : refused.tickets) {
        if (wanted.contains(obstacle.seat))
            lost.append(obstacle.seat);
    }
    const auto isFree = [this](SeatIndex seat) {
        return board()->look(seat) == SeatLook::Available;
    };
    Q_EMIT holdRefused(refused, lost, nearestEquivalent(*m_geometry, lost, isFree));
}

void ClientSaleDesk::onSaleSettled(const Outcome &outcome)
{
    m_sale.reset();
    if (!outcome) {
        Q_EMIT saleRefused(outcome.error());
        return;
    }
    forgetHold();
    m_chosenTypes.clear();
    m_heldForSure.clear();
    rebuildCart();
    if (outcome->booking)
        Q_EMIT sold(*outcome->booking, outcome->change);
}

} // namespace foyer
