#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/faults/clerk.h"
#include "tests/faults/faultproxy.h"
#include "tests/faults/samplehall.h"
#include "tests/faults/seller.h"
#include "tests/faults/serverprocess.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int sellers = 4;
constexpr Milliseconds patience{1'000};
constexpr qint64 strikesWanted = 8;
constexpr int patience_ms = 60'000;

using Kind = LineFault::Kind;
using Direction = LineFault::Direction;

/// Enough bytes for the handshake and the greeting, and for a few operations.
constexpr qint64 inHandshake = 150;
constexpr qint64 afterGreeting = 1'500;
constexpr qint64 amongOperations = 6'000;

} // namespace

/// Windows sell through a proxy that does to their lines what networks do, against a real foyerd.
/// Every ticket must have behaved as one register, what was acknowledged must be there, and the
/// windows must be selling again by themselves once the line is good.
class LineFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void promisesHold_data();
    void promisesHold();
    void realWindowsComeBackByThemselves_data();
    void realWindowsComeBackByThemselves();
    void inTheEndEverythingIsThere();
    void cleanupTestCase();

private:
    [[nodiscard]] Result<EventTickets> readTickets();
    void resumeAll();
    void finishAll();
    void judge(const QList<TicketState> &tickets = {}) const;
    [[nodiscard]] bool haveAllSoldSince(const QList<qint64> &before) const;
    [[nodiscard]] QList<qint64> salesOfEach() const;

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    SampleHall m_hall;
    SampleHall m_otherHall;
    SalesHistory m_history;
    std::unique_ptr<FaultProxy> m_proxy;
    std::vector<std::unique_ptr<Seller>> m_sellers;
    std::unique_ptr<Clerk> m_clerk;
};

void LineFaultsTest::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.filePath(u"house"_s));
    QVERIFY2(m_server->start(0, {u"--sample"_s}), qPrintable(m_server->errorText()));
    m_hall = readSampleHall(*m_server);
    m_otherHall = readSampleHall(*m_server, 1);
    QVERIFY(!m_hall.event.id.isNull() && !m_otherHall.event.id.isNull());
    QVERIFY(m_hall.event.id != m_otherHall.event.id);
    QCOMPARE(m_server->stop(), 0);
    const Result<EventTickets> tickets = readTickets();
    QVERIFY(tickets.has_value());
    m_history.begin(tickets->tickets);
    QVERIFY2(m_server->start(0), qPrintable(m_server->errorText()));
    m_proxy = std::make_unique<FaultProxy>(1);
    QVERIFY(m_proxy->start(m_server->address()));
    SeededRandom random(42);
    for (int i = 0; i < sellers; ++i) {
        m_sellers.push_back(std::make_unique<Seller>(random.next(), m_hall.event,
                                                     m_hall.categoryOfSeat, &m_history));
        m_sellers.back()->setPatience(patience);
        m_sellers.back()->start(m_proxy->address());
    }
    QTRY_VERIFY_WITH_TIMEOUT(haveAllSoldSince(QList<qint64>(sellers, 0)), patience_ms);
    finishAll();
}

/// As they are on the disk; no server may be up.
Result<EventTickets> LineFaultsTest::readTickets()
{
    const SystemClock clock;
    const auto ledger = openSqliteLedger(m_folder.filePath(u"house/house.sqlite"_s), clock, {});
    if (!ledger)
        return std::unexpected(ledger.error());
    const auto reader = (*ledger)->openReader();
    return reader ? (*reader)->tickets(m_hall.event.id) : std::unexpected(reader.error());
}

void LineFaultsTest::resumeAll()
{
    for (const auto &seller : m_sellers)
        seller->resume();
}

/// Brings what is under way to its end.
void LineFaultsTest::finishAll()
{
    for (const auto &seller : m_sellers)
        seller->finish();
    for (const auto &seller : m_sellers)
        QTRY_VERIFY_WITH_TIMEOUT(seller->isIdle(), patience_ms);
}

