#include "sync/server/ledger/sqlite/migrations.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/support/tempstore.h"

#include <QFileInfo>
#include <QTest>

#include <sqlite3.h>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

RefusalCode codeOf(const Outcome &outcome)
{
    return outcome ? RefusalCode::Internal : outcome.error().code;
}

/// Another program with a database tool: no rules of ours.
class Intruder final
{
public:
    explicit Intruder(const QString &path)
    {
        sqlite3_open(path.toUtf8().constData(), &m_handle);
        sqlite3_busy_timeout(m_handle, 2'000);
        run("PRAGMA synchronous = OFF"); // nobody pulls the plug on it
    }
    ~Intruder() { sqlite3_close(m_handle); }
    Q_DISABLE_COPY_MOVE(Intruder)

    bool run(const QByteArray &sql)
    {
        return sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    [[nodiscard]] int changes() const { return sqlite3_changes(m_handle); }
    QByteArray value(const QByteArray &sql)
    {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr);
        QByteArray text;
        if (sqlite3_step(statement) == SQLITE_ROW)
            text = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return text;
    }

private:
    sqlite3 *m_handle = nullptr;
};

/// A house that has sold, cancelled, released and still holds tickets.
void trade(LedgerHouse &house)
{
    const auto hold = [&](int seat, int window) {
        return *house.hold(house.make<HoldId>(), {seat, seat + 1}, window)->hold;
    };
    QVERIFY(house.apply(house.sale(hold(0, 0))).outcome);
    const ConfirmBooking cancelled = house.sale(hold(2, 1));
    QVERIFY(house.apply(cancelled, 1).outcome);
    QVERIFY(
        house.apply(CancelBooking{cancelled.booking, house.event, house.make<PaymentId>(), {}}, 1)
            .outcome);
    const Hold released = hold(4, 2);
    QVERIFY(house.apply(ReleaseHold{released.id, house.event, released.fence, {}}, 2).outcome);
    const Hold longer = hold(6, 3);
    QVERIFY(house.apply(ExtendHold{longer.id, house.event, longer.fence}, 3).outcome);
    QVERIFY(house.hold(house.make<HoldId>(), {8}, 4));
}

} // namespace

