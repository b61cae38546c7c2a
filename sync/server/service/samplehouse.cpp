#include "sync/server/service/samplehouse.h"

#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds day{qint64(24) * 60 * 60 * 1000};
constexpr Milliseconds minute{60 * 1000};
constexpr qsizetype eventsWithSales = 48; ///< the nearest ones
constexpr qint32 ticketsPerBooking = 6;

struct Person
{
    const char *name;
    const char *displayName;
    Role role;
};
constexpr Person people[] = {{"anna", "Anna Keller", Role::Seller},
                             {"sam", "Sam Okafor", Role::Supervisor},
                             {"olga", "Olga Lindqvist", Role::Organizer},
                             {"max", "Max Brandt", Role::Manager},
                             {"ada", "Ada Moreau", Role::Admin}};

/// Fills one ledger; every step says why it could not.
class Filling final
{
public:
    Filling(Ledger &ledger, ManualClock &clock, RandomSource &random,
            const SampleSettings &settings)
        : m_ledger(ledger)
        , m_clock(clock)
        , m_random(random)
        , m_settings(settings)
    {
        m_start = settings.now - day * settings.salesDays;
    }

    Result<SampleCredentials> run(const SampleSources &sources);

private:
    /// A basket on its way to the ledger: first held, then paid.
    struct Basket
    {
        qsizetype event = 0;
        QList<SeatIndex> seats;
        QList<TicketChoice> choices;
        Money total;
    };

    Result<void> addPeople();
    Result<Secret> openSession(const OperatorId &person, const WindowId &window, Instant endsAt);
    Result<Actor> signIn(const QString &name);
    Result<void> addCatalogue();
    Result<void> sellHour(const QList<Basket> &baskets);
    std::optional<Basket> basketFor(qsizetype event);
    QList<SeatIndex> neighbours(qsizetype event, qint32 count);
    Result<void> sellAll();
    Result<QList<Done>> apply(const QList<Command> &commands);
    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(m_clock.now(), m_random);
    }
    qint64 below(qint64 bound) { return qint64(m_random.next() % quint64(bound)); }

    Ledger &m_ledger;
    ManualClock &m_clock;
    RandomSource &m_random;
    const SampleSettings &m_settings;
    Instant m_start;
    SampleProgramme m_programme;
    QHash<QString, OperatorId> m_people;
    Actor m_actor;                  ///< who does what is applied next
    QList<Actor> m_signedIn;        ///< max, anna, sam
    QList<QSet<SeatIndex>> m_taken; ///< by event
};

Result<void> Filling::addPeople()
{
    for (const Person &person : people) {
        const Result<QByteArray> hash =
            hashPassword(Secret(QByteArrayView(samplePassword)), m_settings.passwordCost);
        if (!hash)
            return std::unexpected(hash.error());
        const OperatorRecord record{
            .person = {.id = make<OperatorId>(),
                       .name = QString::fromLatin1(person.name),
                       .displayName = QString::fromLatin1(person.displayName),
                       .role = person.role,
                       .createdAt = m_clock.now()},
            .passwordHash = *hash};
        if (const Result<void> added = m_ledger.writer().addOperator(record); !added)
            return added;
        m_people.insert(record.person.name, record.person.id);
    }
    return {};
}

Result<Secret> Filling::openSession(const OperatorId &person, const WindowId &window,
                                    Instant endsAt)
{
    Secret token = makeToken();
    const Result<void> opened = m_ledger.writer().openSession({.token = hashToken(token.reveal()),
                                                               .operatorId = person,
                                                               .window = window,
                                                               .startedAt = m_clock.now(),
                                                               .endsAt = endsAt});
    if (!opened)
        return std::unexpected(opened.error());
    return token;
}

/// \a name at a window of their own, until the filling is done.
Result<Actor> Filling::signIn(const QString &name)
{
    const WindowId window = make<WindowId>();
    const Result<Secret> token = openSession(m_people[name], window, m_settings.now + minute);
    if (!token)
        return std::unexpected(token.error());
    return Actor{.session = hashToken(token->reveal()), .window = window};
}

