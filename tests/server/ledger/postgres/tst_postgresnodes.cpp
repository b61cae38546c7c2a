#include "models/domain/invariant.h"
#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/postgres/postgresnotice.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/server/ledger/postgreshouse.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <numeric>
#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// Collects what a node hears.
class Ear final
{
public:
    explicit Ear(Ledger &ledger)
        : m_ledger(ledger)
    {
        m_ledger.hearOthers([this](const NewsFromElsewhere &news) { hear(news); });
        // From here on it listens: what it may have missed before, it has said.
        (void)waitFor([](const Ear &ear) { return ear.m_misses > 0; });
    }
    ~Ear() { m_ledger.hearOthers({}); }
    Q_DISABLE_COPY_MOVE(Ear)

    [[nodiscard]] bool hasHeard(const EventId &event, Sequence sequence)
    {
        return waitFor([&](const Ear &ear) { return ear.m_events.value(event) >= sequence; });
    }
    [[nodiscard]] bool hasHeardOfCatalogue()
    {
        return waitFor([](const Ear &ear) { return ear.m_isCatalogue; });
    }
    [[nodiscard]] bool hasMissedTimes(int misses)
    {
        return waitFor([misses](const Ear &ear) { return ear.m_misses >= misses; });
    }
    [[nodiscard]] QSet<Sequence> sequences()
    {
        const std::lock_guard lock(m_mutex);
        return m_sequences;
    }

private:
    void hear(const NewsFromElsewhere &news)
    {
        const std::lock_guard lock(m_mutex);
        for (auto event = news.events.cbegin(); event != news.events.cend(); ++event) {
            m_events[event.key()] = std::max(m_events.value(event.key()), event.value());
            m_sequences.insert(event.value());
        }
        m_isCatalogue |= news.isCatalogue;
        m_misses += news.mayHaveMissed ? 1 : 0;
        m_changed.notify_all();
    }
    template <class Condition>
    bool waitFor(const Condition &condition)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return condition(*this); });
    }

    Ledger &m_ledger;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QHash<EventId, Sequence> m_events;
    QSet<Sequence> m_sequences;
    bool m_isCatalogue = false;
    int m_misses = 0;
};

std::unique_ptr<PostgresConnection> connectionTo(const QString &uri)
{
    auto opened = PostgresConnection::open(uri);
    FOYER_INVARIANT(opened.has_value(), "a test connects");
    return *std::move(opened);
}

/// Why a statement is refused; empty when it is not.
QByteArray refusedStateOf(PostgresConnection &connection, const QByteArray &statement)
{
    connection.forgetFailure();
    connection.execute(statement);
    const QByteArray state = connection.failure() ? connection.failure()->state : QByteArray();
    connection.forgetFailure();
    return state;
}

/// Two houses of a test make the same ids, one after the other; this one is to make others.
void makeOtherIds(LedgerHouse &house)
{
    for (int i = 0; i < 1'000; ++i)
        (void)house.make<HoldId>();
}

QString freshPath()
{
    static int paths = 0;
    return u"nodes%1"_s.arg(++paths);
}

RefusalCode codeOfOpening(const QString &uri)
{
    const FakeClock clock;
    const auto opened = openPostgresLedger(uri, clock, {});
    return opened ? RefusalCode::Malformed : opened.error().code;
}

} // namespace

