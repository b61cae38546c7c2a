#include "models/editing/clipboard.h"
#include "models/editing/documentformat.h"
#include "models/editing/mapconversion.h"
#include "models/editing/picking.h"
#include "models/editing/structureedits.h"
#include "models/seatmap/concerthall.h"
#include "tests/editing/randomedits.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

void edit(SeatMapDocument &document, SeededRandom &random, int steps)
{
    RandomEdits edits(document, random);
    for (int i = 0; i < steps; ++i) {
        const Result<MapEdit> next = edits.next();
        if (next)
            std::ignore = document.apply(*next);
    }
}

} // namespace

/// Picking by pointer, rectangle, lasso and brush; copying; drafts.
class PickingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void the_nearest_seat_is_hit();
    void a_smaller_section_is_hit_before_the_larger();
    void rectangle_and_lasso_agree_with_every_seat();
    void a_rectangle_picks_what_is_inside_or_touched();
    void a_brush_picks_along_its_stroke();
    void a_group_is_picked_whole();
    void a_selection_forgets_what_is_gone();
    void a_drawing_is_read_as_it_was_written();
    void broken_drawings_are_refused();
    void pasting_makes_other_seats_and_finds_categories();
    void foreign_clipboards_are_refused();

private:
    [[nodiscard]] LevelId level() const { return m_document->settings().levels.front().id; }
    ElementId add(const ElementForm &form, const Placement &placement = {});

    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<SeatMapDocument> m_document;
};

void PickingTest::init()
{
    m_document.reset();
    m_random = std::make_unique<SeededRandom>(11);
    m_document = std::make_unique<SeatMapDocument>(*m_random);
}

ElementId PickingTest::add(const ElementForm &form, const Placement &placement)
{
    const Element element = newElement(*m_document, level(), placement, form);
    const Result<MapEdit> edit = addElements(*m_document, {element});
    return edit && m_document->apply(*edit) ? element.id : ElementId();
}

void PickingTest::the_nearest_seat_is_hit()
{
    const ElementId row = add(RowElement{.line = SeatLine(5)});
    const std::optional<MapHit> hit = hitTest(*m_document, level(), {560, 80}, 250);
    QVERIFY(hit);
    QCOMPARE(*hit, (MapHit{row, SeatSerial(0, 1)}));
    QVERIFY(!hitTest(*m_document, level(), {275, 80}, 250));
    QVERIFY(m_document->apply(*setLocked(*m_document, {row}, true)));
    QVERIFY(!hitTest(*m_document, level(), {560, 80}, 250));
}

