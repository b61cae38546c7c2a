#include "models/editing/numbering.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// Numbering schemes as tables.
class NumberingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_scheme_gives_these_labels_data();
    void a_scheme_gives_these_labels();
    void a_preview_goes_on_over_rows();
    void a_scheme_is_found_again_data();
    void a_scheme_is_found_again();
    void labels_without_order_have_no_scheme();
};

void NumberingTest::a_scheme_gives_these_labels_data()
{
    QTest::addColumn<NumberingScheme>("scheme");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("labels");
    using S = NumberingScheme;
    const auto add = [](const char *name, const S &scheme, int count, const QString &labels) {
        QTest::newRow(name) << scheme << count << labels;
    };
    constexpr auto back = NumberDirection::Backward;
    add("plain numbers", S{}, 5, u"1 2 3 4 5"_s);
    add("numbers from the other end", S{.direction = back}, 4, u"4 3 2 1"_s);
    add("from 101", S{.start = 101}, 3, u"101 102 103"_s);
    add("in steps of five", S{.step = 5}, 3, u"1 6 11"_s);
    add("counting down", S{.start = 9, .step = -1}, 3, u"9 8 7"_s);
    add("odd", S{.pattern = NumberPattern::Odd}, 4, u"1 3 5 7"_s);
    add("odd from an even start", S{.pattern = NumberPattern::Odd, .start = 4}, 2, u"5 7"_s);
    add("even", S{.pattern = NumberPattern::Even}, 4, u"2 4 6 8"_s);
    add("even backwards", S{.pattern = NumberPattern::Even, .direction = back}, 3, u"6 4 2"_s);
    add("from the centre, an odd count", S{.pattern = NumberPattern::CentreOut}, 5, u"5 3 1 2 4"_s);
    add("from the centre, an even count", S{.pattern = NumberPattern::CentreOut}, 4, u"3 1 2 4"_s);
    add("from the centre, turned round", S{.pattern = NumberPattern::CentreOut, .direction = back},
        5, u"4 2 1 3 5"_s);
    add("from the centre at 101", S{.pattern = NumberPattern::CentreOut, .start = 101}, 3,
        u"103 101 102"_s);
    add("ending at 20", S{.endsAtNumber = true, .end = 20}, 3, u"18 19 20"_s);
    add("odd, ending at 20", S{.pattern = NumberPattern::Odd, .endsAtNumber = true, .end = 20}, 3,
        u"15 17 19"_s);
    add("letters", S{.style = NumberStyle::Letters, .start = 25}, 4, u"Y Z AA AB"_s);
    add("letters that are no digits",
        S{.style = NumberStyle::Letters, .start = 8, .skipsConfusing = true}, 9,
        u"H J K L M N P R S"_s);
    add("doubled letters", S{.style = NumberStyle::DoubledLetters, .start = 25}, 4, u"Y Z AA BB"_s);
    add("with a prefix", S{.prefix = u"P-"_s}, 2, u"P-1 P-2"_s);
    add("no seats", S{}, 0, QString());
}

void NumberingTest::a_scheme_gives_these_labels()
{
    QFETCH(const NumberingScheme, scheme);
    QFETCH(const int, count);
    QFETCH(const QString, labels);
    QCOMPARE(numbersOf(scheme, count).join(u' '), labels);
}

void NumberingTest::a_preview_goes_on_over_rows()
{
    const QList<qint32> rows{3, 2};
    const auto preview = [&rows](const NumberingScheme &scheme) {
        QStringList lines;
        for (const QStringList &line : numberPreview(scheme, rows))
            lines.append(line.join(u' '));
        return lines.join(u'/');
    };
    QCOMPARE(preview({}), u"1 2 3/1 2"_s);
    QCOMPARE(preview({.run = NumberRun::OverRows}), u"1 2 3/4 5"_s);
    QCOMPARE(preview({.pattern = NumberPattern::Odd, .run = NumberRun::OverRows}), u"1 3 5/7 9"_s);
    QCOMPARE(preview({.direction = NumberDirection::Backward, .run = NumberRun::OverRows}),
             u"3 2 1/5 4"_s);
}

void NumberingTest::a_scheme_is_found_again_data()
{
    a_scheme_gives_these_labels_data();
}

void NumberingTest::a_scheme_is_found_again()
{
    QFETCH(const NumberingScheme, scheme);
    QFETCH(const int, count);
    const QStringList labels = numbersOf(scheme, count);
    const std::optional<NumberingScheme> found = schemeOf(labels);
    if (count == 0 || scheme.style == NumberStyle::DoubledLetters || scheme.skipsConfusing)
        return;
    QVERIFY(found);
    QCOMPARE(numbersOf(*found, count), labels);
}

void NumberingTest::labels_without_order_have_no_scheme()
{
    QVERIFY(!schemeOf({}));
    QVERIFY(!schemeOf({u"1"_s, u"2"_s, u"4"_s}));
    QVERIFY(!schemeOf({u"1"_s, u"B"_s}));
    QVERIFY(!schemeOf({u"01"_s, u"02"_s}));
    QVERIFY(!schemeOf({QString(), u"1"_s}));
    QVERIFY(!schemeOf({u"99999999999999999999"_s}));
}

QTEST_GUILESS_MAIN(NumberingTest)
#include "tst_numbering.moc"