/// All of \a commands in as few transactions as limits::writeBatch allows; the first refusal ends
/// it.
Result<QList<Done>> Filling::apply(const QList<Command> &commands)
{
    QList<Done> done;
    for (qsizetype first = 0; first < commands.size(); first += limits::writeBatch) {
        std::vector<Submission> batch;
        for (const Command &command : commands.mid(first, limits::writeBatch))
            batch.push_back({m_actor, {.id = make<OperationId>(), .command = command}});
        for (const AppliedOperation &applied : m_ledger.writer().apply(batch)) {
            if (!applied.outcome) {
                return std::unexpected(
                    refusal(applied.outcome.error().code, u"The sample house cannot be made: "_s +
                                                              applied.outcome.error().message));
            }
            done.append(*applied.outcome);
        }
    }
    return done;
}

Result<void> Filling::addCatalogue()
{
    QList<Command> venues;
    for (const SampleVenue &venue : std::as_const(m_programme.venues))
        venues.append(SaveVenue{.venue = venue.venue, .expected = Version(0)});
    const Result<QList<Done>> saved = apply(venues);
    if (!saved)
        return std::unexpected(saved.error());
    QList<Command> commands;
    for (qsizetype i = 0; i < m_programme.venues.size(); ++i) {
        const SampleVenue &venue = m_programme.venues[i];
        commands.append(PublishSeatMap{.id = venue.map,
                                       .venue = venue.venue.id,
                                       .document = venue.document,
                                       .note = u"As built"_s,
                                       .expected = saved->at(i).version});
    }
    for (const Performer &performer : std::as_const(m_programme.performers))
        commands.append(SavePerformer{performer});
    for (const Event &event : std::as_const(m_programme.events))
        commands.append(SaveEvent{.event = event, .expected = Version(0)});
    const Result<QList<Done>> made = apply(commands);
    return made ? Result<void>() : std::unexpected(made.error());
}

/// Up to \a count free seats side by side, from a place drawn by chance.
QList<SeatIndex> Filling::neighbours(qsizetype event, qint32 count)
{
    const Event &sold = m_programme.events[event];
    const auto venue = std::ranges::find(m_programme.venues, sold.seatMap, &SampleVenue::map);
    const auto rows = venue->geometry->rowIndices();
    const qint64 start = below(venue->geometry->seatCount());
    QList<SeatIndex> seats;
    for (qint64 i = start; i < qint64(rows.size()) && seats.size() < count; ++i) {
        const SeatIndex seat{qint32(i)};
        if (rows[size_t(i)] != rows[size_t(start)] || m_taken[event].contains(seat))
            break;
        seats.append(seat);
    }
    return seats;
}

std::optional<Filling::Basket> Filling::basketFor(qsizetype event)
{
    const Event &sold = m_programme.events[event];
    const auto venue = std::ranges::find(m_programme.venues, sold.seatMap, &SampleVenue::map);
    Basket basket{.event = event,
                  .seats = neighbours(event, qint32(1 + below(ticketsPerBooking))),
                  .choices = {},
                  .total = Money::zero(sold.prices.currency)};
    for (const SeatIndex seat : std::as_const(basket.seats)) {
        const qint64 chance = below(100);
        const qsizetype kind = chance < 78 ? 0 : chance < 90 ? 1 : chance < 98 ? 2 : 3;
        const TicketTypeId type = sold.prices.ticketTypes[kind].id;
        const auto price = sold.prices.priceOf(venue->geometry->category(seat).id, type);
        if (!price)
            return std::nullopt;
        basket.choices.append({seat, type});
        basket.total += *price;
        m_taken[event].insert(seat);
    }
    return basket.seats.isEmpty() ? std::nullopt : std::optional(basket);
}

