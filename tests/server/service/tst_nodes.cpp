#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/service/bookingservice.h"
#include "tests/server/service/servicehouse.h"
#include "tests/support/builders.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QTest>

#include <algorithm>
#include <latch>
#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace foyer {

constexpr int windowsOfHouse = 4;

/// One server of several on a database.
struct Node
{
    explicit Node(const QString &uri)
    {
        auto opened = openPostgresLedger(uri, clock, {});
        FOYER_INVARIANT(opened.has_value(), "a node opens the house");
        ledger = *std::move(opened);
    }
    void serve()
    {
        service =
            std::make_unique<BookingService>(*ledger, clock, random, BookingServiceSettings{});
        FOYER_INVARIANT(service->start().has_value(), "a node serves");
    }

    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<BookingService> service;
};

/// A signed-in window at one of the nodes.
struct NodeWindow
{
    NodeWindow(Node &at, const TestHouse &house, int place)
        : node(at)
        , link(std::make_shared<RecordingLink>(Encoding::Cbor))
        , conversation(node.service->converse(link, Encoding::Cbor, "127.0.0.1", node.clock.tick()))
    {
        say(Hello{
            .client = u"test"_s, .window = house.windows[place], .token = house.tokens[place]});
        const auto welcome = link->next<Welcome>();
        FOYER_INVARIANT(welcome && welcome->session, "a window is known at every node");
    }
    void say(const ClientMessage &message)
    {
        conversation->received(encode(message, Encoding::Cbor), node.clock.tick());
    }
    Snapshot watch(const EventId &event)
    {
        say(WatchEvent{RequestId(1), event, Sequence()});
        return link->next<Snapshot>().value();
    }
    Outcome perform(const Command &command)
    {
        const Operation operation{.id = OperationId::make(node.clock.now(), node.random),
                                  .command = command};
        say(Perform{.operation = operation, .acknowledged = {}});
        const auto outcome = link->next<OperationOutcome>();
        FOYER_INVARIANT(outcome && outcome->operation == operation.id, "it is answered");
        return outcome->outcome;
    }
    Outcome hold(const EventId &event, qint32 seat)
    {
        return perform(PlaceHold{.hold = HoldId::make(node.clock.now(), node.random),
                                 .event = event,
                                 .seats = {SeatIndex(seat)}});
    }
    /// What it is told until it knows of \a sequence.
    QList<Change> changesUntil(Sequence sequence)
    {
        QList<Change> told;
        while (told.isEmpty() || told.last().sequence < sequence) {
            const auto changes = link->next<Changes>();
            if (!changes)
                break; // none within ten seconds
            told += changes->changes;
        }
        return told;
    }

    Node &node;
    std::shared_ptr<RecordingLink> link;
    std::unique_ptr<Conversation> conversation;
};

/// A house in a database, with two nodes that serve it.
struct NodesHouse
{
    NodesHouse()
        : uri(PrivatePostgres::instance().freshDatabase())
        , here(uri)
        , there(uri)
    {
        house = fillTestHouse(
            *here.ledger,
            {.map = aSeatMap().withRows(5).ofSeats(20).build(), .windows = windowsOfHouse},
            here.clock, here.random);
        here.serve();
        there.serve();
    }
    [[nodiscard]] const EventId &event() const { return house.events[0].id; }

    QString uri;
    Node here;
    Node there;
    TestHouse house;
};

} // namespace foyer

