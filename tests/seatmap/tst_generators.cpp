#include "models/seatmap/generators.h"

#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"

#include <QTest>

#include <cmath>

using namespace foyer;
using namespace Qt::StringLiterals;

class GeneratorsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_straight_row_has_its_pitch_and_numbers();
    void an_arc_row_fits_as_many_seats_as_the_pitch_allows();
    void row_labels_count_on_data();
    void row_labels_count_on();
    void an_arena_has_exactly_its_seats_data();
    void an_arena_has_exactly_its_seats();
};

void GeneratorsTest::a_straight_row_has_its_pitch_and_numbers()
{
    RowStyle style{.idSpace = QUuid::createUuidV5(QUuid(), u"x"_s), .pitch = 500};
    style.numbering = {.first = 1, .step = 2};
    const Row row = straightRow(style, u"C"_s, {100, 200}, 90, 4);
    QCOMPARE(row.seats.size(), 4);
    QCOMPARE(row.seats.back().number, u"7"_s);
    QVERIFY(row.seats.back().position == (PointMm{100, 1700}));
    QVERIFY(row.seats.front().attributes.testFlag(SeatAttribute::Aisle));
    QVERIFY(!row.seats.at(1).attributes.testFlag(SeatAttribute::Aisle));
    QVERIFY(straightRow(style, u"C"_s, {100, 200}, 90, 4) == row);
}

void GeneratorsTest::an_arc_row_fits_as_many_seats_as_the_pitch_allows()
{
    const RowStyle style{.idSpace = QUuid::createUuidV5(QUuid(), u"x"_s)};
    const Row row = arcRow(style, u"A"_s, {{0, 0}, 10'000, 0, 180});
    QCOMPARE(row.seats.size(), 57); // 31,416 mm of arc
    for (qsizetype i = 0; i < row.seats.size(); ++i) {
        const PointMm at = row.seats.at(i).position;
        QVERIFY(std::abs(std::hypot(at.x, at.y) - 10'000) < 2);
        if (i > 0) {
            const PointMm before = row.seats.at(i - 1).position;
            QVERIFY(std::hypot(at.x - before.x, at.y - before.y) >= 545);
        }
    }
    QVERIFY(arcRow(style, u"A"_s, {{0, 0}, 100, 0, 10}).seats.isEmpty());
}

void GeneratorsTest::row_labels_count_on_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("next");
    QTest::newRow("A to B") << u"A"_s << u"B"_s;
    QTest::newRow("H skips I") << u"H"_s << u"J"_s;
    QTest::newRow("N skips O") << u"N"_s << u"P"_s;
    QTest::newRow("Z becomes AA") << u"Z"_s << u"AA"_s;
    QTest::newRow("AZ becomes BA") << u"AZ"_s << u"BA"_s;
    QTest::newRow("9 becomes 10") << u"9"_s << u"10"_s;
}

void GeneratorsTest::row_labels_count_on()
{
    QFETCH(QString, label);
    QFETCH(QString, next);
    QCOMPARE(nextRowLabel(label), next);
}

void GeneratorsTest::an_arena_has_exactly_its_seats_data()
{
    QTest::addColumn<int>("seats");
    for (const int seats : {1, 23, 999, 10'000, 100'000})
        QTest::addRow("%d seats", seats) << seats;
}

void GeneratorsTest::an_arena_has_exactly_its_seats()
{
    QFETCH(int, seats);
    const SeatMap map = bowlArena({.seats = seats});
    const Result<void> valid = checked(map);
    QVERIFY2(valid.has_value(), valid ? "" : qPrintable(valid.error().message));
    QCOMPARE(SeatGeometry::compile(map)->seatCount(), seats);
}

QTEST_GUILESS_MAIN(GeneratorsTest)
#include "tst_generators.moc"
