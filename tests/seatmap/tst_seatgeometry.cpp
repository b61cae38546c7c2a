#include "models/seatmap/seatgeometry.h"

#include "models/seatmap/concerthall.h"
#include "models/seatmap/generators.h"
#include "models/seatmap/seatgeometrybuilder.h"
#include "models/seatmap/seatids.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A section with a row and a table, then one without an outline, then a GA area.
SeatMap aMap()
{
    const QUuid space(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s);
    const CategoryId category = derivedId<CategoryId>(space, u"A"_s);
    RowStyle style{.idSpace = space, .path = u"1/"_s, .category = category, .pitch = 600};
    SeatMap map{.name = u"Small"_s, .focalPoint = {0, -2000}};
    map.categories = {{category, u"A"_s, 0xff0000}};
    Section stalls{.name = u"Stalls"_s, .outline = {{-500, -500}, {4000, -500}, {4000, 900}}};
    stalls.rows = {straightRow(style, u"A"_s, {0, 0}, 0, 5),
                   straightRow(style, u"B"_s, {0, 900}, 0, 4)};
    Table table{.label = u"T"_s, .center = {9000, 0}, .width = 1000, .height = 1000};
    table.seats = straightRow(style, u"T"_s, {8700, 800}, 0, 2).seats;
    stalls.tables = {table};
    style.path = u"2/"_s;
    Section circle{.name = u"Circle"_s, .rows = {straightRow(style, u"A"_s, {0, 4000}, 0, 3)}};
    GaArea pit{u"Pit"_s, 7, category, {{0, 6000}, {3000, 6000}, {3000, 7000}}};
    map.levels = {{u"Ground"_s, {stalls}, {pit}, {}}, {u"First"_s, {circle}, {}, {}}};
    return map;
}

bool isInside(PointMm point, const QList<PointMm> &hull)
{
    for (qsizetype i = 0; i < hull.size(); ++i) {
        const PointMm a = hull.at(i);
        const PointMm b = hull.at((i + 1) % hull.size());
        if ((qint64(b.x) - a.x) * (qint64(point.y) - a.y) -
                (qint64(b.y) - a.y) * (qint64(point.x) - a.x) <
            0)
            return false;
    }
    return true;
}

} // namespace

class SeatGeometryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seats_come_in_the_order_of_the_map_and_places_after_them();
    void labels_say_where_a_ticket_is();
    void an_id_leads_back_to_its_seat();
    void a_section_without_outline_gets_the_padded_hull_of_its_seats();
    void the_bounds_hold_everything();
    void the_grid_finds_what_a_plain_search_finds_data();
    void the_grid_finds_what_a_plain_search_finds();
    void the_nearest_seat_is_found_within_its_radius_only();
    void areas_outside_find_nothing();
};

void SeatGeometryTest::seats_come_in_the_order_of_the_map_and_places_after_them()
{
    const auto geometry = SeatGeometry::compile(aMap());
    QCOMPARE(geometry->seatCount(), 14);
    QCOMPARE(geometry->ticketCount(), 21);
    QCOMPARE(geometry->rows().size(), 4);
    QVERIFY(geometry->rows().at(2).isTable);
    QCOMPARE(geometry->rows().at(3).firstSeat, 11);
    QCOMPARE(geometry->sections().at(1).firstSeat, 11);
    QCOMPARE(geometry->sections().at(0).seatCount, 11);
    QCOMPARE(geometry->tables().size(), 1);
    QVERIFY(geometry->tables().front().seats.isEmpty());
    QCOMPARE(geometry->areas().front().firstPlace, SeatIndex(14));
    QVERIFY(geometry->area(SeatIndex(13)) == nullptr);
    QVERIFY(geometry->area(SeatIndex(14)) == &geometry->areas().front());
    QVERIFY(geometry->area(SeatIndex(20)) != nullptr);
    QVERIFY(geometry->area(SeatIndex(21)) == nullptr);
    QVERIFY(!geometry->isSeat(SeatIndex(14)));
    QCOMPARE(geometry->category(SeatIndex(20)).name, u"A"_s);
}

void SeatGeometryTest::labels_say_where_a_ticket_is()
{
    const auto geometry = SeatGeometry::compile(aMap());
    QVERIFY(geometry->label(SeatIndex(6)) == (SeatLabel{u"Ground"_s, u"Stalls"_s, u"B"_s, u"2"_s}));
    QVERIFY(geometry->label(SeatIndex(9)) == (SeatLabel{u"Ground"_s, u"Stalls"_s, u"T"_s, u"1"_s}));
    QVERIFY(geometry->label(SeatIndex(13)) == (SeatLabel{u"First"_s, u"Circle"_s, u"A"_s, u"3"_s}));
    QVERIFY(geometry->label(SeatIndex(14)) == (SeatLabel{u"Ground"_s, u"Pit"_s, {}, {}}));
}

