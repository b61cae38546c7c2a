#include "tests/support/crashvfs.h"

#include <QSet>
#include <QTest>

#include <sqlite3.h>

using namespace foyer;

namespace {

const QByteArray file = "house.sqlite";

QByteArray sectors(int count, char letter)
{
    return QByteArray(count * CrashDisk::sectorSize, letter);
}

/// A connection that says whether it could do something.
class Connection final
{
public:
    explicit Connection(const CrashVfs &vfs)
    {
        m_code = sqlite3_open_v2(file.constData(), &m_handle,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                 vfs.name().constData());
        sqlite3_extended_result_codes(m_handle, 1);
    }
    ~Connection() { sqlite3_close_v2(m_handle); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    bool run(const char *sql)
    {
        m_code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
        return m_code == SQLITE_OK;
    }
    /// The first column of the first row; -1 when there is none.
    qint64 number(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr);
        const qint64 number =
            sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
        m_code = sqlite3_finalize(statement);
        return number;
    }
    [[nodiscard]] int code() const { return m_code; }

private:
    sqlite3 *m_handle = nullptr;
    int m_code = SQLITE_OK;
};

/// EXTRA for the change to the log: else the journal of that change may come back from the dead
/// and undo the file.
bool begin(Connection &connection, const char *synchronous)
{
    return connection.run("PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL") &&
           connection.run("PRAGMA temp_store=MEMORY") && connection.run(synchronous);
}

/// Adds rows until the power goes. \return how many were acknowledged.
int addRows(CrashVfs &vfs, const char *synchronous)
{
    Connection connection(vfs);
    int rows = 0;
    if (!begin(connection, synchronous))
        return rows;
    while (rows < 12 && connection.run("INSERT INTO sales (what) VALUES (randomblob(3000))")) {
        if (!vfs.disk().hasPower())
            break;
        ++rows;
        if (rows % 5 == 0 && !connection.run("PRAGMA wal_checkpoint"))
            break;
    }
    return rows;
}

CrashDisk::Image emptyShop(CrashVfs &vfs)
{
    vfs.disk().load({});
    {
        Connection connection(vfs);
        begin(connection, "PRAGMA synchronous=FULL");
        connection.run("CREATE TABLE sales (id INTEGER PRIMARY KEY, what BLOB)");
    }
    return vfs.disk().image();
}

struct Losses
{
    int trials = 0;
    int lost = 0;    ///< trials in which an acknowledged row was gone
    int damaged = 0; ///< trials after which the file was not whole
};

/// Crashes at every point, once for each of \a seeds.
Losses crashEverywhere(const char *synchronous, int seeds)
{
    CrashVfs vfs("crash-rows");
    const CrashDisk::Image shop = emptyShop(vfs);
    Losses losses;
    for (int seed = 0; seed < seeds; ++seed) {
        for (qint64 point = 1;; ++point) {
            vfs.disk().load(shop);
            vfs.disk().planCrash(point);
            const int acknowledged = addRows(vfs, synchronous);
            if (vfs.disk().hasPower())
                break; // beyond the last point
            vfs.disk().powerUp(quint64(seed) * 100'003 + quint64(point));
            Connection connection(vfs);
            const qint64 there = connection.number("SELECT count(*) FROM sales");
            const bool isWhole = connection.number("SELECT count(*) FROM pragma_integrity_check"
                                                   " WHERE integrity_check = 'ok'") == 1;
            ++losses.trials;
            losses.lost += there < acknowledged ? 1 : 0;
            losses.damaged += isWhole ? 0 : 1;
        }
    }
    return losses;
}

} // namespace

class CrashVfsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSyncedSurvivesEveryCrash()
    {
        CrashDisk disk;
        disk.create(file);
        QCOMPARE(disk.write(file, 0, sectors(4, 'a')), CrashDisk::Answer::Done);
        QCOMPARE(disk.sync(file), CrashDisk::Answer::Done);
        for (quint64 seed = 0; seed < 50; ++seed) {
            disk.cutPower();
            disk.powerUp(seed);
            QCOMPARE(disk.content(file), sectors(4, 'a'));
        }
    }

