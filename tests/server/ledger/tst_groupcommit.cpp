#include "sync/server/ledger/groupcommit.h"

#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/limits.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/support/tempstore.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// Keeps the writer busy until it is let go.
class Plug final
{
public:
    explicit Plug(GroupCommit &commits)
    {
        const bool isTaken = commits.run([this](LedgerWriter &) {
            m_reached.set_value();
            m_free.get_future().wait();
        });
        if (isTaken)
            m_reached.get_future().wait();
    }
    void pull() { m_free.set_value(); }

private:
    std::promise<void> m_reached;
    std::promise<void> m_free;
};

/// A ledger that prepares nothing before it is let go.
class SlowPreparation final : public Ledger, public LedgerWriter
{
public:
    explicit SlowPreparation(Ledger &ledger)
        : m_ledger(ledger)
    {}
    void letGo() { m_free.set_value(); }

    [[nodiscard]] std::shared_ptr<const PreparedCommand>
    prepare(const Operation &operation) const override
    {
        m_isFree.wait();
        return m_ledger.writer().prepare(operation);
    }
    [[nodiscard]] std::vector<AppliedOperation> apply(std::span<const Submission> batch) override
    {
        return m_ledger.writer().apply(batch);
    }
    [[nodiscard]] Result<QList<CommittedChange>> expireHolds(qint32 limit) override
    {
        return m_ledger.writer().expireHolds(limit);
    }
    [[nodiscard]] std::optional<Instant> nextExpiry() override
    {
        return m_ledger.writer().nextExpiry();
    }
    [[nodiscard]] Result<void> openSession(const SessionRecord &session) override
    {
        return m_ledger.writer().openSession(session);
    }
    [[nodiscard]] Result<void> closeSession(const TokenHash &token) override
    {
        return m_ledger.writer().closeSession(token);
    }
    [[nodiscard]] Result<void> addOperator(const OperatorRecord &person) override
    {
        return m_ledger.writer().addOperator(person);
    }

    [[nodiscard]] LedgerWriter &writer() override { return *this; }
    [[nodiscard]] Result<std::unique_ptr<LedgerReader>> openReader() override
    {
        return m_ledger.openReader();
    }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return m_ledger.fault(); }
    [[nodiscard]] Instant now() const override { return m_ledger.now(); }

private:
    Ledger &m_ledger;
    std::promise<void> m_free;
    std::shared_future<void> m_isFree = m_free.get_future().share();
};

} // namespace

class GroupCommitTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesArePrunedInPauses()
    {
        LedgerHouse house;
        GroupCommit commits(house.ledger(), {});
        constexpr int operations = limits::outcomesPerPrune + 1;
        for (int i = 1; i <= operations; ++i) {
            Submission each =
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({i % 50})});
            each.operation.deviceSequence = DeviceSequence(i);
            each.acknowledged = DeviceSequence(i - 1);
            QVERIFY(commits.submit(std::move(each), {}));
        }
        QTRY_VERIFY(commits.figures().pruned >= limits::outcomesPerPrune);
        commits.stop();
        QVERIFY(commits.figures().pruned < operations); // the last one is not acknowledged
    }

    void whatArrivedMeanwhileIsOneCommitInOrder()
    {
        LedgerHouse house;
        std::vector<int> answered;
        QList<Sequence> listened;
        GroupCommit commits(house.ledger(), [&](const QList<CommittedChange> &changes, auto) {
            QVERIFY(answered.empty()); // the feed hears of it first
            for (const CommittedChange &change : changes)
                listened.append(change.sequence);
        });
        Plug plug(commits);
        for (int seat = 0; seat < 20; ++seat)
            QVERIFY(commits.submit(
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({seat})}),
                [&answered, seat](const AppliedOperation &applied) {
                    QVERIFY(applied.outcome);
                    answered.push_back(seat);
                }));
        plug.pull();
        commits.stop();
        QCOMPARE(answered.size(), size_t(20));
        QVERIFY(std::is_sorted(answered.begin(), answered.end()));
        QCOMPARE(listened.size(), 20);
        QVERIFY(std::is_sorted(listened.begin(), listened.end()));
        QCOMPARE(commits.figures().commits, 1);
        QCOMPARE(commits.figures().largestBatch, 20);
    }

    void aTaskRunsBetweenTheOperationsAroundIt()
    {
        LedgerHouse house;
        std::vector<QString> order;
        GroupCommit commits(house.ledger(), {});
        Plug plug(commits);
        const auto hold = [&](int seat) {
            return commits.submit(
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({seat})}),
                [&order, seat](const AppliedOperation &) {
                    order.push_back(QString::number(seat));
                });
        };
        QVERIFY(hold(1));
        QVERIFY(commits.run([&order](LedgerWriter &) { order.push_back(u"task"_s); }));
        QVERIFY(hold(2));
        plug.pull();
        commits.stop();
        QCOMPARE(order, (std::vector<QString>{u"1"_s, u"task"_s, u"2"_s}));
    }

    void theNextCommitRunsWhileManyAreAnswered()
    {
        LedgerHouse house;
        std::vector<int> answered; // one at a time, though on two threads
        std::promise<void> mayAnswer;
        const std::shared_future<void> isAllowed = mayAnswer.get_future().share();
        GroupCommit commits(house.ledger(), {});
        const auto hold = [&](int seat) {
            return commits.submit(
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({seat})}),
                [&answered, isAllowed, seat](const AppliedOperation &) {
                    isAllowed.wait();
                    answered.push_back(seat);
                });
        };
        Plug plug(commits);
        for (int seat = 0; seat < 20; ++seat)
            QVERIFY(hold(seat));
        plug.pull();
        QTRY_COMPARE(commits.figures().commits, 1);
        QVERIFY(hold(20));
        QTRY_COMPARE(commits.figures().commits, 2); // and nobody has been answered yet
        bool isTaskLast = false;
        QVERIFY(commits.run([&](LedgerWriter &) { isTaskLast = answered.size() == 21; }));
        QTRY_COMPARE(commits.figures().waiting, 0); // the writer has it, and waits
        mayAnswer.set_value();
        commits.stop();
        QCOMPARE(answered.size(), size_t(21));
        QVERIFY(std::is_sorted(answered.begin(), answered.end()));
        QVERIFY(isTaskLast);
    }

    void theQueueHasABound()
    {
        LedgerHouse house;
        std::atomic<int> answers = 0;
        GroupCommit commits(house.ledger(), {});
        Plug plug(commits);
        Submission nobody = house.submission(PlaceHold{});
        nobody.actor = {};
        const auto answer = [&answers](const AppliedOperation &) { ++answers; };
        for (int i = 0; i < limits::writeQueue; ++i)
            QVERIFY(commits.submit(nobody, answer));
        QVERIFY(!commits.submit(nobody, answer));
        QVERIFY(!commits.run([](LedgerWriter &) {}));
        QCOMPARE(commits.figures().waiting, limits::writeQueue);
        plug.pull();
        commits.stop();
        QCOMPARE(answers.load(), int(limits::writeQueue));
        QVERIFY(commits.figures().largestBatch <= limits::writeBatch);
        QVERIFY(!commits.submit(nobody, answer)); // stopped
    }

    void othersPassByWhatIsPrepared()
    {
        LedgerHouse house;
        SlowPreparation ledger(house.ledger());
        GroupCommit commits(ledger, {});
        std::mutex mutex;
        QStringList answered;
        std::promise<void> hasPassed;
        const auto submit = [&](const QString &name, const Command &command, int window) {
            QVERIFY(commits.submit(house.submission(command, window),
                                   [&, name](const AppliedOperation &applied) {
                                       const std::lock_guard lock(mutex);
                                       answered.append(applied.outcome ? name : u"refused"_s);
                                       if (name == u"of another window"_s)
                                           hasPassed.set_value();
                                   }));
        };
        const SeatMap map = aSeatMap().withRows(2).ofSeats(5).build();
        submit(u"map"_s,
               PublishSeatMap{.id = house.make<SeatMapId>(),
                              .venue = house.venue,
                              .document = seatMapToJson(map),
                              .expected = Version(2)},
               0);
        submit(u"after it"_s, PlaceHold{house.make<HoldId>(), house.event, seatsAt({1})}, 0);
        submit(u"of another window"_s, PlaceHold{house.make<HoldId>(), house.event, seatsAt({2})},
               1);
        hasPassed.get_future().wait(); // or the test hangs
        {
            const std::lock_guard lock(mutex);
            QCOMPARE(answered, QStringList{u"of another window"_s});
        }
        ledger.letGo();
        commits.stop(); // what was accepted is done all the same
        QCOMPARE(answered, (QStringList{u"of another window"_s, u"map"_s, u"after it"_s}));
    }

    void largeOperationsAreDoneOneToACommit()
    {
        LedgerHouse house;
        GroupCommit commits(house.ledger(), {});
        Plug plug(commits);
        for (int i = 0; i < 3; ++i) {
            const RevokeAllotment large{house.make<HoldId>(), house.event, u"x"_s, false};
            QVERIFY(commits.submit(house.submission(large, i), {}));
            const PlaceHold small{house.make<HoldId>(), house.event, seatsAt({i})};
            QVERIFY(commits.submit(house.submission(small, i + 4), {}));
        }
        plug.pull();
        commits.stop();
        QCOMPARE(commits.figures().operations, 6);
        QVERIFY(commits.figures().commits >= 3);
        QVERIFY(commits.figures().largestBatch <= 4); // all the small ones and one of the large
        QCOMPARE(house.counts().held, 3);
    }

    void endedHoldsAreFreedByThemselves()
    {
        LedgerHouse house;
        std::promise<QList<SeatIndex>> freed;
        GroupCommit commits(house.ledger(), [&](const QList<CommittedChange> &changes, auto) {
            if (changes.first().after.status == TicketStatus::Available)
                freed.set_value(changes.first().seats);
        });
        std::promise<void> held;
        QVERIFY(commits.submit(
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({3})}),
            [&held](const AppliedOperation &) { held.set_value(); }));
        held.get_future().wait();
        house.clock().advance(limits::holdLength);
        QCOMPARE(freed.get_future().get(), seatsAt({3}));
    }

    void theSimulatorDecidesWhenToCommit()
    {
        LedgerHouse house;
        int answers = 0;
        GroupCommit commits(house.ledger(), {}, GroupCommit::Mode::Manual);
        QVERIFY(commits.submit(
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({3})}),
            [&answers](const AppliedOperation &) { ++answers; }));
        QCOMPARE(answers, 0);
        commits.commitPending();
        QCOMPARE(answers, 1);
        house.clock().advance(limits::holdLength);
        commits.commitPending();
        QCOMPARE(house.ticket(3).status, TicketStatus::Available);
    }

    /// Four threads want the same seats, each sends everything twice: every seat has one owner.
    void fourThreadsNeverShareASeat()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        constexpr int threads = 4;
        std::vector<std::vector<Submission>> wishes(threads);
        for (int thread = 0; thread < threads; ++thread) {
            for (int i = 0; i < 200; ++i)
                wishes[size_t(thread)].push_back(house.submission(
                    PlaceHold{house.make<HoldId>(), house.event, seatsAt({(i * 7 + thread) % 50})},
                    thread));
        }
        std::array<std::atomic<int>, 50> owners{};
        std::atomic<int> answers = 0;
        std::atomic<int> repeats = 0;
        {
            GroupCommit commits(house.ledger(), {});
            std::vector<std::thread> running;
            for (const auto &mine : wishes) {
                running.emplace_back([&] {
                    for (int round = 0; round < 2; ++round) {
                        for (const Submission &wish : mine)
                            while (!commits.submit(wish, [&](const AppliedOperation &applied) {
                                ++answers;
                                repeats += applied.isRepeat ? 1 : 0;
                                if (applied.outcome && !applied.isRepeat)
                                    ++owners[size_t(applied.outcome->hold->seats[0].value())];
                            }))
                                std::this_thread::yield();
                    }
                });
            }
            for (std::thread &thread : running)
                thread.join();
        }
        QCOMPARE(answers.load(), threads * 400);
        QCOMPARE(repeats.load(), threads * 200);
        for (const auto &owner : owners)
            QCOMPARE(owner.load(), 1);
        QCOMPARE(house.counts(), (TicketCounts{0, 50, 0, 0}));
        QVERIFY(verifyLedger(folder.file(u"house.sqlite"_s))->isEmpty());
    }
};

QTEST_GUILESS_MAIN(GroupCommitTest)
#include "tst_groupcommit.moc"
