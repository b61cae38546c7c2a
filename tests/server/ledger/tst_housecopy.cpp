#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/postgres/postgreshousetables.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/rules/housecopy.h"
#include "sync/server/ledger/sqlite/database.h"
#include "sync/server/ledger/sqlite/sqlitehousetables.h"
#include "tests/server/ledger/housecheck.h"
#include "tests/support/postgres/privatepostgres.h"
#include "tests/support/tempstore.h"

#include <QFile>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A house in which everything has happened that a house keeps rows of.
class FullHouse final : public LedgerHouse
{
public:
    explicit FullHouse(const QString &path)
        : LedgerHouse(path)
    {
        const Customer mia{
            .id = make<CustomerId>(), .email = u"mia@example.org"_s, .name = u"Mïa"_s};
        const Performer choir{.id = make<PerformerId>(), .name = u"Choir"_s};
        record.performers = {choir.id};
        const PoolId press = make<PoolId>();
        allSucceed(
            {SaveCustomer{mia}, SavePerformer{choir}, SaveEvent{record, record.version},
             SavePool{{.id = press, .event = event, .name = u"Press"_s, .owner = Role::Supervisor},
                      Version()},
             KeepTickets{event, seatsAt({40, 41}), TicketUse::Pool, press, u"kept"_s},
             KeepTickets{event, seatsAt({42}), TicketUse::Blocked, {}, u"a pillar"_s},
             LeaseAllotment{
                 make<HoldId>(), event, windowActor(2).window, seatsAt({30, 31, 32}), {}},
             PlaceHold{.hold = make<HoldId>(),
                       .event = event,
                       .seats = seatsAt({20, 21}),
                       .customer = mia.id}});
        const Booking kept = sold({1, 2, 3});
        const Booking given = sold({4, 5});
        allSucceed({CancelBooking{kept.id, event, make<PaymentId>(), {}, seatsAt({2})},
                    CancelBooking{given.id, event, make<PaymentId>(), {}, {}}});
        Submission numbered = submission(PlaceHold{make<HoldId>(), event, seatsAt({10})}, 3);
        numbered.operation.deviceSequence = DeviceSequence(5);
        (void)apply(numbered);
        numbered = submission(PlaceHold{make<HoldId>(), event, seatsAt({11})}, 3);
        numbered.operation.deviceSequence = DeviceSequence(6);
        numbered.acknowledged = DeviceSequence(5);
        (void)apply(numbered);
        (void)ledger().writer().pruneOutcomes(10);
        (void)ledger().writer().closeSession(windowActor(7).session);
    }

    Booking sold(const QList<int> &seats)
    {
        const AppliedOperation done = apply(sale(*hold(make<HoldId>(), seats)->hold));
        return done.outcome ? *done.outcome->booking : Booking();
    }

    bool hasFailed = false;

private:
    void allSucceed(const QList<Command> &commands)
    {
        for (const Command &command : commands) {
            const AppliedOperation done = apply(command);
            if (!done.outcome)
                qWarning("%s", qPrintable(done.outcome.error().message));
            hasFailed |= !done.outcome;
        }
    }
};

/// A target that loses a row of one table on its way.
class LosingTarget final : public HouseTarget
{
public:
    LosingTarget(HouseTarget &target, QByteArray table)
        : m_target(target)
        , m_table(std::move(table))
    {}
    void visit(const HouseTable &table, const SeeRow &see) override { m_target.visit(table, see); }
    [[nodiscard]] std::optional<Refusal> failure() const override { return m_target.failure(); }
    [[nodiscard]] QByteArray identity() override { return m_target.identity(); }
    [[nodiscard]] bool isServed() override { return m_target.isServed(); }
    [[nodiscard]] Result<void> begin() override { return m_target.begin(); }
    void add(const HouseTable &table, std::span<const HouseRow> rows) override
    {
        m_target.add(table, table.name == m_table ? rows.subspan(1) : rows);
    }
    void complete() override { m_target.complete(); }
    [[nodiscard]] Result<void> commit() override { return m_target.commit(); }

private:
    HouseTarget &m_target;
    const QByteArray m_table;
};

QStringList columnsOf(const HouseTable &table)
{
    QStringList names;
    for (const HouseColumn &column : table.columns)
        names.append(QString::fromLatin1(column.name));
    names.sort();
    return names;
}

} // namespace

