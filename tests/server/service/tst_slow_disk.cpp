#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "tests/server/service/servicehouse.h"
#include "tests/support/builders.h"
#include "tests/support/stallvfs.h"
#include "tests/support/tempstore.h"

#include <QJsonDocument>
#include <QTest>

#include <future>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr qint32 unlimited = 1'000'000;

/// A house on a disk that can hang, with one window that is signed in.
class SlowHouse final
{
public:
    SlowHouse()
    {
        auto opened = openSqliteLedger(folder.file(u"house.sqlite"_s), clock, {.vfs = disk.name()});
        FOYER_INVARIANT(opened.has_value(), "a ledger opens on a disk that does not hang yet");
        ledger = *std::move(opened);
        house = fillTestHouse(*ledger, {.map = aSeatMap().withRows(4).ofSeats(10).build()}, clock,
                              random);
        service = std::make_unique<BookingService>(
            *ledger, clock, serviceRandom,
            BookingServiceSettings{.operationsPerSecond = unlimited});
        FOYER_INVARIANT(service->start().has_value(), "the service starts");
        conversation = service->converse(link, Encoding::Cbor, "127.0.0.1", clock.tick());
        say(Hello{
            .client = u"test"_s, .window = house.windows.first(), .token = house.tokens.first()});
        const auto welcome = link->next<Welcome>();
        FOYER_INVARIANT(welcome && welcome->session, "the window is signed in");
    }
    ~SlowHouse()
    {
        disk.goOn();
        conversation.reset();
        service->stop();
    }

    void say(const ClientMessage &message)
    {
        conversation->received(encode(message, Encoding::Cbor), clock.tick());
    }
    void hold(int seat)
    {
        say(Perform{.operation = {.id = OperationId::make(clock.now(), random),
                                  .command = PlaceHold{HoldId::make(clock.now(), random),
                                                       house.events.first().id,
                                                       {SeatIndex(seat)}}},
                    .acknowledged = {}});
    }
    HttpResponse rest(const HttpRequest &request)
    {
        std::promise<HttpResponse> answered;
        service->handle(request, [&answered](HttpResponse response) {
            answered.set_value(std::move(response));
        });
        return answered.get_future().get();
    }

    StallVfs disk{"stall"};
    TempDir folder;
    FakeClock clock;
    SeededRandom random{7};
    SeededRandom serviceRandom{8};
    std::unique_ptr<Ledger> ledger;
    TestHouse house;
    std::unique_ptr<BookingService> service;
    std::shared_ptr<RecordingLink> link = std::make_shared<RecordingLink>(Encoding::Cbor);
    std::unique_ptr<Conversation> conversation;
};

} // namespace

class TestSlowDisk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDiskThatHangsBlocksNeitherReadsNorHeartbeats()
    {
        SlowHouse house;
        const EventId event = house.house.events.first().id;
        house.disk.stall();
        house.hold(3);
        QVERIFY(house.disk.awaitSync()); // the commit hangs

        house.say(Ping{.echo = 42});
        const auto pong = house.link->next<Pong>();
        QVERIFY(pong);
        QCOMPARE(pong->echo, 42);
        const HttpResponse shown =
            house.rest({.method = "GET", .target = "/events/" + event.toString().toLatin1()});
        QCOMPARE(shown.status, 200);
        QCOMPARE(QJsonDocument::fromJson(shown.body)[u"availability"_s][u"available"_s].toInt(),
                 40); // what is not on disk has not happened
        house.say(WatchEvent{.request = RequestId(1), .event = event, .since = {}});
        QVERIFY(house.link->next<Snapshot>());
        QCOMPARE(house.rest({.method = "GET", .target = "/healthz"}).status, 200);

        house.disk.goOn();
        const auto outcome = house.link->next<OperationOutcome>();
        QVERIFY(outcome && outcome->outcome);
    }

    void beyondTheBoundTheAnswerIsOverloadedAndSaysWhenToTryAgain()
    {
        SlowHouse house;
        house.disk.stall();
        house.hold(0);
        QVERIFY(house.disk.awaitSync()); // from now on nothing leaves the queue
        for (int i = 0; i < limits::writeQueue; ++i)
            house.hold(1 + i % 39);
        house.hold(1);
        const auto refused = house.link->next<OperationOutcome>();
        QVERIFY(refused && !refused->outcome);
        QCOMPARE(refused->outcome.error().code, RefusalCode::Overloaded);
        QVERIFY(refused->outcome.error().retryAfter.count() > 0);

        const QByteArray token = house.house.tokens.first().toLatin1();
        const HttpResponse booking = house.rest({.method = "POST",
                                                 .target = "/users",
                                                 .headers = {{"authorization", "Bearer " + token},
                                                             {"content-type", "application/json"}},
                                                 .body = R"({"email":"a@b.example","name":"A"})"});
        QCOMPARE(booking.status, 503);
        const QJsonDocument problem = QJsonDocument::fromJson(booking.body);
        QCOMPARE(problem[u"code"_s].toString(), u"overloaded"_s);
        QVERIFY(problem[u"retry_after_ms"_s].toInt() > 0);

        house.disk.goOn();
        int granted = 0;
        for (int i = 0; i < 1 + limits::writeQueue; ++i) { // every one that was taken is answered
            const auto outcome = house.link->next<OperationOutcome>();
            QVERIFY(outcome);
            granted += outcome->outcome ? 1 : 0;
        }
        QCOMPARE(granted, 40);
        house.hold(1);
        const auto again = house.link->next<OperationOutcome>();
        QVERIFY(again && !again->outcome);
        QCOMPARE(again->outcome.error().code, RefusalCode::TicketsTaken);
    }
};

QTEST_GUILESS_MAIN(TestSlowDisk)
#include "tst_slow_disk.moc"
