#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/server/ledger/postgres/steppednode.h"
#include "tests/server/ledger/postgreshouse.h"

#include <QTest>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// What one of two transactions does with the ticket that both are about.
enum class Deed : quint8 { Hold, Confirm, Extend, Release, Expire, Cancel };

constexpr int seatsOfHouse = 50;
/// Before each of four steps, and after the last: where time may pass in a schedule of eight
/// steps; the last place means that it never does.
constexpr int placesOfTime = 10;

std::unique_ptr<PostgresConnection> connectTo(const QString &uri)
{
    auto opened = PostgresConnection::open(uri);
    FOYER_INVARIANT(opened.has_value(), "a test connects");
    return *std::move(opened);
}

/// Every order of \a steps steps of each of two transactions: "AABB", "ABAB", ...
QList<QByteArray> interleavings(int steps)
{
    QList<QByteArray> all;
    QByteArray order = QByteArray(steps, 'A') + QByteArray(steps, 'B');
    do
        all.append(order);
    while (std::next_permutation(order.begin(), order.end()));
    return all;
}

/// One house after another, two nodes on each, and a ticket of its own for every schedule.
class Meeting final
{
public:
    struct Result
    {
        bool first = false;
        bool second = false;
        bool isFirstLate = false; ///< it had its locks when the lease had ended
        bool isSecondLate = false;
        TicketState ticket;
    };

    /// The ticket is held by window 0, and sold by it when \a isSold.
    Result meet(Deed first, Deed second, bool isSold, const QByteArray &order, int timeAt)
    {
        nextTicket();
        const Outcome held = m_house->hold(make<HoldId>(), {m_seat});
        FOYER_INVARIANT(held.has_value(), "a ticket is held");
        m_hold = *held->hold;
        if (isSold) {
            m_sale = m_house->sale(m_hold);
            FOYER_INVARIANT(m_house->apply(m_sale).outcome.has_value(), "a ticket is sold");
        }
        Result result;
        m_nodes[0]->start(workOf(first, 1, result.first));
        m_nodes[1]->start(workOf(second, 2, result.second));
        run(order, timeAt);
        result.isFirstLate = m_nodes[0]->lockedAt() >= m_hold.expiresAt;
        result.isSecondLate = m_nodes[1]->lockedAt() >= m_hold.expiresAt;
        result.ticket = m_house->ticket(m_seat);
        return result;
    }

    /// Everything that was done so far stands in the ledger as it should.
    [[nodiscard]] bool isWhole() const
    {
        const auto contradictions = verifyPostgresLedger(databaseOf(m_path));
        if (!contradictions)
            qWarning("%s", qPrintable(contradictions.error().message));
        else
            for (const LedgerContradiction &found : *contradictions)
                qWarning("row %lld: %s", found.row, qPrintable(found.what));
        return contradictions && contradictions->isEmpty();
    }

private:
    void nextTicket()
    {
        if (m_house && ++m_seat < seatsOfHouse)
            return;
        FOYER_INVARIANT(!m_house || isWhole(), "every house is left whole");
        static int houses = 0;
        m_path = u"isolation%1"_s.arg(++houses);
        m_house = std::make_unique<LedgerHouse>(m_path);
        m_watcher = connectTo(databaseOf(m_path));
        for (auto &node : m_nodes)
            node = std::make_unique<SteppedNode>(databaseOf(m_path), m_house->clock());
        m_seat = 0;
    }

    template <class AnyId>
    AnyId make()
    {
        return m_house->make<AnyId>();
    }

    SteppedNode::Work workOf(Deed deed, int window, bool &isDone)
    {
        if (deed == Deed::Expire)
            return [&isDone](LedgerWriter &writer) {
                const auto freed = writer.expireHolds(100);
                isDone = freed && !freed->isEmpty();
            };
        const Submission submission = submissionOf(deed, window);
        return [submission, &isDone](LedgerWriter &writer) {
            isDone = writer.apply({&submission, 1}).front().outcome.has_value();
        };
    }

    Submission submissionOf(Deed deed, int window)
    {
        LedgerHouse &house = *m_house;
        switch (deed) {
        case Deed::Confirm:
            return house.submission(house.sale(m_hold));
        case Deed::Extend:
            return house.submission(ExtendHold{m_hold.id, house.event, m_hold.fence});
        case Deed::Release:
            return house.submission(ReleaseHold{m_hold.id, house.event, m_hold.fence, {}});
        case Deed::Cancel:
            return house.submission(CancelBooking{.booking = m_sale.booking,
                                                  .event = house.event,
                                                  .refund = make<PaymentId>(),
                                                  .reason = {}});
        default:
            return house.submission(PlaceHold{make<HoldId>(), house.event, seatsAt({m_seat})},
                                    window);
        }
    }

