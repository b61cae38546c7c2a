#include "programrun.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace foyer;
using namespace Qt::StringLiterals;

class TestFoyerd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void helpAndVersionAreAnswered();
    void wrongUseIsExplained_data();
    void wrongUseIsExplained();
    void itSaysWhereItListensAndStopsWhenAsked();
    void whatItMakesIsForItsOwnerOnly();
    void aPortInUseIsOneSentence();
    void twoServersNeverShareAHouse();
    void aFolderThatCannotBeIsOneSentence();
    void somethingThatIsNoLedgerIsLeftAlone();
    void theSampleHouseIsMadeOnceAndReopened();
    void aHouseThatIsNoSampleIsLeftAlone();
    void aStrangerSellsFromTheDocumentAlone();
    void theLogIsJsonWithoutSecrets();

private:
    [[nodiscard]] QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{u"--data"_s, m_folder->filePath(u"house"_s), u"--listen"_s,
                           u"127.0.0.1:0"_s} +
               more;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFoyerd::initTestCase()
{
    QVERIFY2(QFileInfo::exists(qEnvironmentVariable("FOYER_BIN") + u"/foyerd"_s),
             "FOYER_BIN must name the folder of the programs");
}

void TestFoyerd::helpAndVersionAreAnswered()
{
    for (const auto &program : {u"foyerd"_s, u"foyerctl"_s}) {
        const Ended help = runProgram(program, {u"--help"_s});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains(u"Exit codes: 0"_s));
        const Ended version = runProgram(program, {u"--version"_s});
        QCOMPARE(version.exitCode, 0);
        QCOMPARE(version.out, program + u" "_s + QStringLiteral(FOYER_VERSION) + u'\n');
    }
}

void TestFoyerd::wrongUseIsExplained_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QString>("said");
    const QStringList data{u"--data"_s, u"/nowhere"_s};
    QTest::newRow("no folder") << u"foyerd"_s << QStringList() << u"--data DIR is needed"_s;
    QTest::newRow("an unknown option")
        << u"foyerd"_s << data + QStringList{u"--fast"_s} << u"fast"_s;
    QTest::newRow("an address without a port")
        << u"foyerd"_s << data + QStringList{u"--listen"_s, u"127.0.0.1"_s} << u"HOST:PORT"_s;
    QTest::newRow("a port too high")
        << u"foyerd"_s << data + QStringList{u"--listen"_s, u"127.0.0.1:65536"_s} << u"HOST:PORT"_s;
    QTest::newRow("no threads") << u"foyerd"_s << data + QStringList{u"--threads"_s, u"0"_s}
                                << u"--threads"_s;
    QTest::newRow("an unknown level")
        << u"foyerd"_s << data + QStringList{u"--log-level"_s, u"loud"_s} << u"--log-level"_s;
    QTest::newRow("no command") << u"foyerctl"_s << QStringList() << u"foyerctl verify"_s;
    QTest::newRow("an unknown command") << u"foyerctl"_s << QStringList{u"dance"_s} << u"dance"_s;
    QTest::newRow("a password on the command line")
        << u"foyerctl"_s
        << QStringList{u"user"_s, u"add"_s, u"eve"_s, u"--password"_s, u"secret"_s} + data
        << u"--password"_s;
}

void TestFoyerd::wrongUseIsExplained()
{
    QFETCH(const QString, program);
    QFETCH(const QStringList, given);
    QFETCH(const QString, said);
    const Ended ended = runProgram(program, given);
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.err.contains(said), qPrintable(ended.err));
    QCOMPARE(ended.out, QString());
}

void TestFoyerd::itSaysWhereItListensAndStopsWhenAsked()
{
    RunningServer server(arguments());
    QVERIFY(
        QRegularExpression(u"^http://127\\.0\\.0\\.1:\\d+$"_s).match(server.address()).hasMatch());
    QCOMPARE(server.before(), QStringList());
    const Ended ended = server.stop();
    QCOMPARE(ended.exitCode, 0);
    QCOMPARE(ended.out, QString());
}

void TestFoyerd::whatItMakesIsForItsOwnerOnly()
{
    RunningServer server(arguments());
    QVERIFY(!server.address().isEmpty());
    const auto modeOf = [this](const QString &name) {
        struct stat status{};
        ::stat(QFile::encodeName(m_folder->filePath(name)).constData(), &status);
        return int(status.st_mode & 0777);
    };
    QCOMPARE(modeOf(u"house"_s), 0700);
    QCOMPARE(modeOf(u"house/house.sqlite"_s), 0600);
    QCOMPARE(modeOf(u"house/house.sqlite-wal"_s), 0600);
}

