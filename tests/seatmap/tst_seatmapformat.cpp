#include "models/seatmap/seatmapformat.h"

#include "models/seatmap/concerthall.h"
#include "models/seatmap/seatids.h"

#include <QTest>

#include <functional>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QUuid space(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s);

Seat aSeat(const QString &number, qint32 x)
{
    Seat seat;
    seat.id = derivedId<SeatId>(space, number);
    seat.number = number;
    seat.position = {x, 0};
    seat.category = derivedId<CategoryId>(space, u"A"_s);
    return seat;
}

/// A small map that has one of everything.
SeatMap aMap()
{
    SeatMap map{.name = u"Käfig \"7\"\\ \u0001"_s, .seatDiameter = 450, .focalPoint = {-5, 7}};
    map.categories = {{derivedId<CategoryId>(space, u"A"_s), u"A"_s, 0x0102ff},
                      {derivedId<CategoryId>(space, u"B"_s), u"B"_s, 0xffffff}};
    Section section{.name = u"Parkett"_s, .outline = {{0, 0}, {9, 0}, {9, 9}}};
    Seat wheelchair = aSeat(u"2"_s, 550);
    wheelchair.kind = SeatKind::Wheelchair;
    wheelchair.category = map.categories.at(1).id;
    wheelchair.attributes = SeatAttributes(SeatAttribute::RestrictedView) | SeatAttribute::Standing;
    section.rows = {{u"F"_s, {aSeat(u"1"_s, 0), wheelchair}}, {u"G"_s, {}}};
    Table table{
        .label = u"T1"_s, .center = {0, 2000}, .isRound = false, .width = 900, .height = 800};
    table.rotation = -45;
    table.seats = {aSeat(u"3"_s, 10)};
    Table whole = table;
    whole.label = u"T2"_s;
    whole.isSoldWhole = true;
    whole.seats = {aSeat(u"4"_s, 20)};
    section.tables = {table, whole};
    GaArea area{u"Pit"_s, 12, map.categories.at(0).id, {{1, 2}, {3, 4}, {5, 6}}};
    Shape text{.kind = ShapeKind::Text, .points = {{1, 1}}, .text = u"Exit"_s, .textSize = 300};
    text.rotation = 90;
    text.color = 0x112233;
    map.levels = {{u"Ground"_s,
                   {section},
                   {area},
                   {text, {.kind = ShapeKind::Line, .points = {{0, 0}, {1, 1}}}}}};
    return map;
}

using Change = std::function<void(SeatMap &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class SeatMapFormatTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_was_written_is_read_back_whole();
    void writing_is_stable_and_one_seat_is_one_line();
    void a_map_that_cannot_be_published_is_refused_data();
    void a_map_that_cannot_be_published_is_refused();
    void a_broken_file_is_refused_with_its_place_data();
    void a_broken_file_is_refused_with_its_place();
    void every_shortened_file_is_refused();
    void too_large_files_are_refused();
};

void SeatMapFormatTest::what_was_written_is_read_back_whole()
{
    const Result<SeatMap> read = seatMapFromJson(seatMapToJson(aMap()));
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
    QVERIFY(*read == aMap());
}

void SeatMapFormatTest::writing_is_stable_and_one_seat_is_one_line()
{
    const QByteArray json = seatMapToJson(aMap());
    QCOMPARE(json, seatMapToJson(*seatMapFromJson(json)));
    SeatMap moved = aMap();
    moved.levels[0].sections[0].rows[0].seats[1].position.x += 1;
    const QList<QByteArray> before = json.split('\n');
    const QList<QByteArray> after = seatMapToJson(moved).split('\n');
    QCOMPARE(before.size(), after.size());
    int different = 0;
    for (qsizetype i = 0; i < before.size(); ++i)
        different += int(before.at(i) != after.at(i));
    QCOMPARE(different, 1);
}

void SeatMapFormatTest::a_map_that_cannot_be_published_is_refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const Change &change, const QString &says) {
        QTest::newRow(name) << change << says;
    };
    const auto firstRow = [](SeatMap &map) -> Row & { return map.levels[0].sections[0].rows[0]; };
    row(
        "no ticket at all", [](SeatMap &map) { map.levels.clear(); },
        u"neither a seat nor a place"_s);
    row(
        "a category that does not exist",
        [=](SeatMap &map) { firstRow(map).seats[0].category = {}; },
        u"seat \"1\": its category does not exist"_s);
    row(
        "two seats with one id",
        [=](SeatMap &map) { firstRow(map).seats[1].id = firstRow(map).seats[0].id; },
        u"its id is missing or is there twice"_s);
    row(
        "two seats of a row with one number",
        [=](SeatMap &map) { firstRow(map).seats[1].number = u"1"_s; },
        u"row \"F\", seat \"1\": its number is there twice"_s);
    row(
        "two rows of one label with one number",
        [=](SeatMap &map) {
            map.levels[0].sections[0].rows[1] = {u"F"_s, {aSeat(u"9"_s, 5)}};
            map.levels[0].sections[0].rows[1].seats[0].number = u"1"_s;
        },
        u"its number is there twice"_s);
    row(
        "a seat beyond 10 km",
        [=](SeatMap &map) { firstRow(map).seats[0].position.y = 10'000'001; }, u"beyond 10 km"_s);
    row(
        "a GA area without capacity", [](SeatMap &map) { map.levels[0].areas[0].capacity = 0; },
        u"area \"Pit\": it has no places"_s);
    row(
        "a GA area of ten million places",
        [](SeatMap &map) { map.levels[0].areas[0].capacity = 10'000'000; }, u"more than 300000"_s);
    row(
        "two categories with one id",
        [](SeatMap &map) { map.categories[1].id = map.categories[0].id; },
        u"its id is there twice"_s);
    row(
        "a name of 201 characters", [](SeatMap &map) { map.name = QString(201, u'x'); },
        u"longer than 200"_s);
    row(
        "251 categories", [](SeatMap &map) { map.categories.resize(251); },
        u"more than 250 categories"_s);
}

