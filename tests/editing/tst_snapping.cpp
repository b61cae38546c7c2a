#include "models/editing/snapping.h"
#include "models/editing/structureedits.h"
#include "tests/editing/seededrandom.h"

#include <QTest>

using namespace foyer;

/// What a dragged box is drawn to.
class SnappingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edges_and_centres_draw();
    void out_of_reach_nothing_draws();
    void gaps_repeat();
    void the_grid_comes_last();
    void a_point_is_drawn_to_corners();
    void angles_and_directions_are_rounded();
    void targets_leave_out_what_moves();
};

void SnappingTest::edges_and_centres_draw()
{
    const SnapTargets targets{.boxes = {{0, 0, 1'000, 1'000}}};
    const RectMm box{0, 0, 400, 400};
    // Left edge to left edge, top to bottom edge.
    const SnappedMove move = snappedMove(targets, box, {30, 960}, {});
    QCOMPARE(move.distance, (PointMm{0, 1'000}));
    QCOMPARE(move.guides.size(), 2);
    QCOMPARE(move.guides.front().kind, GuideKind::Edge);
    QCOMPARE(move.guides.front().from.x, 0);
    const SnappedMove centred = snappedMove(targets, box, {320, 3'000}, {});
    QCOMPARE(centred.distance, (PointMm{300, 3'000}));
    QCOMPARE(centred.guides.front().kind, GuideKind::Centre);
}

void SnappingTest::out_of_reach_nothing_draws()
{
    const SnapTargets targets{.boxes = {{0, 0, 1'000, 1'000}}};
    const SnappedMove move = snappedMove(targets, {0, 0, 50, 50}, {1'500, 2'500}, {});
    QCOMPARE(move.distance, (PointMm{1'500, 2'500}));
    QVERIFY(move.guides.isEmpty());
}

void SnappingTest::gaps_repeat()
{
    const SnapTargets rows{.boxes = {{0, 0, 9'000, 500}, {0, 900, 9'000, 1'400}}};
    const RectMm row{0, 0, 7'000, 500};
    const SnapSettings gaps{.toElements = false};
    QCOMPARE(snappedMove(rows, row, {500, 1'850}, gaps).distance.y, 1'800);
    QCOMPARE(snappedMove(rows, row, {500, -880}, gaps).distance.y, -900);
    // Not beside them.
    QCOMPARE(snappedMove(rows, row, {20'000, 1'850}, gaps).distance.y, 1'850);
    const SnapTargets apart{.boxes = {{0, 0, 9'000, 500}, {0, 2'500, 9'000, 3'000}}};
    QCOMPARE(snappedMove(apart, row, {0, 1'280}, gaps).distance.y, 1'250);
}

void SnappingTest::the_grid_comes_last()
{
    const SnapTargets targets{.boxes = {{0, 0, 1'000, 1'000}}};
    const SnapSettings settings{.grid = 250};
    const SnappedMove move = snappedMove(targets, {0, 0, 90, 90}, {2'760, 30}, settings);
    QCOMPARE(move.distance, (PointMm{2'750, 0}));
    QCOMPARE(move.guides.front().kind, GuideKind::Grid);
    QCOMPARE(move.guides.back().kind, GuideKind::Edge);
}

void SnappingTest::a_point_is_drawn_to_corners()
{
    const SnapTargets targets{.boxes = {{0, 0, 1'000, 1'000}}, .points = {{5'000, 6'000}}};
    QCOMPARE(snappedPoint(targets, {1'040, -30}, {}).distance, (PointMm{-40, 30}));
    QCOMPARE(snappedPoint(targets, {5'040, 6'030}, {}).distance, (PointMm{-40, -30}));
}

void SnappingTest::angles_and_directions_are_rounded()
{
    QCOMPARE(snappedAngle(44, 15, 3), 45.0);
    QCOMPARE(snappedAngle(38, 15, 3), 38.0);
    QCOMPARE(constrainedTo45({0, 0}, {1'000, 100}), (PointMm{1'000, 0}));
    QCOMPARE(constrainedTo45({0, 0}, {-1'000, 900}), (PointMm{-950, 950}));
    QCOMPARE(constrainedToSquare({100, 100}, {50, 400}), (PointMm{-200, 400}));
}

void SnappingTest::targets_leave_out_what_moves()
{
    SeededRandom random(3);
    SeatMapDocument document(random);
    const LevelId level = document.settings().levels.front().id;
    QList<Element> rows;
    for (qint32 i = 0; i < 3; ++i)
        rows.append(
            newElement(document, level, {.origin = {0, i * 900}}, RowElement{.line = SeatLine(4)}));
    const Result<MapEdit> edit = addElements(document, rows);
    QVERIFY(edit && document.apply(*edit));
    QCOMPARE(snapTargets(document, level, {rows.front().id}).boxes.size(), 2);
}

QTEST_GUILESS_MAIN(SnappingTest)
#include "tst_snapping.moc"