/// What is true of the SQLite adapter alone: files, faults, tampering.
class SqliteLedgerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsThereAfterAReopening()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        trade(house);
        const auto before = house.reader().tickets(house.event);
        const auto epoch = house.reader().epoch();
        house.reopen();
        QCOMPARE(house.reader().tickets(house.event)->tickets, before->tickets);
        QCOMPARE(house.reader().epoch(), epoch);
        QCOMPARE(house.reader().houseName(), u"House"_s);
        QVERIFY(verifyLedger(folder.file(u"house.sqlite"_s))->isEmpty());
    }

    void theFileIsDurableAndPrivate()
    {
        const TempDir folder;
        const LedgerHouse house(folder.file(u"house.sqlite"_s));
        Intruder intruder(folder.file(u"house.sqlite"_s));
        QCOMPARE(intruder.value("PRAGMA journal_mode"), "wal");
        QCOMPARE(intruder.value("PRAGMA user_version").toInt(), int(ledgerMigrations().size()));
        struct stat status{};
        QCOMPARE(stat(folder.file(u"house.sqlite"_s).toLocal8Bit().constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
    }

    void onlyOneProcessHasTheHouse()
    {
        const TempDir folder;
        const LedgerHouse house(folder.file(u"house.sqlite"_s));
        const FakeClock clock;
        const auto second = openSqliteLedger(folder.file(u"house.sqlite"_s), clock, {});
        QVERIFY(!second);
        QCOMPARE(second.error().code, RefusalCode::ReadOnly);
        QVERIFY(second.error().message.contains(u"A foyerd uses this house already"_s));
    }

    void aFileOfANewerProgramIsRefused()
    {
        const TempDir folder;
        const QString path = folder.file(u"house.sqlite"_s);
        {
            const LedgerHouse house(path);
        }
        QVERIFY(Intruder(path).run("PRAGMA user_version = 999"));
        const FakeClock clock;
        const auto opened = openSqliteLedger(path, clock, {});
        QCOMPARE(opened.error().code, RefusalCode::UnsupportedVersion);
    }

    void aStrangeOrDamagedFileIsRefused()
    {
        const TempStore store;
        const FakeClock clock;
        store.damage(QByteArray(8'192, 'x'));
        QCOMPARE(openSqliteLedger(store.path(), clock, {}).error().code, RefusalCode::Internal);
        store.damage({});
        QVERIFY(Intruder(store.path()).run("CREATE TABLE recipes (a)"));
        QCOMPARE(openSqliteLedger(store.path(), clock, {}).error().code, RefusalCode::Internal);
        const auto nowhere = openSqliteLedger(store.folder().file(u"no/such"_s), clock, {});
        QCOMPARE(nowhere.error().code, RefusalCode::ReadOnly);
    }

    void aFailingMigrationLeavesTheOlderVersion()
    {
        const TempStore store;
        auto database = Database::open(store.path(), Database::Access::ReadWrite, Milliseconds(0));
        QVERIFY(database);
        const Migration steps[] = {{1, "first", "CREATE TABLE a (b)"},
                                   {2, "second", "CREATE TABLE c (d); CREATE TABLE a (b)"}};
        const auto done = migrate(**database, steps);
        QVERIFY(!done);
        QVERIFY(done.error().message.contains(u"version 2 (second)"_s));
        Intruder intruder(store.path());
        QCOMPARE(intruder.value("PRAGMA user_version"), "1");
        QCOMPARE(intruder.value("SELECT count(*) FROM sqlite_schema"), "1");
    }

    void whatAWindowHasAcknowledgedIsPrunedAndNeverDoneAgain()
    {
        LedgerHouse house;
        const auto numbered = [&](qint64 number, qint64 acknowledged, const HoldId &hold, int seat,
                                  int window = 0) {
            Submission submission =
                house.submission(PlaceHold{hold, house.event, seatsAt({seat})}, window);
            submission.operation.deviceSequence = DeviceSequence(number);
            submission.acknowledged = DeviceSequence(acknowledged);
            return submission;
        };
        const Submission taken = numbered(1, 0, house.make<HoldId>(), 3);
        QVERIFY(house.apply(taken).outcome);
        // Refused for ever, although it could be done now: it must not happen behind its back.
        const Submission refused = numbered(1, 0, idNamed<HoldId>(u"second"), 3, 1);
        QCOMPARE(codeOf(house.apply(refused).outcome), RefusalCode::TicketsTaken);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(100), 0); // nobody acknowledged anything
        QVERIFY(house.apply(taken).isRepeat);

        QVERIFY(house.apply(numbered(2, 1, house.make<HoldId>(), 4)).outcome);
        QVERIFY(house.apply(numbered(2, 1, house.make<HoldId>(), 5, 1)).outcome);
        QCOMPARE(codeOf(house.apply(taken).outcome),
                 RefusalCode::OperationReused); // not pruned yet
        QCOMPARE(*house.ledger().writer().pruneOutcomes(1), 1);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(100), 1);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(100), 0);

        house.clock().advance(limits::holdLength); // seat 3 is free again
        for (const Submission &late : {taken, refused}) {
            const AppliedOperation again = house.apply(late);
            QCOMPARE(codeOf(again.outcome), RefusalCode::OperationReused);
            QVERIFY(again.changes.isEmpty());
        }
        QVERIFY(house.ticket(3).isFree(house.clock().now()));
        // A watermark never falls, and what lies above it is as before.
        QVERIFY(house.apply(numbered(3, 0, house.make<HoldId>(), 6)).outcome);
        QCOMPARE(codeOf(house.apply(taken).outcome), RefusalCode::OperationReused);
    }

    void outcomesWithoutADeviceStay()
    {
        LedgerHouse house;
        Submission stranger =
            house.submission(PlaceHold{idNamed<HoldId>(u"first"), house.event, seatsAt({3})});
        stranger.acknowledged = DeviceSequence(50);
        QVERIFY(house.apply(stranger).outcome);
        Submission numbered =
            house.submission(PlaceHold{idNamed<HoldId>(u"second"), house.event, seatsAt({4})});
        numbered.operation.deviceSequence = DeviceSequence(51);
        numbered.acknowledged = DeviceSequence(50);
        QVERIFY(house.apply(numbered).outcome);
        house.clock().advance(Milliseconds(90LL * 86'400'000)); // never by age
        QCOMPARE(*house.ledger().writer().pruneOutcomes(100), 0);
        QVERIFY(house.apply(stranger).isRepeat);
        QVERIFY(house.apply(numbered).isRepeat);
    }

    void aPrunedOutcomeLeavesItsWatermarkThroughACrash()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        QList<Submission> sent;
        for (int i = 1; i <= 5; ++i) {
            Submission each =
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({i})});
            each.operation.deviceSequence = DeviceSequence(i);
            each.acknowledged = DeviceSequence(i - 1);
            QVERIFY(house.apply(each).outcome);
            sent.append(each);
        }
        house.reopen(); // nothing was pruned: every outcome is still there
        QVERIFY(house.apply(sent[1]).outcome);
        QVERIFY(house.apply(sent[4]).isRepeat);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(100), 4);
        house.reopen();
        for (int i = 0; i < 4; ++i) {
            const AppliedOperation late = house.apply(sent[i]);
            QVERIFY(!late.outcome && late.outcome.error().code == RefusalCode::OperationReused);
            QVERIFY(late.changes.isEmpty());
        }
        QVERIFY(house.apply(sent[4]).isRepeat);
    }

    void theClockNeverRunsBack()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        QVERIFY(house.hold(house.make<HoldId>(), {3}));
        const Instant before = house.ledger().now();
        house.clock().jumpWallClock(Milliseconds(-3'600'000));
        QCOMPARE(house.ledger().now(), before);
        house.reopen(); // the latest time is on disk
        QCOMPARE(house.ledger().now(), before);
        QVERIFY(house.hold(house.make<HoldId>(), {4}));
        QVERIFY(verifyLedger(folder.file(u"house.sqlite"_s))->isEmpty());
    }

    void aFullDiskChangesNothingAndEndsWriting()
    {
        const TempDir folder;
        const QString path = folder.file(u"house.sqlite"_s);
        EventId event;
        Submission asked;
        Submission many;
        {
            LedgerHouse house(path);
            event = house.event;
            asked = house.submission(PlaceHold{house.make<HoldId>(), event, seatsAt({3})});
            many = house.submission(SaveVenue{aVenue().named(u"Big"_s).build(), Version()});
            auto &venue = std::get<SaveVenue>(many.operation.command).venue;
            venue.address = QString(4'000, u'a');
            venue.timeZone = u"Europe/Berlin"_s;
        }
        const int pages = Intruder(path).value("PRAGMA page_count").toInt();
        const FakeClock clock;
        auto ledger = openSqliteLedger(path, clock, {.mostPages = pages});
        QVERIFY(ledger);
        std::vector<Submission> batch{asked};
        for (int i = 0; i < 20; ++i) {
            batch.push_back(many);
            batch.back().operation.id = idNamed<OperationId>(QString::number(i));
            std::get<SaveVenue>(batch.back().operation.command).venue.id =
                idNamed<VenueId>(QString::number(i));
        }
        for (const AppliedOperation &applied : (*ledger)->writer().apply(batch)) {
            QCOMPARE(codeOf(applied.outcome), RefusalCode::ReadOnly);
            QVERIFY(applied.changes.isEmpty());
        }
        QCOMPARE((*ledger)->fault()->code, RefusalCode::ReadOnly);
        QVERIFY((*ledger)->fault()->message.contains(u"disk is full"_s));
        // Not even what would fit is tried again.
        QCOMPARE(codeOf((*ledger)->writer().apply({&asked, 1}).front().outcome),
                 RefusalCode::ReadOnly);
        QVERIFY(!(*ledger)->writer().expireHolds(10));
        auto reader = (*ledger)->openReader();
        QCOMPARE((*reader)->tickets(event)->tickets[3].status, TicketStatus::Available);
        ledger->reset();
        ledger = openSqliteLedger(path, clock, {}); // with space again
        QVERIFY((*ledger)->writer().apply({&asked, 1}).front().outcome);
    }

    void aDiskThatFailsToWriteEndsWriting()
    {
        // In a child: a limit on file sizes makes every write beyond it fail.
        const TempDir folder;
        const QString path = folder.file(u"house.sqlite"_s);
        const pid_t child = fork();
        if (child == 0) {
            LedgerHouse house(path);
            ::signal(SIGXFSZ, SIG_IGN);
            const auto size = rlim_t(QFileInfo(path + u"-wal"_s).size());
            const rlimit limit{size, size};
            setrlimit(RLIMIT_FSIZE, &limit);
            const Outcome no = house.hold(idNamed<HoldId>(u"a"), {3});
            const bool isRight =
                codeOf(no) == RefusalCode::ReadOnly && house.ledger().fault() &&
                codeOf(house.hold(idNamed<HoldId>(u"b"), {4})) == RefusalCode::ReadOnly;
            _exit(isRight ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), 0);
        LedgerHouse house(path);
        QCOMPARE(house.ticket(3).status, TicketStatus::Available);
        QVERIFY(house.hold(idNamed<HoldId>(u"c"), {3}));
    }

    void anotherWriterIsWaitedForNotFeared()
    {
        const TempDir folder;
        const QString path = folder.file(u"house.sqlite"_s);
        Submission asked;
        {
            LedgerHouse house(path);
            asked = house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({3})});
        }
        const FakeClock clock;
        auto ledger = openSqliteLedger(path, clock, {.busyTimeout = Milliseconds(10)});
        QVERIFY(ledger);
        Intruder intruder(path);
        QVERIFY(intruder.run("BEGIN IMMEDIATE"));
        QCOMPARE(codeOf((*ledger)->writer().apply({&asked, 1}).front().outcome),
                 RefusalCode::ReadOnly);
        QVERIFY(!(*ledger)->fault());
        QVERIFY(intruder.run("ROLLBACK"));
        QVERIFY((*ledger)->writer().apply({&asked, 1}).front().outcome);
    }

    void theLedgerIsAppendOnly()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        trade(house);
        Intruder intruder(folder.file(u"house.sqlite"_s));
        QVERIFY(!intruder.run("UPDATE ledger SET at_ms = 0"));
        QVERIFY(!intruder.run("DELETE FROM ledger"));
        QVERIFY(!intruder.run("DELETE FROM payments"));
        QVERIFY(!intruder.run("UPDATE operations SET outcome = x''"));
        QVERIFY(!intruder.run("UPDATE inventory SET sold = sold + 1"));
        QVERIFY(!intruder.run("INSERT INTO booking_tickets SELECT x'00', event_no, idx,"
                              " category_id, ticket_type_id, price, 1 FROM booking_tickets"));
    }

    void everyTamperingIsFound_data()
    {
        QTest::addColumn<QByteArray>("statement");
        const auto row = [](const char *name, const char *statement) {
            QTest::newRow(name) << QByteArray(statement);
        };
        row("a ticket is freed", "UPDATE tickets SET status = 0, hold = NULL, booking = NULL,"
                                 " version = version + 1 WHERE status = 2 AND idx = 0");
        row("a hold lasts longer", "UPDATE tickets SET expires_at = expires_at + 1 WHERE idx = 8");
        row("a hold's row lasts longer", "UPDATE holds SET ends_at = ends_at + 1 WHERE state = 0");
        row("a ticket is gone", "DELETE FROM tickets WHERE idx = 8");
        row("a ticket's version", "UPDATE tickets SET version = version + 1 WHERE idx = 8");
        row("the counters", "UPDATE inventory SET sold = sold + 1, available = available - 1");
        row("the sequence", "UPDATE inventory SET sequence = sequence + 1");
        row("the end of the ledger is cut", "DELETE FROM ledger WHERE sequence = 9");
        row("a row of the ledger is gone", "DELETE FROM ledger WHERE sequence = 4");
        row("rows change places", "UPDATE ledger SET sequence = CASE sequence WHEN 2 THEN 5 ELSE 2"
                                  " END + 1000 WHERE sequence IN (2, 5);"
                                  "UPDATE ledger SET sequence = sequence - 1000"
                                  " WHERE sequence > 1000");
        row("the seller", "UPDATE ledger SET operator_id = x'00112233445566778899aabbccddeeff'"
                          " WHERE sequence = 2");
        row("the time of a sale", "UPDATE ledger SET at_ms = at_ms - 1 WHERE sequence = 2");
        row("a price", "UPDATE booking_tickets SET price = 1 WHERE idx = 0");
        row("a total", "UPDATE bookings SET total = 1");
        row("a payment", "UPDATE payments SET amount = amount - 1 WHERE amount > 0");
        row("what was tendered", "UPDATE payments SET tendered = tendered + 1 WHERE amount > 0");
        row("a refund is gone", "DELETE FROM payments WHERE amount < 0");
        row("a booking is gone",
            "PRAGMA foreign_keys = OFF; DELETE FROM bookings WHERE status = 1");
        row("a booking comes back", "UPDATE bookings SET status = 1, cancelled_at = NULL");
        row("a sale is moved in time",
            "UPDATE bookings SET confirmed_at = confirmed_at + 1 WHERE status = 1");
        row("a booking is made up",
            "INSERT INTO bookings SELECT x'00112233445566778899aabbccddeeff', reference, user_id,"
            " event_id, hold_id, 1, currency, total, sold_by, sold_at, created_at, confirmed_at,"
            " NULL, 1 FROM bookings LIMIT 1");
    }

    void everyTamperingIsFound()
    {
        QFETCH(QByteArray, statement);
        const TempDir folder;
        const QString path = folder.file(u"house.sqlite"_s);
        QVERIFY(QFile::copy(tradedHouse(), path));
        QVERIFY(verifyLedger(path)->isEmpty());
        Intruder intruder(path); // who may drop triggers
        QVERIFY(intruder.run("DROP TRIGGER ledger_is_never_changed;"
                             "DROP TRIGGER ledger_is_never_deleted;"
                             "DROP TRIGGER payments_are_never_changed;"
                             "DROP TRIGGER payments_are_never_deleted;"));
        QVERIFY(intruder.run(statement));
        QVERIFY(intruder.changes() > 0);
        QVERIFY(!verifyLedger(path)->isEmpty());
    }

    /// Any one column of any one row that the chain covers, changed at random.
    void randomTamperingsAreAllFound()
    {
        const TempDir folder;
        const QString whole = tradedHouse();
        SeededRandom random(11);
        for (int tried = 0; tried < 150;) {
            const QString path = folder.file(u"copy%1.sqlite"_s.arg(tried));
            QVERIFY(QFile::copy(whole, path));
            const QByteArray statement = randomTampering(random);
            bool isDone = false;
            {
                Intruder intruder(path);
                QVERIFY(intruder.run("DROP TRIGGER ledger_is_never_changed;"
                                     "DROP TRIGGER payments_are_never_changed;"
                                     "PRAGMA ignore_check_constraints = ON"));
                isDone = intruder.run(statement) && intruder.changes() == 1;
            }
            if (isDone) {
                const auto found = verifyLedger(path);
                QVERIFY2(!found || !found->isEmpty(), statement.constData());
                ++tried;
            }
            QFile::remove(path);
        }
    }