void SeatGeometryTest::an_id_leads_back_to_its_seat()
{
    const auto geometry = SeatGeometry::compile(sampleConcertHall());
    for (qint32 seat = 0; seat < geometry->seatCount(); ++seat)
        QCOMPARE(geometry->indexOf(geometry->seatId(SeatIndex(seat))),
                 std::optional(SeatIndex(seat)));
    QVERIFY(!geometry->indexOf(SeatId()));
}

void SeatGeometryTest::a_section_without_outline_gets_the_padded_hull_of_its_seats()
{
    const auto geometry = SeatGeometry::compile(aMap());
    QCOMPARE(geometry->sections().at(0).outline.size(), 3);
    const QList<PointMm> &outline = geometry->sections().at(1).outline;
    QVERIFY(outline.size() >= 4);
    for (qint32 seat = 11; seat < 14; ++seat) {
        const PointMm at = geometry->position(SeatIndex(seat));
        for (const PointMm around : {PointMm{at.x, at.y - 400}, PointMm{at.x, at.y + 400}, at})
            QVERIFY(isInside(around, outline));
    }
    QVERIFY(!isInside({0, 4000 - 600}, outline));
    QVERIFY(convexHull({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {2, 2}}).size() == 4);
}

void SeatGeometryTest::the_bounds_hold_everything()
{
    const auto geometry = SeatGeometry::compile(sampleConcertHall());
    for (qint32 seat = 0; seat < geometry->seatCount(); ++seat)
        QVERIFY(geometry->bounds().contains(geometry->position(SeatIndex(seat))));
    for (const Shape &shape : geometry->shapes()) {
        for (const PointMm point : shape.points)
            QVERIFY(geometry->bounds().contains(point));
    }
    for (const PointMm point : geometry->areas().front().outline)
        QVERIFY(geometry->bounds().contains(point));
}

void SeatGeometryTest::the_grid_finds_what_a_plain_search_finds_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("in the concert hall") << 0;
    QTest::newRow("in an arena of 20,000") << 1;
    QTest::newRow("in a map of three seats 20 km apart") << 2;
}

void SeatGeometryTest::the_grid_finds_what_a_plain_search_finds()
{
    QFETCH(int, kind);
    SeatMap map = kind == 0   ? sampleConcertHall()
                  : kind == 1 ? bowlArena({.seats = 20'000})
                              : aMap();
    if (kind == 2) {
        map.levels.removeFirst();
        QList<Seat> &seats = map.levels[0].sections[0].rows[0].seats;
        seats[0].position = {-10'000'000, -10'000'000};
        seats[1].position = {10'000'000, 10'000'000};
    }
    const auto geometry = SeatGeometry::compile(map);
    QRandomGenerator random(7);
    const RectMm bounds = geometry->bounds();
    for (int round = 0; round < 200; ++round) {
        const qint32 x = random.bounded(bounds.left - 5000, bounds.right + 5000);
        const qint32 y = random.bounded(bounds.top - 5000, bounds.bottom + 5000);
        const qint32 size = random.bounded(1, round % 2 ? 2'000 : 60'000);
        const RectMm area{x, y, x + size, y + size};
        QList<SeatIndex> expected;
        std::optional<SeatIndex> nearest;
        qint64 best = qint64(size) * size;
        for (qint32 seat = 0; seat < geometry->seatCount(); ++seat) {
            const PointMm at = geometry->position(SeatIndex(seat));
            if (area.contains(at))
                expected.append(SeatIndex(seat));
            const qint64 apart =
                (qint64(at.x) - x) * (qint64(at.x) - x) + (qint64(at.y) - y) * (qint64(at.y) - y);
            if (apart < best || (apart == best && !nearest)) {
                best = apart;
                nearest = SeatIndex(seat);
            }
        }
        QCOMPARE(geometry->seatsIn(area), expected);
        QCOMPARE(geometry->seatNear({x, y}, size), nearest);
    }
}

void SeatGeometryTest::the_nearest_seat_is_found_within_its_radius_only()
{
    const auto geometry = SeatGeometry::compile(aMap());
    QCOMPARE(geometry->seatNear({610, 10}, 20), std::optional(SeatIndex(1)));
    QCOMPARE(geometry->seatNear({600, 30}, 29), std::nullopt);
    QCOMPARE(geometry->seatNear({300, 0}, 300), std::optional(SeatIndex(0)));
    QCOMPARE(geometry->seatNear({2'000'000'000, 2'000'000'000}, 500), std::nullopt);
}

void SeatGeometryTest::areas_outside_find_nothing()
{
    const auto geometry = SeatGeometry::compile(aMap());
    QVERIFY(geometry->seatsIn({-90'000, -90'000, -80'000, -80'000}).isEmpty());
    QVERIFY(geometry->seatsIn({}).isEmpty());
    SeatMap onlyPlaces = aMap();
    onlyPlaces.levels[0].sections.clear();
    onlyPlaces.levels.removeLast();
    const auto places = SeatGeometry::compile(onlyPlaces);
    QCOMPARE(places->ticketCount(), 7);
    QVERIFY(!places->seatNear({0, 0}, 100'000));
}

QTEST_GUILESS_MAIN(SeatGeometryTest)
#include "tst_seatgeometry.moc"
