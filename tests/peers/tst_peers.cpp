#include "tests/app/programrun.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// Programs of other makers that know foyerd only from its documents, against the one we ship.
class PeersTest final : public QObject
{
    Q_OBJECT

private:
    /// Runs a peer to its end. \return what it said when it was not content.
    static QByteArray complaintOf(const QString &program, const QStringList &arguments)
    {
        QProcess peer;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"NODE_PATH"_s, QStringLiteral(FOYER_NODE_MODULES));
        peer.setProcessEnvironment(environment);
        peer.setProcessChannelMode(QProcess::MergedChannels);
        peer.start(program, arguments);
        if (!peer.waitForFinished(200'000)) {
            peer.kill();
            peer.waitForFinished();
            return "it does not end: " + peer.readAll();
        }
        const QByteArray said = peer.readAll();
        qInfo("%s", said.trimmed().left(200).constData());
        return peer.exitCode() == 0 && peer.exitStatus() == QProcess::NormalExit ? QByteArray()
                                                                                 : said + '.';
    }

    static QString scriptOf(const QString &name)
    {
        return QStringLiteral(FOYER_SOURCE_DIR "/tests/peers/") + name;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>(
            QStringList{u"--data"_s, m_folder.filePath(u"house"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                        u"--sample"_s});
        QVERIFY(!m_server->address().isEmpty());
        for (const QString &line : m_server->before()) {
            if (line.startsWith(u"demo token "_s))
                m_token = line.mid(11);
        }
        QVERIFY(!m_token.isEmpty());
    }
    void cleanupTestCase() { QCOMPARE(m_server->stop().exitCode, 0); }

    void frames_that_no_library_sends_are_answered_as_the_RFC_says()
    {
        const QByteArray complaint =
            complaintOf(u"/usr/bin/python3"_s, {scriptOf(u"rawframes.py"_s), m_server->address(),
                                                u"sam"_s, u"foyer-demo"_s});
        QVERIFY2(complaint.isEmpty(), complaint);
    }

    void strangers_written_from_the_documents_are_served_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("two windows with npm's ws")
            << u"ws_conformance.cjs"_s << QStringList{u"sam"_s, u"foyer-demo"_s};
        QTest::newRow("fast-check and ajv over /openapi.json")
            << u"openapi_fuzz.cjs"_s << QStringList{m_token};
    }
    void strangers_written_from_the_documents_are_served()
    {
        QFETCH(const QString, script);
        QFETCH(const QStringList, more);
        const QString node = QStandardPaths::findExecutable(u"node"_s);
        if (node.isEmpty() || !QDir(QStringLiteral(FOYER_NODE_MODULES)).exists())
            QSKIP("node or its modules are missing; ./installer/dev.sh test installs them");
        const QByteArray complaint =
            complaintOf(node, QStringList{scriptOf(script), m_server->address()} + more);
        QVERIFY2(complaint.isEmpty(), complaint);
    }

private:
    const QTemporaryDir m_folder;
    std::unique_ptr<RunningServer> m_server;
    QString m_token;
};

QTEST_GUILESS_MAIN(PeersTest)
#include "tst_peers.moc"
