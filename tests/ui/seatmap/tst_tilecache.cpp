#include "tests/ui/seatmap/halls.h"
#include "ui/seatmap/tilecache.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTest>

#include <random>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int side = TileCache::tileSize;

QRect tilesOver(const RectMm &area, const MapScale &scale)
{
    const auto tile = [&](qint32 mm) { return int(std::floor(mm * scale.pixelsPerMm / side)); };
    return {QPoint(tile(area.left), tile(area.top)), QPoint(tile(area.right), tile(area.bottom))};
}

} // namespace

class TileCacheTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patchedTilesEqualFreshTilesBitForBit_data()
    {
        QTest::addColumn<double>("diameter");
        QTest::addColumn<qreal>("devicePixelRatio");
        QTest::addColumn<ThemeMode>("mode");
        for (const double diameter :
             {0.9, 1.9, 2.4, 2.6, 3.7, 4.9, 5.1, 8.3, 13.0, 14.5, 22.0, 37.0}) {
            for (const qreal ratio : {1.0, 1.5, 2.0})
                QTest::addRow("%.1f pixels at scale %.1f", diameter, ratio)
                    << diameter << ratio << ThemeMode::Light;
        }
        QTest::newRow("in the dark") << 9.0 << 1.0 << ThemeMode::Dark;
    }

    void patchedTilesEqualFreshTilesBitForBit()
    {
        QFETCH(const double, diameter);
        QFETCH(const qreal, devicePixelRatio);
        QFETCH(const ThemeMode, mode);
        // At small seats the bowl, where bars, tints and neighbours are busy.
        const auto geometry = test::geometryOf(diameter < 5 ? bowlArena({u"Arena"_s, 6'000, 12, 15})
                                                            : test::smallHall());
        const MapPalette palette(Theme::colors(mode));
        SeatRenderer renderer(geometry, palette);
        TileCache cache(renderer);
        const MapScale scale{diameter / geometry->seatDiameter(), devicePixelRatio, false};
        const RectMm all = geometry->bounds();
        const RectMm middle{
            all.left, all.top,
            all.left + std::min(all.right - all.left, qint32(700 / scale.pixelsPerMm)),
            all.top + std::min(all.bottom - all.top, qint32(500 / scale.pixelsPerMm))};
        const QRect tiles = tilesOver(middle, scale);
        std::mt19937 random(quint32(diameter * 1000 + devicePixelRatio));
        for (int round = 0; round < 3; ++round) {
            for (int y = tiles.top(); y <= tiles.bottom(); ++y) {
                for (int x = tiles.left(); x <= tiles.right(); ++x)
                    (void)cache.tile(x, y, scale);
            }
            MapChanges changes;
            for (int i = 0; i < 900; ++i) {
                const SeatIndex ticket(qint32(random() % quint32(geometry->ticketCount())));
                renderer.setLook(ticket, SeatLook(random() % 5), changes);
            }
            cache.note(changes);
            (void)cache.flush(scale);
        }
        for (int y = tiles.top(); y <= tiles.bottom(); ++y) {
            for (int x = tiles.left(); x <= tiles.right(); ++x) {
                QImage fresh(side, side, QImage::Format_RGB32);
                renderer.render(fresh, {x * side, y * side}, fresh.rect(), scale);
                QVERIFY2(cache.tile(x, y, scale) == fresh,
                         qPrintable(u"tile %1, %2"_s.arg(x).arg(y)));
            }
        }
    }

    void patchingDrawsNoTileAnew()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        TileCache cache(renderer);
        const MapScale scale{10.0 / geometry->seatDiameter(), 1, false};
        const QRect tiles = tilesOver(geometry->bounds(), scale);
        for (int y = tiles.top(); y <= tiles.bottom(); ++y) {
            for (int x = tiles.left(); x <= tiles.right(); ++x)
                (void)cache.tile(x, y, scale);
        }
        const qint64 before = cache.tilesRendered();
        MapChanges changes;
        renderer.setLook(SeatIndex(5), SeatLook::Sold, changes);
        cache.note(changes);
        const std::vector<QRect> dirty = cache.flush(scale);
        QCOMPARE(dirty.size(), size_t(1));
        QCOMPARE(dirty.front(), renderer.seatRect(5, scale));
        QVERIFY(dirty.front().width() < 16);
        QCOMPARE(cache.tilesRendered(), before);
        QVERIFY(cache.flush(scale).empty());
    }

    void aHiddenScaleCatchesUpWhenItIsShown()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        TileCache cache(renderer);
        const MapScale shown{10.0 / geometry->seatDiameter(), 1, false};
        const MapScale hidden{20.0 / geometry->seatDiameter(), 1, false};
        (void)cache.tile(0, 0, shown);
        const QImage before = cache.tile(0, 0, hidden).copy();
        MapChanges changes;
        for (qint32 seat = 80; seat < 160; ++seat)
            renderer.setLook(SeatIndex(seat), SeatLook::Sold, changes);
        cache.note(changes);
        (void)cache.flush(shown);
        QImage fresh(side, side, QImage::Format_RGB32);
        renderer.render(fresh, {0, 0}, fresh.rect(), hidden);
        QVERIFY(fresh != before);
        QCOMPARE(cache.tile(0, 0, hidden), fresh);
    }

    void theBudgetIsKeptAndTilesStayRight()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        constexpr qsizetype budget = 6 * side * side * 4;
        TileCache cache(renderer, budget);
        const MapScale scale{30.0 / geometry->seatDiameter(), 1, false};
        const QRect tiles = tilesOver(geometry->bounds(), scale);
        QVERIFY(tiles.width() * tiles.height() > 6);
        std::mt19937 random(7);
        for (int round = 0; round < 40; ++round) {
            const int x = tiles.left() + int(random() % quint32(tiles.width()));
            const int y = tiles.top() + int(random() % quint32(tiles.height()));
            MapChanges changes;
            for (int i = 0; i < 20; ++i)
                renderer.setLook(SeatIndex(qint32(random() % 160)), SeatLook(random() % 5),
                                 changes);
            cache.note(changes);
            QImage fresh(side, side, QImage::Format_RGB32);
            renderer.render(fresh, {x * side, y * side}, fresh.rect(), scale);
            QVERIFY(cache.tile(x, y, scale) == fresh);
            QVERIFY(cache.bytes() <= budget);
        }
    }

    void aDrawnRectangleIsMadeOfTheTiles()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        TileCache cache(renderer);
        const MapScale scale{15.0 / geometry->seatDiameter(), 1, false};
        const QRect world(-200, -77, 500, 400);
        QImage drawn(world.size(), QImage::Format_RGB32);
        QPainter painter(&drawn);
        cache.draw(painter, {0, 0}, world, scale);
        painter.end();
        QImage fresh(world.size(), QImage::Format_RGB32);
        renderer.render(fresh, world.topLeft(), fresh.rect(), scale);
        QCOMPARE(drawn, fresh);
    }
};

QTEST_MAIN(TileCacheTest)
#include "tst_tilecache.moc"
