#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/faults/samplehall.h"
#include "tests/faults/seller.h"
#include "tests/faults/serverprocess.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int sellers = 8;
constexpr int longestLife_ms = 100;
constexpr quint64 livesForOneSale = 4; ///< every fourth life lasts until something was sold in it

int kills()
{
    return qMax(1, qEnvironmentVariableIntValue("FOYER_KILLS") ?: 200);
}

qint64 acknowledgedBy(const std::vector<std::unique_ptr<Seller>> &all)
{
    qint64 sales = 0;
    for (const auto &seller : all)
        sales += seller->sales();
    return sales;
}

} // namespace

/// A real foyerd is killed with SIGKILL again and again while windows sell; whatever it
/// acknowledged must be there when it comes back, and no seat may have two owners.
class Kill9Test final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingAcknowledgedIsLostAndNothingIsSoldTwice();

private:
    Result<EventTickets> readTickets();
    void waitUntilIdle(const std::vector<std::unique_ptr<Seller>> &all);
    void checkSales(const std::vector<std::unique_ptr<Seller>> &all);

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    SampleHall m_hall;
    SalesHistory m_history;
};

void Kill9Test::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.filePath(u"house"_s));
    QVERIFY2(m_server->start(0, {u"--sample"_s}), qPrintable(m_server->errorText()));
    QVERIFY(!m_server->token().isEmpty());
    m_hall = readSampleHall(*m_server);
    QVERIFY(!m_hall.event.id.isNull());
    m_server->kill();
    const Result<EventTickets> tickets = readTickets();
    QVERIFY(tickets.has_value());
    m_history.begin(tickets->tickets);
    QVERIFY2(m_server->start(0), qPrintable(m_server->errorText()));
}

/// As they are on the disk; no server may be up.
Result<EventTickets> Kill9Test::readTickets()
{
    const SystemClock clock;
    const auto ledger = openSqliteLedger(m_folder.filePath(u"house/house.sqlite"_s), clock, {});
    if (!ledger)
        return std::unexpected(ledger.error());
    const auto reader = (*ledger)->openReader();
    return reader ? (*reader)->tickets(m_hall.event.id) : std::unexpected(reader.error());
}

void Kill9Test::waitUntilIdle(const std::vector<std::unique_ptr<Seller>> &all)
{
    for (const auto &seller : all) {
        seller->finish();
        QTRY_VERIFY_WITH_TIMEOUT(seller->isIdle(), 20'000);
    }
}

void Kill9Test::checkSales(const std::vector<std::unique_ptr<Seller>> &all)
{
    const QString path = m_folder.filePath(u"house/house.sqlite"_s);
    const Result<QList<LedgerContradiction>> contradictions = verifyLedger(path);
    QVERIFY(contradictions.has_value());
    QVERIFY2(contradictions->isEmpty(), qPrintable(contradictions->value(0).what));

    const Result<EventTickets> tickets = readTickets();
    QVERIFY(tickets.has_value());
    QHash<SeatIndex, BookingId> owners;
    qint64 sales = 0;
    qint64 repeats = 0;
    qint64 refusals = 0;
    for (const auto &seller : all) {
        QVERIFY2(seller->complaints().isEmpty(), qPrintable(seller->complaints().join(u"; "_s)));
        sales += seller->sales();
        repeats += seller->repeats();
        refusals += seller->refusals();
        for (const Seller::Sale &sale : seller->acknowledged()) {
            for (const SeatIndex seat : sale.seats) {
                const TicketState &ticket = tickets->tickets.at(seat.value());
                QVERIFY2(!owners.contains(seat), "a seat was acknowledged to two buyers");
                owners.insert(seat, sale.booking);
                QVERIFY2(
                    ticket.status == TicketStatus::Sold && ticket.booking == sale.booking,
                    qPrintable(u"the acknowledged sale of seat %1 is gone"_s.arg(seat.value())));
            }
        }
    }
    const HistoryVerdict verdict = m_history.judge(tickets->tickets);
    QVERIFY2(verdict.isLinearizable(), qPrintable(verdict.contradictions.value(0).what));
    qInfo("%d kills: %lld sales acknowledged, %lld operations repeated, %lld refused, "
          "%lld acts judged",
          kills(), sales, repeats, refusals, m_history.acts());
    QVERIFY(sales > 100);
    QVERIFY(repeats > 0);
}

void Kill9Test::nothingAcknowledgedIsLostAndNothingIsSoldTwice()
{
    std::vector<std::unique_ptr<Seller>> all;
    SeededRandom random(20'261'124);
    const quint16 port = quint16(m_server->address().port());
    for (int i = 0; i < sellers; ++i) {
        all.push_back(std::make_unique<Seller>(random.next(), m_hall.event, m_hall.categoryOfSeat,
                                               &m_history));
        all.back()->start(m_server->address());
    }
    const auto haveAllSold = [&all] {
        return std::ranges::none_of(all, [](const auto &seller) { return seller->sales() == 0; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveAllSold(), 120'000); // a password takes its time
    for (int i = 0; i < kills(); ++i) {
        const qint64 before = acknowledgedBy(all);
        if (random.below(livesForOneSale) == 0)
            QTRY_VERIFY_WITH_TIMEOUT(acknowledgedBy(all) > before, 20'000);
        QTest::qWait(int(random.below(longestLife_ms)));
        m_server->kill();
        QVERIFY2(m_server->start(port), qPrintable(m_server->errorText()));
    }
    waitUntilIdle(all);
    for (const auto &seller : all)
        seller->stop();
    QCOMPARE(m_server->stop(), 0);
    checkSales(all);
}

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::Kill9Test)
#include "tst_kill9.moc"
