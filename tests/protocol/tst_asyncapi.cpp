#include "randomfill.h"
#include "schemawire.h"
#include "sync/protocol/codec.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

template <class Variant>
QJsonArray samplesOf(QJsonArray samples)
{
    for (int i = 0; i < int(std::variant_size_v<Variant>); ++i) {
        for (quint32 seed = 0; seed < 20; ++seed) {
            Variant message;
            RandomFill(seed).fillAlternative(message, i);
            samples.append(QJsonDocument::fromJson(encode(message, Encoding::Json)).object());
        }
    }
    return samples;
}

} // namespace

/// The document strangers read and the code say the same.
class TestAsyncApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDocumentNamesExactlyWhatTheCodeHas();
};

void TestAsyncApi::theDocumentNamesExactlyWhatTheCodeHas()
{
    QTemporaryFile facts;
    QVERIFY(facts.open());
    const QJsonObject content{
        {u"schemas"_s, allSchemas()},
        {u"samples"_s, samplesOf<ServerMessage>(samplesOf<ClientMessage>({}))},
        {u"limits"_s, QJsonArray{u"4,096"_s, u"65,536"_s, u"16,777,216"_s, u"1,048,576"_s}},
    };
    QVERIFY(facts.write(QJsonDocument(content).toJson()) > 0);
    facts.close();
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(u"/usr/bin/python3"_s,
                {QStringLiteral(FOYER_SOURCE_DIR "/tests/protocol/checkasyncapi.py"),
                 QStringLiteral(FOYER_SOURCE_DIR "/sync/protocol/asyncapi.yaml"),
                 facts.fileName()});
    if (!check.waitForStarted())
        QSKIP("/usr/bin/python3 is missing");
    QVERIFY(check.waitForFinished(60'000));
    const QByteArray said = check.readAll();
    if (check.exitCode() == 77)
        QSKIP(said.constData());
    QVERIFY2(check.exitCode() == 0, said.constData());
}

QTEST_GUILESS_MAIN(TestAsyncApi)
#include "tst_asyncapi.moc"
