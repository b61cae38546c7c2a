#include "models/domain/money.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();
constexpr qint64 refused = std::numeric_limits<qint64>::min();

} // namespace

class MoneyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_currency_is_three_capital_letters();
    void minor_units_follow_iso_4217();
    void typed_amounts_are_read_exactly_data();
    void typed_amounts_are_read_exactly();
    void machines_read_what_machines_write_data();
    void machines_read_what_machines_write();
    void people_see_their_own_format_data();
    void people_see_their_own_format();
    void sums_are_exact();
    void amounts_of_one_currency_have_an_order();
};

void MoneyTest::a_currency_is_three_capital_letters()
{
    QCOMPARE(Currency().code(), u"XXX"_s);
    QVERIFY(Currency::fromCode(u"EUR") == Currency::of("EUR"));
    for (const QString &code : {u""_s, u"EU"_s, u"EURO"_s, u"eur"_s, u"E1R"_s, u"ÄUR"_s, u"EU "_s})
        QVERIFY2(!Currency::fromCode(code), qPrintable(code));
}

void MoneyTest::minor_units_follow_iso_4217()
{
    QCOMPARE(Currency::of("EUR").decimals(), 2);
    QCOMPARE(Currency::of("USD").decimals(), 2);
    QCOMPARE(Currency::of("JPY").decimals(), 0);
    QCOMPARE(Currency::of("KRW").decimals(), 0);
    QCOMPARE(Currency::of("KWD").decimals(), 3);
    QCOMPARE(Currency::of("TND").decimals(), 3);
}

void MoneyTest::typed_amounts_are_read_exactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<qint64>("minorUnits");
    const auto row = [](const char *text, const char *currency, qint64 units) {
        QTest::addRow("\"%s\" %s", text, currency)
            << QString::fromUtf8(text) << QString::fromLatin1(currency) << units;
    };
    row("12", "EUR", 1200);
    row("12.5", "EUR", 1250);
    row("12,50", "EUR", 1250);
    row("0,01", "EUR", 1);
    row(".5", "EUR", 50);
    row("5.", "EUR", 500);
    row("  7 ", "EUR", 700);
    row("007", "EUR", 700);
    row("1500", "JPY", 1500);
    row("1.234", "KWD", 1234);
    row("92233720368547758.07", "EUR", most);
    row("92233720368547758.08", "EUR", refused);
    row("99999999999999999999", "JPY", refused);
    row("12.345", "EUR", refused);
    row("1.0", "JPY", refused);
    row("1,234.50", "EUR", refused);
    row("1.2.3", "EUR", refused);
    row("-5", "EUR", refused);
    row("+5", "EUR", refused);
    row("1e3", "EUR", refused);
    row("12 50", "EUR", refused);
    row("€5", "EUR", refused);
    row("", "EUR", refused);
    row(".", "EUR", refused);
    row(",", "JPY", refused);
    row("١٢", "EUR", refused);
}

void MoneyTest::typed_amounts_are_read_exactly()
{
    QFETCH(QString, text);
    QFETCH(QString, currency);
    QFETCH(qint64, minorUnits);
    const std::optional<Money> read = Money::fromText(text, *Currency::fromCode(currency));
    QCOMPARE(read ? read->minorUnits() : refused, minorUnits);
}

void MoneyTest::machines_read_what_machines_write_data()
{
    QTest::addColumn<qint64>("minorUnits");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("decimal");
    QTest::newRow("euros") << qint64(6800) << u"EUR"_s << u"68.00"_s;
    QTest::newRow("a cent") << qint64(1) << u"EUR"_s << u"0.01"_s;
    QTest::newRow("nothing") << qint64(0) << u"EUR"_s << u"0.00"_s;
    QTest::newRow("yen") << qint64(1500) << u"JPY"_s << u"1500"_s;
    QTest::newRow("fils") << qint64(5) << u"KWD"_s << u"0.005"_s;
    QTest::newRow("a refund") << qint64(-1205) << u"EUR"_s << u"-12.05"_s;
    QTest::newRow("the most") << most << u"EUR"_s << u"92233720368547758.07"_s;
    QTest::newRow("the least") << std::numeric_limits<qint64>::min() << u"EUR"_s
                               << u"-92233720368547758.08"_s;
}

void MoneyTest::machines_read_what_machines_write()
{
    QFETCH(qint64, minorUnits);
    QFETCH(QString, currency);
    QFETCH(QString, decimal);
    const Money money(minorUnits, *Currency::fromCode(currency));
    QCOMPARE(money.toDecimal(), decimal);
    if (!money.isNegative())
        QVERIFY(Money::fromText(decimal, money.currency()) == money);
}

