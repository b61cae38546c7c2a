#include "sync/server/net/jsonlog.h"

#include <QJsonDocument>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class TestJsonLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsOneObject();
    void fieldsStandBesideTheMessage();
    void secretsAreBlackedOut();
    void nobodyCanForgeALine();
    void levelsHaveNames();
};

namespace {

QJsonObject lineOf(const QString &message)
{
    const QByteArray line = logLine(QtInfoMsg, "foyer.test", message, Instant::fromMs(1));
    if (line.count('\n') != 1 || !line.endsWith('\n'))
        return {};
    return QJsonDocument::fromJson(line).object();
}

} // namespace

void TestJsonLog::aLineIsOneObject()
{
    const QJsonObject line = lineOf(u"Ready"_s);
    QCOMPARE(line, (QJsonObject{{u"time"_s, u"1970-01-01T00:00:00.001Z"_s},
                                {u"level"_s, u"info"_s},
                                {u"category"_s, u"foyer.test"_s},
                                {u"message"_s, u"Ready"_s}}));
}

void TestJsonLog::fieldsStandBesideTheMessage()
{
    const QJsonObject line = lineOf(withFields(u"Sold"_s, {{u"seats"_s, 3}}));
    QCOMPARE(line[u"seats"].toInt(), 3);
    QCOMPARE(line[u"message"].toString(), u"Sold"_s);
}

void TestJsonLog::secretsAreBlackedOut()
{
    const QString message = withFields(
        u"In"_s,
        {{u"Token"_s, u"canary"_s}, {u"old_password"_s, u"canary"_s}, {u"name"_s, u"Ann"_s}});
    QVERIFY(!logLine(QtInfoMsg, "x", message, {}).contains("canary"));
    QCOMPARE(lineOf(message)[u"name"].toString(), u"Ann"_s);
}

void TestJsonLog::nobodyCanForgeALine()
{
    const QJsonObject line = lineOf(u"name\n{\"level\":\"error\"}"_s);
    QCOMPARE(line[u"level"].toString(), u"info"_s);
    // Fields never replace what the log itself says.
    const QJsonObject faked = lineOf(withFields(u"m"_s, {{u"level"_s, u"error"_s}}));
    QCOMPARE(faked[u"level"].toString(), u"info"_s);
}

void TestJsonLog::levelsHaveNames()
{
    QCOMPARE(logLevelFromName(u"warning"), LogLevel::Warning);
    QVERIFY(!logLevelFromName(u"loud"));
}

QTEST_APPLESS_MAIN(TestJsonLog)
#include "tst_jsonlog.moc"