/// A house goes from one store into another and is the same there.
class HouseCopyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        FullHouse house(m_file);
        QVERIFY(!house.hasFailed);
        QCOMPARE(firstContradictionIn(house.ledger()), QString());
    }

    void aHouseGoesToADatabaseAndBack()
    {
        const QString uri = PrivatePostgres::instance().freshDatabase();
        const QString back = m_folder.file(u"back.sqlite"_s);
        const auto there = copied(source(m_file), database(uri));
        const auto here = copied(databaseHouse(uri), file(back));
        QVERIFY(there && here);
        QCOMPARE(differences(*there, *here), QStringList());
        QCOMPARE(differences(*digestHouse(*source(m_file)), *digestHouse(*source(back))),
                 QStringList());
        for (const TableDigest &table : *there)
            QVERIFY2(table.rows > 0, qPrintable(table.table)); // else nothing was proved of it
        QCOMPARE(firstOf(verifyPostgresLedger(uri)), QString());
        QCOMPARE(firstOf(verifyLedger(back)), QString());
    }

    /// The same points as SQLite reports: also of what was given back with its booking.
    void theCopyReportsTheSameSales()
    {
        const QString uri = PrivatePostgres::instance().freshDatabase();
        QVERIFY(copied(source(m_file), database(uri)));
        LedgerHouse here(m_file);
        const auto there = openPostgresLedger(uri, here.clock(), {});
        const SalesQuery all{.event = {},
                             .from = Instant::fromMs(0),
                             .until = here.clock().now() + Milliseconds(86'400'000)};
        const auto one = here.reader().sales(all);
        const auto other = (*(*there)->openReader())->sales(all);
        QVERIFY(one && other && !one->isEmpty());
        QCOMPARE(other->size(), one->size());
        for (qsizetype i = 0; i < one->size(); ++i) {
            QCOMPARE((*other)[i].tickets, (*one)[i].tickets);
            QCOMPARE((*other)[i].revenue, (*one)[i].revenue);
        }
    }

    void theCopySellsOn_data()
    {
        QTest::addColumn<bool>("inDatabase");
        QTest::newRow("in PostgreSQL") << true;
        QTest::newRow("in a file, from PostgreSQL") << false;
    }

    void theCopySellsOn()
    {
        QFETCH(bool, inDatabase);
        const QString uri = PrivatePostgres::instance().freshDatabase();
        const QString back = m_folder.file(u"onwards.sqlite"_s);
        QVERIFY(copied(source(m_file), database(uri)));
        QVERIFY(inDatabase || copied(databaseHouse(uri), file(back)));
        LedgerHouse old(m_file); // for its sessions and ids
        for (int i = 0; i < 1'000; ++i)
            (void)old.make<HoldId>();
        const auto ledger =
            inDatabase ? openPostgresLedger(uri, old.clock(), {.whose = PostgresClock::Given})
                       : openHouseLedger(back, old.clock());
        QVERIFY(ledger);
        const auto apply = [&](const Command &command, int window) {
            const std::array batch{old.submission(command, window)};
            return (*ledger)->writer().apply(batch).front();
        };
        const Fence before = old.ticket(11).fence;
        const auto held = apply(PlaceHold{old.make<HoldId>(), old.event, seatsAt({12, 13})}, 0);
        QVERIFY(held.outcome);
        QVERIFY(held.outcome->hold->fence > before);
        QVERIFY(apply(old.sale(*held.outcome->hold), 0).outcome);
        QCOMPARE(codeOf(apply(PlaceHold{old.make<HoldId>(), old.event, seatsAt({1})}, 0)),
                 RefusalCode::TicketsTaken);
        QCOMPARE(codeOf(apply(PlaceHold{old.make<HoldId>(), old.event, seatsAt({14})}, 7)),
                 RefusalCode::NotSignedIn);
        Event another = *old.reader().event(old.event);
        another.id = old.make<EventId>();
        another.version = {};
        const AppliedOperation published = apply(SaveEvent{another, Version()}, 0);
        QVERIFY2(published.outcome, "the numbers of events go on");
        QCOMPARE(inDatabase ? firstOf(verifyPostgresLedger(uri)) : firstOf(verifyLedger(back)),
                 QString());
    }

    void aTableThatDoesNotArriveWholeIsFound_data()
    {
        QTest::addColumn<QByteArray>("table");
        for (const HouseTable &table : houseTables().subspan(1))
            QTest::newRow(table.name) << QByteArray(table.name);
    }

    void aTableThatDoesNotArriveWholeIsFound()
    {
        QFETCH(QByteArray, table);
        const QString path = m_folder.file(u"losing.sqlite"_s);
        {
            const auto target = openSqliteTarget(path);
            LosingTarget losing(**target, table);
            const auto done = copyHouse(*source(m_file), losing);
            QVERIFY(!done);
        }
        QVERIFY(!QFile::exists(path)); // nothing has happened
    }

    void aPlantedDifferenceIsNamed()
    {
        const QString uri = PrivatePostgres::instance().freshDatabase();
        QVERIFY(copied(source(m_file), database(uri)));
        auto connection = PostgresConnection::open(uri);
        (*connection)->execute("UPDATE operators SET password_hash = '\\x00'");
        QCOMPARE(differences(*digestHouse(*source(m_file)), *digestHouse(*databaseHouse(uri))),
                 QStringList{u"operators"_s});
    }

    void aHouseIsNotWrittenOverAnother()
    {
        const QString uri = PrivatePostgres::instance().freshDatabase();
        const QString path = m_folder.file(u"taken.sqlite"_s);
        QVERIFY(copied(source(m_file), database(uri)));
        QVERIFY(copied(source(m_file), file(path)));
        QCOMPARE(copied(source(m_file), database(uri)).error().code, RefusalCode::InvalidRecord);
        QCOMPARE(copied(databaseHouse(uri), file(path)).error().code, RefusalCode::InvalidRecord);
        QCOMPARE(copied(databaseHouse(uri), database(uri)).error().message,
                 u"Source and destination are the same store."_s);
        QCOMPARE(copied(source(path), file(path)).error().message,
                 u"Source and destination are the same store."_s);
        QCOMPARE(differences(*digestHouse(*source(path)), *digestHouse(*databaseHouse(uri))),
                 QStringList());
    }

    void whatANewerProgramWroteIsNotRead()
    {
        const QString uri = PrivatePostgres::instance().freshDatabase();
        const QString path = m_folder.file(u"newer.sqlite"_s);
        QVERIFY(copied(source(m_file), database(uri)));
        QVERIFY(copied(source(m_file), file(path)));
        (*Database::open(path, Database::Access::ReadWrite, Milliseconds(1'000)))
            ->execute("PRAGMA user_version = 4711");
        (*PostgresConnection::open(uri))
            ->execute("INSERT INTO foyer_schema (version) VALUES (4711)");
        QCOMPARE(openSqliteHouse(path).error().code, RefusalCode::UnsupportedVersion);
        QCOMPARE(openPostgresHouse(uri).error().code, RefusalCode::UnsupportedVersion);
        QCOMPARE(openSqliteHouse(m_folder.file(u"none"_s)).error().code, RefusalCode::NotFound);
    }

    /// Nothing that a store keeps is forgotten here when a column is added there.
    void everyColumnOfBothStoresIsCopied()
    {
        const auto database =
            Database::open(m_file, Database::Access::ReadOnly, Milliseconds(1'000));
        QHash<QString, QStringList> inFile;
        Rows rows = (*database)->query(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.name <> 'one'");
        while (rows.next())
            inFile[rows.text(0)].append(rows.text(1));
        inFile[u"house"_s].append(u"fence"_s);
        inFile[u"inventory"_s].removeOne(u"fence"_s); // the highest is the house's
        QCOMPARE(inFile.take(u"seat_labels"_s).size(), 3);
        inFile[u"seats"_s] = {u"map_no"_s,  u"idx"_s, u"category"_s,
                              u"section"_s, u"row"_s, u"seat"_s};
        compareColumns(inFile);

        const QString uri = PrivatePostgres::instance().freshDatabase();
        QVERIFY(migratePostgresLedger(uri));
        auto connection = PostgresConnection::open(uri);
        QHash<QString, QStringList> inDatabase;
        PostgresResult columns =
            (*connection)
                ->query("SELECT table_name::text, column_name::text FROM information_schema.columns"
                        " JOIN pg_tables ON tablename = table_name"
                        " WHERE table_schema = 'public' AND column_name <> 'one'");
        while (columns.next())
            inDatabase[columns.text(0)].append(columns.text(1));
        inDatabase[u"house"_s] += QStringList{u"clock_ms"_s, u"fence"_s}; // sequences
        inDatabase[u"booking_tickets"_s].removeOne(u"alone"_s); // says what given_back_at means
        inDatabase.remove(u"foyer_schema"_s);
        compareColumns(inDatabase);
    }

private:
    static void compareColumns(QHash<QString, QStringList> stored)
    {
        for (const HouseTable &table : houseTables()) {
            QStringList columns = stored.take(QString::fromLatin1(table.name));
            columns.sort();
            QCOMPARE(columnsOf(table), columns);
        }
        QCOMPARE(stored.keys(), QStringList());
    }

    using Source = std::unique_ptr<HouseSource>;
    using Target = std::unique_ptr<HouseTarget>;
    static Source source(const QString &path) { return *openSqliteHouse(path); }
    static Source databaseHouse(const QString &uri) { return *openPostgresHouse(uri); }
    static Target file(const QString &path) { return *openSqliteTarget(path); }
    static Target database(const QString &uri) { return *openPostgresTarget(uri); }
    static Result<std::vector<TableDigest>> copied(Source from, Target to)
    {
        return copyHouse(*from, *to);
    }

    TempDir m_folder;
    const QString m_file = m_folder.file(u"house.sqlite"_s);
};

QTEST_GUILESS_MAIN(HouseCopyTest)
#include "tst_housecopy.moc"
