#include "models/domain/instant.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class InstantTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void iso_text_is_read_data();
    void iso_text_is_read();
    void text_without_an_offset_is_refused_data();
    void text_without_an_offset_is_refused();
    void written_text_leads_back();
    void differences_are_durations();
};

void InstantTest::iso_text_is_read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("the epoch") << u"1970-01-01T00:00:00Z"_s << qint64(0);
    QTest::newRow("with Z") << u"2026-11-27T19:30:00Z"_s << qint64(1795807800000);
    QTest::newRow("with an offset") << u"2026-11-27T20:30:00+01:00"_s << qint64(1795807800000);
    QTest::newRow("with milliseconds") << u"2026-11-27T19:30:00.250Z"_s << qint64(1795807800250);
    QTest::newRow("before the epoch") << u"1969-12-31T23:59:59Z"_s << qint64(-1000);
}

void InstantTest::iso_text_is_read()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    const std::optional<Instant> read = Instant::fromIso(text);
    QVERIFY(read.has_value());
    QCOMPARE(read->toMs(), ms);
}

void InstantTest::text_without_an_offset_is_refused_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u""_s, u"2026-11-27"_s, u"2026-11-27T19:30:00"_s, u"27.11.2026 19:30"_s,
          u"2026-02-30T10:00:00Z"_s, u"2026-13-01T10:00:00Z"_s, u"2026-11-27T25:00:00Z"_s,
          u"2026-11-27T19:30:00Zx"_s, u"1795807800"_s, u"now"_s})
        QTest::newRow(qPrintable(u'"' + text + u'"')) << text;
}

void InstantTest::text_without_an_offset_is_refused()
{
    QFETCH(QString, text);
    QVERIFY(!Instant::fromIso(text));
}

void InstantTest::written_text_leads_back()
{
    QCOMPARE(Instant::fromMs(1795807800000).toIso(), u"2026-11-27T19:30:00Z"_s);
    QCOMPARE(Instant::fromMs(1795807800005).toIso(), u"2026-11-27T19:30:00.005Z"_s);
    for (const qint64 ms : {0LL, -1LL, -1000LL, 1795807800001LL, 4102444800000LL})
        QCOMPARE(Instant::fromIso(Instant::fromMs(ms).toIso()), std::optional(Instant::fromMs(ms)));
}

void InstantTest::differences_are_durations()
{
    const Instant start = Instant::fromMs(1000);
    QCOMPARE((start + Milliseconds(5)) - start, Milliseconds(5));
    QVERIFY(start - Milliseconds(1) < start);
    QVERIFY(Tick::fromMs(7) - Tick::fromMs(2) == Milliseconds(5));
}

QTEST_GUILESS_MAIN(InstantTest)
#include "tst_instant.moc"