void TestFoyerd::aPortInUseIsOneSentence()
{
    const RunningServer other(
        {u"--data"_s, m_folder->filePath(u"other"_s), u"--listen"_s, u"127.0.0.1:0"_s});
    const QString port = other.address().section(u':', -1);
    const Ended ended =
        runProgram(u"foyerd"_s, {u"--data"_s, m_folder->filePath(u"house"_s), u"--listen"_s,
                                 u"127.0.0.1:"_s + port, u"--log-level"_s, u"error"_s});
    QCOMPARE(ended.exitCode, 1);
    QCOMPARE(ended.err, u"foyerd: 127.0.0.1 port %1 is in use by another program; stop that one "
                        "or listen on another port.\n"_s.arg(port));
}

void TestFoyerd::twoServersNeverShareAHouse()
{
    RunningServer first(arguments());
    QVERIFY(!first.address().isEmpty());
    const Ended second = runProgram(u"foyerd"_s, arguments());
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.err.contains(u"A foyerd uses this house already"_s), qPrintable(second.err));
    QCOMPARE(first.stop().exitCode, 0);
}

void TestFoyerd::aFolderThatCannotBeIsOneSentence()
{
    QFile file(m_folder->filePath(u"house"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Ended ended = runProgram(u"foyerd"_s, arguments());
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.err.contains(u"is no folder"_s), qPrintable(ended.err));
    QCOMPARE(ended.err.count(u'\n'), 1);
}

void TestFoyerd::somethingThatIsNoLedgerIsLeftAlone()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"house"_s));
    QFile file(m_folder->filePath(u"house/house.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const Ended ended = runProgram(u"foyerd"_s, arguments());
    QCOMPARE(ended.exitCode, 1);
    QCOMPARE(ended.err.count(u'\n'), 1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(5000, 'x'));
}

void TestFoyerd::theSampleHouseIsMadeOnceAndReopened()
{
    QStringList firstLines;
    {
        RunningServer server(arguments({u"--sample"_s}));
        firstLines = server.before();
        QCOMPARE(firstLines.size(), 2);
        QVERIFY(QRegularExpression(u"^demo token [\\w-]{43}$"_s).match(firstLines[0]).hasMatch());
        QVERIFY(QRegularExpression(u"^demo user [0-9a-f-]{36}$"_s).match(firstLines[1]).hasMatch());
        QCOMPARE(server.stop().exitCode, 0);
    }
    RunningServer again(arguments({u"--sample"_s}));
    QCOMPARE(again.before().size(), 2);
    QVERIFY(again.before()[0] != firstLines[0]); // a fresh token
    QCOMPARE(again.before()[1], firstLines[1]);
    QCOMPARE(again.stop().exitCode, 0);
    const Ended verified =
        runProgram(u"foyerctl"_s, {u"verify"_s, u"--data"_s, m_folder->filePath(u"house"_s)});
    QVERIFY2(verified.exitCode == 0, qPrintable(verified.out + verified.err));
}

void TestFoyerd::aHouseThatIsNoSampleIsLeftAlone()
{
    {
        RunningServer server(arguments());
        QCOMPARE(server.stop().exitCode, 0);
    }
    RunningServer server(arguments({u"--sample"_s}));
    QCOMPARE(server.before(), QStringList{u"this folder has a house already; it was left alone"_s});
}

void TestFoyerd::aStrangerSellsFromTheDocumentAlone()
{
    RunningServer server(arguments({u"--sample"_s}));
    QVERIFY(!server.address().isEmpty());
    QProcess stranger;
    stranger.setProcessChannelMode(QProcess::MergedChannels);
    stranger.start(u"/usr/bin/python3"_s,
                   {QStringLiteral(FOYER_SOURCE_DIR "/tests/app/strangerclient.py"),
                    server.address(), u"anna"_s, u"foyer-demo"_s});
    if (!stranger.waitForStarted())
        QSKIP("/usr/bin/python3 is missing");
    QVERIFY(stranger.waitForFinished(60'000));
    const QString said = QString::fromUtf8(stranger.readAll());
    if (stranger.exitCode() == 77)
        QSKIP(qPrintable(said));
    QVERIFY2(stranger.exitCode() == 0 && said.startsWith(u"sold "_s), qPrintable(said));
    QCOMPARE(server.stop().exitCode, 0);
}

void TestFoyerd::theLogIsJsonWithoutSecrets()
{
    RunningServer server(arguments({u"--sample"_s, u"--log-level"_s, u"debug"_s}));
    QVERIFY(!server.address().isEmpty());
    const QString token = server.before()[0].section(u' ', -1);
    const Ended ended = server.stop();
    const QStringList lines = ended.err.split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(!lines.isEmpty());
    for (const QString &line : lines) {
        const QJsonObject entry = QJsonDocument::fromJson(line.toUtf8()).object();
        QVERIFY2(entry.contains(u"time"_s) && entry.contains(u"level"_s), qPrintable(line));
    }
    QVERIFY(!ended.err.contains(token));
    QVERIFY(!ended.err.contains(u"foyer-demo"_s));
}

QTEST_GUILESS_MAIN(TestFoyerd)
#include "tst_foyerd.moc"
