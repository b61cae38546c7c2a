#include "sync/client/houseclient.h"
#include "sync/protocol/machine.h"
#include "tests/support/builders.h"
#include "tests/support/inprocessserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 15'000;

/// A window of the house with a store of its own.
struct Window
{
    /// \a path: where its store lies; empty: in a folder of its own.
    Window(const QUrl &server, const Clock &clock, RandomSource &random, const QString &path = {})
        : client(HouseClientSettings{.server = server,
                                     .storePath = path.isEmpty() ? store.path() : path,
                                     .program = u"test 1"_s},
                 clock, random)
    {
        QObject::connect(&client, &HouseClient::operationSettled, &client,
                         [this](const Operation &operation, const Outcome &outcome) {
                             settled.append({operation, outcome});
                         });
        client.start();
    }

    [[nodiscard]] bool signIn()
    {
        if (!QTest::qWaitFor([&] { return client.link() == LinkState::SignedOut; }, patience_ms))
            return false;
        client.signIn(QString::fromLatin1(InProcessServer::sellerName),
                      QString::fromLatin1(InProcessServer::sellerPassword));
        return QTest::qWaitFor([&] { return client.link() == LinkState::Live; }, patience_ms);
    }
    [[nodiscard]] bool open(const EventId &event)
    {
        client.watch(event);
        return QTest::qWaitFor([&] { return client.board(event) != nullptr; }, patience_ms);
    }
    [[nodiscard]] std::optional<Outcome> outcomeOf(const OperationId &operation)
    {
        const auto known = [&] {
            return std::ranges::find(settled, operation,
                                     [](const auto &entry) { return entry.first.id; });
        };
        if (!QTest::qWaitFor([&] { return known() != settled.end(); }, patience_ms))
            return std::nullopt;
        return known()->second;
    }
    [[nodiscard]] bool sees(const EventId &event, int seat, SeatLook look)
    {
        return QTest::qWaitFor(
            [&] {
                const TicketBoard *board = client.board(event);
                return board && board->look(SeatIndex(seat)) == look;
            },
            patience_ms);
    }

    TempStore store;
    QList<std::pair<Operation, Outcome>> settled;
    HouseClient client;
};

QList<SeatIndex> seats(std::initializer_list<int> numbers)
{
    QList<SeatIndex> list;
    for (const int number : numbers)
        list.append(SeatIndex(number));
    return list;
}

} // namespace

class HouseClientTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<InProcessServer>(
            TestHousePlan{.map = aSeatMap().withRows(5).ofSeats(10).build()}, m_clock, m_random);
        m_server->start();
        m_event = m_server->house().events.constFirst();
    }
    void cleanup() { m_server.reset(); }

    void aWrongPasswordIsToldAndTheRightOneOpensTheHouse();
    void whatOneWindowHoldsAndSellsTheOtherSees();
    void theSecondOfTwoWindowsIsTold();
    void anOperationMadeWithoutTheServerIsDoneOnceItIsBack();
    void aWindowThatIsStartedAgainFindsItsCart();
    void aMapIsFetchedOnceAndThenStored();
    void recordsAreSavedAndArriveByThemselves();

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<InProcessServer> m_server;
    Event m_event;
};

void HouseClientTest::aWrongPasswordIsToldAndTheRightOneOpensTheHouse()
{
    Window window(m_server->address(), m_clock, m_random);
    QTRY_COMPARE_WITH_TIMEOUT(window.client.link(), LinkState::SignedOut, patience_ms);
    QSignalSpy refused(&window.client, &HouseClient::signInRefused);
    window.client.signIn(u"sam"_s, u"wrong"_s);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience_ms);
    QCOMPARE(refused.first().first().value<Refusal>().code, RefusalCode::WrongPassword);

    QVERIFY(window.signIn());
    QVERIFY(window.client.session());
    QCOMPARE(window.client.houseName(), u"Test house"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window.client.catalogue().events.contains(m_event.id), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(window.client.catalogue().counts.value(m_event.id).available, 50,
                              patience_ms);
    QCOMPARE(window.client.searchEvents(u"tset event"_s, 5), QList<EventId>{m_event.id});
}

