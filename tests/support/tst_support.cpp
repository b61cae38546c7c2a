#include "models/seatmap/seatmapformat.h"
#include "tests/support/builders.h"
#include "tests/support/fakeclock.h"
#include "tests/support/lossylink.h"
#include "tests/support/seededrandom.h"
#include "tests/support/tempstore.h"

#include <QDir>
#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QList<QByteArray> sendHundred(LossyLink &link)
{
    for (int i = 0; i < 100; ++i)
        link.send(QByteArray::number(i), Tick::fromMs(i));
    return link.arrived(Tick::fromMs(1'000'000));
}

} // namespace

/// What tests lean on must itself stand.
class SupportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFakeClockStandsUntilItIsMoved()
    {
        FakeClock clock;
        const Instant start = clock.now();
        QCOMPARE(clock.now(), start);
        clock.advance(Milliseconds(5));
        QCOMPARE(clock.now() - start, Milliseconds(5));
    }

    void aJumpOfTheWallClockLeavesTheTickAlone()
    {
        FakeClock clock;
        const Tick tick = clock.tick();
        const Instant before = clock.now();
        clock.jumpWallClock(Milliseconds(-3'600'000));
        QCOMPARE(clock.tick(), tick);
        QVERIFY(clock.now() < before);
    }

    void aSeedRepeatsItsNumbers()
    {
        SeededRandom once(7);
        SeededRandom again(7);
        SeededRandom other(8);
        bool isDifferent = false;
        for (int i = 0; i < 100; ++i) {
            const quint64 number = once.next();
            QCOMPARE(again.next(), number);
            isDifferent = isDifferent || other.next() != number;
        }
        QVERIFY(isDifferent);
    }

    void drawsStayBelowTheirBound()
    {
        SeededRandom random(1);
        QSet<quint64> drawn;
        for (int i = 0; i < 1'000; ++i)
            drawn.insert(random.below(6));
        QCOMPARE(drawn.size(), 6);
        QVERIFY(!drawn.contains(6));
    }

    void inFairWeatherEverythingArrivesOnceAndInOrder()
    {
        LossyLink link({.longestDelay = Milliseconds(50)}, 1);
        const QList<QByteArray> arrived = sendHundred(link);
        QCOMPARE(arrived.size(), 100);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(arrived.at(i), QByteArray::number(i));
        QVERIFY(link.arrived(Tick::fromMs(2'000'000)).isEmpty());
    }

    void nothingArrivesBeforeItsTime()
    {
        LossyLink link({.longestDelay = Milliseconds(1'000)}, 3);
        link.send("late", Tick::fromMs(10));
        QVERIFY(link.arrived(Tick::fromMs(9)).isEmpty());
        QCOMPARE(link.arrived(Tick::fromMs(1'010)), QList<QByteArray>{"late"});
    }

    void badWeatherLosesDoublesAndReordersButInventsNothing()
    {
        LossyLink link(
            {.loss = 20, .duplication = 20, .reordering = 50, .longestDelay = Milliseconds(40)}, 5);
        const QList<QByteArray> arrived = sendHundred(link);
        const QSet<QByteArray> different(arrived.cbegin(), arrived.cend());
        QVERIFY(link.lost() > 0);
        QCOMPARE(different.size(), 100 - link.lost());
        QVERIFY(arrived.size() > different.size());
        bool isReordered = false;
        for (qsizetype i = 1; i < arrived.size(); ++i)
            isReordered = isReordered || arrived.at(i).toInt() < arrived.at(i - 1).toInt();
        QVERIFY(isReordered);
        for (const QByteArray &frame : arrived)
            QVERIFY(frame.toInt() >= 0 && frame.toInt() < 100);
    }

    void buildersMakeValidRecords()
    {
        const SeatMap map = aSeatMap().withRows(3).ofSeats(7).withStanding(u"Floor"_s, 20).build();
        QVERIFY(checked(map).has_value());
        QCOMPARE(map.levels.constFirst().sections.constFirst().rows.size(), 3);
        QVERIFY(checked(aPriceList().build()).has_value());
    }

    void aTemporaryStoreIsGoneAfterwards()
    {
        QString folder;
        {
            const TempStore store;
            folder = store.folder().path();
            QVERIFY(QDir(folder).exists());
            store.damage("nonsense");
            QVERIFY(QFile::exists(store.path()));
        }
        QVERIFY(!QDir(folder).exists());
    }
};

QTEST_GUILESS_MAIN(SupportTest)
#include "tst_support.moc"
