#include "models/tables/csv.h"
#include "models/tables/eventtablemodel.h"
#include "models/tables/pricetablemodel.h"
#include "models/tables/salesseries.h"
#include "models/tables/venuelistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr Currency euro = Currency::of("EUR");

template <class AnyId>
AnyId newId()
{
    return AnyId(QUuid::createUuid());
}

struct Matrix
{
    QList<Category> categories{{newId<CategoryId>(), u"Stalls"_s, 0xff0000},
                               {newId<CategoryId>(), u"Balcony"_s, 0x00ff00}};
    PriceList list{
        euro, {{newId<TicketTypeId>(), u"Adult"_s}, {newId<TicketTypeId>(), u"Child"_s}}, {}};
};

SalesFigure sale(Instant at, const QString &category, qint32 tickets, qint64 cents)
{
    return {.from = at,
            .category = newId<CategoryId>(),
            .categoryName = category,
            .tickets = tickets,
            .revenue = Money(cents, euro)};
}

} // namespace

class TablesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvFieldsAreQuotedAndNeverRunAsFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("plain text stays") << u"Stalls"_s << u"Stalls"_s;
        QTest::newRow("a comma is quoted") << u"a,b"_s << u"\"a,b\""_s;
        QTest::newRow("a quote is doubled") << u"a\"b"_s << u"\"a\"\"b\""_s;
        QTest::newRow("a line break is quoted") << u"a\nb"_s << u"\"a\nb\""_s;
        QTest::newRow("a formula becomes text") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("an at sign becomes text") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("a minus before letters becomes text") << u"-A1"_s << u"'-A1"_s;
        QTest::newRow("a negative number stays") << u"-12.50"_s << u"-12.50"_s;
        QTest::newRow("a formula with a comma is both") << u"=A(1,2)"_s << u"\"'=A(1,2)\""_s;
    }
    void csvFieldsAreQuotedAndNeverRunAsFormulas()
    {
        QFETCH(QString, text);
        QTEST(csvField(text), "field");
    }

    void csvLinesEndInCrLf()
    {
        QCOMPARE(csvDocument({{u"A"_s, u"B"_s}, {u"1"_s, u"2"_s}}), QByteArray("\xEF\xBB\xBF"
                                                                               "A,B\r\n1,2\r\n"));
    }

    void amountsAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::addColumn<qint64>("cents"); // -1: refused
        QTest::newRow("a point in English") << u"12.50"_s << u"en_US"_s << qint64(1250);
        QTest::newRow("a comma in German") << u"12,5"_s << u"de_DE"_s << qint64(1250);
        QTest::newRow("a point in German, two digits") << u"12.50"_s << u"de_DE"_s << qint64(1250);
        QTest::newRow("thousands in German") << u"1.234"_s << u"de_DE"_s << qint64(123400);
        QTest::newRow("thousands in English") << u"1,234.50"_s << u"en_US"_s << qint64(123450);
        QTest::newRow("with its sign") << u"68,00 €"_s << u"de_DE"_s << qint64(6800);
        QTest::newRow("with its code") << u"EUR 7"_s << u"en_US"_s << qint64(700);
        QTest::newRow("letters are refused") << u"free"_s << u"en_US"_s << qint64(-1);
        QTest::newRow("a minus is refused") << u"-3"_s << u"en_US"_s << qint64(-1);
        QTest::newRow("half cents are refused") << u"1.005"_s << u"en_US"_s << qint64(-1);
        QTest::newRow("broken groups are refused") << u"1,23.50"_s << u"en_US"_s << qint64(-1);
        QTest::newRow("nothing is refused") << u""_s << u"en_US"_s << qint64(-1);
    }
    void amountsAreReadAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QFETCH(qint64, cents);
        const auto amount = moneyFromLocaleText(text, euro, QLocale(language));
        QCOMPARE(amount ? amount->minorUnits() : -1, cents);
    }

    void pricesAreTypedPastedAndTakenAway()
    {
        Matrix matrix;
        PriceTableModel model{QLocale(u"en_US"_s)};
        const QAbstractItemModelTester tester(&model);
        model.setContent(matrix.categories, matrix.list);
        QSignalSpy refused(&model, &PriceTableModel::refused);
        QVERIFY(model.setData(model.index(0, 0), u"68"_s, Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, 1), u"much"_s, Qt::EditRole));
        QCOMPARE(refused.size(), 1);
        QVERIFY(model.paste(model.index(0, 0), u"10\t5\n8\t4"_s));
        QCOMPARE(model.priceList().prices.size(), 4);
        QVERIFY(!model.paste(model.index(0, 0), u"1\tx"_s));
        QCOMPARE(model.data(model.index(0, 0), Qt::DisplayRole).toString(), u"€10.00"_s);
        QVERIFY(model.setData(model.index(1, 1), QString(), Qt::EditRole));
        QCOMPARE(model.priceList().prices.size(), 3);
        model.removeTicketType(0);
        QCOMPARE(model.priceList().prices.size(), 1);
        QVERIFY(checked(model.priceList()));
    }

    void everyBucketOfAPeriodHasAPoint()
    {
        const QTimeZone zone("Europe/Berlin");
        const Instant now = *Instant::fromIso(u"2026-11-27T18:30:00Z");
        const ReportWindow week = reportWindow(SalesPeriod::Week, now, zone);
        QCOMPARE(week.buckets(), 7);
        QVERIFY(week.from <= now && now < week.until);
        QCOMPARE(windowBefore(week).until, week.from);
        const QList<SalesFigure> figures{sale(now, u"A"_s, 2, 200), sale(week.from, u"B"_s, 1, 900),
                                         sale(week.from - Milliseconds(1), u"A"_s, 9, 9000)};
        const QList<SalesBucket> points = salesOverTime(figures, week, euro);
        QCOMPARE(points.size(), 7);
        QCOMPARE(points.first().tickets, 1);
        QCOMPARE(points.last().revenue, Money(200, euro));
        QCOMPARE(salesSums(figures, week, euro).tickets, 3);
        QCOMPARE(salesSums(figures, windowBefore(week), euro).tickets, 9);
        const QList<CategorySales> categories = salesByCategory(figures, week, euro, 1);
        QCOMPARE(categories.size(), 2);
        QCOMPARE(categories.first().name, u"B"_s);
        QVERIFY(categories.last().name.isEmpty());
    }

    void comparisonsNeedSomethingToCompareWith()
    {
        QVERIFY(!changeInPercent(5, 0));
        QCOMPARE(*changeInPercent(150, 100), 50.0);
        QVERIFY(!SalesSums{}.averagePrice());
    }

    void venuesAreFoundWithoutAccents()
    {
        VenueListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setVenues({{.id = newId<VenueId>(), .name = u"Théâtre"_s, .city = u"Lyon"_s},
                         {.id = newId<VenueId>(), .name = u"Arena"_s, .city = u"Köln"_s}});
        model.setSearch(u"theatre lyon"_s);
        QCOMPARE(model.rowCount(), 1);
        model.setSearch(u"koln"_s);
        QCOMPARE(model.data(model.index(0), VenueListModel::NameRole).toString(), u"Arena"_s);
    }

    void startsAreShownInTheVenuesTime()
    {
        EventTableModel model;
        const QAbstractItemModelTester tester(&model);
        Event event{.id = newId<EventId>(), .name = u"Gala"_s};
        event.startDate = *Instant::fromIso(u"2026-11-27T18:30:00Z");
        model.setRows({{event, u"Hall"_s, u"Europe/Berlin"_s, {.available = 3, .sold = 1}}});
        const QString text = model.data(model.index(0, 0), Qt::DisplayRole).toString();
        QVERIFY2(text.contains(u"7:30"_s) || text.contains(u"19:30"_s), qPrintable(text));
        QCOMPARE(model.data(model.index(0, 4), Qt::DisplayRole).toString(), u"1 of 4"_s);
    }
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_tables.moc"
