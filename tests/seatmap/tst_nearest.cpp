#include "models/seatmap/nearest.h"

#include "models/seatmap/concerthall.h"
#include "models/seatmap/generators.h"
#include "models/seatmap/seatids.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QUuid space(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s);
const CategoryId cheap = derivedId<CategoryId>(space, u"cheap"_s);
const CategoryId dear = derivedId<CategoryId>(space, u"dear"_s);

/// Rows of ten seats behind each other, seat 0 at the stage's left: row n holds 10 n to 10 n + 9.
/// The last row is dear. Twenty standing places, cheap, follow.
std::shared_ptr<const SeatGeometry> aHouse(int rows = 4)
{
    SeatMap map{.name = u"House"_s, .focalPoint = {4 * 550 + 275, -3000}};
    map.categories = {{cheap, u"Cheap"_s, 0}, {dear, u"Dear"_s, 0}};
    Section section{.name = u"S"_s};
    QString label = u"A"_s;
    for (int row = 0; row < rows; ++row) {
        const RowStyle style{.idSpace = space, .category = row + 1 == rows ? dear : cheap};
        section.rows.append(straightRow(style, label, {0, row * 1000}, 0, 10));
        label = nextRowLabel(label);
    }
    map.levels = {{u"Ground"_s, {section}, {{u"Pit"_s, 20, cheap, {}}}, {}}};
    return SeatGeometry::compile(map);
}

QList<SeatIndex> seats(const QList<int> &numbers)
{
    QList<SeatIndex> list;
    for (const int number : numbers)
        list.append(SeatIndex(number));
    return list;
}

FreeTicket allBut(const QList<int> &taken)
{
    return [taken](SeatIndex seat) { return !taken.contains(seat.value()); };
}

FreeTicket only(const QList<int> &free)
{
    return [free](SeatIndex seat) { return free.contains(seat.value()); };
}

} // namespace

class NearestTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_best_seats_are_in_the_middle_of_the_first_row();
    void a_party_sits_together_even_if_that_is_farther_away();
    void no_single_seat_is_left_where_it_can_be_avoided();
    void the_rule_is_relaxed_near_the_end();
    void a_zone_and_accessible_places_can_be_asked_for();
    void a_table_is_chosen_whole_or_not_at_all();
    void who_cannot_sit_together_sits_in_few_groups();
    void only_the_wanted_category_is_chosen();
    void standing_places_are_taken_when_seats_do_not_suffice();
    void too_many_are_refused();
    void wheelchair_places_are_never_chosen_by_themselves();
    void the_alternative_is_beside_what_was_lost();
    void an_alternative_keeps_category_and_company();
    void a_lost_standing_place_is_replaced_by_another();
    void a_sold_out_house_offers_nothing();
    void random_houses_keep_the_promises();
};

void NearestTest::the_best_seats_are_in_the_middle_of_the_first_row()
{
    QCOMPARE(bestAvailable(*aHouse(), allBut({}), 2), seats({4, 5}));
    QCOMPARE(bestAvailable(*aHouse(), allBut({}), 4), seats({3, 4, 5, 6}));
}

void NearestTest::a_party_sits_together_even_if_that_is_farther_away()
{
    QCOMPARE(bestAvailable(*aHouse(), only({4, 6, 12, 13, 14}), 3), seats({12, 13, 14}));
}

void NearestTest::no_single_seat_is_left_where_it_can_be_avoided()
{
    // Three free seats in the middle of row A would leave one alone; row B takes two exactly.
    QCOMPARE(bestAvailable(*aHouse(), only({4, 5, 6, 14, 15}), 2), seats({14, 15}));
    QCOMPARE(bestAvailable(*aHouse(), only({4, 5, 6}), 2).size(), 2);
}