QList<qint64> LineFaultsTest::salesOfEach() const
{
    QList<qint64> sales;
    for (const auto &seller : m_sellers)
        sales.append(seller->sales());
    return sales;
}

bool LineFaultsTest::haveAllSoldSince(const QList<qint64> &before) const
{
    for (size_t i = 0; i < m_sellers.size(); ++i) {
        if (m_sellers[i]->sales() <= before[qsizetype(i)])
            return false;
    }
    return true;
}

void LineFaultsTest::promisesHold_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<qint64>("after");
    QTest::addColumn<int>("length_ms");
    const auto row = [](const char *name, Kind kind, Direction direction, qint64 after,
                        int length_ms = 300) {
        QTest::newRow(name) << kind << direction << after << length_ms;
    };
    row("cut at once", Kind::Cut, Direction::Both, 0);
    row("cut in the handshake", Kind::Cut, Direction::ToServer, inHandshake);
    row("cut in the answer to the handshake", Kind::Cut, Direction::ToWindow, inHandshake);
    row("cut after the greeting", Kind::Cut, Direction::ToServer, afterGreeting);
    row("cut in an operation", Kind::Cut, Direction::ToServer, amongOperations);
    row("cut in an answer", Kind::Cut, Direction::ToWindow, amongOperations);
    row("cut anywhere", Kind::Cut, Direction::Both, amongOperations);
    row("a short stall to the server", Kind::Stall, Direction::ToServer, afterGreeting, 50);
    row("a short stall to the window", Kind::Stall, Direction::ToWindow, afterGreeting, 50);
    row("a stall both ways", Kind::Stall, Direction::Both, amongOperations, 400);
    row("a stall longer than patience", Kind::Stall, Direction::ToWindow, amongOperations, 1'500);
    row("a stall of requests longer than patience", Kind::Stall, Direction::ToServer,
        amongOperations, 1'500);
    row("half open before the greeting", Kind::HalfOpen, Direction::ToWindow, inHandshake);
    row("half open to the server", Kind::HalfOpen, Direction::ToServer, afterGreeting);
    row("half open to the window", Kind::HalfOpen, Direction::ToWindow, amongOperations);
    row("half open in an operation", Kind::HalfOpen, Direction::ToServer, amongOperations);
    row("single bytes to the server", Kind::SingleBytes, Direction::ToServer, 0);
    row("single bytes to the window", Kind::SingleBytes, Direction::ToWindow, 0);
    row("single bytes both ways", Kind::SingleBytes, Direction::Both, 0);
    row("a few bytes at a time to the server", Kind::Throttle, Direction::ToServer, 0);
    row("a few bytes at a time to the window", Kind::Throttle, Direction::ToWindow, 0);
    row("a few bytes at a time both ways", Kind::Throttle, Direction::Both, 0);
    row("everything twice", Kind::Twice, Direction::ToServer, 0);
    row("the end comes later", Kind::DelayedClose, Direction::ToServer, afterGreeting, 100);
    row("an operation arrives after its repeat", Kind::DelayedClose, Direction::ToServer,
        amongOperations, 100);
    row("an operation arrives long after its repeat", Kind::DelayedClose, Direction::ToServer,
        amongOperations, 1'500);
    row("an answer goes nowhere", Kind::DelayedClose, Direction::ToWindow, amongOperations, 100);
}

void LineFaultsTest::promisesHold()
{
    QFETCH(Kind, kind);
    QFETCH(Direction, direction);
    QFETCH(qint64, after);
    QFETCH(int, length_ms);
    m_proxy->setFault(
        {.kind = kind, .direction = direction, .after = after, .length = Milliseconds(length_ms)});
    if (kind == Kind::Twice) { // begins with a connection
        for (const auto &seller : m_sellers) {
            seller->stop();
            seller->start(m_proxy->address());
        }
    }
    resumeAll();
    const qint64 wanted = kind == Kind::Twice ? sellers : strikesWanted;
    QTRY_VERIFY_WITH_TIMEOUT(m_proxy->strikes() >= wanted, patience_ms);
    if (kind == Kind::Twice)
        QTest::qWait(300); // operations, each of them doubled
    m_proxy->heal();
    const QList<qint64> before = salesOfEach();
    QTRY_VERIFY_WITH_TIMEOUT(haveAllSoldSince(before), patience_ms); // by themselves
    finishAll();
    judge();
}

void LineFaultsTest::judge(const QList<TicketState> &tickets) const
{
    for (const auto &seller : m_sellers)
        QVERIFY2(seller->complaints().isEmpty(), qPrintable(seller->complaints().join(u"; "_s)));
    const HistoryVerdict verdict = m_history.judge(tickets);
    QVERIFY2(verdict.isLinearizable(), qPrintable(verdict.contradictions.value(0).what));
}

void LineFaultsTest::realWindowsComeBackByThemselves_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<qint64>("after");
    const auto row = [](const char *name, Kind kind, Direction direction, qint64 after) {
        QTest::newRow(name) << kind << direction << after;
    };
    row("single bytes", Kind::SingleBytes, Direction::Both, 0);
    row("cut in an answer", Kind::Cut, Direction::ToWindow, afterGreeting);
    row("an operation arrives after its repeat", Kind::DelayedClose, Direction::ToServer,
        afterGreeting);
    row("a damaged answer", Kind::Corrupt, Direction::ToWindow, afterGreeting);
    row("a damaged request", Kind::Corrupt, Direction::ToServer, afterGreeting);
    row("the heartbeat finds a half-open line", Kind::HalfOpen, Direction::ToWindow, 0);
}

/// The engine of the product with its own heartbeat and its own pauses between attempts. It goes
/// to a hall of its own: what a damaged byte does to an operation nobody can undo, so that the
/// history of the others stays as it was.
void LineFaultsTest::realWindowsComeBackByThemselves()
{
    QFETCH(Kind, kind);
    QFETCH(Direction, direction);
    QFETCH(qint64, after);
    if (!m_clerk) {
        for (const auto &seller : m_sellers)
            seller->stop();
        m_clerk = std::make_unique<Clerk>(7, m_proxy->address(), m_otherHall);
        m_clerk->start();
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_clerk->link() == LinkState::Live, patience_ms);
    const qint64 linesBefore = m_clerk->linesLost();
    m_proxy->setFault({.kind = kind, .direction = direction, .after = after});
    QTRY_VERIFY_WITH_TIMEOUT(m_proxy->strikes() >= 1, patience_ms);
    if (kind == Kind::HalfOpen)
        QTRY_VERIFY_WITH_TIMEOUT(m_clerk->linesLost() > linesBefore, patience_ms);
    m_proxy->heal();
    const qint64 before = m_clerk->done();
    QTRY_VERIFY_WITH_TIMEOUT(m_clerk->done() > before + 1, patience_ms);
}

void LineFaultsTest::inTheEndEverythingIsThere()
{
    m_clerk.reset();
    QCOMPARE(m_server->stop(), 0);
    const auto contradictions = verifyLedger(m_folder.filePath(u"house/house.sqlite"_s));
    QVERIFY(contradictions.has_value());
    QVERIFY2(contradictions->isEmpty(), qPrintable(contradictions->value(0).what));
    const Result<EventTickets> tickets = readTickets();
    QVERIFY(tickets.has_value());
    judge(tickets->tickets);
}

void LineFaultsTest::cleanupTestCase()
{
    qint64 sales = 0;
    qint64 repeats = 0;
    for (const auto &seller : m_sellers) {
        sales += seller->sales();
        repeats += seller->repeats();
        seller->stop();
    }
    qInfo("%lld sales, %lld operations repeated, %lld acts judged", sales, repeats,
          qint64(m_history.acts()));
}

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::LineFaultsTest)
#include "tst_line_faults.moc"
