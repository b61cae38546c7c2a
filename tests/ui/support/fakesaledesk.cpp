#include "tests/ui/support/fakesaledesk.h"

#include "models/seatmap/nearest.h"

namespace foyer::test {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds holdTime{600'000};

QUuid numbered(quint32 kind, quint16 n)
{
    return QUuid(kind, n, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}

} // namespace

FakeSaleDesk::FakeSaleDesk(const SeatMap &map)
    : m_geometry(SeatGeometry::compile(map))
    , m_looks(m_geometry->ticketCount(), SeatLook::Available)
{
    m_prices.currency = Currency::of("EUR");
    m_prices.ticketTypes = {{TicketTypeId(numbered(1, 1)), u"Adult"_s},
                            {TicketTypeId(numbered(1, 2)), u"Child"_s},
                            {TicketTypeId(numbered(1, 3)), u"Concession"_s}};
    qint64 full = 8'600;
    for (const Category &category : map.categories) {
        m_prices.prices.append(
            {category.id, m_prices.ticketTypes[0].id, Money(full, m_prices.currency)});
        m_prices.prices.append(
            {category.id, m_prices.ticketTypes[1].id, Money(full / 2, m_prices.currency)});
        m_prices.prices.append(
            {category.id, m_prices.ticketTypes[2].id, Money(full * 3 / 4, m_prices.currency)});
        full = full * 3 / 4 / 100 * 100;
    }
    rebuildCart();
}

void FakeSaleDesk::addEvent(const QString &name, const QString &performers, Instant start,
                            const TicketCounts &counts)
{
    programme.append({.id = EventId(numbered(2, quint16(programme.size() + 1))),
                      .name = name,
                      .performers = performers,
                      .venueName = u"Grand Hall"_s,
                      .city = u"Hamburg"_s,
                      .startDate = start,
                      .timeZone = u"Europe/Berlin"_s,
                      .counts = counts,
                      .prices = m_prices.range()});
    Q_EMIT eventsChanged();
}

QList<EventCard> FakeSaleDesk::searchEvents(const QString &text, qint32 limit) const
{
    QList<EventCard> found;
    for (const EventCard &card : programme) {
        const bool fits = card.name.contains(text, Qt::CaseInsensitive) ||
                          card.performers.contains(text, Qt::CaseInsensitive);
        if (fits && found.size() < limit)
            found.append(card);
    }
    return found;
}

std::optional<EventCard> FakeSaleDesk::card(const EventId &event) const
{
    for (const EventCard &card : programme) {
        if (card.id == event)
            return card;
    }
    return std::nullopt;
}

void FakeSaleDesk::openEvent(const EventId &event)
{
    if (!opensAtOnce)
        return;
    m_opened = event;
    Q_EMIT eventOpened(event);
}

void FakeSaleDesk::closeEvent()
{
    m_opened.reset();
}

std::shared_ptr<const SeatGeometry> FakeSaleDesk::geometry() const
{
    return m_opened ? m_geometry : nullptr;
}

bool FakeSaleDesk::isProvisional(SeatIndex seat) const
{
    return m_provisional.contains(seat);
}

SeatFacts FakeSaleDesk::facts(SeatIndex seat) const
{
    SeatFacts facts;
    facts.label = m_geometry->label(seat);
    facts.look = m_looks.value(seat.value());
    facts.categoryName = m_geometry->category(seat).name;
    for (const TicketType &type : m_prices.ticketTypes) {
        if (const auto price = m_prices.priceOf(m_geometry->category(seat).id, type.id))
            facts.prices.append({type.name, *price});
    }
    if (facts.look == SeatLook::Held) {
        facts.holder = u"Window 2"_s;
        facts.heldUntil = clock + Milliseconds(372'000);
    }
    if (m_geometry->isSeat(seat)) {
        facts.kind = m_geometry->kinds()[size_t(seat.value())];
        facts.attributes = m_geometry->attributes(seat);
    }
    return facts;
}

void FakeSaleDesk::setLook(const QList<SeatIndex> &seats, SeatLook look)
{
    for (const SeatIndex seat : seats)
        m_looks[seat.value()] = look;
    Q_EMIT seatsChanged(seats, false);
}

void FakeSaleDesk::hold(const QList<SeatIndex> &seats)
{
    QList<SeatIndex> lost;
    QList<SeatIndex> won;
    for (const SeatIndex seat : seats)
        (m_secretlyTaken.contains(seat) ? lost : won).append(seat);
    if (!lost.isEmpty()) {
        const QList<SeatIndex> offered = offerInstead(lost);
        setLook(lost, SeatLook::Held);
        Q_EMIT holdRefused(refusal(RefusalCode::TicketsTaken, u"Taken."_s), lost, offered);
        return;
    }
    for (const SeatIndex seat : won)
        m_provisional.insert(seat);
    setLook(won, SeatLook::Mine);
    if (confirmsAtOnce)
        confirm();
    else
        rebuildCart();
}

QList<SeatIndex> FakeSaleDesk::offerInstead(const QList<SeatIndex> &lost) const
{
    return nearestEquivalent(*m_geometry, lost, [this](SeatIndex seat) {
        return m_looks.at(seat.value()) == SeatLook::Available && !m_secretlyTaken.contains(seat);
    });
}

void FakeSaleDesk::holdPlaces(const QString &area, qint32 count)
{
    QList<SeatIndex> free;
    for (const SeatGeometry::AreaInfo &info : m_geometry->areas()) {
        for (qint32 i = 0; info.name == area && i < info.capacity && free.size() < count; ++i) {
            const SeatIndex place(info.firstPlace.value() + i);
            if (m_looks.at(place.value()) == SeatLook::Available)
                free.append(place);
        }
    }
    if (free.size() < count)
        Q_EMIT holdRefused(refusal(RefusalCode::TicketsTaken, u"Not that many are free."_s), {},
                           {});
    else
        hold(free);
}

void FakeSaleDesk::release(const QList<SeatIndex> &seats)
{
    for (const SeatIndex seat : seats)
        m_provisional.remove(seat);
    setLook(seats, SeatLook::Available);
    rebuildCart();
}

void FakeSaleDesk::releaseAll()
{
    QList<SeatIndex> seats;
    for (const CartLine &line : std::as_const(m_cart.lines))
        seats.append(line.seat);
    release(seats);
}

void FakeSaleDesk::extend()
{
    ++extensions;
    m_endsAt = clock + holdTime;
    rebuildCart();
}

void FakeSaleDesk::chooseTicketType(SeatIndex seat, const TicketTypeId &type)
{
    m_types.insert(seat, type);
    rebuildCart();
}

void FakeSaleDesk::sellForCash(Money amount)
{
    tendered = amount;
    m_cart.isSelling = true;
    Q_EMIT cartChanged();
    if (sellsAtOnce)
        finishSale();
}

void FakeSaleDesk::confirm()
{
    m_provisional.clear();
    if (!m_endsAt)
        m_endsAt = clock + holdTime;
    rebuildCart();
}

void FakeSaleDesk::finishSale()
{
    Booking booking;
    booking.id = BookingId(numbered(3, 1));
    booking.reference = bookingReferenceFor(booking.id);
    booking.status = BookingStatus::Confirmed;
    booking.total = m_cart.total;
    QList<SeatIndex> seats;
    for (const CartLine &line : std::as_const(m_cart.lines)) {
        booking.tickets.append({line.seat, line.ticketType, line.price});
        seats.append(line.seat);
    }
    lastBooking = booking;
    setLook(seats, SeatLook::Sold);
    m_cart.isSelling = false;
    rebuildCart();
    Q_EMIT sold(booking, *tendered - booking.total);
}

void FakeSaleDesk::takeSecretly(const QList<SeatIndex> &seats)
{
    for (const SeatIndex seat : seats)
        m_secretlyTaken.insert(seat);
}

void FakeSaleDesk::othersHold(const QList<SeatIndex> &seats)
{
    setLook(seats, SeatLook::Held);
}

void FakeSaleDesk::othersSell(const QList<SeatIndex> &seats)
{
    setLook(seats, SeatLook::Sold);
}

void FakeSaleDesk::endHold()
{
    QList<SeatIndex> seats;
    for (const CartLine &line : std::as_const(m_cart.lines))
        seats.append(line.seat);
    release(seats);
    Q_EMIT holdEnded(seats);
}

void FakeSaleDesk::setLive(bool isLive)
{
    live = isLive;
    Q_EMIT liveChanged();
}

void FakeSaleDesk::refuseSale(const Refusal &refusal)
{
    m_cart.isSelling = false;
    Q_EMIT cartChanged();
    Q_EMIT saleRefused(refusal);
}

void FakeSaleDesk::fillHouse(double share)
{
    // Runs of two to five neighbours, as people buy; the same run each time.
    quint32 chance = 20'261'124;
    const auto next = [&chance] { return (chance = chance * 1'664'525u + 1'013'904'223u) >> 8; };
    const qint32 all = m_geometry->seatCount();
    qint32 gone = 0;
    while (gone < qint32(all * share)) {
        const qint32 first = qint32(next() % quint32(all));
        const qint32 run = 2 + qint32(next() % 4);
        const quint32 kind = next() % 24;
        for (qint32 i = first; i < qMin(all, first + run); ++i) {
            if (m_looks.at(i) != SeatLook::Available)
                continue;
            m_looks[i] = kind == 0 ? SeatLook::Blocked : kind < 3 ? SeatLook::Held : SeatLook::Sold;
            ++gone;
        }
    }
    Q_EMIT seatsChanged({}, true);
}

void FakeSaleDesk::rebuildCart()
{
    const bool isSelling = m_cart.isSelling;
    m_cart = Cart{};
    m_cart.isSelling = isSelling;
    m_cart.total = Money::zero(m_prices.currency);
    for (qint32 i = 0; i < m_looks.size(); ++i) {
        if (m_looks.at(i) != SeatLook::Mine)
            continue;
        const SeatIndex seat(i);
        const Category &category = m_geometry->category(seat);
        CartLine line{.seat = seat,
                      .label = m_geometry->label(seat),
                      .categoryName = category.name,
                      .categoryColor = category.color,
                      .ticketType = m_types.value(seat, m_prices.ticketTypes.constFirst().id),
                      .price = {},
                      .isProvisional = m_provisional.contains(seat)};
        line.price =
            m_prices.priceOf(category.id, line.ticketType).value_or(Money::zero(m_prices.currency));
        m_cart.isProvisional = m_cart.isProvisional || line.isProvisional;
        m_cart.total += line.price;
        m_cart.lines.append(line);
    }
    if (m_cart.lines.isEmpty())
        m_endsAt.reset();
    m_cart.endsAt = m_endsAt;
    Q_EMIT cartChanged();
}

} // namespace foyer::test
