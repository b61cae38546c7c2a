#include "models/seatmap/pretiximport.h"

#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
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

/// The sum of the first numbers of all findings of \a severity whose text contains \a part.
int sumOf(const ImportReport &report, ImportSeverity severity, const QString &part)
{
    static const QRegularExpression number(u"\\d+"_s);
    int sum = 0;
    for (const ImportFinding &finding : report.findings) {
        if (finding.severity == severity && finding.text.contains(part))
            sum += number.match(finding.text).captured().toInt();
    }
    return sum;
}

int findingsWith(const ImportReport &report, const QString &part)
{
    return int(std::ranges::count_if(
        report.findings, [&](const ImportFinding &f) { return f.text.contains(part); }));
}

QByteArray planWith(const QByteArray &rows, const QByteArray &rest = {})
{
    return R"({"name": "P", "size": {"width": 9, "height": 9}, "categories": [{"name": "A", "color": "#ff0000"}],)"
           R"("zones": [{"name": "Z", "position": {"x": 0, "y": 0}, "rows": [)" +
           rows + "]" + rest + "}]}";
}

QByteArray seat(const QByteArray &guid, const QByteArray &number, int x,
                const QByteArray &category = "A")
{
    return R"({"seat_guid": ")" + guid + R"(", "seat_number": ")" + number +
           R"(", "position": {"x": )" + QByteArray::number(x) + R"(, "y": 0}, "category": ")" +
           category + R"("})";
}

QByteArray row(const QByteArray &label, const QByteArray &seats)
{
    return R"({"row_number": ")" + label + R"(", "position": {"x": 0, "y": 0}, "seats": [)" +
           seats + "]}";
}

} // namespace

class PretixImportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_real_hall_comes_in_whole_and_without_a_finding();
    void a_dirty_stadium_comes_in_whole_with_an_exact_report();
    void importing_again_gives_the_same_map();
    void scale_comes_from_the_plan_or_from_the_caller();
    void faults_are_repaired_and_reported_data();
    void faults_are_repaired_and_reported();
    void what_is_no_plan_is_refused_data();
    void what_is_no_plan_is_refused();
    void hostile_plans_end_soon_data();
    void hostile_plans_end_soon();
};

void PretixImportTest::a_real_hall_comes_in_whole_and_without_a_finding()
{
    const Result<ImportedMap> hall = importPretixPlan(sample(u"ticketland-hall.pretix.json"_s));
    QVERIFY2(hall.has_value(), hall ? "" : qPrintable(hall.error().message));
    QCOMPARE(hall->report.seats, 1115);
    QCOMPARE(hall->report.zones, 6);
    QCOMPARE(hall->report.rows, 39);
    QCOMPARE(hall->report.categories, 6);
    QCOMPARE(hall->report.shapes, 1);
    QVERIFY2(hall->report.findings.isEmpty(), qPrintable(hall->report.findings.value(0).text));
    const auto geometry = SeatGeometry::compile(hall->map);
    QCOMPARE(geometry->seatCount(), 1115);
    QCOMPARE(geometry->sections().front().name, u"Танцевальный партер"_s);
    QCOMPARE(geometry->shapes().front().kind, ShapeKind::Stage);
    QVERIFY(geometry->focalPoint().y < geometry->position(SeatIndex(0)).y);
    const PointMm a = geometry->position(SeatIndex(0));
    const PointMm b = geometry->position(SeatIndex(1));
    QCOMPARE(b.x - a.x, 550);
}

void PretixImportTest::a_dirty_stadium_comes_in_whole_with_an_exact_report()
{
    const Result<ImportedMap> stadium = importPretixPlan(sample(u"seatmap-canvas-stadium.json"_s));
    QVERIFY2(stadium.has_value(), stadium ? "" : qPrintable(stadium.error().message));
    const ImportReport &report = stadium->report;
    QCOMPARE(report.seats, 738);
    QCOMPARE(report.zones, 2);
    QCOMPARE(report.rows, 90);
    QCOMPARE(report.categories, 5);
    QCOMPARE(sumOf(report, ImportSeverity::Repaired, u"seat_guid"_s), 420);
    QCOMPARE(sumOf(report, ImportSeverity::Repaired, u"share row and number"_s), 420);
    QCOMPARE(findingsWith(report, u"not a whole number"_s), 2);
    QCOMPARE(report.findings.size(), 6);
    QVERIFY(checked(stadium->map).has_value());
}

void PretixImportTest::importing_again_gives_the_same_map()
{
    for (const QString &name :
         {u"ticketland-hall.pretix.json"_s, u"seatmap-canvas-stadium.json"_s}) {
        const QByteArray plan = sample(name);
        const Result<ImportedMap> once = importPretixPlan(plan);
        const Result<ImportedMap> again = importPretixPlan(plan);
        QVERIFY(once && again);
        QVERIFY(once->map == again->map);
        const Result<SeatMap> saved = seatMapFromJson(seatMapToJson(once->map));
        QVERIFY(saved && *saved == once->map);
    }
}

void PretixImportTest::scale_comes_from_the_plan_or_from_the_caller()
{
    const QByteArray plan = planWith(row("1", seat("a", "1", 0) + "," + seat("b", "2", 20)));
    const Result<ImportedMap> guessed = importPretixPlan(plan);
    const Result<ImportedMap> told = importPretixPlan(plan, 40);
    QVERIFY(guessed && told);
    QCOMPARE(guessed->map.levels[0].sections[0].rows[0].seats[1].position.x, 550);
    QCOMPARE(told->map.levels[0].sections[0].rows[0].seats[1].position.x, 500);
}

