#include "models/seatmap/concerthall.h"
#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QString hallFile =
    QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues/elbe-concert-hall.foyer.json");

} // namespace

/// The concert hall that is shipped with the program.
class SamplesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_hall_can_be_published();
    void the_file_is_what_the_generator_makes();
    void the_hall_has_what_a_box_office_meets();
    void no_two_seats_overlap();
    void what_we_write_fits_our_schema();
};

void SamplesTest::the_hall_can_be_published()
{
    const Result<void> result = checked(sampleConcertHall());
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
}

void SamplesTest::the_file_is_what_the_generator_makes()
{
    const QByteArray made = seatMapToJson(sampleConcertHall());
    QFile file(hallFile);
    if (qEnvironmentVariableIsSet("FOYER_WRITE_SAMPLES")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(made);
        file.close();
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QCOMPARE(kept.size(), made.size());
    QVERIFY(kept == made);
    const Result<SeatMap> read = seatMapFromJson(kept);
    QVERIFY(read.has_value());
    QVERIFY(*read == sampleConcertHall());
}

void SamplesTest::the_hall_has_what_a_box_office_meets()
{
    const auto geometry = SeatGeometry::compile(sampleConcertHall());
    qInfo("%d seats, %d tickets", geometry->seatCount(), geometry->ticketCount());
    QVERIFY(geometry->seatCount() >= 2'000 && geometry->seatCount() <= 2'200);
    QCOMPARE(geometry->ticketCount(), geometry->seatCount() + 150);
    QCOMPARE(geometry->categories().size(), 5);
    QCOMPARE(geometry->levels().size(), 3);
    int wheelchairs = 0;
    int restricted = 0;
    for (qint32 seat = 0; seat < geometry->seatCount(); ++seat) {
        wheelchairs += int(geometry->kinds()[size_t(seat)] == SeatKind::Wheelchair);
        restricted +=
            int(geometry->attributes(SeatIndex(seat)).testFlag(SeatAttribute::RestrictedView));
    }
    QCOMPARE(wheelchairs, 6);
    QVERIFY(restricted > 50);
}

void SamplesTest::no_two_seats_overlap()
{
    const auto geometry = SeatGeometry::compile(sampleConcertHall());
    for (qint32 seat = 0; seat < geometry->seatCount(); ++seat) {
        const PointMm at = geometry->position(SeatIndex(seat));
        const RectMm around{at.x - 480, at.y - 480, at.x + 481, at.y + 481};
        for (const SeatIndex other : geometry->seatsIn(around)) {
            if (other.value() == seat)
                continue;
            const PointMm there = geometry->position(other);
            const double apart = std::hypot(double(at.x - there.x), double(at.y - there.y));
            const SeatLabel a = geometry->label(SeatIndex(seat));
            const SeatLabel b = geometry->label(other);
            QVERIFY2(apart > 480, qPrintable(u"%1 %2 %3 and %4 %5 %6"_s.arg(
                                      a.section, a.row, a.number, b.section, b.row, b.number)));
        }
    }
}

void SamplesTest::what_we_write_fits_our_schema()
{
    const QString python = u"/usr/bin/python3"_s;
    QProcess probe;
    probe.start(python, {u"-c"_s, u"import jsonschema"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("python3-jsonschema is not installed.");
    const QString script = u"import json, jsonschema, sys\n"
                           "schema = json.load(open(sys.argv[1]))\n"
                           "jsonschema.Draft202012Validator.check_schema(schema)\n"
                           "faults = list(jsonschema.Draft202012Validator(schema).iter_errors("
                           "json.load(open(sys.argv[2]))))\n"
                           "print(faults[:3])\n"
                           "sys.exit(len(faults) > 0)\n"_s;
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(python, {u"-c"_s, script,
                         QStringLiteral(FOYER_SOURCE_DIR "/resources/schemas/seatmap.schema.json"),
                         hallFile});
    QVERIFY(check.waitForFinished());
    QVERIFY2(check.exitCode() == 0, check.readAll().constData());
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "tst_samples.moc"