void HouseClientTest::whatOneWindowHoldsAndSellsTheOtherSees()
{
    Window one(m_server->address(), m_clock, m_random);
    Window two(m_server->address(), m_clock, m_random);
    QVERIFY(one.signIn() && two.signIn());
    QVERIFY(one.open(m_event.id) && two.open(m_event.id));

    const HoldId hold = one.client.make<HoldId>();
    const auto held = one.outcomeOf(
        one.client.submit(PlaceHold{.hold = hold, .event = m_event.id, .seats = seats({3, 4})}));
    QVERIFY(held && *held);
    QVERIFY(one.sees(m_event.id, 3, SeatLook::Mine));
    QVERIFY(two.sees(m_event.id, 3, SeatLook::Held));

    // Submitted before the window knew any fence: the engine names it.
    const ConfirmBooking sale{.booking = one.client.make<BookingId>(),
                              .payment = one.client.make<PaymentId>(),
                              .hold = hold,
                              .event = m_event.id,
                              .tickets = {{SeatIndex(3), m_server->house().ticketType},
                                          {SeatIndex(4), m_server->house().ticketType}},
                              .agreedTotal = m_server->house().price.times(2),
                              .tendered = m_server->house().price.times(3)};
    const auto sold = one.outcomeOf(one.client.submit(sale));
    QVERIFY(sold);
    QVERIFY2(*sold, qPrintable(*sold ? QString() : sold->error().message));
    QCOMPARE((*sold)->change, m_server->house().price);
    QVERIFY(one.sees(m_event.id, 4, SeatLook::Sold));
    QVERIFY(two.sees(m_event.id, 4, SeatLook::Sold));
    QTRY_VERIFY_WITH_TIMEOUT(one.client.outbox().isEmpty(), patience_ms);
}

void HouseClientTest::theSecondOfTwoWindowsIsTold()
{
    Window one(m_server->address(), m_clock, m_random);
    Window two(m_server->address(), m_clock, m_random);
    QVERIFY(one.signIn() && two.signIn());
    QVERIFY(one.open(m_event.id) && two.open(m_event.id));
    const PlaceHold first{
        .hold = one.client.make<HoldId>(), .event = m_event.id, .seats = seats({7})};
    const PlaceHold second{
        .hold = two.client.make<HoldId>(), .event = m_event.id, .seats = seats({7})};
    const OperationId a = one.client.submit(first);
    const OperationId b = two.client.submit(second);
    const auto outcomeA = one.outcomeOf(a);
    const auto outcomeB = two.outcomeOf(b);
    QVERIFY(outcomeA && outcomeB);
    QVERIFY(outcomeA->has_value() != outcomeB->has_value());
    Window &loser = *outcomeA ? two : one;
    const Refusal &why = *outcomeA ? outcomeB->error() : outcomeA->error();
    QCOMPARE(why.code, RefusalCode::TicketsTaken);
    QCOMPARE(why.tickets.size(), 1);
    QVERIFY(loser.sees(m_event.id, 7, SeatLook::Held));
    // It has been shown, so that it does not come back.
    QTRY_VERIFY_WITH_TIMEOUT(loser.client.outbox().isEmpty(), patience_ms);
}

void HouseClientTest::anOperationMadeWithoutTheServerIsDoneOnceItIsBack()
{
    Window window(m_server->address(), m_clock, m_random);
    QVERIFY(window.signIn() && window.open(m_event.id));
    m_server->stop();
    QTRY_COMPARE_WITH_TIMEOUT(window.client.link(), LinkState::Offline, patience_ms);
    const OperationId id = window.client.submit(
        PlaceHold{.hold = window.client.make<HoldId>(), .event = m_event.id, .seats = seats({11})});
    QVERIFY(window.sees(m_event.id, 11, SeatLook::Mine));
    QVERIFY(window.client.board(m_event.id)->isProvisional(SeatIndex(11)));
    QCOMPARE(window.client.pendingOperations(), 1);

    m_server->start();
    const auto outcome = window.outcomeOf(id);
    QVERIFY(outcome && *outcome);
    QTRY_VERIFY_WITH_TIMEOUT(window.client.board(m_event.id)->leaseEnd(SeatIndex(11)).has_value(),
                             patience_ms);
    QVERIFY(!window.client.board(m_event.id)->isProvisional(SeatIndex(11)));
    const Result<EventTickets> tickets = m_server->tickets(m_event.id);
    QVERIFY(tickets);
    QCOMPARE(tickets->tickets.at(11).status, TicketStatus::Held);
    QCOMPARE(tickets->sequence, Sequence(1)); // once
}