void SeatMapFormatTest::a_map_that_cannot_be_published_is_refused()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    SeatMap map = aMap();
    QVERIFY(checked(map).has_value());
    change(map);
    const Result<void> result = checked(map);
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
}

void SeatMapFormatTest::a_broken_file_is_refused_with_its_place_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *from, const char *to, const QString &says) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << says;
    };
    row("another format", "foyer-seatmap", "svg", u"format: \"foyer-seatmap\" is expected"_s);
    row("a later version", "\"version\": 1", "\"version\": 2", u"version 1 only"_s);
    row("a coordinate as text", "\"at\": [550, 0]", "\"at\": [\"550\", 0]",
        u"levels[0].sections[0].rows[0].seats[1].at: [x, y]"_s);
    row("a coordinate with a fraction", "\"at\": [550, 0]", "\"at\": [550.5, 0]", u"seats[1].at"_s);
    row("three coordinates", "\"at\": [550, 0]", "\"at\": [550, 0, 1]", u"seats[1].at"_s);
    row("a huge coordinate", "\"at\": [550, 0]", "\"at\": [1e300, 0]", u"seats[1].at"_s);
    row("infinity", "\"at\": [550, 0]", "\"at\": [1e999, 0]", u""_s);
    row("NaN", "\"at\": [550, 0]", "\"at\": [NaN, 0]", u"not JSON"_s);
    row("an id that is none", "\"id\": \"", "\"id\": \"x", u"categories[0].id: an id of 36"_s);
    row("an unknown kind", "wheelchair", "throne", u"seats[1].kind"_s);
    row("an unknown attribute", "restricted-view", "no-view", u"seats[1].attributes"_s);
    row("an unknown field", "\"kind\": \"wheelchair\"", "\"hue\": \"wheelchair\"",
        u"seats[1].hue: this format does not know the field"_s);
    row("a missing field", "\"seatDiameter\": 450,", "", u"seatDiameter: the field is missing"_s);
    row("levels that are an object", "\"levels\": [", "\"levels\": {}, \"other\": [",
        u"levels: a list is expected"_s);
    row("a negative capacity", "\"capacity\": 12", "\"capacity\": -12", u"areas[0].capacity"_s);
    row("a claim of ten million places", "\"capacity\": 12", "\"capacity\": 10000000",
        u"more than 300000"_s);
    row("a round that is no truth", "\"round\": false", "\"round\": 0",
        u"tables[0].round: true or false"_s);
    row("a colour that is none", "#112233", "#11223", u"shapes[0].color"_s);
}

void SeatMapFormatTest::a_broken_file_is_refused_with_its_place()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, says);
    QByteArray json = seatMapToJson(aMap());
    QVERIFY(json.contains(from));
    json.replace(json.indexOf(from), from.size(), to);
    const Result<SeatMap> read = seatMapFromJson(json);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
}

void SeatMapFormatTest::every_shortened_file_is_refused()
{
    const QByteArray json = seatMapToJson(aMap()).trimmed();
    for (qsizetype size = 0; size < json.size(); ++size)
        QVERIFY(!seatMapFromJson(json.left(size)).has_value());
    QVERIFY(seatMapFromJson(json).has_value());
}

void SeatMapFormatTest::too_large_files_are_refused()
{
    const Result<SeatMap> bytes = seatMapFromJson(QByteArray(largestSeatMapBytes + 1, ' '));
    QVERIFY(!bytes && bytes.error().code == RefusalCode::TooLarge);
    // 400,000 seats in one row, each of them wrong after the limit: the count comes first.
    QByteArray json = seatMapToJson(aMap());
    const QByteArray seats = "\"seats\": [";
    QByteArray many;
    const QByteArray one =
        R"({"id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "number": "1", "at": [0, 0]},)";
    for (int i = 0; i < 400'000; ++i)
        many += one;
    json.insert(json.indexOf(seats) + seats.size(), many);
    const Result<SeatMap> count = seatMapFromJson(json);
    QVERIFY(!count);
    QCOMPARE(count.error().code, RefusalCode::TooLarge);
    QVERIFY2(count.error().message.contains(u"more than 300000"_s),
             qPrintable(count.error().message));
    const Result<SeatMap> deep = seatMapFromJson(QByteArray(1'000'000, '['));
    QVERIFY(!deep && deep.error().code == RefusalCode::Malformed);
}

QTEST_GUILESS_MAIN(SeatMapFormatTest)
#include "tst_seatmapformat.moc"