void PickingTest::a_smaller_section_is_hit_before_the_larger()
{
    const QList<QPointF> square{{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    const auto scaled = [&square](double by) {
        QList<QPointF> points;
        for (const QPointF point : square)
            points.append(point * by);
        return points;
    };
    const ElementId small = add(SectionElement{.outline = scaled(2'000)});
    const ElementId large = add(SectionElement{.outline = scaled(9'000)});
    QCOMPARE(hitTest(*m_document, level(), {1'000, 1'000}, 10)->element, small);
    QCOMPARE(hitTest(*m_document, level(), {5'000, 1'000}, 10)->element, large);
    QVERIFY(!hitTest(*m_document, level(), {9'500, 1'000}, 10));
}

void PickingTest::rectangle_and_lasso_agree_with_every_seat()
{
    m_document->reset(fromSeatMap(sampleConcertHall(), *m_random));
    for (int i = 0; i < 50; ++i) {
        const PointMm a{m_random->between(0, 50'000), m_random->between(0, 40'000)};
        const RectMm box{a.x, a.y, a.x + m_random->between(1, 9'000),
                         a.y + m_random->between(1, 9'000)};
        MapSelection expected;
        for (const ElementId id : m_document->elements(level())) {
            for (const PlacedLine &line : m_document->seats(id).lines) {
                for (const PlacedSeat &seat : line.seats) {
                    if (box.contains(seat.position))
                        expected.add(SeatRef{id, seat.serial});
                }
            }
        }
        QVERIFY(pickRectangle(*m_document, level(), box, PickUnit::Seats) == expected);
        // The corners a little outside, so that no seat lies on an edge.
        const QList<PointMm> lasso{{box.left - 1, box.top - 1},
                                   {box.right, box.top - 1},
                                   {box.right, box.bottom},
                                   {box.left - 1, box.bottom}};
        const MapSelection lassoed = pickLasso(*m_document, level(), lasso, PickUnit::Seats);
        for (const SeatRef &seat : expected.seats())
            QVERIFY(lassoed.contains(seat));
    }
}

void PickingTest::a_rectangle_picks_what_is_inside_or_touched()
{
    const ElementId row = add(RowElement{.line = SeatLine(5)});
    const RectMm half{-10, -10, 1'200, 10};
    const RectMm all{-10, -10, 9'000, 10};
    QVERIFY(pickRectangle(*m_document, level(), half, PickUnit::Elements).isEmpty());
    const MapSelection whole(QList<ElementId>{row});
    QVERIFY(pickRectangle(*m_document, level(), half, PickUnit::Elements, PickReach::Touching) ==
            whole);
    QVERIFY(pickRectangle(*m_document, level(), all, PickUnit::Elements) == whole);
}

void PickingTest::a_brush_picks_along_its_stroke()
{
    const ElementId row = add(RowElement{.line = SeatLine(10)});
    const MapSelection picked =
        pickBrush(*m_document, level(), {{500, -900}, {600, 900}, {1'700, 900}, {1'700, 0}}, 120);
    const QList<SeatRef> expected{{row, SeatSerial(0, 1)}, {row, SeatSerial(0, 3)}};
    QCOMPARE(picked.seats(), expected);
}

void PickingTest::a_group_is_picked_whole()
{
    const ElementId a = add(RowElement{.line = SeatLine(2)});
    const ElementId b = add(RowElement{.line = SeatLine(2)}, {.origin = {0, 9'000}});
    QVERIFY(m_document->apply(*groupElements(*m_document, {a, b})));
    const MapSelection both(QList<ElementId>{a, b});
    QVERIFY(pickGroup(*m_document, a) == both);
    QVERIFY(pickRectangle(*m_document, level(), {-9, -9, 999, 9}, PickUnit::Elements) == both);
    const MapHit hit{a, SeatSerial(0, 0)};
    QCOMPARE(pickSameType(*m_document, hit).seats().size(), 4);
    QCOMPARE(pickRow(*m_document, {a, SeatSerial(0, 1)}).seats().size(), 2);
}

void PickingTest::a_selection_forgets_what_is_gone()
{
    const ElementId row = add(RowElement{.line = SeatLine(3)});
    MapSelection seats(QList<SeatRef>{{row, SeatSerial(0, 1)}, {row, SeatSerial(0, 2)}});
    QVERIFY(m_document->apply(
        *deleteSelected(*m_document, MapSelection(QList<SeatRef>{{row, SeatSerial(0, 1)}}))));
    QCOMPARE(stillThere(seats, *m_document).seats(), (QList<SeatRef>{{row, SeatSerial(0, 2)}}));
    seats.add(row);
    QVERIFY(seats.seats().isEmpty());
    QCOMPARE(selectedSeats(seats, *m_document).size(), 2);
}

void PickingTest::a_drawing_is_read_as_it_was_written()
{
    edit(*m_document, *m_random, 600);
    const Result<MapContent> read = documentFromJson(documentToJson(m_document->content()));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(*read == m_document->content());
    const MapContent hall = fromSeatMap(sampleConcertHall(), *m_random);
    const Result<MapContent> again = documentFromJson(documentToJson(hall));
    QVERIFY(again && *again == hall);
}

void PickingTest::broken_drawings_are_refused()
{
    edit(*m_document, *m_random, 200);
    const QByteArray whole = documentToJson(m_document->content());
    QVERIFY(!documentFromJson({}));
    QVERIFY(!documentFromJson("[]"));
    QVERIFY(!documentFromJson(whole.chopped(1)));
    // Anything may come of a changed file but never a content that is not valid.
    for (int i = 0; i < 400; ++i) {
        QByteArray broken = whole;
        for (int change = 0; change < 3; ++change)
            broken[m_random->below(qint32(broken.size()))] = "0129-[]{},:\"xe"[m_random->below(14)];
        const Result<MapContent> read = documentFromJson(broken);
        if (read)
            m_document->reset(*read);
    }
}

void PickingTest::pasting_makes_other_seats_and_finds_categories()
{
    const ElementId section = add(SectionElement{.name = u"S"_s});
    const ElementId row = add(RowElement{.label = u"A"_s, .line = SeatLine(5)});
    QVERIFY(m_document->apply(*setSection(*m_document, {row}, section)));
    const QByteArray bytes = copied(*m_document, MapSelection(QList<ElementId>{section}));
    SeededRandom random(99);
    SeatMapDocument other(random);
    const LevelId target = other.settings().levels.front().id;
    for (SeatMapDocument *const document : {m_document.get(), &other}) {
        const LevelId on = document == &other ? target : level();
        const Result<MapEdit> edit = pasted(*document, bytes, on, {100, 200});
        QVERIFY(edit);
        QVERIFY(document->apply(*edit));
        const Element &pastedRow = *document->element(document->elements(on).back());
        QCOMPARE(pastedRow.placement.origin, (PointMm{100, 200}));
        QVERIFY(pastedRow.section != section || document == &other);
        QVERIFY(seatSetOf(pastedRow)->identity.key !=
                seatSetOf(*m_document->element(row))->identity.key);
        // Both new documents call their first category the same.
        QCOMPARE(document->settings().categories.size(), 1);
    }
}

void PickingTest::foreign_clipboards_are_refused()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{}"), QByteArray("text")})
        QVERIFY(!pasted(*m_document, bytes, level(), {}));
}

QTEST_GUILESS_MAIN(PickingTest)
#include "tst_picking.moc"
