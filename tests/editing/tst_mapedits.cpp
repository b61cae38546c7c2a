#include "models/editing/editstep.h"
#include "models/editing/mapconversion.h"
#include "models/editing/placementedits.h"
#include "models/editing/rowedits.h"
#include "models/editing/seatedits.h"
#include "models/editing/structureedits.h"
#include "tests/editing/seededrandom.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

/// What single edits do.
class MapEditsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void a_drag_is_one_step();
    void two_drags_are_two_steps();
    void a_drag_back_to_the_start_leaves_nothing();
    void moving_a_thousand_seats_is_remembered_in_a_kilobyte();
    void a_move_tells_only_what_moved();
    void seats_keep_their_ids_when_others_come_and_go();
    void what_shrank_and_grew_again_has_the_same_seats();
    void growing_at_the_start_leaves_the_seats_where_they_are();
    void a_seat_of_its_own_kind_outlives_the_row_s_changes();
    void curving_keeps_both_ends_data();
    void curving_keeps_both_ends();
    void a_new_pitch_keeps_the_middle();
    void split_and_join_keep_every_seat();
    void a_split_block_looks_the_same();
    void mirroring_twice_is_nothing();
    void aligning_puts_the_sides_on_one_line();
    void distributing_makes_equal_gaps();
    void copies_are_other_seats();
    void a_section_takes_its_rows_along();
    void deleting_the_last_seats_deletes_the_row();
    void refusals_say_why();
    void a_stale_edit_is_refused();
    void calibration_keeps_the_first_point();

private:
    ElementId addRow(qint32 seats, const Placement &placement = {}, double radius = 0);
    ElementId add(const ElementForm &form, const Placement &placement = {});
    void apply(const Result<MapEdit> &edit);
    [[nodiscard]] QList<PointMm> points(ElementId id) const;
    [[nodiscard]] QList<SeatId> ids(ElementId id) const;
    [[nodiscard]] QString numbers(ElementId id) const;
    [[nodiscard]] SeatRef seat(ElementId id, qsizetype index) const;

    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<SeatMapDocument> m_document;
};

void MapEditsTest::init()
{
    m_document.reset();
    m_random = std::make_unique<SeededRandom>(7);
    m_document = std::make_unique<SeatMapDocument>(*m_random);
}

ElementId MapEditsTest::add(const ElementForm &form, const Placement &placement)
{
    const Element element =
        newElement(*m_document, m_document->settings().levels.front().id, placement, form);
    apply(addElements(*m_document, {element}));
    return element.id;
}

ElementId MapEditsTest::addRow(qint32 seats, const Placement &placement, double radius)
{
    return add(RowElement{.label = u"A"_s, .line = SeatLine(seats), .radius = radius}, placement);
}

void MapEditsTest::apply(const Result<MapEdit> &edit)
{
    QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
    const Result<void> applied = m_document->apply(*edit);
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
}

QList<PointMm> MapEditsTest::points(ElementId id) const
{
    QList<PointMm> all;
    for (const PlacedLine &line : m_document->seats(id).lines) {
        for (const PlacedSeat &each : line.seats)
            all.append(each.position);
    }
    return all;
}

QList<SeatId> MapEditsTest::ids(ElementId id) const
{
    QList<SeatId> all;
    for (const PlacedLine &line : m_document->seats(id).lines) {
        for (const PlacedSeat &each : line.seats)
            all.append(seatSetOf(*m_document->element(id))->identity.idOf(each.serial));
    }
    return all;
}

QString MapEditsTest::numbers(ElementId id) const
{
    QStringList all;
    for (const PlacedLine &line : m_document->seats(id).lines) {
        for (const PlacedSeat &each : line.seats)
            all.append(each.number);
    }
    return all.join(u' ');
}

SeatRef MapEditsTest::seat(ElementId id, qsizetype index) const
{
    return {id, m_document->seats(id).lines.front().seats.at(index).serial};
}