void PretixImportTest::faults_are_repaired_and_reported_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<int>("seats");
    QTest::addColumn<QString>("finding");
    const QByteArray good = seat("a", "1", 0);
    QTest::newRow("a guid that comes twice") << planWith(row("1", good + "," + seat("a", "2", 20)))
                                             << 2 << u"1 seat(s) had the seat_guid"_s;
    QTest::newRow("a number that comes twice in a row")
        << planWith(row("1", good + "," + seat("b", "1", 20))) << 2 << u"one became \"1/2\""_s;
    QTest::newRow("a row label that comes again far away with the same numbers")
        << planWith(row("1", good + "," + seat("b", "2", 20)) + "," + row("1", seat("c", "1", 900)))
        << 3 << u"divided into 2 blocks"_s;
    QTest::newRow("a category that is not listed")
        << planWith(row("1", seat("a", "1", 0, "B"))) << 1 << u"\"B\" is not in the list"_s;
    QTest::newRow("a row without a position")
        << planWith(R"({"row_number": "1", "seats": [)" + good + "]}") << 1 << u"no position"_s;
    QTest::newRow("a seat without a position")
        << planWith(row("1", good + R"(, {"seat_guid": "b", "seat_number": "2", "category": "A"})"))
        << 1 << u"1 seat(s) without a position"_s;
    QTest::newRow("a seat position that is no number")
        << planWith(row(
               "1",
               good +
                   R"(, {"seat_guid": "b", "seat_number": "2", "category": "A", "position": {"x": "1", "y": 2}})"))
        << 1 << u"1 seat(s) without a position"_s;
    QTest::newRow("a seat beyond 10 km")
        << planWith(row("1", good + "," + seat("b", "2", 20) + "," + seat("c", "3", 2000000000)))
        << 2 << u"beyond 10 km"_s;
    QTest::newRow("a seat number written as a number")
        << planWith(row(
               "1",
               R"({"seat_guid": "a", "seat_number": 7, "category": "A", "position": {"x": 1, "y": 2}})"))
        << 1 << u"seat_number is a number"_s;
    QTest::newRow("a field nobody knows")
        << planWith(row("1", good), R"(, "wifi": true)") << 1 << u"\"wifi\" is not known"_s;
    QTest::newRow("a shape nobody knows")
        << planWith(row("1", good),
                    R"(, "areas": [{"shape": "star", "position": {"x": 1, "y": 1}}])")
        << 1 << u"Its shape is not known"_s;
    QTest::newRow("a row without seats")
        << planWith(row("1", good) + "," + row("2", "")) << 1 << u"The row has no seat"_s;
}

void PretixImportTest::faults_are_repaired_and_reported()
{
    QFETCH(QByteArray, plan);
    QFETCH(int, seats);
    QFETCH(QString, finding);
    const Result<ImportedMap> imported = importPretixPlan(plan);
    QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->report.seats, seats);
    QCOMPARE(findingsWith(imported->report, finding), 1);
    QVERIFY(checked(imported->map).has_value());
}

void PretixImportTest::what_is_no_plan_is_refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QByteArray() << u"not JSON"_s;
    QTest::newRow("half a file") << sample(u"ticketland-hall.pretix.json"_s).left(100'000)
                                 << u"not JSON"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"no list of zones"_s;
    QTest::newRow("another object") << QByteArray("{\"a\": 1}") << u"no list of zones"_s;
    QTest::newRow("zones that are no objects")
        << QByteArray("{\"zones\": [1, null, \"x\"]}") << u"no seat"_s;
    QTest::newRow("NaN") << planWith(row("1", R"({"position": {"x": NaN, "y": 0}})"))
                         << u"not JSON"_s;
    QTest::newRow("a hundred thousand brackets") << QByteArray(100'000, '[') << u"not JSON"_s;
}

void PretixImportTest::what_is_no_plan_is_refused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const Result<ImportedMap> imported = importPretixPlan(json);
    QVERIFY(!imported);
    QCOMPARE(imported.error().code, RefusalCode::Malformed);
    QVERIFY2(imported.error().message.contains(says), qPrintable(imported.error().message));
}

void PretixImportTest::hostile_plans_end_soon_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code"); ///< -1 = it is imported
    QByteArray oneRow;
    for (int i = 0; i < 60'000; ++i)
        oneRow += (i ? "," : "") + seat("a", "1", 0);
    QTest::newRow("60,000 seats with one number in one row") << planWith(row("1", oneRow)) << -1;
    QByteArray rows;
    for (int i = 0; i < 20'000; ++i)
        rows += (i ? "," : "") + row("1", seat("a", "1", 1000 * i));
    QTest::newRow("20,000 rows with one label") << planWith(rows) << int(RefusalCode::TooLarge);
    QTest::newRow("more bytes than a plan may have")
        << QByteArray(largestSeatMapBytes + 1, ' ') << int(RefusalCode::TooLarge);
}

void PretixImportTest::hostile_plans_end_soon()
{
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    const Result<ImportedMap> imported = importPretixPlan(json);
    QCOMPARE(imported ? -1 : int(imported.error().code), code);
    QVERIFY(!imported || imported->report.findings.size() <= 1000);
}

QTEST_GUILESS_MAIN(PretixImportTest)
#include "tst_pretiximport.moc"