void HouseClientTest::aWindowThatIsStartedAgainFindsItsCart()
{
    const TempStore store;
    WindowId name;
    {
        Window window(m_server->address(), m_clock, m_random, store.path());
        QVERIFY(window.signIn() && window.open(m_event.id));
        const auto held = window.outcomeOf(window.client.submit(PlaceHold{
            .hold = window.client.make<HoldId>(), .event = m_event.id, .seats = seats({20, 21})}));
        QVERIFY(held && *held);
        QVERIFY(window.sees(m_event.id, 20, SeatLook::Mine));
        name = window.client.window();
    }
    Window again(m_server->address(), m_clock, m_random, store.path());
    QTRY_COMPARE_WITH_TIMEOUT(again.client.link(), LinkState::Live, patience_ms);
    QCOMPARE(again.client.window(), name);
    QVERIFY(again.open(m_event.id));
    QVERIFY(again.sees(m_event.id, 21, SeatLook::Mine));
    QTRY_VERIFY_WITH_TIMEOUT(again.client.board(m_event.id)->leaseEnd(SeatIndex(21)).has_value(),
                             patience_ms);
    QVERIFY(again.client.board(m_event.id)->base().at(21).fence.value() > 0);
}

void HouseClientTest::aMapIsFetchedOnceAndThenStored()
{
    const TempStore store;
    const auto fetch = [&](HouseClient &client) {
        std::shared_ptr<const SeatGeometry> map;
        bool isAnswered = false;
        client.fetchSeatMap(m_server->house().seatMap, [&](const auto &answer) {
            isAnswered = true;
            map = answer.value_or(nullptr);
        });
        (void)QTest::qWaitFor([&] { return isAnswered; }, patience_ms);
        return map;
    };
    {
        Window window(m_server->address(), m_clock, m_random, store.path());
        QVERIFY(window.signIn());
        const auto map = fetch(window.client);
        QVERIFY(map);
        QCOMPARE(map->ticketCount(), 50);
    }
    m_server->stop();
    Window offline(m_server->address(), m_clock, m_random, store.path());
    QSignalSpy ready(&offline.client, &HouseClient::ready);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience_ms);
    QVERIFY(fetch(offline.client));
    QVERIFY(offline.client.catalogue().events.contains(m_event.id));
}

void HouseClientTest::recordsAreSavedAndArriveByThemselves()
{
    Window window(m_server->address(), m_clock, m_random);
    QVERIFY(window.signIn());
    Performer performer = aPerformer().named(u"Quartet"_s).build();
    performer.id = window.client.make<PerformerId>();
    std::optional<Result<Done>> saved;
    window.client.savePerformer({.performer = performer},
                                [&](const Result<Done> &done) { saved = done; });
    QTRY_VERIFY_WITH_TIMEOUT(saved.has_value(), patience_ms);
    QVERIFY2(saved->has_value(), qPrintable(*saved ? QString() : saved->error().message));
    QTRY_VERIFY_WITH_TIMEOUT(window.client.catalogue().performers.contains(performer.id),
                             patience_ms);

    Event next = m_event;
    next.name = u"A new name"_s;
    saved.reset();
    window.client.saveEvent({.event = next, .expected = Version(99)},
                            [&](const Result<Done> &done) { saved = done; });
    QTRY_VERIFY_WITH_TIMEOUT(saved.has_value(), patience_ms);
    QVERIFY(!saved->has_value());
    QCOMPARE(saved->error().code, RefusalCode::VersionConflict);

    std::optional<Result<SalesReport>> report;
    window.client.fetchSales(
        {.from = m_clock.now() - Milliseconds(86'400'000), .until = m_clock.now()},
        [&](const Result<SalesReport> &answer) { report = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(report.has_value(), patience_ms);
    QVERIFY2(report->has_value(), qPrintable(*report ? QString() : report->error().message));
}

QTEST_GUILESS_MAIN(HouseClientTest)
#include "tst_houseclient.moc"
