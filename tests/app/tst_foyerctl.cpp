#include "models/seatmap/seatmapformat.h"
#include "programrun.h"
#include "tests/server/ledger/ledgerhouse.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace foyer;
using namespace Qt::StringLiterals;

/// The operator's tool, run as an operator runs it.
class TestFoyerctl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(u"house"_s));
    }
    void aFolderWithoutAHouseIsOneSentence_data();
    void aFolderWithoutAHouseIsOneSentence();
    void wrongUseIsExplained_data();
    void wrongUseIsExplained();
    void usersAreListedAddedAndGivenPasswords();
    void aPasswordIsSetWhileFoyerdRuns();
    void addingAUserNeedsFoyerdStopped();
    void holdsThatLiveAreListed();
    void aWholeLedgerIsProved();
    void aLedgerThatWasTamperedWithIsFound();
    void mapsAreChecked_data();
    void mapsAreChecked();
    void aPretixPlanBecomesAMap();
    void whatIsNoPlanIsNotImported();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList data() const { return {u"--data"_s, path(u"house"_s)}; }
    [[nodiscard]] Ended run(const QStringList &words, const QByteArray &input = {}) const
    {
        return runProgram(u"foyerctl"_s, words, input);
    }
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) >= 0;
        return isWritten ? file.fileName() : QString();
    }
    void tamper(const char *statements) const
    {
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path(u"house/house.sqlite"_s)), &database),
                 SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, statements, nullptr, nullptr, nullptr), SQLITE_OK);
        QCOMPARE(sqlite3_close(database), SQLITE_OK);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFoyerctl::aFolderWithoutAHouseIsOneSentence_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("verify") << QStringList{u"verify"_s};
    QTest::newRow("holds") << QStringList{u"holds"_s};
    QTest::newRow("user list") << QStringList{u"user"_s, u"list"_s};
    QTest::newRow("user add") << QStringList{u"user"_s, u"add"_s, u"eve"_s, u"--role"_s,
                                             u"seller"_s};
    QTest::newRow("user set-password") << QStringList{u"user"_s, u"set-password"_s, u"eve"_s};
}

void TestFoyerctl::aFolderWithoutAHouseIsOneSentence()
{
    QFETCH(const QStringList, words);
    const Ended ended = run(words + data(), "long enough\n");
    QCOMPARE(ended.exitCode, 1);
    QCOMPARE(ended.err, u"foyerctl: There is no house in %1.\n"_s.arg(path(u"house"_s)));
    QCOMPARE(ended.out, QString());
}

void TestFoyerctl::wrongUseIsExplained_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("said");
    QTest::newRow("an event that is no id")
        << QStringList{u"holds"_s, u"--event"_s, u"tonight"_s} << u"not \"tonight\""_s;
    QTest::newRow("an option without its value")
        << QStringList{u"holds"_s, u"--event"_s} << u"\"--event\" needs a value"_s;
    QTest::newRow("an option of another command")
        << QStringList{u"verify"_s, u"--event"_s, u"x"_s} << u"\"--event\" is no option here"_s;
    QTest::newRow("a role that is none")
        << QStringList{u"user"_s, u"add"_s, u"eve"_s, u"--role"_s, u"boss"_s}
        << u"--role is seller"_s;
    QTest::newRow("a user without a name")
        << QStringList{u"user"_s, u"add"_s} << u"user add NAME"_s;
    QTest::newRow("a map without a file")
        << QStringList{u"map"_s, u"check"_s} << u"map check FILE"_s;
    QTest::newRow("a copy without a destination")
        << QStringList{u"copy"_s, u"sqlite:x"_s} << u"copy SOURCE DESTINATION"_s;
    QTest::newRow("a comparison with no store")
        << QStringList{u"compare"_s, u"sqlite:x"_s, u"x"_s} << u"sqlite:PATH or postgres:URI"_s;
    QTest::newRow("something else with maps")
        << QStringList{u"map"_s, u"draw"_s, u"x"_s} << u"map check FILE"_s;
}

void TestFoyerctl::wrongUseIsExplained()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, said);
    const LedgerHouse house(path(u"house/house.sqlite"_s));
    const bool isOfHouse = !QStringList{u"map"_s, u"copy"_s, u"compare"_s}.contains(words[0]) &&
                           words.last() != u"--event"_s;
    const Ended ended = run(isOfHouse ? words + data() : words);
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.err.contains(said), qPrintable(ended.err));
}