void MoneyTest::people_see_their_own_format_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<Money>("money");
    QTest::addColumn<QString>("text");
    const QLocale german(QLocale::German, QLocale::Germany);
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QString nbsp(QChar(0xa0));
    QTest::newRow("euros in German")
        << german << Money(123456, Currency::of("EUR")) << u"1.234,56"_s + nbsp + u"€"_s;
    QTest::newRow("euros in English") << english << Money(6800, Currency::of("EUR")) << u"€68.00"_s;
    QTest::newRow("yen in English") << english << Money(1500, Currency::of("JPY")) << u"¥1,500"_s;
    QTest::newRow("francs in German")
        << german << Money(1000, Currency::of("CHF")) << u"10,00"_s + nbsp + u"CHF"_s;
    const Money eightySix(8600, Currency::of("EUR"));
    QTest::newRow("the C locale reads as English") << QLocale::c() << eightySix << u"€86.00"_s;
    QTest::newRow("thousands in the C locale")
        << QLocale::c() << Money(108'600, Currency::of("EUR")) << u"€1,086.00"_s;
    QTest::newRow("English in Germany keeps the sign in front")
        << QLocale(QLocale::English, QLocale::Germany) << eightySix << u"€86,00"_s;
    QTest::newRow("German") << german << eightySix << u"86,00"_s + nbsp + u"€"_s;
    QTest::newRow("a code has its space in English")
        << english << Money(8600, Currency::of("CHF")) << u"CHF"_s + nbsp + u"86.00"_s;
    QTest::newRow("a refund in English")
        << english << Money(-8605, Currency::of("EUR")) << u"-€86.05"_s;
    QTest::newRow("a refund in German")
        << german << Money(-8605, Currency::of("EUR")) << u"-86,05"_s + nbsp + u"€"_s;
    QTest::newRow("fils have three digits")
        << english << Money(1005, Currency::of("KWD")) << u"KWD"_s + nbsp + u"1.005"_s;
    const qint64 least = std::numeric_limits<qint64>::min();
    QTest::newRow("the least is exact")
        << english << Money(least, Currency::of("EUR")) << u"-€92,233,720,368,547,758.08"_s;
    QTest::newRow("the most yen are exact")
        << english << Money(most, Currency::of("JPY")) << u"¥9,223,372,036,854,775,807"_s;
    QTest::newRow("the least yen are exact")
        << english << Money(least, Currency::of("JPY")) << u"-¥9,223,372,036,854,775,808"_s;
    QTest::newRow("the most fils are exact") << english << Money(most, Currency::of("KWD"))
                                             << u"KWD"_s + nbsp + u"9,223,372,036,854,775.807"_s;
    QTest::newRow("the least fils are exact in German")
        << german << Money(least, Currency::of("KWD"))
        << u"-9.223.372.036.854.775,808"_s + nbsp + u"KWD"_s;
    QTest::newRow("one cent beyond what a double counts")
        << english << Money((1LL << 53) + 1, Currency::of("EUR")) << u"€90,071,992,547,409.93"_s;
    QTest::newRow("a cent owed") << english << Money(-1, Currency::of("EUR")) << u"-€0.01"_s;
    const QLocale adlam(QLocale::Fulah, QLocale::AdlamScript, QLocale::Guinea);
    QTest::newRow("digits of two code units keep their places")
        << adlam << Money(105, Currency::of("EUR"))
        << u"€"_s + nbsp + adlam.toString(1) + adlam.decimalPoint() + adlam.toString(0) +
               adlam.toString(5);
    QTest::newRow("the most is exact")
        << english << Money(most, Currency::of("EUR")) << u"€92,233,720,368,547,758.07"_s;
}

void MoneyTest::people_see_their_own_format()
{
    QFETCH(QLocale, locale);
    QFETCH(Money, money);
    QFETCH(QString, text);
    QCOMPARE(money.toText(locale), text);
}

void MoneyTest::sums_are_exact()
{
    const Currency euro = Currency::of("EUR");
    Money sum = Money::zero(euro);
    for (int i = 0; i < 1000; ++i)
        sum += Money(10, euro);
    QVERIFY(sum == Money(10'000, euro));
    QVERIFY(Money(3, euro) - Money(5, euro) == Money(-2, euro));
    QVERIFY((Money(3, euro) - Money(5, euro)).isNegative());
    QVERIFY(Money(1999, euro).times(3) == Money(5997, euro));
    QVERIFY(Money(most, euro) + Money(-most, euro) == Money::zero(euro));
}

void MoneyTest::amounts_of_one_currency_have_an_order()
{
    const Currency euro = Currency::of("EUR");
    QVERIFY(Money(1, euro) < Money(2, euro));
    QVERIFY(Money(-1, euro) < Money(0, euro));
    QVERIFY(Money(5, euro) != Money(5, Currency::of("USD")));
}

QTEST_GUILESS_MAIN(MoneyTest)
#include "tst_money.moc"
