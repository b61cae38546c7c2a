#include "sync/engine/clockoffset.h"
#include "sync/engine/reconcile.h"
#include "sync/engine/windowengine.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/snapshot.h"
#include "tests/support/builders.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const EventId concert = idNamed<EventId>(u"event");
const WindowId window = idNamed<WindowId>(u"window");
const LedgerEpoch epoch = idNamed<LedgerEpoch>(u"epoch");

Refusal because(RefusalCode code)
{
    return refusal(code, u"Because."_s);
}

template <class T>
QList<T> sent(const EngineStep &step)
{
    QList<T> found;
    for (const EngineAction &action : step.actions) {
        if (const auto *send = std::get_if<SendMessage>(&action)) {
            if (const auto *message = std::get_if<T>(&send->message))
                found.append(*message);
        }
    }
    return found;
}

template <class T>
QList<T> actions(const EngineStep &step)
{
    QList<T> found;
    for (const EngineAction &action : step.actions) {
        if (const auto *wanted = std::get_if<T>(&action))
            found.append(*wanted);
    }
    return found;
}

template <class T>
QList<T> notices(const EngineStep &step)
{
    QList<T> found;
    for (const EngineNotice &notice : step.notices) {
        if (const auto *wanted = std::get_if<T>(&notice))
            found.append(*wanted);
    }
    return found;
}

PlaceHold holdOf(int seat)
{
    return {.hold = idNamed<HoldId>(u"hold %1"_s.arg(seat)),
            .event = concert,
            .seats = {SeatIndex(seat)}};
}

OperationId op(int number)
{
    return idNamed<OperationId>(u"op %1"_s.arg(number));
}

/// An engine with a line to nobody; the test is the server.
struct Desk
{
    SeededRandom random{1};
    Tick now = Tick::fromMs(10'000);
    WindowEngine engine;

    explicit Desk(WindowMemory memory = {.window = window, .epoch = epoch, .token = u"token"_s})
        : engine(std::move(memory), u"test"_s, random)
    {}
    EngineStep goLive()
    {
        (void)engine.started(now);
        (void)engine.connected(now);
        return welcome();
    }
    EngineStep welcome(const LedgerEpoch &of = epoch)
    {
        return engine.received(Welcome{.epoch = of, .session = SessionInfo{}}, now);
    }
    EngineStep submit(int number, const Command &command)
    {
        (void)engine.submit(command, op(number), now);
        return engine.stored(op(number), now);
    }
    EngineStep outcome(int number, const Outcome &outcome)
    {
        return engine.received(OperationOutcome{.operation = op(number), .outcome = outcome}, now);
    }
    void open(qint64 sequence = 1)
    {
        (void)engine.watch(concert, {}, {}, now);
        (void)engine.received(Snapshot{.event = concert,
                                       .sequence = Sequence(sequence),
                                       .packed = packTickets(QList<TicketView>(8), window)},
                              now);
    }
};

} // namespace

class WindowEngineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFactHasItsVerdict_data();
    void everyFactHasItsVerdict();
    void anOperationIsSentOnlyOnceItIsStored();
    void anUnansweredOperationIsSentAgainWithTheSameId();
    void aTransientRefusalKeepsItInTheOutbox();
    void aSecondOutcomeIsIgnored();
    void operationsOnOneHoldGoOneAfterTheOther();
    void theWatermarkStopsAtTheFirstUnsettledOne();
    void aGapIsAskedFor();
    void anotherEpochVoidsTheBaseButNotTheOutbox();
    void aSilentLineIsGivenUp();
    void anUnknownVersionIsNotStormed();
    void waitingStaysBelowItsCeiling();
    void theShortestRoundTripTellsTheTime();
};

void WindowEngineTest::everyFactHasItsVerdict_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("failures");
    QTest::addColumn<Verdict::Kind>("kind");
    const auto refused = [](RefusalCode code) { return Outcome(std::unexpected(because(code))); };
    QTest::newRow("done is applied") << Outcome(Done{}) << 0 << Verdict::Kind::Apply;
    QTest::newRow("taken seats are a conflict")
        << refused(RefusalCode::TicketsTaken) << 0 << Verdict::Kind::Conflict;
    QTest::newRow("overload is tried again")
        << refused(RefusalCode::Overloaded) << 0 << Verdict::Kind::Retry;
    QTest::newRow("a read-only server is tried again")
        << refused(RefusalCode::ReadOnly) << 0 << Verdict::Kind::Retry;
    QTest::newRow("an ended session waits for a person")
        << refused(RefusalCode::NotSignedIn) << 0 << Verdict::Kind::SignIn;
    QTest::newRow("a mistake of the server is tried again")
        << refused(RefusalCode::Internal) << 0 << Verdict::Kind::Retry;
    QTest::newRow("a mistake that stays is a conflict")
        << refused(RefusalCode::Internal) << mostFailures << Verdict::Kind::Conflict;
}

