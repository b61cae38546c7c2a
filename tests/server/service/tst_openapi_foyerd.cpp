#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The OpenAPI document against the program that is shipped, filled with the sample house.
class TestOpenApiFoyerd final : public QObject
{
    Q_OBJECT

private:
    QProcess m_server;

    /// What follows \a prefix on a line of the server's output; empty when it never comes.
    QString lineAfter(const QString &prefix)
    {
        static QString output;
        for (int i = 0; i < 300; ++i) {
            output += QString::fromUtf8(m_server.readAllStandardOutput());
            const qsizetype start = output.indexOf(prefix);
            const qsizetype end = start < 0 ? -1 : output.indexOf(u'\n', start);
            if (end >= 0)
                return output.mid(start + prefix.size(), end - start - prefix.size()).trimmed();
            if (m_server.state() == QProcess::NotRunning)
                return {};
            m_server.waitForReadyRead(100);
        }
        return {};
    }

private Q_SLOTS:
    void cleanup()
    {
        if (m_server.state() == QProcess::NotRunning)
            return;
        m_server.terminate();
        if (!m_server.waitForFinished(15'000))
            m_server.kill();
    }

    void the_program_does_what_its_document_says()
    {
        const QString program = qEnvironmentVariable("FOYER_BIN") + u"/foyerd"_s;
        const QString python = u"/usr/bin/python3"_s;
        if (!QFile::exists(program) || !QFile::exists(python))
            QSKIP("foyerd or python3 is not there");
        const QTemporaryDir folder;
        m_server.start(program, {u"--data"_s, folder.filePath(u"house"_s), u"--listen"_s,
                                 u"127.0.0.1:0"_s, u"--sample"_s});
        const QString address = lineAfter(u"listening on "_s);
        QVERIFY2(!address.isEmpty(), m_server.readAllStandardError().constData());
        const QString token = lineAfter(u"demo token "_s);
        const QString user = lineAfter(u"demo user "_s);
        QProcess check;
        check.setProcessChannelMode(QProcess::MergedChannels);
        check.start(python,
                    {QString::fromUtf8(FOYER_SOURCE_DIR "/tests/server/service/openapi_check.py"),
                     address, token, user});
        QVERIFY(check.waitForFinished(100'000));
        if (check.exitCode() == 77)
            QSKIP("python3-jsonschema is not installed");
        QVERIFY2(check.exitCode() == 0, check.readAll().constData());
        m_server.terminate();
        QVERIFY(m_server.waitForFinished(15'000));
        QCOMPARE(m_server.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestOpenApiFoyerd)
#include "tst_openapi_foyerd.moc"
