#include "models/editing/mapconversion.h"
#include "models/editing/rowfitting.h"
#include "models/editing/seatmapdocument.h"
#include "models/seatmap/concerthall.h"
#include "models/seatmap/generators.h"
#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatmapformat.h"
#include "tests/editing/seededrandom.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SeatMap imported(const QString &name)
{
    const Result<ImportedMap> read = importPretixPlan(sample(name));
    return read ? read->map : SeatMap();
}

/// Everything in it that a map can have, and nothing in good order.
SeatMap oddMap()
{
    SeatMap map = sampleConcertHall();
    Level &level = map.levels.front();
    level.sections.append(Section{.name = u"Empty"_s});
    level.sections.front().rows.append(Row{.label = u"Without seats"_s});
    Table table{.label = u"T1"_s, .center = {900, -40'000}, .isRound = false};
    table.width = 1'800;
    table.height = 800;
    table.rotation = -45;
    table.isSoldWhole = true;
    for (qint32 i = 0; i < 3; ++i) {
        Seat seat = level.sections.front().rows.front().seats.front();
        seat.id = SeatId(QUuid::createUuidV5(QUuid(), QString::number(i)));
        seat.number = u"xyz"_s.at(i);
        seat.position = {i * 700, -41'000 + i};
        table.seats.append(seat);
    }
    level.sections.front().tables.append(table);
    for (const ShapeKind kind : {ShapeKind::Rectangle, ShapeKind::Ellipse, ShapeKind::Text,
                                 ShapeKind::Line, ShapeKind::Polygon}) {
        Shape shape{.kind = kind, .points = {{-5, 7}, {900, 1'300}}, .text = u"Bar"_s};
        shape.rotation = 400;
        shape.color = 0x102030;
        level.shapes.append(shape);
    }
    map.levels.append(Level{.name = u"Roof"_s});
    return map;
}

SeatMap mapNamed(const QString &name)
{
    if (name == u"arena")
        return bowlArena({.seats = 20'000});
    if (name == u"odd")
        return oddMap();
    return sampleConcertHall();
}

qsizetype elementsOn(RowPath path, const MapContent &content)
{
    return std::ranges::count_if(content.elements, [path](const Element &element) {
        const auto *const row = std::get_if<RowElement>(&element.form);
        return row && row->path == path;
    });
}

} // namespace

/// SeatMap to document and back.
class MapConversionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_untouched_map_comes_back_equal_data();
    void an_untouched_map_comes_back_equal();
    void every_sample_file_comes_back_equal();
    void rows_on_lines_and_arcs_become_parametric();
    void a_row_off_its_line_stays_free();
    void an_arc_is_found_in_every_direction_data();
    void an_arc_is_found_in_every_direction();
    void the_compiled_seats_are_those_of_the_geometry();
    void an_empty_document_can_be_compiled();
};

void MapConversionTest::an_untouched_map_comes_back_equal_data()
{
    QTest::addColumn<QString>("name");
    for (const char *const name : {"hall", "arena", "odd"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void MapConversionTest::an_untouched_map_comes_back_equal()
{
    QFETCH(const QString, name);
    const SeatMap map = mapNamed(name);
    SeededRandom random(1);
    const MapContent content = fromSeatMap(map, random);
    QVERIFY(toSeatMap(content) == map);
    SeatMapDocument document(random);
    document.reset(content);
    QVERIFY(toSeatMap(document) == map);
}

void MapConversionTest::every_sample_file_comes_back_equal()
{
    int files = 0;
    QDirIterator venues(QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues"), {u"*.json"_s},
                        QDir::Files);
    while (venues.hasNext()) {
        const QString name = QFileInfo(venues.next()).fileName();
        const Result<SeatMap> own = seatMapFromJson(sample(name));
        const SeatMap map = own ? *own : imported(name);
        QVERIFY2(!map.levels.isEmpty(), qPrintable(name));
        SeededRandom random(1);
        QVERIFY2(toSeatMap(fromSeatMap(map, random)) == map, qPrintable(name));
        ++files;
    }
    QVERIFY(files >= 3);
}

void MapConversionTest::rows_on_lines_and_arcs_become_parametric()
{
    SeededRandom random(1);
    const MapContent hall = fromSeatMap(sampleConcertHall(), random);
    QCOMPARE(elementsOn(RowPath::Free, hall), 0);
    const MapContent arena = fromSeatMap(bowlArena({.seats = 20'000}), random);
    QCOMPARE(elementsOn(RowPath::Free, arena), 0);
}

void MapConversionTest::a_row_off_its_line_stays_free()
{
    const FittedRow straight = fittedRow({{0, 0}, {500, 0}, {1'000, 1}, {1'500, 0}});
    QCOMPARE(straight.row.path, RowPath::Curve);
    QCOMPARE(straight.row.radius, 0.0);
    const FittedRow bent = fittedRow({{0, 0}, {500, 0}, {1'000, 40}, {1'500, 0}});
    QCOMPARE(bent.row.path, RowPath::Free);
    const FittedRow uneven = fittedRow({{0, 0}, {500, 0}, {1'010, 0}, {1'500, 0}});
    QCOMPARE(uneven.row.path, RowPath::Free);
}

void MapConversionTest::an_arc_is_found_in_every_direction_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    for (int from = 0; from < 360; from += 45) {
        for (const int sweep : {-300, -120, -20, 20, 120, 300})
            QTest::addRow("from %d by %d degrees", from, sweep)
                << double(from) << double(from + sweep);
    }
}

void MapConversionTest::an_arc_is_found_in_every_direction()
{
    QFETCH(const double, from);
    QFETCH(const double, to);
    const Row row = arcRow({}, u"A"_s, {{1'000, -2'000}, 9'000, from, to});
    QList<PointMm> points;
    for (const Seat &seat : row.seats)
        points.append(seat.position);
    const FittedRow fitted = fittedRow(points);
    QCOMPARE(fitted.row.path, RowPath::Curve);
    // Rows that turn clockwise on the screen have their centre to the right hand.
    QVERIFY(std::abs(std::abs(fitted.row.radius) - 9'000) < 100);
    QCOMPARE(fitted.row.radius<0, to> from);
}

void MapConversionTest::the_compiled_seats_are_those_of_the_geometry()
{
    SeededRandom random(1);
    SeatMapDocument document(random);
    document.reset(fromSeatMap(oddMap(), random));
    const CompiledDocument made = compiled(document);
    QCOMPARE(made.seats.size(), made.geometry->seatCount());
    for (qint32 i = 0; i < made.geometry->seatCount(); ++i) {
        const SeatRef seat = made.seats.at(i);
        const SeatSet *const set = seatSetOf(*document.element(seat.element));
        QVERIFY(set && set->identity.idOf(seat.serial) == made.geometry->seatId(SeatIndex(i)));
        QCOMPARE(made.indices.value(seat), SeatIndex(i));
    }
}

void MapConversionTest::an_empty_document_can_be_compiled()
{
    SeededRandom random(1);
    const SeatMapDocument document(random);
    QCOMPARE(compiled(document).geometry->seatCount(), 0);
}

QTEST_GUILESS_MAIN(MapConversionTest)
#include "tst_mapconversion.moc"
