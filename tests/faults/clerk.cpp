#include "tests/faults/clerk.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int pause_ms = 50;
constexpr int mostSeats = 3;
} // namespace

Clerk::Clerk(quint64 seed, const QUrl &server, SampleHall hall)
    : m_random(seed)
    , m_hall(std::move(hall))
    , m_client(HouseClientSettings{.server = server,
                                   .storePath = m_store.path(),
                                   .program = u"clerk 1"_s},
               m_clock, m_random)
{
    connect(&m_client, &HouseClient::operationSettled, this, &Clerk::onSettled);
    connect(&m_client, &HouseClient::linkChanged, this, &Clerk::onLinkChanged);
    connect(&m_work, &QTimer::timeout, this, &Clerk::work);
    m_work.start(pause_ms);
}

void Clerk::onLinkChanged()
{
    const bool isLive = m_client.link() == LinkState::Live;
    if (m_wasLive && !isLive)
        ++m_linesLost;
    m_wasLive = isLive;
    if (m_client.link() == LinkState::SignedOut)
        m_client.signIn(u"anna"_s, u"foyer-demo"_s);
}

void Clerk::work()
{
    if (m_isWaiting || m_client.link() != LinkState::Live)
        return;
    m_isWaiting = true;
    m_client.submit(nextCommand());
}

Command Clerk::nextCommand()
{
    if (!m_hold) {
        PlaceHold hold{.hold = m_client.make<HoldId>(), .event = m_hall.event.id};
        const auto places = quint64(m_hall.categoryOfSeat.size() - mostSeats);
        const qint32 first = qint32(m_random.below(places));
        for (int i = 0; i < mostSeats; ++i)
            hold.seats.append(SeatIndex(first + i));
        return hold;
    }
    if (m_random.chance(50))
        return ReleaseHold{m_hold->id, m_hall.event.id, m_hold->fence, {}};
    const PriceList &prices = m_hall.event.prices;
    ConfirmBooking sale{.booking = m_client.make<BookingId>(),
                        .payment = m_client.make<PaymentId>(),
                        .hold = m_hold->id,
                        .event = m_hall.event.id,
                        .fence = m_hold->fence,
                        .agreedTotal = Money::zero(prices.currency)};
    const TicketTypeId type = prices.ticketTypes.constFirst().id;
    for (const SeatIndex seat : std::as_const(m_hold->seats)) {
        sale.tickets.append({seat, type});
        sale.agreedTotal += prices.priceOf(m_hall.categoryOfSeat.at(seat.value()), type)
                                .value_or(Money::zero(prices.currency));
    }
    sale.tendered = sale.agreedTotal;
    return sale;
}

void Clerk::onSettled(const Operation &operation, const Outcome &outcome)
{
    m_isWaiting = false;
    m_hold.reset();
    if (!outcome)
        return;
    ++m_done;
    if (const auto *sale = std::get_if<ConfirmBooking>(&operation.command))
        m_sales.append(sale->booking);
    else if (std::holds_alternative<PlaceHold>(operation.command))
        m_hold = outcome->hold;
}

} // namespace foyer
