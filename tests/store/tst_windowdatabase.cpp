#include "models/store/windowdatabase.h"
#include "tests/support/builders.h"
#include "tests/support/tempstore.h"

#include <QFileInfo>
#include <QProcess>
#include <QSqlError>
#include <QTest>

#include <csignal>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const EventId concert = idNamed<EventId>(u"event");

OutboxRow rowNumber(int number, OutboxState state = OutboxState::Queued)
{
    OutboxRow row{.operation = {.id = idNamed<OperationId>(u"op %1"_s.arg(number)),
                                .deviceSequence = DeviceSequence(number),
                                .command = PlaceHold{.hold = idNamed<HoldId>(u"hold"),
                                                     .event = concert,
                                                     .seats = {SeatIndex(number)}}},
                  .state = state};
    if (state == OutboxState::Conflict)
        row.outcome = std::unexpected(refusal(RefusalCode::TicketsTaken, u"Taken."_s));
    if (state == OutboxState::Applied)
        row.outcome = Done{.event = concert, .sequence = Sequence(1)};
    return row;
}

Result<void> put(WindowDatabase &database, const OutboxRow &row)
{
    return database.transaction([&] { return database.putOutboxRow(row); });
}

/// Runs \a sql on the file as a careless program would.
QString tamper(const QString &path, const QString &sql)
{
    QString said;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        other.setDatabaseName(path);
        other.open();
        QSqlQuery query(other);
        if (!query.exec(sql))
            said = query.lastError().databaseText();
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
    return said;
}

Refusal refusalOf(const QString &path)
{
    WindowDatabase database(path);
    const Result<WindowContents> contents = database.open(WindowId());
    return contents ? Refusal() : contents.error();
}

} // namespace

class WindowDatabaseTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsThereAfterwards();
    void anUnsettledOperationCannotBeDeletedOrGoBack_data();
    void anUnsettledOperationCannotBeDeletedOrGoBack();
    void ticketsMoveByChangesWithoutAGap();
    void forgettingTheBaseKeepsTheOutbox();
    void aFileThatCannotBeUsedSaysWhy();
    void killedInTheMiddleOfWritingItKeepsWhatItAcknowledged();
};

void WindowDatabaseTest::whatWasWrittenIsThereAfterwards()
{
    const TempStore store;
    const WindowId window = idNamed<WindowId>(u"window");
    {
        WindowDatabase database(store.path());
        QVERIFY(database.open(window));
        QVERIFY(put(database, rowNumber(1, OutboxState::Sent)));
        QVERIFY(put(database, rowNumber(2, OutboxState::Conflict)));
        QVERIFY(put(database, rowNumber(3, OutboxState::Applied)));
        QVERIFY(database.transaction([&] { return database.putToken(u"secret"_s); }));
    }
    WindowDatabase database(store.path());
    const Result<WindowContents> contents = database.open(idNamed<WindowId>(u"another"));
    QVERIFY(contents);
    QCOMPARE(contents->memory.window, window);
    QCOMPARE(contents->memory.token, u"secret"_s);
    QCOMPARE(contents->memory.lastDeviceSequence, DeviceSequence(3));
    const QList<OutboxRow> expected{rowNumber(1, OutboxState::Sent),
                                    rowNumber(2, OutboxState::Conflict)};
    QCOMPARE(contents->memory.outbox, expected);
    const auto forOthers =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(store.path()).permissions() & forOthers));
}

void WindowDatabaseTest::anUnsettledOperationCannotBeDeletedOrGoBack_data()
{
    QTest::addColumn<OutboxState>("state");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isRefused");
    const QString remove = u"DELETE FROM outbox"_s;
    QTest::newRow("queued is not deleted") << OutboxState::Queued << remove << true;
    QTest::newRow("sent is not deleted") << OutboxState::Sent << remove << true;
    QTest::newRow("a conflict is not deleted") << OutboxState::Conflict << remove << true;
    QTest::newRow("applied may be deleted") << OutboxState::Applied << remove << false;
    QTest::newRow("queued is not resolved unseen")
        << OutboxState::Queued << u"UPDATE outbox SET state = 4"_s << true;
    QTest::newRow("applied stays applied")
        << OutboxState::Applied << u"UPDATE outbox SET state = 0"_s << true;
    QTest::newRow("a conflict may be resolved")
        << OutboxState::Conflict << u"UPDATE outbox SET state = 4"_s << false;
    QTest::newRow("a number is never changed")
        << OutboxState::Queued << u"UPDATE outbox SET device_sequence = 9"_s << true;
}

void WindowDatabaseTest::anUnsettledOperationCannotBeDeletedOrGoBack()
{
    QFETCH(OutboxState, state);
    QFETCH(QString, sql);
    QFETCH(bool, isRefused);
    const TempStore store;
    {
        WindowDatabase database(store.path());
        QVERIFY(database.open(idNamed<WindowId>(u"window")));
        QVERIFY(put(database, rowNumber(1, state)));
    }
    QCOMPARE(!tamper(store.path(), sql).isEmpty(), isRefused);
}

