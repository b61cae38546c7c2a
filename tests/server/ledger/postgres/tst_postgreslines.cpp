#include "models/domain/invariant.h"
#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "tests/server/ledger/housecheck.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/server/ledger/postgres/cutline.h"
#include "tests/server/ledger/postgreshouse.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QTest>

#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// More than the buffers of a socket take, in both directions.
constexpr int statements = 256;
constexpr int bytesEach = 65'536;

std::unique_ptr<PostgresConnection> connectionTo(const QString &uri)
{
    auto opened = PostgresConnection::open(uri);
    FOYER_INVARIANT(opened.has_value(), "a test connects");
    return *std::move(opened);
}

/// The server's process whose transaction waits for another one's lock, but not \a before.
qint64 waitForWaiting(PostgresConnection &watcher, qint64 before = 0)
{
    for (;;) {
        const auto found = watcher.number("SELECT pid::bigint FROM pg_stat_activity"
                                          " WHERE datname = current_database() AND pid <> $1"
                                          " AND wait_event_type = 'Lock'",
                                          before);
        FOYER_INVARIANT(!watcher.failure(), "a test looks who waits");
        if (found)
            return *found;
    }
}

/// Lets a writer's transaction wait for a ticket until it ends.
class LockedTickets final
{
public:
    explicit LockedTickets(const QString &uri)
        : m_connection(connectionTo(uri))
    {
        m_connection->execute("BEGIN; SELECT 1 FROM tickets FOR UPDATE");
    }
    [[nodiscard]] PostgresConnection &connection() { return *m_connection; }
    void release() { m_connection->execute("COMMIT"); }

private:
    std::unique_ptr<PostgresConnection> m_connection;
};

} // namespace

/// Whatever becomes of a connection, nobody waits on it for ever: a hang ends these tests by their
/// time limit.
class PostgresLinesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreTakenWhileMuchIsSent()
    {
        const auto connection = connectionTo(PrivatePostgres::instance().freshDatabase());
        for (int i = 0; i < statements; ++i)
            connection->send("SELECT $1::bytea", QByteArray(bytesEach, char(i)));
        std::vector<PostgresResult> answers = connection->receive();
        QVERIFY(!connection->failure());
        QCOMPARE(answers.size(), size_t(statements));
        for (int i = 0; i < statements; ++i) {
            QVERIFY(answers[size_t(i)].next());
            QCOMPARE(answers[size_t(i)].bytes(0), QByteArray(bytesEach, char(i)));
        }
    }

    void aLineThatIsCutWhileMuchIsSentIsLost_data()
    {
        QTest::addColumn<CutLine::Cut>("cut");
        QTest::newRow("nothing arrives") << CutLine::Cut::BeforeServer;
        QTest::newRow("the answer is lost") << CutLine::Cut::AfterServer;
    }

    void aLineThatIsCutWhileMuchIsSentIsLost()
    {
        QFETCH(CutLine::Cut, cut);
        CutLine line(PrivatePostgres::instance().freshDatabase());
        const auto connection = connectionTo(line.uri());
        QCOMPARE(connection->number("SELECT 1"), 1);
        line.cut(cut);
        for (int i = 0; i < statements; ++i)
            connection->send("SELECT octet_length($1::bytea)", QByteArray(bytesEach, 'x'));
        QCOMPARE(connection->receive().size(), size_t(statements));
        QVERIFY(connection->failure());
        QVERIFY(connection->failure()->isLost());
        QVERIFY(!connection->isConnected());
        QVERIFY(connection->reconnect());
        QCOMPARE(connection->number("SELECT 2"), 2);
    }

    void aWriterThatLosesItsLineWhileItWaitsTriesAgain()
    {
        const QString path = u"lines-again"_s;
        LedgerHouse house(path);
        const Submission submission =
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({1})});
        LockedTickets locked(databaseOf(path));
        const auto watcher = connectionTo(databaseOf(path));
        AppliedOperation held;
        std::thread writer([&] { held = house.apply(submission); });
        const qint64 first = waitForWaiting(*watcher);
        const auto ended =
            watcher->number("SELECT pg_terminate_backend($1::integer)::integer", first);
        const qint64 second = waitForWaiting(*watcher, first);
        locked.release();
        writer.join();
        QCOMPARE(ended, 1);
        QVERIFY(second != first);
        QVERIFY(held.outcome);
        QVERIFY(!held.isRepeat);
        QCOMPARE(held.changes.size(), 1);
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
        QCOMPARE(firstOf(verifyPostgresLedger(databaseOf(path))), QString());
    }

    void aWriterWhoseDatabaseGoesWhileItWaitsRefuses()
    {
        const QString path = u"lines-away"_s;
        LedgerHouse house(path);
        const Submission submission =
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({1})});
        AppliedOperation held;
        {
            LockedTickets locked(databaseOf(path));
            std::thread writer([&] { held = house.apply(submission); });
            (void)waitForWaiting(locked.connection());
            PrivatePostgres::instance().shut(databaseOf(path));
            writer.join();
        }
        PrivatePostgres::instance().open(databaseOf(path));
        QVERIFY(!held.outcome);
        QCOMPARE(held.outcome.error().code, RefusalCode::ReadOnly);
        const AppliedOperation again = house.apply(submission);
        QVERIFY(again.outcome);
        QVERIFY(!again.isRepeat);
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
    }
};

QTEST_GUILESS_MAIN(PostgresLinesTest)
#include "tst_postgreslines.moc"