/// Several booking services on one PostgreSQL.
class NodesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeThroughOneNodeReachesWindowsAtTheOther()
    {
        NodesHouse nodes;
        NodeWindow seller(nodes.here, nodes.house, 0);
        NodeWindow watcher(nodes.there, nodes.house, 1);
        QCOMPARE(watcher.watch(nodes.event()).sequence, Sequence());
        for (int seat = 0; seat < 5; ++seat)
            QVERIFY(seller.hold(nodes.event(), seat));
        const QList<Change> told = watcher.changesUntil(Sequence(5));
        QCOMPARE(told.size(), 5);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(told[i].sequence, Sequence(i + 1));
            QCOMPARE(told[i].seats, QList<SeatIndex>{SeatIndex(i)});
        }
        // And the other way.
        (void)seller.watch(nodes.event());
        QVERIFY(watcher.hold(nodes.event(), 7));
        QCOMPARE(seller.changesUntil(Sequence(6)).last().seats, QList<SeatIndex>{SeatIndex(7)});
    }

    void aRecordSavedAtOneNodeReachesTheOther()
    {
        NodesHouse nodes;
        NodeWindow organizer(nodes.here, nodes.house, 0);
        NodeWindow watcher(nodes.there, nodes.house, 1);
        watcher.say(WatchCatalogue{RequestId(1), {}});
        QVERIFY(watcher.link->next<CatalogueDelta>());
        Event later = nodes.house.events[0];
        later.name = u"Another name"_s;
        QVERIFY(organizer.perform(SaveEvent{.event = later, .expected = Version(1)}));
        QString name;
        while (name != later.name) {
            const auto delta = watcher.link->next<CatalogueDelta>();
            QVERIFY(delta);
            if (!delta->events.isEmpty())
                name = delta->events.first().name;
        }
    }

    void aFightOverTwoNodesHasOneWinnerOfEverySeat()
    {
        constexpr int seats = 100;
        NodesHouse nodes;
        NodeWindow watcher(nodes.there, nodes.house, 3);
        (void)watcher.watch(nodes.event());
        std::array<QList<int>, 3> won;
        std::latch start(qsizetype(won.size()));
        const auto fight = [&](int place) {
            NodeWindow window(place % 2 == 0 ? nodes.here : nodes.there, nodes.house, place);
            start.arrive_and_wait();
            for (int i = 0; i < seats / 2; ++i) {
                const int seat = (i * 3 + place) % (seats / 2);
                if (window.hold(nodes.event(), seat))
                    won[size_t(place)].append(seat);
            }
        };
        std::vector<std::thread> fighters;
        for (int place = 0; place < int(won.size()); ++place)
            fighters.emplace_back(fight, place);
        for (std::thread &fighter : fighters)
            fighter.join();
        QList<int> all = won[0] + won[1] + won[2];
        std::ranges::sort(all);
        QCOMPARE(all.size(), seats / 2);
        QVERIFY(std::ranges::adjacent_find(all) == all.end());
        const QList<Change> told = watcher.changesUntil(Sequence(seats / 2));
        QCOMPARE(told.size(), seats / 2);
        for (int i = 0; i < told.size(); ++i)
            QCOMPARE(told[i].sequence, Sequence(i + 1)); // no gap, none twice
        const auto contradictions = verifyPostgresLedger(nodes.uri);
        QVERIFY(contradictions);
        QCOMPARE(contradictions->isEmpty() ? QString() : contradictions->first().what, QString());
    }

    void aNodeThatLostItsConnectionCatchesUp()
    {
        NodesHouse nodes;
        NodeWindow seller(nodes.here, nodes.house, 0);
        NodeWindow watcher(nodes.there, nodes.house, 1);
        (void)watcher.watch(nodes.event());
        QVERIFY(seller.hold(nodes.event(), 0));
        QCOMPARE(watcher.changesUntil(Sequence(1)).size(), 1);
        PrivatePostgres::instance().dropConnections();
        QVERIFY(seller.hold(nodes.event(), 1));
        QVERIFY(seller.hold(nodes.event(), 2));
        QCOMPARE(watcher.changesUntil(Sequence(3)).size(), 2);
    }

    void aNodeIsWellAgainWhenItsDatabaseIsBack()
    {
        NodesHouse nodes;
        NodeWindow seller(nodes.here, nodes.house, 0);
        PrivatePostgres::instance().shut(nodes.uri);
        const Outcome refused = seller.hold(nodes.event(), 0);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, RefusalCode::ReadOnly);
        QVERIFY(!nodes.here.service->health().isWell);
        PrivatePostgres::instance().open(nodes.uri);
        QTRY_VERIFY_WITH_TIMEOUT(nodes.here.service->health().isWell, 30'000); // nobody sells
        QVERIFY(seller.hold(nodes.event(), 0));
    }
};

QTEST_GUILESS_MAIN(NodesTest)
#include "tst_nodes.moc"
