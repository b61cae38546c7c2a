#include "tests/support/historychecker.h"
#include "tests/support/seededrandom.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace foyer;

namespace {

using Action = TicketAct::Action;
using Answer = TicketAct::Answer;

constexpr auto Hold = Action::Hold;
constexpr auto Release = Action::Release;
constexpr auto Confirm = Action::Confirm;
constexpr auto Cancel = Action::Cancel;
constexpr auto Expire = Action::Expire;

/// An act on ticket 0 between two times.
TicketAct act(Action action, quint32 owner, qint64 called, qint64 answered,
              Answer answer = Answer::Done)
{
    return {.seat = SeatIndex(0),
            .action = action,
            .answer = answer,
            .owner = owner,
            .called = called,
            .answered = answered};
}
TicketAct refused(Action action, quint32 owner, qint64 called, qint64 answered)
{
    return act(action, owner, called, answered, Answer::Refused);
}
TicketAct unknown(Action action, quint32 owner, qint64 called)
{
    return act(action, owner, called, called, Answer::Unknown);
}
TicketAct late(TicketAct confirm, qint64 holdEnds)
{
    confirm.holdEnds = holdEnds;
    return confirm;
}

using Acts = std::vector<TicketAct>;

/// A register that really does one thing at a time, and acts around its moments, so that their
/// history is right whatever the order of calls and answers looks like.
Acts rightHistory(int count, int seats, SeededRandom &random)
{
    struct State
    {
        TicketStatus status = TicketStatus::Available;
        quint32 owner = 0;
    };
    std::vector<State> states{size_t(seats)};
    Acts acts;
    for (int i = 0; i < count; ++i) {
        State &state = states[size_t(i) % states.size()];
        const qint64 moment = qint64(i) * 10;
        TicketAct one{.seat = SeatIndex(i % seats),
                      .action = Action(random.below(4)),
                      .owner = 1 + quint32(random.below(6)),
                      .called = moment - qint64(random.below(25 * quint64(seats))),
                      .answered = moment + 1 + qint64(random.below(25 * quint64(seats)))};
        const bool isFree = state.status == TicketStatus::Available;
        const bool isHis = !isFree && state.owner == one.owner;
        const bool isHeld = isHis && state.status == TicketStatus::Held;
        const bool isSold = isHis && state.status == TicketStatus::Sold;
        const bool isDone = one.action == Hold      ? isFree || isHeld
                            : one.action == Confirm ? isHeld
                            : one.action == Cancel  ? isSold
                                                    : isHeld;
        one.answer = isDone ? Answer::Done : Answer::Refused;
        if (isDone)
            state = one.action == Hold      ? State{TicketStatus::Held, one.owner}
                    : one.action == Confirm ? State{TicketStatus::Sold, one.owner}
                                            : State{};
        if (random.chance(2))
            one.answer = isDone ? Answer::Unknown : Answer::Refused;
        acts.push_back(one);
    }
    return acts;
}

} // namespace

Q_DECLARE_METATYPE(Acts)

class HistoryCheckerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void histories_data()
    {
        QTest::addColumn<Acts>("acts");
        QTest::addColumn<bool>("isPossible");
        const auto right = [](const char *name, const Acts &acts) {
            QTest::newRow(name) << acts << true;
        };
        const auto wrong = [](const char *name, const Acts &acts) {
            QTest::newRow(name) << acts << false;
        };
        right("nothing", {});
        right("a hold is sold", {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3)});
        right("a sale is cancelled and sold again",
              {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Cancel, 1, 4, 5), act(Hold, 2, 6, 7),
               act(Confirm, 2, 8, 9)});
        right("a hold is refused while another has it",
              {act(Hold, 1, 0, 1), refused(Hold, 2, 2, 3)});
        right("a hold that was released serves the next",
              {act(Hold, 1, 0, 1), act(Release, 1, 2, 3), act(Hold, 2, 4, 5)});
        right("releasing twice is done twice",
              {act(Hold, 1, 0, 1), act(Release, 1, 2, 3), act(Release, 1, 4, 5)});
        right("holding again what one has", {act(Hold, 1, 0, 1), act(Hold, 1, 2, 3)});
        right("two at once, one wins", {act(Hold, 1, 0, 10), refused(Hold, 2, 1, 9)});
        right("a refusal that is answered before the winner's hold",
              {act(Hold, 1, 0, 10), refused(Hold, 2, 1, 2)});
        right("the later answer happened first",
              {act(Hold, 2, 0, 10), act(Hold, 1, 1, 3), act(Release, 1, 4, 9)});
        right("an expiry nobody asked for",
              {act(Hold, 1, 0, 1), unknown(Expire, 1, 1), act(Hold, 2, 5, 6)});
        right("an expiry that did not happen",
              {act(Hold, 1, 0, 1), unknown(Expire, 1, 1), act(Confirm, 1, 5, 6)});
        right("an unanswered hold that happened",
              {unknown(Hold, 1, 0), refused(Hold, 2, 2, 3), act(Action::SeeHeld, 1, 4, 5)});
        right("an unanswered hold that did not happen", {unknown(Hold, 1, 0), act(Hold, 2, 2, 3)});
        right("an unanswered hold that happens much later",
              {unknown(Hold, 1, 0), act(Hold, 2, 2, 3), act(Release, 2, 4, 5),
               refused(Hold, 2, 6, 7)});
        right("a confirm is refused after its hold has ended",
              {act(Hold, 1, 0, 1), late(refused(Confirm, 1, 9, 10), 5)});
        right("what is sold is seen sold",
              {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Action::SeeSold, 1, 4, 5)});

        wrong("sold twice", {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Hold, 2, 4, 5)});
        wrong("held twice at once", {act(Hold, 1, 0, 9), act(Hold, 2, 0, 9)});
        wrong("sold to two who asked at once",
              {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 9), act(Confirm, 2, 2, 9)});
        wrong("refused though it was free", {refused(Hold, 1, 0, 1)});
        wrong("refused though it had been let go",
              {act(Hold, 1, 0, 1), act(Release, 1, 2, 3), refused(Hold, 2, 4, 5)});
        wrong("sold without a hold", {act(Confirm, 1, 0, 1)});
        wrong("sold after it was let go",
              {act(Hold, 1, 0, 1), act(Release, 1, 2, 3), act(Confirm, 1, 4, 5)});
        wrong("a sale that is lost",
              {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Action::SeeFree, 0, 4, 5)});
        wrong("a sale that becomes another's",
              {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Action::SeeSold, 2, 4, 5)});
        wrong("a hold that is lost", {act(Hold, 1, 0, 1), refused(Confirm, 1, 2, 3)});
        wrong("cancelled twice", {act(Hold, 1, 0, 1), act(Confirm, 1, 2, 3), act(Cancel, 1, 4, 5),
                                  act(Cancel, 1, 6, 7)});
        wrong("a refused hold that happened", {act(Hold, 1, 0, 1), refused(Hold, 2, 2, 3),
                                               act(Release, 1, 4, 5), act(Confirm, 2, 6, 7)});
        wrong("an unanswered hold cannot happen before it was asked",
              {refused(Hold, 2, 0, 1), unknown(Hold, 1, 2)});
        wrong("an unanswered hold happens once only",
              {unknown(Hold, 1, 0), refused(Hold, 2, 2, 3), act(Release, 1, 4, 5),
               refused(Hold, 2, 6, 7)});
        wrong("a confirm is done after its hold has ended",
              {act(Hold, 1, 0, 1), late(act(Confirm, 1, 9, 10), 5)});
        wrong("what happened after an answer cannot come before it",
              {act(Hold, 1, 0, 1), act(Action::SeeFree, 0, 2, 3)});
    }

    void histories()
    {
        QFETCH(Acts, acts);
        QFETCH(bool, isPossible);
        const HistoryVerdict verdict = checkHistory(acts);
        QCOMPARE(verdict.isLinearizable(), isPossible);
        // The order in which they are listed says nothing.
        std::ranges::reverse(acts);
        QCOMPARE(checkHistory(acts).isLinearizable(), isPossible);
    }

    void theTicketAndTheActAreNamed()
    {
        TicketAct other = act(Hold, 1, 0, 1);
        other.seat = SeatIndex(7);
        TicketAct twice = act(Hold, 2, 2, 3);
        twice.seat = SeatIndex(7);
        const HistoryVerdict verdict =
            checkHistory(Acts{act(Hold, 1, 0, 1), other, twice, act(Confirm, 1, 2, 3)});
        QCOMPARE(verdict.contradictions.size(), 1);
        QCOMPARE(verdict.contradictions.first().seat, SeatIndex(7));
        QCOMPARE(verdict.contradictions.first().act, 2);
        QCOMPARE(verdict.contradictions.first().what,
                 QStringLiteral("ticket 7, then held (1): hold by 2 from 2 to 3: done"));
    }

    void tooMuchAtOnceIsUndecided()
    {
        Acts acts;
        for (int i = 0; i <= mostActsUnderWay; ++i)
            acts.push_back(unknown(Hold, quint32(i + 1), i));
        const HistoryVerdict verdict = checkHistory(acts);
        QVERIFY(!verdict.isLinearizable());
        QCOMPARE(verdict.undecided, QList<SeatIndex>{SeatIndex(0)});
    }

    void whatARegisterDidIsAlwaysPossible()
    {
        for (quint64 seed = 0; seed < 300; ++seed) {
            SeededRandom random(seed);
            const HistoryVerdict verdict = checkHistory(rightHistory(200, 5, random));
            QVERIFY2(verdict.isLinearizable(),
                     verdict.contradictions.isEmpty()
                         ? "undecided"
                         : qPrintable(verdict.contradictions.first().what));
        }
    }

    /// One after the other, every answer follows from those before it.
    void oneWrongAnswerIsFound()
    {
        for (quint64 seed = 0; seed < 300; ++seed) {
            SeededRandom random(seed);
            Acts acts = rightHistory(200, 40, random);
            for (size_t i = 0; i < acts.size(); ++i) {
                acts[i].called = qint64(i) * 10;
                acts[i].answered = acts[i].called + 5;
                if (acts[i].answer == Answer::Unknown)
                    acts[i].answer = Answer::Done;
            }
            QVERIFY(checkHistory(acts).isLinearizable());
            TicketAct *lie = &acts[random.below(acts.size())];
            while (lie->action == Release) // which is done whether there is something or not
                lie = &acts[random.below(acts.size())];
            lie->answer = lie->answer == Answer::Done ? Answer::Refused : Answer::Done;
            QVERIFY(!checkHistory(acts).isLinearizable());
        }
    }

    void aHundredThousandActsAreCheckedQuickly()
    {
        SeededRandom random(5);
        const Acts acts = rightHistory(100'000, 2'000, random);
        QElapsedTimer timer;
        timer.start();
        const HistoryVerdict verdict = checkHistory(acts);
        qInfo("100,000 acts in %lld ms", timer.elapsed());
        QVERIFY(verdict.contradictions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(HistoryCheckerTest)
#include "tst_historychecker.moc"