void MapEditsTest::a_drag_is_one_step()
{
    const ElementId row = addRow(10);
    const MapContent before = m_document->content();
    const int steps = m_document->undoStack().count();
    const GestureId drag = m_document->newGesture();
    for (int i = 0; i < 20; ++i)
        QVERIFY(m_document->apply(*moveElements(*m_document, {row}, {50, -10}), drag));
    QCOMPARE(m_document->undoStack().count(), steps + 1);
    QCOMPARE(points(row).front(), (PointMm{1'000, -200}));
    m_document->undoStack().undo();
    QVERIFY(m_document->content() == before);
    // The next gesture is a step of its own.
    m_document->undoStack().redo();
    apply(moveElements(*m_document, {row}, {50, -10}));
    QCOMPARE(m_document->undoStack().count(), steps + 2);
}

void MapEditsTest::two_drags_are_two_steps()
{
    const ElementId row = addRow(10);
    const int steps = m_document->undoStack().count();
    for (const GestureId drag : {m_document->newGesture(), m_document->newGesture()})
        QVERIFY(m_document->apply(*moveElements(*m_document, {row}, {50, -10}), drag));
    QCOMPARE(m_document->undoStack().count(), steps + 2);
}

void MapEditsTest::a_drag_back_to_the_start_leaves_nothing()
{
    const ElementId row = addRow(10);
    const MapContent before = m_document->content();
    const int steps = m_document->undoStack().count();
    const GestureId drag = m_document->newGesture();
    QVERIFY(m_document->apply(*moveElements(*m_document, {row}, {50, -10}), drag));
    QVERIFY(m_document->apply(*moveElements(*m_document, {row}, {-50, 10}), drag));
    QCOMPARE(m_document->undoStack().count(), steps);
    QVERIFY(m_document->content() == before);
    QVERIFY(m_document->apply(*moveElements(*m_document, {row}, {0, 0})));
    QCOMPARE(m_document->undoStack().count(), steps);
}

void MapEditsTest::moving_a_thousand_seats_is_remembered_in_a_kilobyte()
{
    const ElementId section = add(SectionElement{.name = u"Stalls"_s});
    QList<ElementId> rows;
    for (qint32 i = 0; i < 40; ++i)
        rows.append(addRow(25, {.origin = {0, i * 900}}));
    apply(setSection(*m_document, rows, section));
    apply(moveElements(*m_document, {section}, {700, 0}));
    const auto *const step = dynamic_cast<const EditStep *>(
        m_document->undoStack().command(m_document->undoStack().count() - 1));
    QVERIFY(step);
    QVERIFY2(step->footprint() <= 1'024, qPrintable(QString::number(step->footprint())));
}

void MapEditsTest::a_move_tells_only_what_moved()
{
    const ElementId first = addRow(10);
    addRow(10, {.origin = {0, 900}});
    QSignalSpy changes(m_document.get(), &SeatMapDocument::changed);
    apply(moveElements(*m_document, {first}, {5, 5}));
    QCOMPARE(changes.size(), 1);
    const auto change = changes.front().front().value<MapChange>();
    QCOMPARE(change.elements, QList<ElementId>{first});
    QVERIFY(!change.touchesSettings && !change.isReset);
}

void MapEditsTest::seats_keep_their_ids_when_others_come_and_go()
{
    const ElementId row = addRow(5);
    const QList<SeatId> before = ids(row);
    apply(insertSeats(*m_document, seat(row, 2), 2, SeatSide::Before));
    QList<SeatId> after = ids(row);
    QCOMPARE(after.size(), 7);
    QCOMPARE(numbers(row), u"1 2 3 4 5 6 7"_s);
    after.remove(2, 2);
    QCOMPARE(after, before);
    apply(removeSeats(*m_document, {seat(row, 0)}, SeatGap::Close));
    QCOMPARE(ids(row).at(0), before.at(1));
    apply(removeSeats(*m_document, {seat(row, 0)}, SeatGap::Keep));
    QCOMPARE(numbers(row), u"1 2 3 4 5"_s);
    QCOMPARE(ids(row).back(), before.back());
    apply(curveRows(*m_document, {row}, 300));
    apply(rotateElements(*m_document, {row}, {0, 0}, 33));
    QCOMPARE(ids(row).back(), before.back());
    // And through the published map.
    m_document->reset(fromSeatMap(toSeatMap(*m_document), *m_random));
    const ElementId reloaded =
        m_document->elements(m_document->settings().levels.front().id).back();
    QCOMPARE(ids(reloaded).back(), before.back());
}

void MapEditsTest::what_shrank_and_grew_again_has_the_same_seats()
{
    const ElementId row = addRow(10);
    const QList<SeatId> before = ids(row);
    apply(setSeatCount(*m_document, row, 4));
    apply(setSeatCount(*m_document, row, 10));
    QCOMPARE(ids(row), before);
    apply(setSeatCount(*m_document, row, 12));
    QCOMPARE(ids(row).first(10), before);
}

void MapEditsTest::growing_at_the_start_leaves_the_seats_where_they_are()
{
    for (const double radius : {0.0, 8'000.0, -8'000.0}) {
        const ElementId row = addRow(6, {{300, 400}, 30, radius > 0}, radius);
        const QList<PointMm> before = points(row);
        apply(setSeatCount(*m_document, row, 9, LineEnd::Start));
        const QList<PointMm> after = points(row).sliced(3);
        for (qsizetype i = 0; i < before.size(); ++i)
            QVERIFY(lengthOf(toPointF(before.at(i)) - toPointF(after.at(i))) < 2.5);
    }
}

void MapEditsTest::a_seat_of_its_own_kind_outlives_the_row_s_changes()
{
    const ElementId row = addRow(8);
    const SeatRef chosen = seat(row, 3);
    apply(setKind(*m_document, MapSelection(QList<SeatRef>{chosen}), SeatKind::Wheelchair));
    apply(setSeatLabel(*m_document, chosen, u"W"_s));
    apply(setSeatCount(*m_document, row, 12, LineEnd::Start));
    apply(setPitch(*m_document, {row}, 620));
    apply(curveRows(*m_document, {row}, 500));
    QCOMPARE(numbers(row), u"1 2 3 4 5 6 7 W 9 10 11 12"_s);
    QCOMPARE(m_document->seats(row).lines.front().seats.at(7).kind, SeatKind::Wheelchair);
}

void MapEditsTest::curving_keeps_both_ends_data()
{
    QTest::addColumn<double>("rotation");
    QTest::addColumn<bool>("isMirrored");
    QTest::addColumn<double>("sagitta");
    for (const double rotation : {0.0, 40.0, 270.0}) {
        for (const bool isMirrored : {false, true}) {
            for (const double sagitta : {800.0, -800.0, 2'000.0})
                QTest::addRow("%.0f degrees, mirrored %d, by %.0f", rotation, int(isMirrored),
                              sagitta)
                    << rotation << isMirrored << sagitta;
        }
    }
}

void MapEditsTest::curving_keeps_both_ends()
{
    QFETCH(const double, rotation);
    QFETCH(const bool, isMirrored);
    QFETCH(const double, sagitta);
    const ElementId row = addRow(11, {{1'000, 2'000}, rotation, isMirrored});
    const QList<PointMm> before = points(row);
    apply(curveRows(*m_document, {row}, sagitta));
    const QList<PointMm> after = points(row);
    const auto apart = [](PointMm a, PointMm b) { return lengthOf(toPointF(a) - toPointF(b)); };
    QVERIFY(apart(before.front(), after.front()) < 2);
    QVERIFY2(apart(before.back(), after.back()) < 4,
             qPrintable(QString::number(apart(before.back(), after.back()))));
    QVERIFY(std::abs(apart(before.at(5), after.at(5)) - std::abs(sagitta)) < 4);
    apply(straightenRows(*m_document, {row}));
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY(apart(points(row).at(i), before.at(i)) < 5);
}

void MapEditsTest::a_new_pitch_keeps_the_middle()
{
    for (const double radius : {0.0, 9'000.0, -9'000.0}) {
        const ElementId row = addRow(11, {{1'000, 2'000}, 20, radius < 0}, radius);
        const PointMm middle = points(row).at(5);
        apply(setPitch(*m_document, {row}, 700));
        QVERIFY(lengthOf(toPointF(points(row).at(5)) - toPointF(middle)) < 3);
    }
}

void MapEditsTest::split_and_join_keep_every_seat()
{
    const ElementId row = addRow(9, {{0, 0}, 15});
    apply(setSeatLabel(*m_document, seat(row, 6), u"X"_s));
    const QList<SeatId> before = ids(row);
    const QList<PointMm> places = points(row);
    apply(splitRow(*m_document, seat(row, 4)));
    const QList<ElementId> halves = m_document->elements(m_document->settings().levels.front().id);
    QCOMPARE(halves.size(), 2);
    QCOMPARE(ids(halves.at(0)) + ids(halves.at(1)), before);
    QCOMPARE(points(halves.at(0)) + points(halves.at(1)), places);
    QCOMPARE(numbers(halves.at(1)), u"5 6 X 8 9"_s);
    apply(joinRows(*m_document, {halves.at(1), halves.at(0)}));
    const ElementId joined = halves.at(1);
    QCOMPARE(ids(joined), before);
    QCOMPARE(points(joined), places);
    QCOMPARE(numbers(joined), u"1 2 3 4 5 6 X 8 9"_s);
    QVERIFY(std::get<RowElement>(m_document->element(joined)->form).path == RowPath::Curve);
}

void MapEditsTest::a_split_block_looks_the_same()
{
    BlockElement block{.radius = 12'000, .isFanned = true};
    for (quint16 line = 0; line < 4; ++line)
        block.lines.append(SeatLine(7, line));
    const ElementId id = add(block, {{500, 500}, 75});
    const SeatMap before = toSeatMap(*m_document);
    apply(splitBlock(*m_document, id));
    QCOMPARE(m_document->content().elements.size(), 4);
    QVERIFY(toSeatMap(*m_document) == before);
}

void MapEditsTest::mirroring_twice_is_nothing()
{
    const ElementId row = addRow(7, {{500, 700}, 33}, 6'000);
    const QList<PointMm> before = points(row);
    apply(mirrorElements(*m_document, {row}, {2'000, 0}, 90));
    for (qsizetype i = 0; i < before.size(); ++i) {
        const PointMm seen = points(row).at(i);
        QVERIFY(lengthOf(toPointF(seen) - QPointF(4'000 - before.at(i).x, before.at(i).y)) < 1.5);
    }
    apply(mirrorElements(*m_document, {row}, {2'000, 0}, 90));
    QCOMPARE(points(row), before);
}

void MapEditsTest::aligning_puts_the_sides_on_one_line()
{
    const ElementId a = addRow(3, {.origin = {0, 0}});
    const ElementId b = addRow(5, {.origin = {900, 900}});
    apply(alignElements(*m_document, {a, b}, Alignment::Right));
    QCOMPARE(m_document->boundsOf(a).right, m_document->boundsOf(b).right);
    apply(alignElements(*m_document, {a, b}, Alignment::Top));
    QCOMPARE(m_document->boundsOf(a).top, m_document->boundsOf(b).top);
    QVERIFY(!alignElements(*m_document, {a}, Alignment::Top));
}

void MapEditsTest::distributing_makes_equal_gaps()
{
    const ElementId a = addRow(3, {.origin = {0, 0}});
    const ElementId b = addRow(3, {.origin = {0, 1'000}});
    const ElementId c = addRow(3, {.origin = {0, 5'000}});
    apply(distributeElements(*m_document, {c, a, b}, Qt::Vertical));
    QCOMPARE(points(b).front().y, 2'500);
    QCOMPARE(points(c).front().y, 5'000);
}

void MapEditsTest::copies_are_other_seats()
{
    const ElementId row = addRow(4);
    apply(arrayAlongLine(*m_document, {row}, 3, {0, 900}));
    const QList<ElementId> rows = m_document->elements(m_document->settings().levels.front().id);
    QCOMPARE(rows.size(), 4);
    QCOMPARE(points(rows.back()).front(), (PointMm{0, 2'700}));
    QVERIFY(!ids(rows.back()).contains(ids(row).front()));
    apply(arrayAlongArc(*m_document, {row}, 1, {0, 1'000}, 180));
    QCOMPARE(points(m_document->elements(m_document->settings().levels.front().id).back()).front(),
             (PointMm{0, 2'000}));
}

void MapEditsTest::a_section_takes_its_rows_along()
{
    const ElementId section = add(SectionElement{.name = u"S"_s});
    const ElementId row = addRow(4);
    apply(setSection(*m_document, {row}, section));
    apply(moveElements(*m_document, {section}, {100, 0}));
    QCOMPARE(points(row).front().x, 100);
    QCOMPARE(toSeatMap(*m_document).levels.front().sections.size(), 1);
    apply(deleteSelected(*m_document, MapSelection(QList<ElementId>{section})));
    QVERIFY(m_document->content().elements.isEmpty());
}

void MapEditsTest::deleting_the_last_seats_deletes_the_row()
{
    const ElementId row = addRow(2);
    MapSelection selection(QList<SeatRef>{seat(row, 0)});
    apply(deleteSelected(*m_document, selection));
    QCOMPARE(numbers(row), u"1"_s);
    apply(deleteSelected(*m_document, MapSelection(QList<SeatRef>{seat(row, 0)})));
    QVERIFY(!m_document->element(row));
}

void MapEditsTest::refusals_say_why()
{
    const ElementId row = addRow(4);
    const auto isRefused = [](const auto &result) {
        return !result && !result.error().message.isEmpty();
    };
    QVERIFY(isRefused(moveElements(*m_document, {}, {1, 1})));
    QVERIFY(isRefused(moveElements(*m_document, {ElementId(999)}, {1, 1})));
    QVERIFY(isRefused(m_document->apply(*moveElements(*m_document, {row}, {10'000'001, 0}))));
    QVERIFY(isRefused(setPitch(*m_document, {row}, 0)));
    QVERIFY(isRefused(setPitch(*m_document, {row}, std::nan(""))));
    QVERIFY(isRefused(setSeatCount(*m_document, row, 0)));
    QVERIFY(isRefused(curveRows(*m_document, {row}, 50'000)));
    QVERIFY(isRefused(m_document->apply(*setCategory(
        *m_document, MapSelection(QList<ElementId>{row}), CategoryId(m_document->newKey())))));
    QVERIFY(isRefused(m_document->apply(*setMapName(*m_document, QString(300, u'x')))));
    QVERIFY(isRefused(removeLevel(*m_document, m_document->settings().levels.front().id)));
    const ElementId area = add(AreaElement{.capacity = 299'000});
    QVERIFY(isRefused(m_document->apply(*duplicateElements(*m_document, {area}, {1, 1}))));
    apply(setLocked(*m_document, {row}, true));
    QVERIFY(isRefused(moveElements(*m_document, {row}, {1, 1})));
}

void MapEditsTest::a_stale_edit_is_refused()
{
    const ElementId row = addRow(4);
    const Result<MapEdit> edit = setPitch(*m_document, {row}, 700);
    apply(setPitch(*m_document, {row}, 800));
    const Result<void> applied = m_document->apply(*edit);
    QVERIFY(!applied);
    QCOMPARE(applied.error().code, RefusalCode::VersionConflict);
}

void MapEditsTest::calibration_keeps_the_first_point()
{
    const ReferenceImage image{.file = u"plan.png"_s, .origin = {1'000, 1'000}};
    const Result<ReferenceImage> after = calibrated(image, {2'000, 1'000}, {3'000, 1'000}, 4'000);
    QVERIFY(after);
    QCOMPARE(after->mmPerPixel, 40.0);
    QCOMPARE(after->origin, (PointMm{-2'000, 1'000}));
    QVERIFY(!calibrated(image, {1, 1}, {1, 1}, 4'000));
}

QTEST_GUILESS_MAIN(MapEditsTest)
#include "tst_mapedits.moc"
