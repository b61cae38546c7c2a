#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/sqlite/database.h"
#include "tests/faults/sellingcrowd.h"
#include "tests/faults/serverprocess.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int windows = 4;
constexpr int copies = 2;

} // namespace

/// A house in PostgreSQL is backed up by the real programs while windows sell in it, and comes
/// back in another database, or in a file.
class DatabaseBackupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void backupsUnderLoadAreHousesThatHaveBeen();
    void aBackupNeedsAnEmptyDatabase();
    void aDamagedBackupChangesNothing();
    void aRestoredHouseSellsOnInANewEpoch();
    void aBackupIsAHouseInAFile();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] static QString storeOf(const QString &uri) { return u"postgres:"_s + uri; }
    void checkIsMomentOfTheHouse(const QString &backup);
    void checkHas(const QString &backup, const QList<Seller::Sale> &sales);

    QTemporaryDir m_folder;
    QString m_house;
    QString m_restored;
    std::unique_ptr<ServerProcess> m_server;
    SampleHall m_hall;
    SellingCrowd m_sellers;
};

void DatabaseBackupTest::initTestCase()
{
    m_house = PrivatePostgres::instance().freshDatabase();
    m_restored = PrivatePostgres::instance().freshDatabase();
    m_server = std::make_unique<ServerProcess>(storeOf(m_house));
    QVERIFY2(m_server->start(0, {u"--sample"_s}), qPrintable(m_server->errorText()));
    m_hall = readSampleHall(*m_server);
    QVERIFY(!m_hall.event.id.isNull());
}

/// Every event's chain in the backup ends in a row that the house has at that place.
void DatabaseBackupTest::checkIsMomentOfTheHouse(const QString &backup)
{
    const auto copy = Database::open(backup, Database::Access::ReadOnly, Milliseconds(1'000));
    const auto whole = PostgresConnection::open(m_house);
    QVERIFY(copy && whole);
    Rows heads = (*copy)->query("SELECT event_no, sequence, chain FROM inventory");
    int events = 0;
    while (heads.next()) {
        PostgresResult row =
            (*whole)->query("SELECT hash FROM ledger WHERE event_no = $1 AND sequence = $2",
                            heads.number(0), heads.number(1));
        QVERIFY(row.next());
        QCOMPARE(row.bytes(0), heads.bytes(2));
        ++events;
    }
    QVERIFY(events > 100);
}

void DatabaseBackupTest::checkHas(const QString &backup, const QList<Seller::Sale> &sales)
{
    const auto copy = Database::open(backup, Database::Access::ReadOnly, Milliseconds(1'000));
    for (const Seller::Sale &sale : sales) {
        const auto tickets = (*copy)->number("SELECT count(*) FROM booking_tickets"
                                             " WHERE booking_id = ? AND live = 1",
                                             sale.booking);
        QCOMPARE(tickets.value_or(-1), sale.seats.size());
    }
}

void DatabaseBackupTest::backupsUnderLoadAreHousesThatHaveBeen()
{
    m_sellers.start(windows, m_hall, m_server->address());
    QList<QList<Seller::Sale>> known;
    for (int i = 0; i < copies; ++i) {
        known.append(m_sellers.acknowledged());
        const qsizetype before = known.constLast().size();
        const ToolRun ran =
            runFoyerctl({u"backup"_s, file(u"b%1"_s.arg(i)), u"--store"_s, storeOf(m_house)});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.text));
        QVERIFY(!QFileInfo::exists(file(u"b%1.part.lock"_s.arg(i))));
        QTRY_VERIFY_WITH_TIMEOUT(m_sellers.acknowledged().size() > before, 20'000); // sales go on
    }
    m_sellers.stop();
    for (int i = 0; i < copies; ++i) {
        const QString backup = file(u"b%1"_s.arg(i));
        const ToolRun ran = runFoyerctl({u"verify"_s, u"--store"_s, u"sqlite:"_s + backup});
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.text));
        checkIsMomentOfTheHouse(backup);
        checkHas(backup, known[i]);
    }
}

void DatabaseBackupTest::aBackupNeedsAnEmptyDatabase()
{
    const ToolRun ran = runFoyerctl({u"restore"_s, file(u"b0"_s), u"--store"_s, storeOf(m_house)});
    QCOMPARE(ran.exitCode, 1);
    QVERIFY2(ran.text.contains(u"has a house already"_s), qPrintable(ran.text));
    QCOMPARE(m_server->stop(), 0);
}

void DatabaseBackupTest::aDamagedBackupChangesNothing()
{
    const QString damaged = file(u"damaged"_s);
    QVERIFY(QFile::copy(file(u"b1"_s), damaged));
    {
        const auto intruder =
            Database::open(damaged, Database::Access::ReadWrite, Milliseconds(1'000));
        QVERIFY((*intruder)->run("UPDATE bookings SET total = total + 1 WHERE id IN"
                                 " (SELECT id FROM bookings WHERE status = 1 LIMIT 1)") == 1);
    }
    const ToolRun ran = runFoyerctl({u"restore"_s, damaged, u"--store"_s, storeOf(m_restored)});
    QCOMPARE(ran.exitCode, 1);
    QVERIFY2(ran.text.contains(u"not whole"_s), qPrintable(ran.text));
    const auto connection = PostgresConnection::open(m_restored);
    QCOMPARE((*connection)->number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
             0);
}

void DatabaseBackupTest::aRestoredHouseSellsOnInANewEpoch()
{
    const ToolRun ran =
        runFoyerctl({u"restore"_s, file(u"b1"_s), u"--store"_s, storeOf(m_restored)});
    QVERIFY2(ran.exitCode == 0, qPrintable(ran.text));
    const ToolRun compared =
        runFoyerctl({u"compare"_s, u"sqlite:"_s + file(u"b1"_s), storeOf(m_restored)});
    QVERIFY2(compared.text.endsWith(u"The houses differ in house.\n"_s), // in the epoch
             qPrintable(compared.text));
    ServerProcess server(storeOf(m_restored));
    QVERIFY2(server.start(0, {u"--sample"_s}), qPrintable(server.errorText()));
    m_sellers.start(windows, m_hall, server.address());
    m_sellers.stop();
    QCOMPARE(server.stop(), 0);
    const ToolRun verified = runFoyerctl({u"verify"_s, u"--store"_s, storeOf(m_restored)});
    QVERIFY2(verified.exitCode == 0, qPrintable(verified.text));
}

void DatabaseBackupTest::aBackupIsAHouseInAFile()
{
    QVERIFY(QDir(m_folder.path()).mkdir(u"house"_s));
    const ToolRun restored =
        runFoyerctl({u"restore"_s, file(u"b1"_s), u"--data"_s, file(u"house"_s)});
    QVERIFY2(restored.exitCode == 0, qPrintable(restored.text));
    ServerProcess server(file(u"house"_s));
    QVERIFY2(server.start(0, {u"--sample"_s}), qPrintable(server.errorText()));
    m_sellers.start(windows, m_hall, server.address());
    m_sellers.stop();
    QCOMPARE(server.stop(), 0);
    const ToolRun verified = runFoyerctl({u"verify"_s, u"--data"_s, file(u"house"_s)});
    QVERIFY2(verified.exitCode == 0, qPrintable(verified.text));
}

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::DatabaseBackupTest)
#include "tst_databasebackup.moc"
