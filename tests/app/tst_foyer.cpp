#include "programrun.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 60'000;

/// A file of a newer Foyer: an empty SQLite database with format 99.
bool makeNewerStore(const QString &path)
{
    QByteArray page(4096, '\0');
    page.replace(0, 16, QByteArray("SQLite format 3\0", 16));
    page.replace(16, 8, QByteArray("\x10\0\1\1\0\x40\x20\x20", 8)); // pages of 4,096 bytes
    page.replace(24, 8, QByteArray("\0\0\0\1\0\0\0\1", 8));         // one change, one page
    page.replace(40, 8, QByteArray("\0\0\0\1\0\0\0\4", 8));         // schema 1, format 4
    page.replace(56, 8, QByteArray("\0\0\0\1\0\0\0\x63", 8));       // UTF-8, user version 99
    page.replace(92, 4, QByteArray("\0\0\0\1", 4));
    page.replace(100, 8, QByteArray("\x0d\0\0\0\0\x10\0\0", 8)); // an empty table of tables
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(page) == page.size();
}

/// A virtual screen of the test's own.
class Screen final
{
public:
    Screen()
    {
        m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-nolisten"_s, u"tcp"_s, u"-screen"_s,
                                   u"0"_s, u"1280x800x24"_s});
        if (m_server.waitForReadyRead(patience_ms))
            m_name = u':' + QString::fromLatin1(m_server.readLine()).trimmed();
    }
    ~Screen()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"DISPLAY"_s, m_name);
        return environment;
    }
    /// The windows on it, as xwininfo lists them.
    [[nodiscard]] QString windows() const
    {
        QProcess list;
        list.setProcessEnvironment(environment());
        list.start(u"xwininfo"_s, {u"-root"_s, u"-tree"_s});
        list.waitForFinished();
        return QString::fromUtf8(list.readAllStandardOutput());
    }

private:
    QProcess m_server;
    QString m_name;
};

} // namespace

class FoyerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoreThatCannotBeUsedEndsTheProgramWithASentence_data();
    void aStoreThatCannotBeUsedEndsTheProgramWithASentence();
    void onAScreenTheSentenceIsShown();
    void anEmbeddedServerThatCannotStartIsTold();

private:
    QTemporaryDir m_folder;
};

void FoyerTest::aStoreThatCannotBeUsedEndsTheProgramWithASentence_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("advice");
    const QString newer = m_folder.path();
    QVERIFY(makeNewerStore(newer + u"/window.sqlite"_s));
    // Not even root makes folders in /proc.
    QTest::newRow("a folder that cannot be written")
        << u"/proc/foyer"_s << u"Check the permissions of the file and its folder."_s;
    QTest::newRow("a store of a newer Foyer")
        << newer << u"was made by a newer Foyer (format 99, this one knows 1)."_s;
}

void FoyerTest::aStoreThatCannotBeUsedEndsTheProgramWithASentence()
{
    QFETCH(QString, folder);
    QFETCH(QString, advice);
    const Ended ended =
        runProgram(u"foyer"_s, {u"--window"_s, folder, u"--server"_s, u"http://127.0.0.1:9"_s});
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.err.contains(folder + u"/window.sqlite"_s), qPrintable(ended.err));
    QVERIFY2(ended.err.contains(advice), qPrintable(ended.err));
    QCOMPARE(ended.err.count(u"foyer: "_s), 1); // once
}

void FoyerTest::onAScreenTheSentenceIsShown()
{
    const Screen screen;
    QProcess program;
    program.setProcessEnvironment(screen.environment());
    program.start(qEnvironmentVariable("FOYER_BIN") + u"/foyer"_s,
                  {u"--window"_s, u"/proc/foyer"_s, u"--language"_s, u"en"_s});
    QTRY_VERIFY_WITH_TIMEOUT(screen.windows().contains(u"Foyer cannot go on"_s), patience_ms);
    QCOMPARE(program.state(), QProcess::Running); // it waits for somebody to read it
    program.kill();
    program.waitForFinished();
}

void FoyerTest::anEmbeddedServerThatCannotStartIsTold()
{
    const Ended ended = runProgram(u"foyer"_s, {u"--window"_s, m_folder.filePath(u"own"_s),
                                                u"--embedded"_s, u"--house"_s, u"/proc/house"_s});
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.err.contains(u"/proc/house"_s), qPrintable(ended.err));
}

QTEST_GUILESS_MAIN(FoyerTest)
#include "tst_foyer.moc"
