#include "tests/app/programrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// The AsyncAPI document, message by message, against the program that is shipped.
class TestAsyncApiFoyerd final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_message_is_as_the_document_says_data()
    {
        QTest::addColumn<QString>("encoding");
        QTest::newRow("in JSON") << u"json"_s;
        QTest::newRow("in CBOR") << u"cbor"_s;
    }

    void every_message_is_as_the_document_says()
    {
        QFETCH(const QString, encoding);
        const QString python = u"/usr/bin/python3"_s;
        if (!QFile::exists(python))
            QSKIP("/usr/bin/python3 is missing");
        const QTemporaryDir folder;
        RunningServer server({u"--data"_s, folder.filePath(u"house"_s), u"--listen"_s,
                              u"127.0.0.1:0"_s, u"--sample"_s});
        QVERIFY(!server.address().isEmpty());
        QProcess check;
        check.setProcessChannelMode(QProcess::MergedChannels);
        check.start(python,
                    {QStringLiteral(FOYER_SOURCE_DIR "/tests/server/service/asyncapi_check.py"),
                     server.address(), encoding, u"ada"_s, u"foyer-demo"_s});
        QVERIFY(check.waitForFinished(100'000));
        const QByteArray said = check.readAll();
        if (check.exitCode() == 77)
            QSKIP(said.constData());
        QVERIFY2(check.exitCode() == 0, said.constData());
        QCOMPARE(server.stop().exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestAsyncApiFoyerd)
#include "tst_asyncapi_foyerd.moc"