void TestFoyerctl::usersAreListedAddedAndGivenPasswords()
{
    const auto user = [&](const QStringList &words, const QByteArray &input = {}) {
        return run(QStringList{u"user"_s} + words + data(), input);
    };
    {
        const LedgerHouse house(path(u"house/house.sqlite"_s));
    }
    const QStringList add{u"add"_s,   u"Éve"_s, u"--role"_s, u"seller"_s, u"--display-name"_s,
                          u"Eve B."_s};
    QCOMPARE(user(add, "short\n").exitCode, 1);
    QCOMPARE(user(add, "long enough\n").out, u"Éve may sign in now.\n"_s);
    const Ended again = user(add, "long enough\n");
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.err.contains(u"Choose another name"_s), qPrintable(again.err));
    QCOMPARE(user({u"list"_s}).out, u"anna\tmanager\tAnna\nÉve\tseller\tEve B.\n"_s);
    QCOMPARE(user({u"set-password"_s, u"éVE"_s}, "another one\n").exitCode, 0);
    const Ended nobody = user({u"set-password"_s, u"nobody"_s}, "another one\n");
    QCOMPARE(nobody.exitCode, 1);
    QCOMPARE(nobody.err, u"foyerctl: Nobody here is called nobody.\n"_s);
}

void TestFoyerctl::aPasswordIsSetWhileFoyerdRuns()
{
    RunningServer server(data() + QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--sample"_s});
    QVERIFY(!server.address().isEmpty());
    const auto sell = [&](const QString &password) {
        QProcess stranger;
        stranger.setProcessChannelMode(QProcess::MergedChannels);
        stranger.start(u"/usr/bin/python3"_s,
                       {QStringLiteral(FOYER_SOURCE_DIR "/tests/app/strangerclient.py"),
                        server.address(), u"anna"_s, password});
        stranger.waitForFinished(60'000);
        return Ended{stranger.exitCode(), QString::fromUtf8(stranger.readAll()), {}};
    };
    const Ended set =
        run(QStringList{u"user"_s, u"set-password"_s, u"anna"_s} + data(), "brand new\n");
    QVERIFY2(set.exitCode == 0, qPrintable(set.err));
    const Ended old = sell(u"foyer-demo"_s);
    if (old.exitCode == 77)
        QSKIP(qPrintable(old.out));
    QVERIFY2(old.out.contains(u"wrong_password"_s), qPrintable(old.out));
    const Ended fresh = sell(u"brand new"_s);
    QVERIFY2(fresh.out.startsWith(u"sold "_s), qPrintable(fresh.out));
    QCOMPARE(server.stop().exitCode, 0);
}

void TestFoyerctl::addingAUserNeedsFoyerdStopped()
{
    const QStringList add = QStringList{u"user"_s, u"add"_s, u"eve"_s, u"--role"_s, u"seller"_s};
    {
        RunningServer server(data() + QStringList{u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(!server.address().isEmpty());
        const Ended refused = run(add + data(), "long enough\n");
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(u"A foyerd uses this house already"_s) &&
                     refused.err.contains(u"Stop it"_s),
                 qPrintable(refused.err));
        QCOMPARE(run(QStringList{u"user"_s, u"list"_s} + data()).out, QString());
        QCOMPARE(server.stop().exitCode, 0);
    }
    QCOMPARE(run(add + data(), "long enough\n").exitCode, 0);
}

void TestFoyerctl::holdsThatLiveAreListed()
{
    LedgerHouse house(path(u"house/house.sqlite"_s));
    QVERIFY(house.hold(house.make<HoldId>(), {1}));
    QVERIFY(house.hold(house.make<HoldId>(), {2, 3}));
    // Far beyond the machine's time; the first two have ended there.
    constexpr Milliseconds century(100LL * 365 * 86'400'000);
    house.clock().advance(century);
    const WindowId window = house.make<WindowId>();
    const Actor actor{house.signIn(u"Otto"_s, Role::Manager, window), window};
    const auto perform = [&](const Command &command) {
        Submission submission = house.submission(command);
        submission.actor = actor;
        return house.apply(submission).outcome;
    };
    Event event = house.record;
    event.id = house.make<EventId>();
    event.name = u"Jubilee"_s;
    event.startDate = event.startDate + century;
    event.endDate = event.endDate + century;
    QVERIFY(perform(SaveEvent{.event = event}));
    const auto id = house.make<HoldId>();
    QVERIFY(perform(PlaceHold{.hold = id, .event = event.id, .seats = seatsAt({4, 5, 6})}));

    const Ended all = run(QStringList{u"holds"_s} + data());
    QCOMPARE(all.exitCode, 0);
    const QStringList lines = all.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(u"hold "_s + id.toString()), qPrintable(lines[0]));
    for (const QString &part : {u"Jubilee"_s, u"3 ticket(s)"_s, u"Otto"_s, window.toString()})
        QVERIFY2(lines[0].contains(part), qPrintable(lines[0] + u" lacks "_s + part));
    QCOMPARE(lines[1], u"1 hold(s) alive."_s);
    const QStringList here{u"holds"_s, u"--event"_s, event.id.toString()};
    QCOMPARE(run(here + data()).out, all.out);
    const QStringList elsewhere{u"holds"_s, u"--event"_s, house.event.toString()};
    QCOMPARE(run(elsewhere + data()).out, u"0 hold(s) alive.\n"_s);
}

void TestFoyerctl::aWholeLedgerIsProved()
{
    LedgerHouse house(path(u"house/house.sqlite"_s));
    const Outcome held = house.hold(house.make<HoldId>(), {1, 2});
    QVERIFY(held);
    QVERIFY(house.apply(house.sale(*held->hold)).outcome);
    const Ended proved = run(QStringList{u"verify"_s} + data());
    QCOMPARE(proved.exitCode, 0);
    QCOMPARE(proved.out, u"The ledger is whole: every chain, ticket and total agrees.\n"_s);
}

void TestFoyerctl::aLedgerThatWasTamperedWithIsFound()
{
    {
        LedgerHouse house(path(u"house/house.sqlite"_s));
        QVERIFY(house.hold(house.make<HoldId>(), {1, 2}));
    }
    tamper("DROP TRIGGER ledger_is_never_changed;"
           "UPDATE ledger SET at_ms = at_ms + 1 WHERE sequence = 1");
    const Ended found = run(QStringList{u"verify"_s} + data());
    QCOMPARE(found.exitCode, 3);
    QVERIFY2(found.out.startsWith(u"event "_s) && found.out.contains(u"row 1"_s),
             qPrintable(found.out));
}

void TestFoyerctl::mapsAreChecked_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("said");
    const SeatMap hall = aSeatMap().withRows(2).ofSeats(5).build();
    SeatMap twice = hall;
    twice.categories.append(twice.categories[0]);
    QFile plan(
        QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues/ticketland-hall.pretix.json"));
    QVERIFY(plan.open(QIODevice::ReadOnly));
    QTest::newRow("a map of Foyer's") << seatMapToJson(hall) << 0 << u"The map is in order.\n"_s;
    QTest::newRow("a category twice") << seatMapToJson(twice) << 3 << u""_s;
    QTest::newRow("a pretix plan")
        << plan.readAll() << 0 << u"The pretix plan can be imported.\n"_s;
    QTest::newRow("no map") << QByteArray("{\"a\": 1}") << 3 << u"Nor is it a pretix plan"_s;
    QTest::newRow("no JSON") << QByteArray("seats") << 3 << u"Nor is it a pretix plan"_s;
}

void TestFoyerctl::mapsAreChecked()
{
    QFETCH(const QByteArray, content);
    QFETCH(const int, exitCode);
    QFETCH(const QString, said);
    const Ended ended = run({u"map"_s, u"check"_s, write(u"map.json"_s, content)});
    QVERIFY2(ended.exitCode == exitCode, qPrintable(ended.out + ended.err));
    QVERIFY2(ended.out.contains(said), qPrintable(ended.out));
    QVERIFY(!ended.out.isEmpty());
}

void TestFoyerctl::aPretixPlanBecomesAMap()
{
    const QString plan =
        QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues/ticketland-hall.pretix.json");
    const Ended report = run({u"map"_s, u"import"_s, plan});
    QCOMPARE(report.exitCode, 0);
    QVERIFY2(report.out.contains(u" 1115 seat(s)"_s), qPrintable(report.out));
    const Ended imported = run({u"map"_s, u"import"_s, plan, u"--out"_s, path(u"map.json"_s)});
    QCOMPARE(imported.out, report.out + u"Written to %1.\n"_s.arg(path(u"map.json"_s)));
    QFile file(path(u"map.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(seatMapFromJson(file.readAll()));
    const Ended checked = run({u"map"_s, u"check"_s, path(u"map.json"_s)});
    QCOMPARE(checked.out, u"The map is in order.\n"_s);
    const Ended nowhere = run({u"map"_s, u"import"_s, plan, u"--out"_s, path(u"none/map.json"_s)});
    QCOMPARE(nowhere.exitCode, 1);
    QVERIFY2(nowhere.err.contains(u"cannot be written"_s), qPrintable(nowhere.err));
}

void TestFoyerctl::whatIsNoPlanIsNotImported()
{
    const Ended broken = run({u"map"_s, u"import"_s, write(u"plan.json"_s, "{\"zones\": 3}")});
    QCOMPARE(broken.exitCode, 1);
    QVERIFY(broken.err.startsWith(u"foyerctl: "_s));
    const Ended missing = run({u"map"_s, u"import"_s, path(u"missing.json"_s)});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(missing.err.contains(u"cannot be read"_s), qPrintable(missing.err));
}

QTEST_GUILESS_MAIN(TestFoyerctl)
#include "tst_foyerctl.moc"
