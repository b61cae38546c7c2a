#include "models/editing/drafting.h"
#include "models/editing/elementseats.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QList<PointMm> pointsOf(const Draft &draft)
{
    Element element{.placement = draft.placement, .form = draft.form};
    QList<PointMm> points;
    for (const PlacedLine &line : seatsOf(element).lines) {
        for (const PlacedSeat &seat : line.seats)
            points.append(seat.position);
    }
    return points;
}

bool areNear(PointMm a, PointMm b, double most)
{
    return measured(a, b).distance <= most;
}

} // namespace

/// Elements made of the points of a gesture.
class DraftingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_row_has_the_seats_that_fit();
    void an_arc_row_passes_through_its_points_data();
    void an_arc_row_passes_through_its_points();
    void a_block_fills_its_rectangle();
    void a_tier_lies_around_its_centre();
    void a_poly_line_follows_its_corners();
    void shapes_stand_where_they_were_drawn();
    void clicks_draw_nothing();
};

void DraftingTest::a_row_has_the_seats_that_fit()
{
    const auto draft = draftRow({100, 100}, {100, 2'700}, {});
    QVERIFY(draft);
    const QList<PointMm> points = pointsOf(*draft);
    QCOMPARE(points.size(), 5);
    QCOMPARE(points.front(), (PointMm{100, 100}));
    QCOMPARE(points.back(), (PointMm{100, 2'300}));
}

void DraftingTest::an_arc_row_passes_through_its_points_data()
{
    QTest::addColumn<QPoint>("through");
    QTest::newRow("bulging down") << QPoint(3'300, 1'500);
    QTest::newRow("bulging up") << QPoint(3'300, -1'500);
    QTest::newRow("more than a half circle down") << QPoint(3'300, 5'000);
    QTest::newRow("more than a half circle up") << QPoint(3'300, -5'000);
    QTest::newRow("off the middle") << QPoint(1'000, 700);
}

void DraftingTest::an_arc_row_passes_through_its_points()
{
    QFETCH(const QPoint, through);
    const PointMm from{0, 0};
    const PointMm to{6'600, 0};
    const DraftSpacing fine{.pitch = 60};
    const auto draft = draftArcRow(from, {through.x(), through.y()}, to, fine);
    QVERIFY(draft);
    const QList<PointMm> points = pointsOf(*draft);
    QVERIFY(areNear(points.front(), from, 1));
    QVERIFY2(areNear(points.back(), to, 62), qPrintable(QString::number(points.back().x)));
    const bool passes = std::ranges::any_of(
        points, [&](PointMm p) { return areNear(p, {through.x(), through.y()}, 32); });
    QVERIFY(passes);
}

void DraftingTest::a_block_fills_its_rectangle()
{
    const auto draft = draftBlock({6'000, 5'000}, {0, 0}, {});
    QVERIFY(draft);
    const QList<PointMm> points = pointsOf(*draft);
    QCOMPARE(points.size(), 11 * 6);
    QCOMPARE(points.front(), (PointMm{0, 0}));
    QCOMPARE(points.back(), (PointMm{5'500, 4'500}));
}

void DraftingTest::a_tier_lies_around_its_centre()
{
    const PointMm center{1'000, -2'000};
    const auto draft = draftArcTier(center, {11'000, -2'000}, {1'000, 11'000}, {});
    QVERIFY(draft);
    const QList<PointMm> points = pointsOf(*draft);
    QVERIFY(points.size() > 100);
    for (const PointMm point : points) {
        const Measure place = measured(center, point);
        const double row = (place.distance - 10'000) / 900;
        QVERIFY2(std::abs(row - std::round(row)) < 0.01, qPrintable(QString::number(row)));
        QVERIFY(place.degrees <= 91 || place.degrees >= 359);
    }
}

void DraftingTest::a_poly_line_follows_its_corners()
{
    const auto draft = draftPolyLineRow({{0, 0}, {1'100, 0}, {1'100, 1'100}}, {});
    QVERIFY(draft);
    const QList<PointMm> expected{{0, 0}, {550, 0}, {1'100, 0}, {1'100, 550}, {1'100, 1'100}};
    QCOMPARE(pointsOf(*draft), expected);
}

void DraftingTest::shapes_stand_where_they_were_drawn()
{
    const auto area = draftArea({3'000, 2'000}, {1'000, 0}, AreaShape::Rectangle);
    QVERIFY(area);
    const Element element{.placement = area->placement, .form = area->form};
    const QList<PointMm> corners{{1'000, 0}, {3'000, 0}, {3'000, 2'000}, {1'000, 2'000}};
    QCOMPARE(outlineOf(element), corners);
    const auto stage = draftShape(ShapeKind::Stage, {3'000, 2'000}, {1'000, 0});
    QVERIFY(stage);
    const Element drawn{.placement = stage->placement, .form = stage->form};
    QCOMPARE(outlineOf(drawn), corners);
    const auto section = draftSection(corners, u"S"_s);
    const Element named{.placement = section->placement, .form = section->form};
    QCOMPARE(outlineOf(named), corners);
    QCOMPARE(pointsOf(draftRectangularTable({0, 0}, 7)).size(), 7);
    QCOMPARE(pointsOf(draftRoundTable({0, 0}, 9)).size(), 9);
}

void DraftingTest::clicks_draw_nothing()
{
    QVERIFY(!draftRow({5, 5}, {9, 9}, {}));
    QVERIFY(!draftBlock({5, 5}, {9, 9}, {}));
    QVERIFY(!draftArcTier({5, 5}, {5, 5}, {900, 900}, {}));
    QVERIFY(!draftArea({5, 5}, {900, 9}, AreaShape::Ellipse));
    QVERIFY(!draftPolygonArea({{0, 0}, {1, 1}}, true));
    QVERIFY(!draftShape(ShapeKind::Line, {5, 5}, {5, 5}));
}

QTEST_GUILESS_MAIN(DraftingTest)
#include "tst_drafting.moc"
