#include "tests/faults/crashscenarios.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/support/builders.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testhouse.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds aMonth{31LL * 24 * 60 * 60 * 1000};

/// Builds scenarios on one small house.
class ScenarioBuilder final
{
public:
    ScenarioBuilder(QByteArray vfs, CrashDisk &disk)
        : m_vfs(std::move(vfs))
        , m_disk(disk)
    {
        buildHouse();
    }

    std::vector<CrashScenario> build()
    {
        addHolds();
        addSales();
        addChangesOfSales();
        addPools();
        addAllotments();
        addRecords();
        addEvents();
        addHousekeeping();
        addLongOnes();
        return std::move(m_scenarios);
    }

private:
    void buildHouse()
    {
        m_disk.load({});
        const auto ledger = openCrashLedger(m_vfs, m_clock);
        FOYER_INVARIANT(ledger.has_value(), "the ledger opens");
        const TestHousePlan plan{
            .map = aSeatMap().withRows(2).ofSeats(10).build(), .events = 1, .windows = 2};
        m_house = fillTestHouse(**ledger, plan, m_clock, m_random);
    }

    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(m_clock.now(), m_random);
    }

    [[nodiscard]] EventId event() const { return m_house.events.constFirst().id; }

    Submission submission(const Command &command, int window = 0)
    {
        return {.actor = {.session = hashToken(m_house.tokens.at(window).toLatin1()),
                          .window = m_house.windows.at(window)},
                .operation = {.id = make<OperationId>(), .command = command}};
    }

    CrashStep batch(std::vector<Submission> submissions)
    {
        const auto ask = [batch =
                              std::move(submissions)](LedgerWriter &writer) -> Result<QByteArray> {
            QByteArray answers;
            for (const AppliedOperation &applied : writer.apply(batch)) {
                if (!applied.outcome)
                    return std::unexpected(applied.outcome.error());
                answers += encode(applied.outcome, Encoding::Cbor);
            }
            return answers;
        };
        return {ask};
    }
    CrashStep step(const Command &command, int window = 0)
    {
        return batch({submission(command, window)});
    }

    PlaceHold holdOf(const HoldId &id, const QList<int> &seats) const
    {
        PlaceHold hold{.hold = id, .event = event()};
        for (const int seat : seats)
            hold.seats.append(SeatIndex(seat));
        return hold;
    }
    /// A hold by its own operation, as every scenario has before it: something to lose.
    CrashStep aHold(int seat) { return step(holdOf(make<HoldId>(), {seat}), 1); }

    ConfirmBooking saleOf(const BookingId &booking, const HoldId &hold, Fence fence,
                          const QList<int> &seats)
    {
        const Money total(m_house.price.minorUnits() * seats.size(), m_house.price.currency());
        ConfirmBooking sale{.booking = booking,
                            .payment = make<PaymentId>(),
                            .hold = hold,
                            .event = event(),
                            .fence = fence,
                            .agreedTotal = total,
                            .tendered = total};
        for (const int seat : seats)
            sale.tickets.append({SeatIndex(seat), m_house.ticketType});
        return sale;
    }

    /// What the scenarios to come start from: the house after \a steps.
    void startAfter(const std::vector<CrashStep> &steps)
    {
        m_disk.load(m_houseImage);
        const auto ledger = openCrashLedger(m_vfs, m_clock);
        FOYER_INVARIANT(ledger.has_value(), "the ledger opens");
        for (const CrashStep &each : steps)
            FOYER_INVARIANT(each.ask((*ledger)->writer()).has_value(), "a step before is done");
    }

    void add(const QByteArray &name, std::vector<CrashStep> steps, Milliseconds later = {})
    {
        CrashScenario scenario{.name = name,
                               .before = m_disk.image(),
                               .now = m_clock.now() + later,
                               .event = event(),
                               .sessions = {},
                               .steps = {}};
        for (const QString &token : std::as_const(m_house.tokens))
            scenario.sessions.append(hashToken(token.toLatin1()));
        scenario.steps.push_back(aHold(19));
        for (CrashStep &each : steps)
            scenario.steps.push_back(std::move(each));
        m_scenarios.push_back(std::move(scenario));
    }

    void addHolds()
    {
        m_houseImage = m_disk.image();
        const HoldId hold = make<HoldId>();
        add("a hold", {step(holdOf(make<HoldId>(), {0, 1, 2}))});
        startAfter({step(holdOf(hold, {0, 1, 2}))});
        add("a hold that grows", {step(holdOf(hold, {3}))});
        add("an extension", {step(ExtendHold{hold, event(), Fence(1)})}, Milliseconds(60'000));
        add("a release", {step(ReleaseHold{hold, event(), Fence(1), {}})});
        add("a release in part", {step(ReleaseHold{hold, event(), Fence(1), {SeatIndex(1)}})});
        add("a hold for another window",
            {step(TransferHold{hold, event(), Fence(1), m_house.windows.at(1)})});
        add("an expiry",
            {{[](LedgerWriter &writer) -> Result<QByteArray> {
                  const auto changes = writer.expireHolds(100);
                  if (!changes)
                      return std::unexpected(changes.error());
                  return QByteArray::number(changes->size());
              },
              false}},
            limits::holdLength);
    }

    void addSales()
    {
        const HoldId hold = make<HoldId>();
        const BookingId booking = make<BookingId>();
        const Command sale = saleOf(booking, hold, Fence(1), {0, 1});
        startAfter({step(holdOf(hold, {0, 1}))});
        add("a sale", {step(sale)});
        startAfter({step(holdOf(hold, {0, 1})), step(sale)});
        add("a cancellation", {step(CancelBooking{booking, event(), make<PaymentId>(), u"ill"_s})});
        startAfter({});
        BookTickets book{.booking = make<BookingId>(),
                         .hold = make<HoldId>(),
                         .payment = make<PaymentId>(),
                         .event = event(),
                         .quantity = 3};
        add("a sale to a stranger", {step(book)});
        book.kind = BookTickets::Kind::Reserve;
        add("a reservation", {step(book)});
        startAfter({step(holdOf(hold, {0, 1}))});
        std::vector<Submission> together{submission(sale)};
        for (int seat = 4; seat < 10; ++seat)
            together.push_back(submission(holdOf(make<HoldId>(), {seat}), seat % 2));
        add("many operations in one commit", {batch(std::move(together))});
    }

    void addChangesOfSales()
    {
        const HoldId hold = make<HoldId>();
        const HoldId other = make<HoldId>();
        const BookingId booking = make<BookingId>();
        const Command sale = saleOf(booking, hold, Fence(1), {0, 1});
        startAfter({step(holdOf(hold, {0, 1})), step(sale), step(holdOf(other, {4}))});
        add("a cancellation in part",
            {step(CancelBooking{booking, event(), make<PaymentId>(), u"ill"_s, {SeatIndex(1)}})});
        ExchangeBooking exchange{.booking = booking,
                                 .event = event(),
                                 .seats = {},
                                 .credit = make<PaymentId>(),
                                 .newBooking = make<BookingId>(),
                                 .payment = make<PaymentId>(),
                                 .refund = make<PaymentId>(),
                                 .hold = other,
                                 .fence = Fence(2),
                                 .tickets = {{SeatIndex(4), m_house.ticketType}},
                                 .agreedDifference = m_house.price.times(-1),
                                 .payments = {}};
        add("an exchange", {step(exchange)});
        exchange.seats = {SeatIndex(0)};
        exchange.agreedDifference = m_house.price.times(0);
        add("an exchange in part", {step(exchange)});

        const PlaceHold next = holdOf(make<HoldId>(), {7, 8});
        const ConfirmBooking last = saleOf(make<BookingId>(), other, Fence(2), {4});
        add("a hold and a sale together", {step(Together{{{next}, {last}}})});
    }

    [[nodiscard]] Pool aPool(std::optional<Instant> releaseAt = {})
    {
        return {.id = make<PoolId>(),
                .event = event(),
                .name = u"Press"_s,
                .quota = 5,
                .releaseAt = releaseAt};
    }
    [[nodiscard]] KeepTickets keptIn(const PoolId &pool, const QList<SeatIndex> &seats) const
    {
        return {.event = event(),
                .seats = seats,
                .use = pool.isNull() ? TicketUse::Blocked : TicketUse::Pool,
                .pool = pool,
                .reason = u"asked for"_s};
    }

    void addPools()
    {
        startAfter({});
        Pool pool = aPool();
        add("a pool", {step(SavePool{pool, {}})});
        add("tickets that are not sold", {step(keptIn({}, {SeatIndex(2), SeatIndex(3)}))});
        startAfter({step(SavePool{pool, {}})});
        add("tickets for a pool", {step(keptIn(pool.id, {SeatIndex(2), SeatIndex(3)}))});
        startAfter({step(SavePool{pool, {}}), step(keptIn(pool.id, {SeatIndex(2), SeatIndex(3)}))});
        PlaceHold hold = holdOf(make<HoldId>(), {2});
        hold.pool = pool.id;
        add("a hold from a pool", {step(hold)});
        KeepTickets back = keptIn({}, {SeatIndex(2)});
        back.use = TicketUse::Sale;
        add("tickets back on sale", {step(back)});
        pool.name = u"Radio"_s;
        add("a pool renamed", {step(SavePool{pool, Version(2)})});

        constexpr Milliseconds anHour{60 * 60 * 1000};
        const Pool late = aPool(m_clock.now() + anHour);
        startAfter({step(SavePool{late, {}}), step(keptIn(late.id, {SeatIndex(2), SeatIndex(3)}))});
        add("a pool whose time has come",
            {{[](LedgerWriter &writer) -> Result<QByteArray> {
                  const auto changes = writer.expireHolds(100);
                  if (!changes)
                      return std::unexpected(changes.error());
                  return QByteArray::number(changes->size());
              },
              false}},
            anHour);
    }

    void addAllotments()
    {
        startAfter({});
        const HoldId allotment = make<HoldId>();
        const LeaseAllotment lease{.hold = allotment,
                                   .event = event(),
                                   .window = m_house.windows.at(0),
                                   .seats = {SeatIndex(0), SeatIndex(1), SeatIndex(2)},
                                   .pool = {}};
        add("an allotment", {step(lease)});
        startAfter({step(lease)});
        add("a sale from an allotment",
            {step(saleOf(make<BookingId>(), allotment, Fence(1), {1}))});
        add("an allotment returned", {step(ReturnAllotment{allotment, event(), Fence(1), {}})});
        add("an allotment returned in part",
            {step(ReturnAllotment{allotment, event(), Fence(1), {SeatIndex(0)}})});
        add("an allotment revoked", {step(RevokeAllotment{allotment, event(), u"stolen"_s})});
        add("an allotment revoked in doubt",
            {step(RevokeAllotment{allotment, event(), u"stolen"_s, true})});
    }

    void addRecords()
    {
        startAfter({});
        const Venue venue{.id = make<VenueId>(),
                          .name = u"Other hall"_s,
                          .timeZone = u"Europe/Berlin"_s,
                          .createdAt = m_clock.now()};
        add("a venue", {step(SaveVenue{venue, {}})});
        add("a performer", {step(SavePerformer{{.id = make<PerformerId>(),
                                                .name = u"Quartet"_s,
                                                .type = u"ensemble"_s,
                                                .createdAt = m_clock.now()}})});
        add("a customer", {step(SaveCustomer{{.id = make<CustomerId>(),
                                              .email = u"eva@example.org"_s,
                                              .name = u"Eva"_s,
                                              .createdAt = m_clock.now()}})});
        startAfter({step(SaveVenue{venue, {}})});
        add("a published map",
            {step(PublishSeatMap{
                .id = make<SeatMapId>(),
                .venue = venue.id,
                .document = seatMapToJson(aSeatMap().named(u"Other"_s).withRows(1).build()),
                .expected = Version(1)})});
    }

    void addEvents()
    {
        startAfter({});
        Event draft = m_house.events.constFirst();
        draft.id = make<EventId>();
        draft.version = {};
        draft.name = u"Second night"_s;
        draft.status = EventStatus::Draft;
        Event published = draft;
        published.status = EventStatus::Published;
        add("an event", {step(SaveEvent{draft, {}})});
        add("a published event", {step(SaveEvent{published, {}})});
        startAfter({step(SaveEvent{draft, {}})});
        published.version = Version(1);
        add("a draft that is published", {step(SaveEvent{published, Version(1)})});
    }

    void addHousekeeping()
    {
        startAfter({});
        const Operator berta{.id = make<OperatorId>(),
                             .name = u"berta"_s,
                             .displayName = u"Berta"_s,
                             .role = Role::Seller,
                             .createdAt = m_clock.now()};
        const auto answered = [](const Result<void> &done) -> Result<QByteArray> {
            if (!done)
                return std::unexpected(done.error());
            return QByteArray("done");
        };
        const CrashStep hire{[=](LedgerWriter &writer) {
                                 return answered(writer.addOperator({berta, "$argon2id$"}));
                             },
                             false};
        add("a new operator", {hire});
        startAfter({hire});
        const SessionRecord session{.token = hashToken("berta's token"),
                                    .operatorId = berta.id,
                                    .window = make<WindowId>(),
                                    .startedAt = m_clock.now(),
                                    .endsAt = m_clock.now() + aMonth};
        const CrashStep open{
            [=](LedgerWriter &writer) { return answered(writer.openSession(session)); }, false};
        add("a session opened", {open});
        m_scenarios.back().sessions.append(session.token);
        startAfter({hire, open});
        add("a session closed",
            {{[=](LedgerWriter &writer) { return answered(writer.closeSession(session.token)); },
              false}});
        m_scenarios.back().sessions.append(session.token);
    }

    /// Long enough for the log to be moved into the file, and begun anew, between commits.
    void addLongOnes()
    {
        startAfter({});
        std::vector<CrashStep> steps;
        for (int seat = 0; seat < 10; ++seat)
            steps.push_back(step(holdOf(make<HoldId>(), {seat}), seat % 2));
        add("holds across checkpoints", std::move(steps));

        const CrashStep hire{[start = m_clock.now(),
                              id = make<OperatorId>()](LedgerWriter &writer) -> Result<QByteArray> {
                                 const auto done = writer.addOperator(
                                     {{.id = id, .name = u"anna"_s, .createdAt = start}, "x"});
                                 if (!done)
                                     return std::unexpected(done.error());
                                 return QByteArray("done");
                             },
                             false};
        m_scenarios.push_back({.name = "the first start of an empty house",
                               .before = {},
                               .now = m_clock.now(),
                               .event = event(),
                               .sessions = {},
                               .steps = {hire}});
    }

    const QByteArray m_vfs;
    CrashDisk &m_disk;
    FakeClock m_clock;
    SeededRandom m_random{7};
    TestHouse m_house;
    CrashDisk::Image m_houseImage;
    std::vector<CrashScenario> m_scenarios;
};

} // namespace

Result<std::unique_ptr<Ledger>> openCrashLedger(const QByteArray &vfs, const Clock &clock,
                                                bool syncsEveryCommit)
{
    static const LedgerEpoch epoch = idNamed<LedgerEpoch>(u"crash ledger");
    return openSqliteLedger(QString::fromLatin1(crashLedgerFile), clock,
                            {.houseName = u"House"_s,
                             .epoch = epoch,
                             .vfs = vfs,
                             .synchronous = syncsEveryCommit
                                                ? SqliteLedgerSettings::Synchronous::Full
                                                : SqliteLedgerSettings::Synchronous::Normal});
}

std::vector<CrashScenario> allCrashScenarios(const QByteArray &vfs, CrashDisk &disk)
{
    return ScenarioBuilder(vfs, disk).build();
}

} // namespace foyer