/// Holds and sells \a baskets, all at the clock's present time, in two transactions.
Result<void> Filling::sellHour(const QList<Basket> &baskets)
{
    QList<Command> holds;
    for (const Basket &basket : baskets) {
        holds.append(PlaceHold{.hold = make<HoldId>(),
                               .event = m_programme.events[basket.event].id,
                               .seats = basket.seats});
    }
    const Result<QList<Done>> held = apply(holds);
    if (!held)
        return std::unexpected(held.error());
    QList<Command> sales;
    for (qsizetype i = 0; i < baskets.size(); ++i) {
        const Basket &basket = baskets[i];
        const std::optional<Hold> &hold = held->at(i).hold;
        if (!hold)
            return std::unexpected(refusal(RefusalCode::Internal, u"A hold came back empty."_s));
        sales.append(ConfirmBooking{.booking = make<BookingId>(),
                                    .payment = make<PaymentId>(),
                                    .hold = hold->id,
                                    .event = hold->event,
                                    .fence = hold->fence,
                                    .tickets = basket.choices,
                                    .agreedTotal = basket.total,
                                    .tendered = basket.total});
    }
    const Result<QList<Done>> sold = apply(sales);
    return sold ? Result<void>() : std::unexpected(sold.error());
}

/// Sales of the last weeks: four rushes a day, more and more of them, nearer events first.
Result<void> Filling::sellAll()
{
    constexpr int hours[] = {10, 13, 16, 19};
    const qsizetype events = std::min(eventsWithSales, m_programme.events.size());
    m_taken.resize(m_programme.events.size());
    const qint64 firstDay_ms = (m_start.toMs() / day.count() + 1) * day.count();
    for (qint64 at = firstDay_ms; at < m_settings.now.toMs(); at += day.count()) {
        const qint64 gone = (at - firstDay_ms) / day.count();
        for (const int hour : hours) {
            const Instant rush = Instant::fromMs(at) + minute * (hour * 60 + below(50));
            if (rush >= m_settings.now)
                break;
            m_clock.set(rush);
            QList<Basket> baskets;
            for (qint64 i = below(4) + 4 + gone / 6; i > 0; --i) {
                const qint64 event = std::min(below(events), below(events));
                if (std::optional<Basket> basket = basketFor(event))
                    baskets.append(std::move(*basket));
            }
            m_actor = m_signedIn[below(4) == 0 ? 2 : 1]; // mostly anna, sometimes sam
            if (const Result<void> sold = sellHour(baskets); !sold)
                return sold;
        }
    }
    return {};
}

Result<SampleCredentials> Filling::run(const SampleSources &sources)
{
    Result<SampleProgramme> programme = sampleProgramme(sources, m_settings.now);
    if (!programme)
        return std::unexpected(programme.error());
    m_programme = std::move(*programme);
    m_clock.set(m_start);
    if (const Result<void> added = addPeople(); !added)
        return std::unexpected(added.error());
    for (const auto &name : {u"max"_s, u"anna"_s, u"sam"_s}) {
        const Result<Actor> opened = signIn(name);
        if (!opened)
            return std::unexpected(opened.error());
        m_signedIn.append(*opened);
    }
    m_actor = m_signedIn.first();
    const Customer customer{
        .id = make<CustomerId>(), .email = u"demo@foyer.example"_s, .name = u"Demo Customer"_s};
    if (const Result<void> added = addCatalogue(); !added)
        return std::unexpected(added.error());
    if (const Result<QList<Done>> saved = apply({SaveCustomer{customer}}); !saved)
        return std::unexpected(saved.error());
    if (const Result<void> sold = sellAll(); !sold)
        return std::unexpected(sold.error());
    m_clock.set(m_settings.now);
    for (const Actor &actor : std::as_const(m_signedIn)) {
        if (const Result<void> closed = m_ledger.writer().closeSession(actor.session); !closed)
            return std::unexpected(closed.error());
    }
    const Result<Secret> token =
        openSession(m_people[u"ada"_s], make<WindowId>(), m_settings.now + day * 30);
    if (!token)
        return std::unexpected(token.error());
    return SampleCredentials{.token = QString::fromLatin1(token->reveal()),
                             .customer = customer.id};
}

} // namespace

Result<SampleCredentials> fillSampleHouse(Ledger &ledger, ManualClock &clock, RandomSource &random,
                                          const SampleSources &sources,
                                          const SampleSettings &settings)
{
    return Filling(ledger, clock, random, settings).run(sources);
}

} // namespace foyer
