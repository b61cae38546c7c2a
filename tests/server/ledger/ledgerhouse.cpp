#include "tests/server/ledger/ledgerhouse.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatmapformat.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

TokenHash tokenOf(int window)
{
    return QByteArray(32, char('a' + window));
}

WindowId windowAt(int window)
{
    return idNamed<WindowId>(QString::number(window));
}

} // namespace

LedgerHouse::LedgerHouse(const QString &path)
    : event(idNamed<EventId>(u"concert"))
    , venue(idNamed<VenueId>(u"hall"))
    , map(idNamed<SeatMapId>(u"hall map"))
    , m_path(path)
{
    open();
    if (!m_reader->event(event))
        build();
}

void LedgerHouse::open()
{
    auto opened = openHouseLedger(m_path, m_clock);
    FOYER_INVARIANT(opened.has_value(), "the ledger opens");
    m_ledger = *std::move(opened);
    auto reader = m_ledger->openReader();
    FOYER_INVARIANT(reader.has_value(), "a reader opens");
    m_reader = *std::move(reader);
}

void LedgerHouse::reopen()
{
    m_reader.reset();
    m_ledger.reset();
    open();
}

TokenHash LedgerHouse::signIn(const QString &name, Role role, const WindowId &window)
{
    const Operator person{
        .id = make<OperatorId>(), .name = name, .displayName = name, .role = role};
    FOYER_INVARIANT(m_ledger->writer().addOperator({.person = person}).has_value(), "added");
    const TokenHash token = make<OperationId>().toBytes() + QByteArray(16, 'x');
    const auto session = m_ledger->writer().openSession(
        {token, person.id, window, m_clock.now(), m_clock.now() + Milliseconds(86'400'000)});
    FOYER_INVARIANT(session.has_value(), "signed in");
    return token;
}

void LedgerHouse::build()
{
    const OperatorId person = make<OperatorId>();
    const bool isAdded = m_ledger->writer()
                             .addOperator({.person = {.id = person,
                                                      .name = u"anna"_s,
                                                      .displayName = u"Anna"_s,
                                                      .role = Role::Manager}})
                             .has_value();
    FOYER_INVARIANT(isAdded, "an operator is added");
    for (int window = 0; window < 8; ++window) {
        const auto session = m_ledger->writer().openSession(
            {tokenOf(window), person, windowAt(window), m_clock.now(),
             m_clock.now() + Milliseconds(100LL * 86'400'000)});
        FOYER_INVARIANT(session.has_value(), "a session opens");
    }
    Venue hall = aVenue().named(u"Hall"_s).in(u"Hamburg"_s).build();
    hall.id = venue;
    hall.timeZone = u"Europe/Berlin"_s;
    FOYER_INVARIANT(apply(SaveVenue{.venue = hall}).outcome.has_value(), "a venue is saved");
    const SeatMap drawn = aSeatMap().withRows(4).ofSeats(10).withStanding(u"Floor"_s, 10).build();
    const auto published = apply(PublishSeatMap{
        .id = map, .venue = venue, .document = seatMapToJson(drawn), .expected = Version(1)});
    FOYER_INVARIANT(published.outcome.has_value(), "a map is published");
    const PriceList prices = aPriceList()
                                 .price(u"Standard"_s, u"Adult"_s, 2'500)
                                 .price(u"Standard"_s, u"Child"_s, 1'500)
                                 .build();
    record = anEvent().named(u"Concert"_s).at(venue, map).priced(prices).build();
    record.id = event;
    const auto saved = apply(SaveEvent{.event = record});
    FOYER_INVARIANT(saved.outcome.has_value(), "an event is published");
    record.version = Version(1);
}

Actor LedgerHouse::windowActor(int window) const
{
    return {tokenOf(window), windowAt(window)};
}

Submission LedgerHouse::submission(const Command &command, int window)
{
    return {windowActor(window), {.id = make<OperationId>(), .command = command}};
}

AppliedOperation LedgerHouse::apply(const Command &command, int window)
{
    return apply(submission(command, window));
}

AppliedOperation LedgerHouse::apply(const Submission &submission)
{
    return m_ledger->writer().apply({&submission, 1}).front();
}

Outcome LedgerHouse::hold(const HoldId &id, const QList<int> &seats, int window, HoldMode mode)
{
    return apply(PlaceHold{id, event, seatsAt(seats), mode}, window).outcome;
}

ConfirmBooking LedgerHouse::sale(const Hold &hold)
{
    ConfirmBooking sale{.booking = make<BookingId>(),
                        .payment = make<PaymentId>(),
                        .hold = hold.id,
                        .event = event,
                        .fence = hold.fence,
                        .agreedTotal = Money(2'500 * hold.seats.size(), Currency::of("EUR"))};
    sale.tendered = sale.agreedTotal;
    for (const SeatIndex seat : hold.seats)
        sale.tickets.append({seat, ticketTypeNamed(u"Adult"_s)});
    return sale;
}

TicketState LedgerHouse::ticket(int seat)
{
    const auto all = m_reader->tickets(event);
    FOYER_INVARIANT(all && seat < all->tickets.size(), "the ticket is there");
    return all->tickets[seat];
}

TicketCounts LedgerHouse::counts()
{
    const auto entries = m_reader->availability();
    FOYER_INVARIANT(entries && entries->size() == 1, "one event is published");
    return entries->first().counts;
}

QList<SeatIndex> seatsAt(const QList<int> &seats)
{
    QList<SeatIndex> indexes;
    for (const int seat : seats)
        indexes.append(SeatIndex(seat));
    return indexes;
}

} // namespace foyer