void NearestTest::the_rule_is_relaxed_near_the_end()
{
    // Near the stage a single seat would be left; far away none.
    const BestChoice far = bestAvailable(*aHouse(), only({4, 5, 6, 38, 39}), {.count = 2});
    QCOMPARE(far.tickets, seats({38, 39}));
    QCOMPARE(far.leftAlone, 0);
    QCOMPARE(far.groups, 1);
    QVERIFY(far.distance > 5'000);
    // It cannot be helped: then it is done all the same.
    const BestChoice last = bestAvailable(*aHouse(), only({4, 5, 6}), {.count = 2});
    QCOMPARE(last.tickets.size(), 2);
    QCOMPARE(last.leftAlone, 1);
    // A seat that is single already is nobody's fault.
    QCOMPARE(bestAvailable(*aHouse(), only({4, 12, 13}), {.count = 1}).tickets, seats({4}));
}

void NearestTest::a_zone_and_accessible_places_can_be_asked_for()
{
    QVERIFY(bestAvailable(*aHouse(), allBut({}), {.count = 2, .zone = u"T"_s}).tickets.isEmpty());
    QCOMPARE(bestAvailable(*aHouse(), allBut({}), {.count = 2, .zone = u"S"_s}).tickets,
             seats({4, 5}));
    QCOMPARE(bestAvailable(*aHouse(), allBut({}), {.count = 2, .zone = u"Pit"_s}).tickets,
             seats({40, 41}));
    const auto hall = SeatGeometry::compile(sampleConcertHall());
    const BestChoice accessible =
        bestAvailable(*hall, allBut({}), {.count = 1, .isAccessible = true});
    QCOMPARE(accessible.tickets.size(), 1);
    QCOMPARE(hall->kinds()[size_t(accessible.tickets.first().value())], SeatKind::Wheelchair);
}

void NearestTest::a_table_is_chosen_whole_or_not_at_all()
{
    SeatMap map{.name = u"House"_s, .focalPoint = {0, -3000}};
    map.categories = {{cheap, u"Cheap"_s, 0}};
    Section section{.name = u"S"_s};
    const RowStyle style{.idSpace = space, .category = cheap};
    Table table{.label = u"T1"_s, .isSoldWhole = true};
    table.seats = straightRow(style, u"T1"_s, {0, 0}, 0, 4).seats;
    section.rows = {straightRow(style, u"A"_s, {0, 9000}, 0, 6)};
    section.tables = {table}; // tickets 6 to 9, nearer than the row
    map.levels = {{u"Ground"_s, {section}, {}, {}}};
    const auto house = SeatGeometry::compile(map);
    QVERIFY(house->hasWholeTables());
    QCOMPARE(bestAvailable(*house, allBut({}), 4), seats({6, 7, 8, 9}));
    QVERIFY(bestAvailable(*house, allBut({}), 3).last().value() < 6);
    QVERIFY(bestAvailable(*house, allBut({7}), 4).last().value() < 6);
    QVERIFY(bestAvailable(*house, allBut({}), 7).isEmpty());
}

void NearestTest::who_cannot_sit_together_sits_in_few_groups()
{
    QCOMPARE(bestAvailable(*aHouse(), only({0, 1, 4, 8, 9, 23}), 4), seats({0, 1, 8, 9}));
    // Four and one would leave somebody alone: three and two.
    QCOMPARE(bestAvailable(*aHouse(), only({0, 1, 2, 3, 8, 9}), 5).size(), 5);
    QVERIFY(bestAvailable(*aHouse(), only({0, 1, 2, 3, 8, 9}), 5).contains(SeatIndex(8)));
    QVERIFY(bestAvailable(*aHouse(), only({0, 1, 2, 3, 8, 9}), 5).contains(SeatIndex(9)));
}

void NearestTest::only_the_wanted_category_is_chosen()
{
    QCOMPARE(bestAvailable(*aHouse(), allBut({}), 2, dear), seats({34, 35}));
    QVERIFY(bestAvailable(*aHouse(), allBut({}), 11, dear).isEmpty());
}

void NearestTest::standing_places_are_taken_when_seats_do_not_suffice()
{
    QCOMPARE(bestAvailable(*aHouse(), only({3, 41, 43, 44}), 3), seats({41, 43, 44}));
    QVERIFY(bestAvailable(*aHouse(), only({3, 41, 43, 44}), 3, dear).isEmpty());
}

void NearestTest::too_many_are_refused()
{
    QVERIFY(bestAvailable(*aHouse(), allBut({}), 0).isEmpty());
    QVERIFY(bestAvailable(*aHouse(), allBut({}), -3).isEmpty());
    QVERIFY(bestAvailable(*aHouse(), allBut({}), 61).isEmpty());
}

void NearestTest::wheelchair_places_are_never_chosen_by_themselves()
{
    const auto hall = SeatGeometry::compile(sampleConcertHall());
    const FreeTicket onlyAccessible = [&](SeatIndex ticket) {
        return hall->isSeat(ticket) && hall->kinds()[size_t(ticket.value())] != SeatKind::Seat;
    };
    QVERIFY(bestAvailable(*hall, onlyAccessible, 1).isEmpty());
    for (qint32 seat = 0; seat < hall->seatCount(); ++seat) {
        if (hall->kinds()[size_t(seat)] != SeatKind::Wheelchair)
            continue;
        const QList<SeatIndex> offered = nearestEquivalent(*hall, {SeatIndex(seat)}, allBut({}));
        QCOMPARE(offered.size(), 1);
        QCOMPARE(hall->kinds()[size_t(offered.front().value())], SeatKind::Wheelchair);
    }
}

void NearestTest::the_alternative_is_beside_what_was_lost()
{
    const QList<SeatIndex> offered =
        nearestEquivalent(*aHouse(), seats({14, 15}), allBut({14, 15}));
    QCOMPARE(offered.size(), 2);
    QCOMPARE(offered.at(1).value(), offered.at(0).value() + 1);
    QVERIFY(offered == seats({12, 13}) || offered == seats({16, 17}) || offered == seats({4, 5}) ||
            offered == seats({24, 25}));
}

void NearestTest::an_alternative_keeps_category_and_company()
{
    QCOMPARE(nearestEquivalent(*aHouse(), seats({24, 25}), only({23, 26, 34, 35, 0, 1})),
             seats({0, 1}));
    QCOMPARE(nearestEquivalent(*aHouse(), seats({25, 35}), only({26, 36, 34})).size(), 2);
    QVERIFY(
        nearestEquivalent(*aHouse(), seats({25, 35}), only({26, 36, 34})).contains(SeatIndex(26)));
    // What was wanted is never offered, not even when it is free again.
    QVERIFY(nearestEquivalent(*aHouse(), seats({24}), only({24})).isEmpty());
}

void NearestTest::a_lost_standing_place_is_replaced_by_another()
{
    QCOMPARE(nearestEquivalent(*aHouse(), seats({40, 41}), only({3, 50, 59})), seats({50, 59}));
}

void NearestTest::a_sold_out_house_offers_nothing()
{
    QVERIFY(nearestEquivalent(*aHouse(), seats({1, 2, 45}), only({})).isEmpty());
    QVERIFY(nearestEquivalent(*aHouse(), {}, allBut({})).isEmpty());
    QVERIFY(nearestEquivalent(*aHouse(), seats({-1, 999}), allBut({})).isEmpty());
}

void NearestTest::random_houses_keep_the_promises()
{
    const auto house = aHouse(12);
    QRandomGenerator random(11);
    for (int round = 0; round < 300; ++round) {
        QSet<SeatIndex> free;
        const int percent = random.bounded(1, 100);
        for (int ticket = 0; ticket < house->ticketCount(); ++ticket) {
            if (random.bounded(100) < percent)
                free.insert(SeatIndex(ticket));
        }
        const FreeTicket isFree = [&](SeatIndex ticket) { return free.contains(ticket); };
        const int count = random.bounded(1, 9);
        const QList<SeatIndex> best = bestAvailable(*house, isFree, count);
        QVERIFY(best.isEmpty() || best.size() == count);
        const QSet<SeatIndex> different(best.cbegin(), best.cend());
        QCOMPARE(different.size(), best.size());
        QVERIFY(free.contains(different));
        const QList<SeatIndex> offered = nearestEquivalent(*house, best, isFree);
        const QSet<SeatIndex> others(offered.cbegin(), offered.cend());
        QVERIFY(!others.intersects(different));
        QVERIFY(free.contains(others));
        QVERIFY(offered.size() <= best.size());
    }
}

QTEST_GUILESS_MAIN(NearestTest)
#include "tst_nearest.moc"