void WindowEngineTest::everyFactHasItsVerdict()
{
    QFETCH(Outcome, outcome);
    QFETCH(int, failures);
    QFETCH(Verdict::Kind, kind);
    const QList<PendingOperation> pending{{op(1), failures}, {op(2), 0}};
    const QList<Verdict> verdicts = reconcile(pending, {{op(9), Done{}}, {op(1), outcome}});
    QCOMPARE(verdicts.size(), 2);
    QCOMPARE(verdicts.at(0).kind, kind);
    QCOMPARE(verdicts.at(1).kind, Verdict::Kind::Wait);
    QCOMPARE(reconcile(pending, {{op(1), outcome}, {op(1), outcome}}), verdicts);
}

void WindowEngineTest::anOperationIsSentOnlyOnceItIsStored()
{
    Desk desk;
    (void)desk.goLive();
    desk.open();
    const EngineStep made = desk.engine.submit(holdOf(3), op(1), desk.now);
    QVERIFY(sent<Perform>(made).isEmpty());
    QCOMPARE(actions<StoreOutboxRow>(made).size(), 1);
    QCOMPARE(desk.engine.board(concert)->look(SeatIndex(3)), SeatLook::Mine);
    QVERIFY(sent<Perform>(desk.engine.timePassed(desk.now)).isEmpty());
    QCOMPARE(sent<Perform>(desk.engine.stored(op(1), desk.now)).size(), 1);
}

void WindowEngineTest::anUnansweredOperationIsSentAgainWithTheSameId()
{
    Desk desk;
    (void)desk.goLive();
    const QList<Perform> first = sent<Perform>(desk.submit(1, holdOf(3)));
    QCOMPARE(first.size(), 1);
    (void)desk.engine.disconnected(desk.now, {});
    (void)desk.engine.connected(desk.now);
    const QList<Perform> again = sent<Perform>(desk.welcome());
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.constFirst().operation, first.constFirst().operation);
}

