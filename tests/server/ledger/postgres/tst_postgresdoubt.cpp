#include "models/domain/invariant.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/postgres/postgresrows.h"
#include "sync/server/ledger/rules/ledgercore.h"
#include "tests/server/ledger/housecheck.h"
#include "tests/server/ledger/postgres/cutline.h"
#include "tests/server/ledger/postgreshouse.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A node whose line is cut at its next commit.
class DoubtfulNode final
{
public:
    DoubtfulNode(const QString &uri, const Clock &clock)
        : m_line(uri)
        , m_storage(clock, PostgresClock::Given)
    {
        auto opened = PostgresConnection::open(m_line.uri());
        FOYER_INVARIANT(opened.has_value(), "a node connects");
        m_connection = *std::move(opened);
        FOYER_INVARIANT(enterWritingSession(*m_connection).has_value(), "a node may write");
        m_rows = std::make_unique<Rows>(*this);
        m_rows->reconnected = [this] { ++m_reconnects; };
        m_core = std::make_unique<LedgerCore>(*m_rows, LedgerRules());
    }

    void cutAtCommit(CutLine::Cut where) { m_cut = where; }
    [[nodiscard]] AppliedOperation apply(const Submission &submission)
    {
        return m_core->apply({&submission, 1}).front();
    }
    [[nodiscard]] int reconnects() const { return m_reconnects; }

private:
    class Rows final : public PostgresRows
    {
    public:
        explicit Rows(DoubtfulNode &node)
            : PostgresRows(*node.m_connection, node.m_storage)
            , m_node(node)
        {}
        [[nodiscard]] bool commit() override
        {
            if (m_node.m_cut)
                m_node.m_line.cut(*std::exchange(m_node.m_cut, std::nullopt));
            return PostgresRows::commit();
        }

    private:
        DoubtfulNode &m_node;
    };

    CutLine m_line;
    PostgresStorage m_storage;
    std::unique_ptr<PostgresConnection> m_connection;
    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<LedgerCore> m_core;
    std::optional<CutLine::Cut> m_cut;
    int m_reconnects = 0;
};

} // namespace

/// The connection goes while a commit is under way: nobody knows whether it has happened.
class PostgresDoubtTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCommitInDoubtIsDoneOnce_data()
    {
        QTest::addColumn<CutLine::Cut>("cut");
        QTest::addColumn<bool>("isDone");
        QTest::newRow("it never arrived") << CutLine::Cut::BeforeServer << false;
        QTest::newRow("its answer was lost") << CutLine::Cut::AfterServer << true;
    }

    void aCommitInDoubtIsDoneOnce()
    {
        QFETCH(CutLine::Cut, cut);
        QFETCH(bool, isDone);
        static int houses = 0;
        const QString path = u"doubt%1"_s.arg(++houses);
        LedgerHouse house(path);
        DoubtfulNode node(databaseOf(path), house.clock());
        const Submission hold =
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({3, 4})});
        node.cutAtCommit(cut);
        const AppliedOperation held = node.apply(hold);
        QCOMPARE(node.reconnects(), 1); // the feed is told that it may have missed something
        QVERIFY(held.outcome);
        QCOMPARE(held.isRepeat, isDone);
        QCOMPARE(held.changes.isEmpty(), isDone);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));

        const Submission sale = house.submission(house.sale(*held.outcome->hold));
        node.cutAtCommit(cut);
        const AppliedOperation sold = node.apply(sale);
        QVERIFY(sold.outcome);
        QCOMPARE(node.reconnects(), 2);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 2, 0}));
        const auto booking = house.reader().booking(sold.outcome->booking->id);
        QCOMPARE(*booking, *sold.outcome->booking);
        QCOMPARE(booking->payments.size(), 1);
        const auto changes = house.reader().changesSince(house.event, Sequence(0), 10);
        QCOMPARE(changes->size(), 2);                                        // each once
        QCOMPARE(house.apply(sale).outcome->booking, sold.outcome->booking); // at any node
        QCOMPARE(firstOf(verifyPostgresLedger(databaseOf(path))), QString());
    }
};

QTEST_GUILESS_MAIN(PostgresDoubtTest)
#include "tst_postgresdoubt.moc"
