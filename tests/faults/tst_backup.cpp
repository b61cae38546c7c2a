#include "sync/server/ledger/sqlite/database.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/faults/sellingcrowd.h"
#include "tests/faults/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int sellers = 6;
constexpr int backups = 3;

} // namespace

/// A house is backed up by the real programs while windows sell in it; what comes back is the
/// house as it was at one moment.
class BackupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void backupsUnderLoadAreHousesThatHaveBeen();
    void aBackupIsNeverWrittenOverAnything();
    void aRunningHouseIsNotReplaced();
    void aDamagedBackupChangesNothing();
    void aRestoredHouseSellsOnInANewEpoch();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString house() const { return file(u"house/house.sqlite"_s); }
    void checkIsMomentOfTheHouse(const QString &backup);
    void checkHas(const QString &backup, const QList<Seller::Sale> &sales);

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    SampleHall m_hall;
    SellingCrowd m_sellers;
};

void BackupTest::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(file(u"house"_s));
    QVERIFY2(m_server->start(0, {u"--sample"_s}), qPrintable(m_server->errorText()));
    m_hall = readSampleHall(*m_server);
    QVERIFY(!m_hall.event.id.isNull());
}

/// Every event's chain in the backup ends in a row that the house has at that place: hashes go
/// over all rows before, so the backup is the house as it was then.
void BackupTest::checkIsMomentOfTheHouse(const QString &backup)
{
    const auto copy = Database::open(backup, Database::Access::ReadOnly, Milliseconds(1'000));
    const auto whole = Database::open(house(), Database::Access::ReadOnly, Milliseconds(1'000));
    QVERIFY(copy && whole);
    int events = 0;
    Rows heads = (*copy)->query("SELECT event_no, sequence, chain FROM inventory");
    while (heads.next()) {
        Rows row = (*whole)->query("SELECT hash FROM ledger WHERE event_no = ? AND sequence = ?",
                                   heads.number(0), heads.number(1));
        QVERIFY(row.next());
        QCOMPARE(row.bytes(0), heads.bytes(2));
        ++events;
    }
    QVERIFY(events > 100);
    QVERIFY(!(*copy)->failure() && !(*whole)->failure());
}

void BackupTest::checkHas(const QString &backup, const QList<Seller::Sale> &sales)
{
    const auto copy = Database::open(backup, Database::Access::ReadOnly, Milliseconds(1'000));
    QVERIFY(copy);
    for (const Seller::Sale &sale : sales) {
        const auto tickets = (*copy)->number("SELECT count(*) FROM booking_tickets"
                                             " WHERE booking_id = ? AND live = 1",
                                             sale.booking);
        QCOMPARE(tickets.value_or(-1), sale.seats.size());
    }
}

void BackupTest::backupsUnderLoadAreHousesThatHaveBeen()
{
    m_sellers.start(sellers, m_hall, m_server->address());
    QList<QList<Seller::Sale>> known;
    for (int i = 0; i < backups; ++i) {
        known.append(m_sellers.acknowledged());
        const ToolRun told =
            runFoyerctl({u"backup"_s, file(u"backup%1"_s.arg(i)), u"--data"_s, file(u"house"_s)});
        QVERIFY2(told.exitCode == 0, qPrintable(told.text));
        const qsizetype before = known.constLast().size();
        QTRY_VERIFY_WITH_TIMEOUT(m_sellers.acknowledged().size() > before, 20'000); // sales go on
    }
    const ToolRun verified =
        runFoyerctl({u"verify"_s, u"--data"_s, file(u"house"_s)}); // while they do
    QVERIFY2(verified.exitCode == 0, qPrintable(verified.text));
    m_sellers.stop();
    for (int i = 0; i < backups; ++i) {
        const QString backup = file(u"backup%1"_s.arg(i));
        QVERIFY(!QFileInfo::exists(backup + u"-wal"_s));
        const ToolRun told = runFoyerctl({u"verify"_s, u"--store"_s, u"sqlite:"_s + backup});
        QVERIFY2(told.exitCode == 0, qPrintable(told.text));
        checkIsMomentOfTheHouse(backup);
        checkHas(backup, known[i]);
    }
}

void BackupTest::aBackupIsNeverWrittenOverAnything()
{
    const QString backup = file(u"backup0"_s);
    const qint64 size = QFileInfo(backup).size();
    QCOMPARE(runFoyerctl({u"backup"_s, backup, u"--data"_s, file(u"house"_s)}).exitCode, 1);
    QCOMPARE(QFileInfo(backup).size(), size);
    const ToolRun nothing =
        runFoyerctl({u"backup"_s, file(u"none"_s), u"--data"_s, file(u"nowhere"_s)});
    QCOMPARE(nothing.exitCode, 1);
    QVERIFY(!QFileInfo::exists(file(u"none"_s)) && !QFileInfo::exists(file(u"none.part"_s)));
}

void BackupTest::aRunningHouseIsNotReplaced()
{
    const ToolRun told =
        runFoyerctl({u"restore"_s, file(u"backup0"_s), u"--data"_s, file(u"house"_s)});
    QCOMPARE(told.exitCode, 1);
    QVERIFY2(told.text.contains(u"foyerd uses this house"_s), qPrintable(told.text));
    QCOMPARE(m_server->stop(), 0);
}

void BackupTest::aDamagedBackupChangesNothing()
{
    const QString damaged = file(u"damaged"_s);
    QVERIFY(QFile::copy(file(u"backup1"_s), damaged));
    {
        const auto intruder =
            Database::open(damaged, Database::Access::ReadWrite, Milliseconds(1'000));
        QVERIFY((*intruder)->run("UPDATE bookings SET total = total + 1 WHERE id IN"
                                 " (SELECT id FROM bookings WHERE status = 1 LIMIT 1)") == 1);
    }
    const auto bytesOf = [](const QString &path) {
        QFile opened(path);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    };
    const QByteArray before = bytesOf(house());
    const ToolRun told = runFoyerctl({u"restore"_s, damaged, u"--data"_s, file(u"house"_s)});
    QCOMPARE(told.exitCode, 1);
    QVERIFY2(told.text.contains(u"not whole"_s), qPrintable(told.text));
    QVERIFY(bytesOf(house()) == before);
    QVERIFY(!QFileInfo::exists(house() + u".restoring"_s));
}

void BackupTest::aRestoredHouseSellsOnInANewEpoch()
{
    const auto epochOf = [](const QString &path) {
        const auto opened = Database::open(path, Database::Access::ReadOnly, Milliseconds(1'000));
        Rows rows = (*opened)->query("SELECT epoch FROM house");
        return rows.next() ? rows.bytes(0) : QByteArray();
    };
    const QByteArray epoch = epochOf(house());
    const ToolRun told =
        runFoyerctl({u"restore"_s, file(u"backup1"_s), u"--data"_s, file(u"house"_s)});
    QVERIFY2(told.exitCode == 0, qPrintable(told.text));
    QVERIFY(epochOf(house()) != epoch);
    const QStringList kept = // with its log, but without what a reader leaves beside it
        QDir(file(u"house"_s)).entryList({u"house.sqlite.before-*[0-9]"_s}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QCOMPARE(epochOf(file(u"house/"_s + kept.first())), epoch);

    QVERIFY2(m_server->start(0, {u"--sample"_s}), qPrintable(m_server->errorText()));
    m_sellers.start(sellers, m_hall, m_server->address());
    m_sellers.stop();
    QCOMPARE(m_server->stop(), 0);
    const ToolRun verified = runFoyerctl({u"verify"_s, u"--data"_s, file(u"house"_s)});
    QVERIFY2(verified.exitCode == 0, qPrintable(verified.text));
}

} // namespace foyer

QTEST_GUILESS_MAIN(foyer::BackupTest)
#include "tst_backup.moc"