    void whatIsNotSyncedSurvivesIsLostOrIsTorn()
    {
        QSet<QByteArray> seen;
        for (quint64 seed = 0; seed < 400; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(2, 'a')}});
            QCOMPARE(disk.write(file, 0, sectors(2, 'b')), CrashDisk::Answer::Done);
            QCOMPARE(disk.content(file), sectors(2, 'b'));
            disk.cutPower();
            disk.powerUp(seed);
            seen.insert(disk.content(file));
        }
        QCOMPARE(seen, (QSet<QByteArray>{sectors(2, 'a'), sectors(2, 'b'),
                                         sectors(1, 'a') + sectors(1, 'b'),
                                         sectors(1, 'b') + sectors(1, 'a')}));
    }

    void aLaterWriteMaySurviveWithoutAnEarlierOne()
    {
        int onlyTheLater = 0;
        int onlyTheEarlier = 0;
        for (quint64 seed = 0; seed < 400; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(2, 'a')}});
            QCOMPARE(disk.write(file, 0, sectors(1, 'b')), CrashDisk::Answer::Done);
            QCOMPARE(disk.write(file, CrashDisk::sectorSize, sectors(1, 'c')),
                     CrashDisk::Answer::Done);
            disk.cutPower();
            disk.powerUp(seed);
            onlyTheLater += disk.content(file) == sectors(1, 'a') + sectors(1, 'c') ? 1 : 0;
            onlyTheEarlier += disk.content(file) == sectors(1, 'b') + sectors(1, 'a') ? 1 : 0;
        }
        QVERIFY(onlyTheLater > 10);
        QVERIFY(onlyTheEarlier > 10);
    }

    void writesOfOnePlaceMayChangePlaces()
    {
        int reordered = 0;
        for (quint64 seed = 0; seed < 400; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(1, 'a')}});
            QCOMPARE(disk.write(file, 0, sectors(1, 'b')), CrashDisk::Answer::Done);
            QCOMPARE(disk.write(file, 0, "c"), CrashDisk::Answer::Done);
            disk.cutPower();
            disk.powerUp(seed);
            reordered += disk.content(file) == sectors(1, 'b') ? 1 : 0;
        }
        QVERIFY(reordered > 0);
    }

    void nothingOutsideAWriteChanges()
    {
        for (quint64 seed = 0; seed < 200; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(8, 'a')}});
            QCOMPARE(disk.write(file, 700, sectors(3, 'b')), CrashDisk::Answer::Done);
            disk.cutPower();
            disk.powerUp(seed);
            const QByteArray &content = disk.content(file);
            QCOMPARE(content.size(), sectors(8, 'a').size());
            QCOMPARE(content.first(700), QByteArray(700, 'a'));
            QCOMPARE(content.sliced(700 + 3 * CrashDisk::sectorSize).count('b'), 0);
        }
    }

    void aFailedSyncDropsWhatALaterOneDoesNotBringBack()
    {
        int lost = 0;
        for (quint64 seed = 1; seed < 100; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(1, 'a')}});
            disk.powerUp(seed);
            disk.planFault(1, CrashDisk::Fault::SyncFails, 1);
            QCOMPARE(disk.write(file, 0, sectors(1, 'b')), CrashDisk::Answer::Done);
            QCOMPARE(disk.sync(file), CrashDisk::Answer::Failed);
            QVERIFY(disk.hasFailed());
            disk.cutPower();
            disk.powerUp(seed);
            lost += disk.content(file) == sectors(1, 'a') ? 1 : 0;
        }
        QVERIFY(lost > 10);
    }

    void aRemovedFileMayComeBackAndANewOneMayBeMissing()
    {
        int back = 0;
        int missing = 0;
        for (quint64 seed = 0; seed < 100; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(1, 'a')}});
            QCOMPARE(disk.remove(file), CrashDisk::Answer::Done);
            disk.create("new");
            QVERIFY(!disk.exists(file) && disk.exists("new"));
            disk.cutPower();
            disk.powerUp(seed);
            if (disk.exists(file))
                QCOMPARE(disk.content(file), sectors(1, 'a'));
            back += disk.exists(file) ? 1 : 0;
            missing += disk.exists("new") ? 0 : 1;
        }
        QVERIFY(back > 10 && back < 90);
        QVERIFY(missing > 10 && missing < 90);
    }

    void aNewFileNeverMixesWithTheOneItReplaced()
    {
        for (quint64 seed = 0; seed < 200; ++seed) {
            CrashDisk disk;
            disk.load({{file, sectors(4, 'a')}});
            QCOMPARE(disk.remove(file), CrashDisk::Answer::Done);
            disk.create(file);
            QCOMPARE(disk.write(file, 0, sectors(1, 'b')), CrashDisk::Answer::Done);
            disk.cutPower();
            disk.powerUp(seed);
            const QByteArray &content = disk.content(file);
            QVERIFY(content == sectors(4, 'a') || !content.contains('a'));
        }
    }

    void aSeedRepeatsACrash()
    {
        const auto crashed = [](quint64 seed) {
            CrashDisk disk;
            disk.load({{file, sectors(9, 'a')}});
            for (int i = 0; i < 9; ++i)
                (void)disk.write(file, i * CrashDisk::sectorSize, sectors(1, char('b' + i)));
            disk.cutPower();
            disk.powerUp(seed);
            return disk.content(file);
        };
        QSet<QByteArray> different;
        for (quint64 seed = 0; seed < 60; ++seed) {
            QCOMPARE(crashed(seed), crashed(seed));
            different.insert(crashed(seed));
        }
        QVERIFY(different.size() > 20);
    }

    void withFullNoAcknowledgedRowIsLost()
    {
        const Losses losses = crashEverywhere("PRAGMA synchronous=FULL", 8);
        qInfo("FULL: %d crashes", losses.trials);
        QVERIFY(losses.trials > 500);
        QCOMPARE(losses.lost, 0);
        QCOMPARE(losses.damaged, 0);
    }

    void withNormalRowsAreLostAndTheFileStaysWhole()
    {
        const Losses losses = crashEverywhere("PRAGMA synchronous=NORMAL", 4);
        qInfo("NORMAL: %d crashes, %d with a loss", losses.trials, losses.lost);
        QVERIFY(losses.lost > losses.trials / 10);
        QCOMPARE(losses.damaged, 0);
    }

    void withoutSyncTheFileIsDamaged()
    {
        const Losses losses = crashEverywhere("PRAGMA synchronous=OFF", 4);
        qInfo("OFF: %d crashes, %d with a loss, %d damaged", losses.trials, losses.lost,
              losses.damaged);
        QVERIFY(losses.lost > losses.trials / 10);
        QVERIFY(losses.damaged > 0);
    }

    /// Why a new file has to be made with EXTRA: nobody syncs the folder otherwise.
    void aJournalThatComesBackUndoesANewFile()
    {
        int undone = 0;
        for (quint64 seed = 0; seed < 40; ++seed) {
            CrashVfs vfs("crash-journal");
            {
                Connection connection(vfs);
                QVERIFY(connection.run("PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL;"
                                       "CREATE TABLE sales (id INTEGER PRIMARY KEY, what BLOB)"));
            }
            vfs.disk().cutPower();
            vfs.disk().powerUp(seed);
            Connection connection(vfs);
            undone += connection.number("SELECT count(*) FROM sqlite_schema") == 1 ? 0 : 1;
        }
        QVERIFY(undone > 10);
    }

    void connectionsLockEachOtherOut()
    {
        CrashVfs vfs("crash-locks");
        emptyShop(vfs);
        Connection one(vfs);
        Connection two(vfs);
        QVERIFY(begin(one, "PRAGMA synchronous=FULL"));
        QVERIFY(begin(two, "PRAGMA synchronous=FULL"));
        QVERIFY(one.run("BEGIN IMMEDIATE; INSERT INTO sales (what) VALUES ('a')"));
        QCOMPARE(two.number("SELECT count(*) FROM sales"), 0); // reads what was before
        QVERIFY(!two.run("BEGIN IMMEDIATE"));
        QCOMPARE(two.code() & 0xff, SQLITE_BUSY);
        QVERIFY(two.run("BEGIN") && two.number("SELECT count(*) FROM sales") == 0);
        QVERIFY(one.run("COMMIT"));
        QCOMPARE(two.number("SELECT count(*) FROM sales"), 0); // still inside its snapshot
        QVERIFY(two.run("COMMIT"));
        QCOMPARE(two.number("SELECT count(*) FROM sales"), 1);
    }

    void aConnectionOfBeforeTheCrashStaysDead()
    {
        CrashVfs vfs("crash-dead");
        emptyShop(vfs);
        Connection before(vfs);
        QVERIFY(begin(before, "PRAGMA synchronous=FULL"));
        vfs.disk().cutPower();
        QVERIFY(!before.run("INSERT INTO sales (what) VALUES ('a')"));
        vfs.disk().powerUp(1);
        QVERIFY(!before.run("INSERT INTO sales (what) VALUES ('b')"));
        Connection after(vfs);
        QVERIFY2(after.run("INSERT INTO sales (what) VALUES ('c')"),
                 QByteArray::number(after.code()));
        QCOMPARE(after.number("SELECT count(*) FROM sales"), 1);
    }

    void faultsOfTheDiskAreToldAsSqliteTellsThem_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("a full disk") << int(CrashDisk::Fault::Full) << SQLITE_FULL;
        QTest::newRow("a write that fails")
            << int(CrashDisk::Fault::WriteFails) << SQLITE_IOERR_WRITE;
        QTest::newRow("a sync that fails")
            << int(CrashDisk::Fault::SyncFails) << SQLITE_IOERR_FSYNC;
    }

    void faultsOfTheDiskAreToldAsSqliteTellsThem()
    {
        QFETCH(int, fault);
        QFETCH(int, code);
        CrashVfs vfs("crash-fault");
        emptyShop(vfs);
        Connection connection(vfs);
        QVERIFY(begin(connection, "PRAGMA synchronous=FULL"));
        QVERIFY(connection.run("INSERT INTO sales (what) VALUES ('a')"));
        vfs.disk().planFault(1, CrashDisk::Fault(fault));
        QVERIFY(!connection.run("INSERT INTO sales (what) VALUES ('b')"));
        QCOMPARE(connection.code(), code);
        QCOMPARE(connection.number("SELECT count(*) FROM sales"), 1);
    }
};

QTEST_GUILESS_MAIN(CrashVfsTest)
#include "tst_crashvfs.moc"