/// Several nodes on one database, and what may happen to their connections.
class PostgresNodesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOneNodeCommitsTheOtherHearsAndReads()
    {
        const QString path = freshPath();
        LedgerHouse here(path);
        LedgerHouse there(path);
        Ear ear(there.ledger());
        const AppliedOperation held =
            here.apply(PlaceHold{here.make<HoldId>(), here.event, seatsAt({3, 4})});
        QVERIFY(held.outcome);
        QVERIFY(ear.hasHeard(here.event, Sequence(1)));
        const auto changes = there.reader().changesSince(here.event, Sequence(0), 10);
        QVERIFY(changes);
        QCOMPARE(changes->size(), 1);
        QCOMPARE(changes->first().seats, seatsAt({3, 4}));
        QCOMPARE(there.ticket(3).status, TicketStatus::Held);
        QVERIFY(here.apply(SavePerformer{{.id = here.make<PerformerId>(), .name = u"Choir"_s}})
                    .outcome);
        QVERIFY(ear.hasHeardOfCatalogue());
    }

    void aNodeDoesNotHearItself()
    {
        const QString path = freshPath();
        LedgerHouse here(path);
        LedgerHouse there(path);
        makeOtherIds(there);
        Ear ear(here.ledger());
        QVERIFY(here.hold(here.make<HoldId>(), {1}));
        QVERIFY(there.hold(there.make<HoldId>(), {2}, 1));
        QVERIFY(ear.hasHeard(here.event, Sequence(2)));
        const AppliedOperation own =
            here.apply(PlaceHold{here.make<HoldId>(), here.event, seatsAt({3})});
        QCOMPARE(own.changes.first().sequence, Sequence(3));
        QVERIFY(there.hold(there.make<HoldId>(), {4}, 1));
        QVERIFY(ear.hasHeard(here.event, Sequence(4)));
        QCOMPARE(ear.sequences(), (QSet<Sequence>{Sequence(2), Sequence(4)}));
    }

    void everySeatHasOneWinner()
    {
        constexpr int seats = 50;
        const QString path = freshPath();
        LedgerHouse here(path);
        LedgerHouse there(path);
        std::array<QList<int>, 2> won;
        std::latch start(2);
        const auto fight = [&](LedgerHouse &house, int node) {
            start.arrive_and_wait();
            for (int i = 0; i < seats; ++i) {
                const int seat = (i * 7 + node * 3) % seats;
                // Of another random source than the other node's.
                const HoldId hold = idNamed<HoldId>(u"%1 of %2"_s.arg(seat).arg(node));
                Submission submission = house.submission(
                    PlaceHold{hold, house.event, seatsAt({seat})}, node * 2 + i % 2);
                submission.operation.id = idNamed<OperationId>(u"%1 at %2"_s.arg(seat).arg(node));
                if (house.apply(submission).outcome)
                    won[size_t(node)].append(seat);
            }
        };
        std::thread other([&] { fight(there, 1); });
        fight(here, 0);
        other.join();
        QList<int> all = won[0] + won[1];
        std::ranges::sort(all);
        QCOMPARE(all.size(), seats);
        QVERIFY(std::ranges::adjacent_find(all) == all.end());
        QVERIFY(!won[0].isEmpty());
        QVERIFY(!won[1].isEmpty());
        QCOMPARE(here.counts(), (TicketCounts{0, seats, 0, 0}));
        const auto changes = there.reader().changesSince(here.event, Sequence(0), 100);
        QCOMPARE(changes->size(), seats);
        for (int i = 0; i < seats; ++i)
            QCOMPARE((*changes)[i].sequence, Sequence(i + 1)); // no gap, none twice
        const auto contradictions = verifyPostgresLedger(databaseOf(path));
        QVERIFY(contradictions);
        QCOMPARE(contradictions->size(), 0);
    }

    void oneOperationThroughTwoNodesIsDoneOnce()
    {
        const QString path = freshPath();
        LedgerHouse here(path);
        LedgerHouse there(path);
        for (int round = 0; round < 20; ++round) {
            const Submission submission = here.submission(
                PlaceHold{here.make<HoldId>(), here.event, seatsAt({round, round + 20})});
            std::latch start(2);
            AppliedOperation second;
            std::thread other([&] {
                start.arrive_and_wait();
                second = there.apply(submission);
            });
            start.arrive_and_wait();
            const AppliedOperation first = here.apply(submission);
            other.join();
            QVERIFY(first.outcome);
            QVERIFY(second.outcome);
            QCOMPARE(first.outcome->hold, second.outcome->hold);
            QVERIFY(first.isRepeat != second.isRepeat);
        }
        QCOMPARE(here.counts().held, 40);
    }

    void whatAPersonMayHoldIsNotExceededByTwoNodes_data()
    {
        QTest::addColumn<int>("windowHere");
        QTest::addColumn<int>("windowThere");
        QTest::addColumn<int>("held"); // one more is allowed
        QTest::newRow("one window at both") << 0 << 0 << 19;
        QTest::newRow("one person at two windows") << 2 << 3 << 39;
    }

    void whatAPersonMayHoldIsNotExceededByTwoNodes()
    {
        QFETCH(int, windowHere);
        QFETCH(int, windowThere);
        QFETCH(int, held);
        const QString path = freshPath();
        LedgerHouse house(path);
        const PostgresLedgerSettings settings{.ticketsHeldPerWindow = 20,
                                              .whose = PostgresClock::Given};
        const auto here = openPostgresLedger(databaseOf(path), house.clock(), settings);
        const auto there = openPostgresLedger(databaseOf(path), house.clock(), settings);
        QVERIFY(here && there);
        const auto take = [](Ledger &ledger, const Submission &submission) {
            return ledger.writer().apply({&submission, 1}).front().outcome.has_value();
        };
        const auto asks = [&](int first, int count, int window) {
            QList<int> seats(count);
            std::iota(seats.begin(), seats.end(), first);
            return house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt(seats)},
                                    window);
        };
        for (int round = 0; round < 40; ++round) {
            QVERIFY(take(**here, asks(0, 19, 0)));
            if (held > 20)
                QVERIFY(take(**here, asks(19, 20, 1)));
            const Submission one = asks(40, 1, windowHere);
            const Submission other = asks(41, 1, windowThere);
            std::latch start(2);
            bool isOther = false;
            std::thread racer([&] {
                start.arrive_and_wait();
                isOther = take(**there, other);
            });
            start.arrive_and_wait();
            const bool isOne = take(**here, one);
            racer.join();
            QVERIFY(isOne != isOther);
            house.clock().advance(Milliseconds(3'600'000)); // all of it ends
        }
    }

    void aLostConnectionIsMadeAgain()
    {
        const QString path = freshPath();
        LedgerHouse house(path);
        Ear ear(house.ledger());
        const Submission first =
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({1})});
        QVERIFY(house.apply(first).outcome);
        PrivatePostgres::instance().dropConnections();
        QVERIFY(house.hold(house.make<HoldId>(), {2}));
        const AppliedOperation again = house.apply(first);
        QVERIFY(again.outcome);
        QVERIFY(again.isRepeat);
        QVERIFY(ear.hasMissedTimes(2));
        QCOMPARE(house.ticket(2).status, TicketStatus::Held); // the reader is back, too
        QVERIFY(!house.ledger().fault());
        QCOMPARE(house.reader().tickets(house.event)->sequence, Sequence(2));
    }

    void aDatabaseThatIsAwayRefusesAndComesBack()
    {
        const QString path = freshPath();
        LedgerHouse house(path);
        PrivatePostgres::instance().shut(databaseOf(path));
        const Outcome refused = house.hold(house.make<HoldId>(), {1});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, RefusalCode::ReadOnly);
        QVERIFY(house.ledger().fault());
        PrivatePostgres::instance().open(databaseOf(path));
        QVERIFY(house.hold(house.make<HoldId>(), {1}));
        QVERIFY(!house.ledger().fault());
    }

    void aDatabaseThatDoesNotKeepWhatItSaysIsRefused()
    {
        PrivatePostgres &postgres = PrivatePostgres::instance();
        const QString uri = postgres.freshDatabase();
        const QByteArray name = uri.section(u'/', 3).section(u'?', 0, 0).toUtf8();
        const auto admin = connectionTo(postgres.uriOf(u"postgres"_s));
        const auto set = [&](const QByteArray &setting) {
            admin->execute("ALTER DATABASE " + name + setting);
        };
        set(" SET synchronous_commit = off");
        QCOMPARE(codeOfOpening(uri), RefusalCode::Internal);
        set(" RESET synchronous_commit");
        set(" SET default_transaction_read_only = on");
        QCOMPARE(codeOfOpening(uri), RefusalCode::ReadOnly);
        set(" RESET default_transaction_read_only");
        QCOMPARE(codeOfOpening(postgres.uriOf(u"nowhere"_s)), RefusalCode::ReadOnly);
        {
            const auto stranger = connectionTo(uri);
            stranger->execute("CREATE TABLE cats (name text)");
        }
        QCOMPARE(codeOfOpening(uri), RefusalCode::Internal); // not a ledger
        {
            const auto stranger = connectionTo(uri);
            stranger->execute("DROP TABLE cats");
        }
        QCOMPARE(codeOfOpening(uri), RefusalCode::Malformed); // opens
        {
            const auto newer = connectionTo(uri);
            newer->execute("INSERT INTO foyer_schema (version) VALUES (4711)");
        }
        QCOMPARE(codeOfOpening(uri), RefusalCode::UnsupportedVersion);
        QCOMPARE(verifyPostgresLedger(uri).error().code, RefusalCode::UnsupportedVersion);
    }

    void theSchemaRefusesWhatNoProgramMayDo()
    {
        const QString path = freshPath();
        LedgerHouse house(path);
        const Outcome held = house.hold(house.make<HoldId>(), {1});
        QVERIFY(house.apply(house.sale(*held->hold)).outcome);
        const auto connection = connectionTo(databaseOf(path));
        const auto stateOf = [&](const QByteArray &statement) {
            return refusedStateOf(*connection, statement);
        };
        QCOMPARE(stateOf("UPDATE ledger SET fence = 0"), "23000");
        QCOMPARE(stateOf("DELETE FROM ledger"), "23000");
        QCOMPARE(stateOf("TRUNCATE ledger"), "23000");
        QCOMPARE(stateOf("UPDATE payments SET amount = 0"), "23000");
        QCOMPARE(stateOf("DELETE FROM payments"), "23000");
        QCOMPARE(stateOf("UPDATE operations SET outcome = ''"), "23000");
        QCOMPARE(stateOf("UPDATE seats SET \"row\" = 'Z'"), "23000");
        QCOMPARE(stateOf("UPDATE tickets SET status = 1 WHERE idx = 2"), "23514");
        QCOMPARE(stateOf("UPDATE inventory SET sold = sold + 1"), "23514");
        QCOMPARE(stateOf("INSERT INTO booking_tickets SELECT gen_random_uuid(), event_no, idx,"
                         " category_id, ticket_type_id, price, live, given_back_at, alone"
                         " FROM booking_tickets"),
                 "23505"); // in two live bookings
    }

    void aTamperedLedgerIsFound()
    {
        const QString path = freshPath();
        LedgerHouse house(path);
        QVERIFY(house.hold(house.make<HoldId>(), {1}));
        const auto connection = connectionTo(databaseOf(path));
        connection->execute("ALTER TABLE ledger DISABLE TRIGGER ALL;"
                            "UPDATE ledger SET at_ms = at_ms + 1 WHERE sequence = 1");
        const auto contradictions = verifyPostgresLedger(databaseOf(path));
        QVERIFY(contradictions);
        QVERIFY(!contradictions->isEmpty());
        QCOMPARE(contradictions->first().row, 1);
    }

    void noticesAreReadAsTheyWereWritten()
    {
        PostgresNotice many;
        for (int i = 0; i < 200; ++i)
            many.spans.push_back({idNamed<EventId>(QString::number(i)), Sequence(i),
                                  Sequence(9'000'000'000'000'000'000LL)});
        PostgresNotice read;
        for (const QByteArray &payload : encodeNotices(many)) {
            QVERIFY(payload.size() < 8'000);
            const auto part = decodeNotice(payload);
            QVERIFY(part);
            read.spans.insert(read.spans.end(), part->spans.begin(), part->spans.end());
        }
        QCOMPARE(read, many);
        QCOMPARE(decodeNotice(encodeNotices({.isCatalogue = true}).first()),
                 PostgresNotice{.isCatalogue = true});
        QVERIFY(encodeNotices({}).isEmpty());
        for (const char *bad : {"", "x", "x:1-2", "00000000-0000-0000-0000-000000000001:2-1",
                                "00000000-0000-0000-0000-000000000001:-"})
            QVERIFY(!decodeNotice(bad));
    }
};

QTEST_GUILESS_MAIN(PostgresNodesTest)
#include "tst_postgresnodes.moc"