void WindowDatabaseTest::ticketsMoveByChangesWithoutAGap()
{
    const TempStore store;
    WindowDatabase database(store.path());
    QVERIFY(database.open(idNamed<WindowId>(u"window")));
    const auto change = [](qint64 sequence, int seat) {
        return Change{.sequence = Sequence(sequence),
                      .seats = {SeatIndex(seat)},
                      .after = {.status = TicketStatus::Sold},
                      .versions = {Version(2)}};
    };
    QVERIFY(database.transaction([&]() -> Result<void> {
        if (auto done = database.putTickets(concert, Sequence(5), QList<TicketView>(4)); !done)
            return done;
        return database.putChanges(concert, {change(6, 1), change(8, 3)});
    }));
    const Result<StoredTickets> stored = database.tickets(concert);
    QVERIFY(stored);
    QCOMPARE(stored->sequence, Sequence(6));
    QCOMPARE(stored->tickets.at(1).status, TicketStatus::Sold);
    QCOMPARE(stored->tickets.at(3).status, TicketStatus::Available);

    QList<Change> many;
    for (qint64 i = 7; i <= 7 + WindowDatabase::changesKept; ++i)
        many.append(change(i, 2));
    QVERIFY(database.transaction([&] { return database.putChanges(concert, many); }));
    QCOMPARE(database.tickets(concert)->sequence, many.constLast().sequence);
}

void WindowDatabaseTest::forgettingTheBaseKeepsTheOutbox()
{
    const TempStore store;
    const LedgerEpoch epoch = idNamed<LedgerEpoch>(u"epoch");
    {
        WindowDatabase database(store.path());
        QVERIFY(database.open(idNamed<WindowId>(u"window")));
        QVERIFY(put(database, rowNumber(1)));
        QVERIFY(database.transaction([&]() -> Result<void> {
            (void)database.putTickets(concert, Sequence(5), QList<TicketView>(4));
            (void)database.putCatalogue(
                {.version = CatalogueVersion(7), .venues = {aVenue().build()}});
            return database.forgetConfirmed(epoch);
        }));
        QCOMPARE(database.tickets(concert)->sequence, Sequence(0));
    }
    WindowDatabase database(store.path());
    const Result<WindowContents> contents = database.open(WindowId());
    QVERIFY(contents);
    QCOMPARE(contents->memory.epoch, epoch);
    QCOMPARE(contents->memory.catalogue, CatalogueVersion(0));
    QVERIFY(contents->catalogue.isEmpty());
    QCOMPARE(contents->memory.outbox.size(), 1);
}

void WindowDatabaseTest::aFileThatCannotBeUsedSaysWhy()
{
    const TempStore damaged;
    damaged.damage(QByteArray(4096, 'x'));
    QCOMPARE(refusalOf(damaged.path()).code, RefusalCode::InvalidRecord);
    QVERIFY(refusalOf(damaged.path()).message.contains(damaged.path()));

    QCOMPARE(refusalOf(u"/nowhere/at/all/window.sqlite"_s).code, RefusalCode::ReadOnly);

    const TempStore used;
    WindowDatabase first(used.path());
    QVERIFY(first.open(idNamed<WindowId>(u"window")));
    QVERIFY(put(first, rowNumber(1)));
    QCOMPARE(refusalOf(used.path()).code, RefusalCode::Overloaded);

    const TempStore newer;
    {
        WindowDatabase database(newer.path());
        QVERIFY(database.open(idNamed<WindowId>(u"window")));
    }
    QCOMPARE(tamper(newer.path(), u"PRAGMA user_version = 99"_s), QString());
    QCOMPARE(refusalOf(newer.path()).code, RefusalCode::UnsupportedVersion);

    const TempStore unreadable;
    {
        WindowDatabase database(unreadable.path());
        QVERIFY(database.open(idNamed<WindowId>(u"window")));
        QVERIFY(put(database, rowNumber(1)));
    }
    QCOMPARE(tamper(unreadable.path(), u"UPDATE outbox SET operation = x'00'"_s), QString());
    QCOMPARE(refusalOf(unreadable.path()).code, RefusalCode::InvalidRecord);
}

void WindowDatabaseTest::killedInTheMiddleOfWritingItKeepsWhatItAcknowledged()
{
    const TempStore store;
    int known = 0;
    for (int round = 0; round < 5; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--write"_s, store.path(), QString::number(known)});
        QVERIFY(child.waitForStarted());
        int acknowledged = known;
        while (acknowledged < known + 20) {
            QVERIFY(child.waitForReadyRead(10'000));
            while (child.canReadLine())
                acknowledged = child.readLine().trimmed().toInt();
        }
        ::kill(pid_t(child.processId()), SIGKILL);
        child.waitForFinished();
        WindowDatabase database(store.path());
        const Result<WindowContents> contents = database.open(WindowId());
        QVERIFY(contents);
        const qsizetype kept = contents->memory.outbox.size();
        QVERIFY2(kept >= acknowledged, qPrintable(u"%1 of %2"_s.arg(kept).arg(acknowledged)));
        for (qsizetype i = 0; i < kept; ++i)
            QCOMPARE(contents->memory.outbox.at(i), rowNumber(int(i) + 1));
        known = int(kept);
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write"_s) { // the child of the test with kill -9
        WindowDatabase database(arguments.value(2));
        if (!database.open(idNamed<WindowId>(u"window")))
            return 1;
        for (int number = arguments.value(3).toInt() + 1;; ++number) {
            if (!put(database, rowNumber(number)))
                return 2;
            std::printf("%d\n", number);
            std::fflush(stdout);
        }
    }
    WindowDatabaseTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_windowdatabase.moc"