private:
    /// The file of a house that has traded and is closed; made once.
    QString tradedHouse()
    {
        const QString path = m_folder.file(u"traded.sqlite"_s);
        if (!QFile::exists(path)) {
            LedgerHouse house(path);
            trade(house);
        }
        return path;
    }

    struct Table
    {
        QByteArray name;
        QByteArray key;
        QByteArrayList columns;
    };

    static QByteArray randomTampering(SeededRandom &random)
    {
        static const QList<Table> tables{
            {"ledger",
             "event_no, sequence",
             {"at_ms", "action", "operation", "operator_id", "window_id", "seats", "versions",
              "status", "hold", "fence", "holder", "expires_at", "booking", "detail", "hash"}},
            {"tickets",
             "event_no, idx",
             {"status", "version", "fence", "hold", "holder", "expires_at", "booking"}},
            {"inventory",
             "event_no",
             {"capacity", "sequence", "fence", "chain", "available", "held", "sold", "blocked"}},
            {"booking_tickets",
             "booking_id, idx",
             {"category_id", "ticket_type_id", "price", "live"}},
            {"payments", "id", {"amount", "tendered", "method", "paid_at"}},
            {"bookings",
             "id",
             {"reference", "user_id", "hold_id", "status", "total", "sold_by", "sold_at",
              "created_at", "confirmed_at", "version"}}};
        const Table &table = tables[qsizetype(random.below(quint64(tables.size())))];
        const QByteArray column =
            table.columns[qsizetype(random.below(quint64(table.columns.size())))];
        // Numbers go up by one, nothing becomes something, bytes get another last one.
        return QByteArray("UPDATE %t SET %c = CASE typeof(%c) WHEN 'integer' THEN %c + 1"
                          " WHEN 'null' THEN 1 ELSE substr(%c, 1, length(%c) - 1) || '~' END"
                          " WHERE coalesce(hex(substr(%c, -1)), '') <> '7E' AND (%k) IN"
                          " (SELECT %k FROM %t LIMIT 1 OFFSET %n)")
            .replace("%t", table.name)
            .replace("%c", column)
            .replace("%k", table.key)
            .replace("%n", QByteArray::number(random.below(50)));
    }

    const TempDir m_folder;
};

QTEST_GUILESS_MAIN(SqliteLedgerTest)
#include "tst_sqliteledger.moc"