void WindowEngineTest::aTransientRefusalKeepsItInTheOutbox()
{
    Desk desk;
    (void)desk.goLive();
    (void)desk.submit(1, holdOf(3));
    Refusal busy = because(RefusalCode::Overloaded);
    busy.retryAfter = Milliseconds(2'000);
    QVERIFY(notices<OperationSettled>(desk.outcome(1, std::unexpected(busy))).isEmpty());
    QVERIFY(desk.engine.outbox().constFirst().isPending());
    desk.now = desk.now + Milliseconds(1'999);
    QVERIFY(sent<Perform>(desk.engine.timePassed(desk.now)).isEmpty());
    desk.now = desk.now + Milliseconds(1);
    QCOMPARE(sent<Perform>(desk.engine.timePassed(desk.now)).size(), 1);
}

void WindowEngineTest::aSecondOutcomeIsIgnored()
{
    Desk desk;
    (void)desk.goLive();
    (void)desk.submit(1, holdOf(3));
    QCOMPARE(notices<OperationSettled>(desk.outcome(1, Done{})).size(), 1);
    const EngineStep second = desk.outcome(1, std::unexpected(because(RefusalCode::TicketsTaken)));
    QVERIFY(notices<OperationSettled>(second).isEmpty());
    QCOMPARE(desk.engine.outbox().constFirst().state, OutboxState::Applied);
    (void)desk.engine.stored(op(1), desk.now); // the row as sent
    (void)desk.engine.timePassed(desk.now);
    (void)desk.engine.stored(op(1), desk.now); // the row as applied
    QVERIFY(desk.engine.outbox().isEmpty());
}

void WindowEngineTest::operationsOnOneHoldGoOneAfterTheOther()
{
    Desk desk;
    (void)desk.goLive();
    (void)desk.submit(1, holdOf(3));
    const ReleaseHold release{.hold = holdOf(3).hold, .event = concert};
    QVERIFY(sent<Perform>(desk.submit(2, release)).isEmpty());
    QCOMPARE(sent<Perform>(desk.submit(3, holdOf(5))).size(), 1); // another hold overtakes
    const Hold granted{.id = holdOf(3).hold, .event = concert, .fence = Fence(7)};
    EngineStep step =
        desk.outcome(1, Done{.event = concert, .sequence = Sequence(2), .hold = granted});
    QVERIFY(sent<Perform>(step).isEmpty()); // its fence is stored first
    step = desk.engine.stored(op(2), desk.now);
    QCOMPARE(sent<Perform>(step).size(), 1);
    const Operation released = sent<Perform>(step).constFirst().operation;
    QCOMPARE(std::get<ReleaseHold>(released.command).fence, Fence(7));
}

void WindowEngineTest::theWatermarkStopsAtTheFirstUnsettledOne()
{
    Desk desk;
    (void)desk.goLive();
    (void)desk.submit(1, holdOf(1));
    (void)desk.submit(2, holdOf(2));
    (void)desk.outcome(2, Done{});
    QCOMPARE(sent<Perform>(desk.submit(3, holdOf(3))).constFirst().acknowledged, DeviceSequence(0));
}

void WindowEngineTest::aGapIsAskedFor()
{
    Desk desk;
    (void)desk.goLive();
    desk.open(4);
    const Change change{.sequence = Sequence(6),
                        .seats = {SeatIndex(1)},
                        .after = {.status = TicketStatus::Sold},
                        .versions = {Version(2)}};
    const EngineStep step =
        desk.engine.received(Changes{.event = concert, .changes = {change}}, desk.now);
    QCOMPARE(sent<WatchEvent>(step).size(), 1);
    QCOMPARE(sent<WatchEvent>(step).constFirst().since, Sequence(4));
    QVERIFY(actions<StoreChanges>(step).isEmpty());
}

void WindowEngineTest::anotherEpochVoidsTheBaseButNotTheOutbox()
{
    Desk desk;
    (void)desk.goLive();
    desk.open(4);
    (void)desk.submit(1, holdOf(3));
    (void)desk.engine.disconnected(desk.now, {});
    (void)desk.engine.connected(desk.now);
    const EngineStep step = desk.welcome(idNamed<LedgerEpoch>(u"other"));
    QCOMPARE(actions<ForgetConfirmed>(step).size(), 1);
    QVERIFY(!desk.engine.board(concert));
    QCOMPARE(sent<WatchEvent>(step).constFirst().since, Sequence(0));
    QCOMPARE(sent<Perform>(step).size(), 1);
}

void WindowEngineTest::aSilentLineIsGivenUp()
{
    Desk desk;
    (void)desk.goLive();
    bool isClosed = false;
    for (int second = 0; second < 25 && !isClosed; ++second) {
        desk.now = desk.now + Milliseconds(1'000);
        isClosed = !actions<CloseConnection>(desk.engine.timePassed(desk.now)).isEmpty();
    }
    QVERIFY(isClosed);
    QCOMPARE(actions<OpenConnection>(desk.engine.disconnected(desk.now, {})).size(), 1);
}

void WindowEngineTest::anUnknownVersionIsNotStormed()
{
    Desk desk;
    (void)desk.engine.started(desk.now);
    (void)desk.engine.connected(desk.now);
    (void)desk.engine.received(Refused{.refusal = because(RefusalCode::UnsupportedVersion)},
                               desk.now);
    QCOMPARE(desk.engine.link(), LinkState::Refused);
    const EngineStep step = desk.engine.disconnected(desk.now, {});
    QCOMPARE(actions<OpenConnection>(step).constFirst().after, Milliseconds(60'000));
}

void WindowEngineTest::waitingStaysBelowItsCeiling()
{
    SeededRandom random(3);
    QCOMPARE(backoff(0, random), Milliseconds(0));
    for (int attempt = 1; attempt < 100; ++attempt) {
        const qint64 ceiling = attempt > 6 ? 15'000 : qint64(250) << (attempt - 1);
        for (int i = 0; i < 100; ++i) {
            const qint64 wait = backoff(attempt, random).count();
            QVERIFY(wait >= 0 && wait <= ceiling);
        }
    }
}

void WindowEngineTest::theShortestRoundTripTellsTheTime()
{
    ClockOffset clock;
    QCOMPARE(clock.earliestTick(Instant::fromMs(5), Tick::fromMs(9)), Tick::fromMs(9));
    clock.learn(Tick::fromMs(100), Tick::fromMs(500), Instant::fromMs(1'000'000));
    clock.learn(Tick::fromMs(1'000), Tick::fromMs(1'020), Instant::fromMs(1'000'910));
    QCOMPARE(clock.serverTime(Tick::fromMs(1'010)), Instant::fromMs(1'000'910));
    QCOMPARE(clock.earliestTick(Instant::fromMs(1'000'960), Tick::fromMs(1'100)),
             Tick::fromMs(1'050));
    for (int i = 0; i < 8; ++i) // a clock set anew is believed in the end
        clock.learn(Tick::fromMs(2'000), Tick::fromMs(2'100), Instant::fromMs(9'000'000));
    QCOMPARE(clock.serverTime(Tick::fromMs(2'050)), Instant::fromMs(9'000'000));
}

QTEST_APPLESS_MAIN(WindowEngineTest)
#include "tst_windowengine.moc"