    void run(const QByteArray &order, int timeAt)
    {
        for (qsizetype i = 0; i <= order.size(); ++i) {
            if (i == timeAt)
                m_house->clock().advance(m_hold.expiresAt - m_house->clock().now());
            if (i < order.size())
                (void)m_nodes[order[i] == 'A' ? 0 : 1]->step(*m_watcher);
        }
        const auto isDone = [this](int node) {
            return m_nodes[size_t(node)]->step(*m_watcher) == SteppedNode::Stop::Done;
        };
        while (!(int(isDone(0)) & int(isDone(1)))) {
        }
    }

    QString m_path;
    std::unique_ptr<LedgerHouse> m_house;
    std::unique_ptr<PostgresConnection> m_watcher;
    std::array<std::unique_ptr<SteppedNode>, 2> m_nodes;
    int m_seat = seatsOfHouse;
    Hold m_hold;
    ConfirmBooking m_sale;
};

} // namespace

Q_DECLARE_METATYPE(Deed)

/// Two transactions about one ticket, in every order in which their steps can meet, with the end
/// of its lease in between: none sells late, none sells twice.
class PostgresIsolationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoTransactionsMeet_data()
    {
        QTest::addColumn<Deed>("first");
        QTest::addColumn<Deed>("second");
        QTest::addColumn<bool>("isSold");
        const auto row = [](const char *name, Deed first, Deed second, bool isSold = false) {
            QTest::newRow(name) << first << second << isSold;
        };
        row("confirm and hold", Deed::Confirm, Deed::Hold);
        row("confirm and confirm", Deed::Confirm, Deed::Confirm);
        row("confirm and extend", Deed::Confirm, Deed::Extend);
        row("confirm and release", Deed::Confirm, Deed::Release);
        row("confirm and expire", Deed::Confirm, Deed::Expire);
        row("extend and hold", Deed::Extend, Deed::Hold);
        row("extend and expire", Deed::Extend, Deed::Expire);
        row("release and hold", Deed::Release, Deed::Hold);
        row("release and expire", Deed::Release, Deed::Expire);
        row("hold and hold", Deed::Hold, Deed::Hold);
        row("hold and expire", Deed::Hold, Deed::Expire);
        row("expire and expire", Deed::Expire, Deed::Expire);
        row("cancel and hold", Deed::Cancel, Deed::Hold, true);
        row("cancel and cancel", Deed::Cancel, Deed::Cancel, true);
        row("cancel and confirm", Deed::Cancel, Deed::Confirm, true);
    }

    /// Every third order, and of the places where the lease may end one in each; all orders with
    /// all places with FOYER_ISOLATION_ALL=1.
    void twoTransactionsMeet()
    {
        QFETCH(Deed, first);
        QFETCH(Deed, second);
        QFETCH(bool, isSold);
        const bool isWhole = qEnvironmentVariableIsSet("FOYER_ISOLATION_ALL");
        Meeting meeting;
        int place = int(first) * 3 + int(second);
        int skipped = place;
        for (const QByteArray &order : interleavings(4)) {
            if (!isWhole && ++skipped % 3 != 0)
                continue;
            for (int i = 0; i < (isWhole ? placesOfTime : 1); ++i) {
                const int timeAt = ++place % placesOfTime;
                const Meeting::Result met = meeting.meet(first, second, isSold, order, timeAt);
                const QByteArray which =
                    order + " and the lease ends at " + QByteArray::number(timeAt);
                const auto isSale = [](Deed deed) {
                    return deed == Deed::Confirm || deed == Deed::Extend;
                };
                QVERIFY2(!(isSale(first) && met.first && met.isFirstLate), which.constData());
                QVERIFY2(!(isSale(second) && met.second && met.isSecondLate), which.constData());
                const auto takes = [](Deed deed, bool isDone) {
                    return isDone && (deed == Deed::Confirm || deed == Deed::Hold);
                };
                const bool isTwice = takes(first, met.first) && takes(second, met.second);
                QVERIFY2(!isTwice, which.constData());
                if (first == Deed::Confirm && met.first)
                    QVERIFY2(met.ticket.status == TicketStatus::Sold, which.constData());
            }
        }
        QVERIFY(meeting.isWhole());
    }

    void aLeaseEndsWhileAnotherTransactionHasTheTicket_data()
    {
        QTest::addColumn<QByteArray>("lock");
        QTest::addColumn<QByteArray>("clock");
        QTest::addColumn<bool>("commits");
        QTest::addColumn<bool>("isSoldLate");
        const QByteArray none;
        const QByteArray lock = "SELECT 1 FROM tickets WHERE idx = 0 FOR UPDATE";
        const QByteArray start = "now()"; // of the transaction
        const QByteArray clock = "clock_timestamp()";
        QTest::newRow("now() sells late after a commit") << none << start << true << true;
        QTest::newRow("now() sells late after a roll-back") << none << start << false << true;
        QTest::newRow("clock_timestamp() refuses after a commit") << none << clock << true << false;
        QTest::newRow("clock_timestamp() sells late after a roll-back")
            << none << clock << false << true;
        QTest::newRow("locked first, refused after a commit") << lock << clock << true << false;
        QTest::newRow("locked first, refused after a roll-back") << lock << clock << false << false;
    }

    /// One conditional update is not enough: why the ledger locks first.
    void aLeaseEndsWhileAnotherTransactionHasTheTicket()
    {
        QFETCH(QByteArray, lock);
        QFETCH(QByteArray, clock);
        QFETCH(bool, commits);
        QFETCH(bool, isSoldLate);
        const QString path = QString::fromUtf8(QTest::currentDataTag());
        LedgerHouse house(path);
        QVERIFY(house.hold(house.make<HoldId>(), {0}));
        const auto other = connectTo(databaseOf(path));
        other->execute("UPDATE tickets SET expires_at = 300 +"
                       " floor(extract(epoch FROM clock_timestamp()) * 1000) WHERE idx = 0");
        other->execute("BEGIN; UPDATE tickets SET version = version + 1 WHERE idx = 0");
        const auto seller = connectTo(databaseOf(path));
        QByteArray sold;
        std::thread sale([&] {
            if (!lock.isEmpty())
                seller->execute("BEGIN; " + lock);
            seller->execute("UPDATE tickets SET holder = NULL WHERE idx = 0 AND expires_at >"
                            " extract(epoch FROM " +
                            clock + ") * 1000");
            seller->execute("COMMIT");
        });
        const auto watcher = connectTo(databaseOf(path));
        while (!watcher->number("SELECT 1 FROM tickets WHERE idx = 0 AND expires_at <="
                                " extract(epoch FROM clock_timestamp()) * 1000"))
            QTest::qWait(10);
        other->execute(commits ? "COMMIT" : "ROLLBACK");
        sale.join();
        QVERIFY(!seller->failure());
        const bool isSold =
            watcher->number("SELECT 1 FROM tickets WHERE idx = 0 AND holder IS NULL").has_value();
        QCOMPARE(isSold, isSoldLate);
    }

    void theLedgerDoesNotSellLate_data()
    {
        QTest::addColumn<bool>("commits");
        QTest::newRow("refused after a commit") << true;
        QTest::newRow("refused after a roll-back") << false;
    }

    /// The same with the ledger itself and the database's own clock.
    void theLedgerDoesNotSellLate()
    {
        QFETCH(bool, commits);
        const QString path = u"late %1"_s.arg(commits);
        LedgerHouse house(path);
        const auto other = connectTo(databaseOf(path));
        other->execute("SELECT setval('store_clock', 0)"); // the house was built in another year
        const SystemClock clock;
        const auto ledger = openPostgresLedger(databaseOf(path), clock,
                                               {.holdLength = Milliseconds(400), .epoch = {}});
        QVERIFY(ledger);
        const Submission hold =
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({0})});
        const Outcome held = (*ledger)->writer().apply({&hold, 1}).front().outcome;
        QVERIFY(held);
        const Submission sale = house.submission(house.sale(*held->hold));
        other->execute("BEGIN; UPDATE tickets SET fence = fence WHERE idx = 0");
        Outcome sold;
        std::thread seller([&] { sold = (*ledger)->writer().apply({&sale, 1}).front().outcome; });
        while ((*ledger)->now() < held->hold->expiresAt)
            QTest::qWait(10);
        other->execute(commits ? "COMMIT" : "ROLLBACK");
        seller.join();
        QVERIFY(!sold);
        QCOMPARE(sold.error().code, RefusalCode::HoldEnded);
        QCOMPARE(house.ticket(0).status, TicketStatus::Held);
    }
};

QTEST_GUILESS_MAIN(PostgresIsolationTest)
#include "tst_postgresisolation.moc"
