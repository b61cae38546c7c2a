#include "ui/selling/cashpanel.h"
#include "ui/selling/eventlistmodel.h"
#include "ui/selling/saletexts.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QList<SeatLabel> row(const QString &section, const QString &name, const QStringList &numbers)
{
    QList<SeatLabel> labels;
    for (const QString &number : numbers)
        labels.append({u"Hall"_s, section, name, number});
    return labels;
}

QList<qint64> unitsOf(const QList<Money> &amounts)
{
    QList<qint64> units;
    for (const Money amount : amounts)
        units.append(amount.minorUnits());
    return units;
}

} // namespace

Q_DECLARE_METATYPE(QList<foyer::SeatLabel>)

/// The words and figures of the ticket window.
class SaleTextsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seatsAreSaidShort_data()
    {
        QTest::addColumn<QList<SeatLabel>>("labels");
        QTest::addColumn<QString>("words");
        const auto f = row(u"Stalls"_s, u"F"_s, {u"12"_s, u"13"_s, u"14"_s});
        QTest::newRow("nothing") << QList<SeatLabel>() << QString();
        QTest::newRow("one") << row(u"Stalls"_s, u"F"_s, {u"12"_s}) << u"Stalls F 12"_s;
        QTest::newRow("neighbours") << f << u"Stalls F 12-14"_s;
        QTest::newRow("a gap") << f + row(u"Stalls"_s, u"F"_s, {u"16"_s})
                               << u"Stalls F 12-14, 16"_s;
        QTest::newRow("two rows") << f + row(u"Stalls"_s, u"G"_s, {u"1"_s, u"2"_s})
                                  << u"Stalls F 12-14, Stalls G 1-2"_s;
        QTest::newRow("letters") << row(u"Box"_s, u"1"_s, {u"a"_s, u"b"_s}) << u"Box 1 a, b"_s;
    }

    void seatsAreSaidShort()
    {
        QFETCH(QList<SeatLabel>, labels);
        QTEST(seatsText(labels), "words");
    }

    void countdownsNeverRunBelowZero_data()
    {
        QTest::addColumn<qint64>("left");
        QTest::addColumn<QString>("words");
        QTest::newRow("a full hold") << 600'000LL << u"10:00"_s;
        QTest::newRow("a part of a second counts") << 581'001LL << u"9:42"_s;
        QTest::newRow("over") << -5'000LL << u"0:00"_s;
    }

    void countdownsNeverRunBelowZero()
    {
        QFETCH(qint64, left);
        QTEST(countdownText(Milliseconds(left)), "words");
    }

    void likelyNotesAreOffered_data()
    {
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QList<qint64>>("offered");
        QTest::newRow("an odd sum") << 14'700LL << QList<qint64>{14'700, 15'000, 16'000, 20'000};
        QTest::newRow("a note exactly") << 5'000LL << QList<qint64>{5'000, 6'000, 10'000, 20'000};
        QTest::newRow("cents") << 450LL << QList<qint64>{450, 500, 1'000, 2'000};
    }

    void likelyNotesAreOffered()
    {
        QFETCH(qint64, total);
        QTEST(unitsOf(likelyTenders(Money(total, Currency::of("EUR")))), "offered");
    }

    void daysHaveNames()
    {
        const QDate today(2026, 11, 24);
        QCOMPARE(dayName(today, today), u"Today"_s);
        QCOMPARE(dayName(today.addDays(1), today), u"Tomorrow"_s);
        QVERIFY(dayName(today.addDays(3), today).contains(u"27"_s));
        QVERIFY(dayName(today.addDays(60), today).contains(u"2027"_s));
    }

    void headingsCannotBeChosen()
    {
        EventListModel model;
        EventCard card;
        card.id = EventId(QUuid::createUuid());
        card.name = u"La Traviata"_s;
        card.timeZone = u"Europe/Berlin"_s;
        model.setCards({card}, true, QDate(2026, 11, 24));
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.card(model.index(0)) == nullptr);
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
        QCOMPARE(model.nextEvent(-1, 1).row(), 1);
        QVERIFY(!model.nextEvent(1, 1).isValid());
    }

    void everyRefusalHasWords()
    {
        for (int code = 0; code <= int(RefusalCode::Internal); ++code)
            QVERIFY(!refusalText(refusal(RefusalCode(code), u"What happened."_s)).isEmpty());
    }
};

QTEST_MAIN(SaleTextsTest)
#include "tst_saletexts.moc"
