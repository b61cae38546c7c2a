#include "tests/support/testhouse.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/server/accounts/tokens.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype tokenLength = 43;
constexpr Milliseconds oneDay{24 * 60 * 60 * 1000};

/// Fills one ledger as one signed-in admin.
class Filler final
{
public:
    Filler(Ledger &ledger, const Clock &clock, RandomSource &random)
        : m_ledger(ledger)
        , m_clock(clock)
        , m_random(random)
    {}

    TestHouse fill(const TestHousePlan &plan)
    {
        openSessions(plan.windows, addOperators(plan.operators));
        publishMap(plan.map);
        for (int i = 0; i < plan.events; ++i)
            publishEvent(i);
        return m_house;
    }

private:
    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(m_clock.now(), m_random);
    }

    Done perform(const Command &command)
    {
        const Submission submission{.actor = m_actor,
                                    .operation = {.id = make<OperationId>(), .command = command}};
        const AppliedOperation applied = m_ledger.writer().apply({&submission, 1}).front();
        FOYER_INVARIANT(applied.outcome.has_value(), "the ledger takes the test house");
        return *applied.outcome;
    }

    QList<OperatorId> addOperators(int count)
    {
        QList<OperatorId> operators;
        for (int i = 0; i < count; ++i) {
            const QString suffix = i > 0 ? u" %1"_s.arg(i + 1) : QString();
            const Operator admin{.id = make<OperatorId>(),
                                 .name = u"admin"_s + suffix,
                                 .displayName = u"Admin"_s + suffix,
                                 .role = Role::Admin,
                                 .createdAt = m_clock.now()};
            FOYER_INVARIANT(m_ledger.writer().addOperator({.person = admin}).has_value(),
                            "an operator is added");
            operators.append(admin.id);
        }
        return operators;
    }

    void openSessions(int windows, const QList<OperatorId> &operators)
    {
        for (int i = 0; i < windows; ++i) {
            const QString token = makeTestToken();
            const SessionRecord session{.token = hashToken(token.toLatin1()),
                                        .operatorId = operators.at(i % operators.size()),
                                        .window = make<WindowId>(),
                                        .startedAt = m_clock.now(),
                                        .endsAt = m_clock.now() + 30 * oneDay};
            FOYER_INVARIANT(m_ledger.writer().openSession(session).has_value(),
                            "a session is opened");
            m_house.windows.append(session.window);
            m_house.tokens.append(token);
        }
        m_actor = {.session = hashToken(m_house.tokens.constFirst().toLatin1()),
                   .window = m_house.windows.constFirst()};
    }

    /// Repeatable, unlike the tokens of the server.
    QString makeTestToken()
    {
        static const QStringView letters =
            u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        QString token;
        while (token.size() < tokenLength)
            token += letters.at(qsizetype(m_random.next() % 64));
        return token;
    }

    void publishMap(const SeatMap &map)
    {
        m_house.venue = make<VenueId>();
        m_house.seatMap = make<SeatMapId>();
        m_house.category = map.categories.constFirst().id;
        const Done saved = perform(SaveVenue{.venue = {.id = m_house.venue,
                                                       .name = u"Test hall"_s,
                                                       .city = u"Hamburg"_s,
                                                       .timeZone = u"Europe/Berlin"_s,
                                                       .createdAt = m_clock.now()}});
        perform(PublishSeatMap{.id = m_house.seatMap,
                               .venue = m_house.venue,
                               .document = seatMapToJson(map),
                               .expected = saved.version});
        m_house.ticketType = make<TicketTypeId>();
        m_house.price = Money(1'000, Currency::of("EUR"));
        m_prices = {.currency = Currency::of("EUR"),
                    .ticketTypes = {{.id = m_house.ticketType, .name = u"Adult"_s}}};
        for (const Category &category : map.categories)
            m_prices.prices.append({category.id, m_house.ticketType, m_house.price});
    }

    void publishEvent(int number)
    {
        Event event{.id = make<EventId>(),
                    .venue = m_house.venue,
                    .seatMap = m_house.seatMap,
                    .name = u"Test event %1"_s.arg(number + 1),
                    .startDate = m_clock.now() + 30 * oneDay,
                    .endDate = m_clock.now() + 31 * oneDay,
                    .prices = m_prices,
                    .status = EventStatus::Published,
                    .createdAt = m_clock.now()};
        event.version = perform(SaveEvent{.event = event}).version;
        m_house.events.append(event);
    }

    Ledger &m_ledger;
    const Clock &m_clock;
    RandomSource &m_random;
    Actor m_actor;
    PriceList m_prices;
    TestHouse m_house;
};

} // namespace

TestHouse fillTestHouse(Ledger &ledger, const TestHousePlan &plan, const Clock &clock,
                        RandomSource &random)
{
    return Filler(ledger, clock, random).fill(plan);
}

} // namespace foyer
