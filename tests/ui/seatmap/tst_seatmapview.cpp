#include "tests/ui/seatmap/halls.h"
#include "ui/seatmap/mapcamera.h"
#include "ui/seatmap/maplegend.h"
#include "ui/seatmap/mappalette.h"
#include "ui/seatmap/minimap.h"
#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

using Picks = QList<SeatIndex>;

Picks picked(const QSignalSpy &spy)
{
    return spy.isEmpty() ? Picks() : spy.last().first().value<Picks>();
}

} // namespace

class SeatMapViewTest final : public QObject
{
    Q_OBJECT

    std::shared_ptr<const SeatGeometry> m_geometry;
    std::unique_ptr<SeatMapView> m_view;

    [[nodiscard]] QPoint at(qint32 seat) const
    {
        return m_view->toViewport(m_geometry->position(SeatIndex(seat))).toPoint();
    }
    void click(QPoint point) { QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, point); }
    void drag(Qt::MouseButton button, QPoint from, QPoint to)
    {
        QTest::mousePress(m_view->viewport(), button, {}, from);
        moveMouse(button, (from + to) / 2);
        moveMouse(button, to);
        QTest::mouseRelease(m_view->viewport(), button, {}, to);
    }
    /// QTest's mouseMove carries no buttons.
    void moveMouse(Qt::MouseButtons buttons, QPoint to)
    {
        QMouseEvent event(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(to), Qt::NoButton,
                          buttons, {});
        QApplication::sendEvent(m_view->viewport(), &event);
    }
    void wheel(int angle, QPointF at)
    {
        QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), {}, {0, angle}, {}, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view->viewport(), &event);
    }
    /// The table and the standing area are upstairs.
    void showTwoLevels()
    {
        SeatMap map = test::smallHall();
        Level upstairs{u"Balcony"_s, {}, {}, {}};
        upstairs.sections.append(map.levels[0].sections.takeLast());
        upstairs.areas = std::exchange(map.levels[0].areas, {});
        map.levels.append(upstairs);
        m_geometry = test::geometryOf(map);
        m_view->setMap(m_geometry, QList<SeatLook>(m_geometry->ticketCount(), SeatLook::Available));
    }
    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_view.get(), code, modifiers);
    }

private Q_SLOTS:
    void init()
    {
        m_geometry = test::geometryOf(test::smallHall());
        m_view = std::make_unique<SeatMapView>();
        m_view->resize(900, 700);
        m_view->show();
        m_view->setMap(m_geometry, QList<SeatLook>(m_geometry->ticketCount(), SeatLook::Available));
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void theWholeMapIsShownAtFirst()
    {
        const QRect room = m_view->viewport()->rect();
        for (qint32 seat = 0; seat < m_geometry->seatCount(); ++seat)
            QVERIFY(room.contains(at(seat)));
        const RectMm shown = m_view->visibleArea();
        QVERIFY(shown.left <= m_geometry->bounds().left &&
                shown.bottom >= m_geometry->bounds().bottom);
    }

    void aClickPicksTheSeatUnderIt()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        for (const qint32 seat : {0, 17, 79, 80, 159, 162}) {
            click(at(seat));
            QCOMPARE(picked(spy), Picks{SeatIndex(seat)});
            QCOMPARE(m_view->cursorSeat(), SeatIndex(seat));
        }
        QCOMPARE(spy.count(), 6);
    }

    void aClickOnTheFloorPicksNothing()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        click(m_view->toViewport(PointMm{0, 2000}).toPoint());
        QCOMPARE(spy.count(), 0);
    }

    void aClickOnAStandingAreaPicksIt()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::areaPicked);
        click(m_view->toViewport(PointMm{3000, 8 * 903 + 8500}).toPoint());
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.first().first().toString(), u"Standing"_s);
    }

    void aRectangleOverTheFloorPicksWhatIsInside()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        const QPoint reach(4, 4);
        drag(Qt::LeftButton, at(0) - reach, at(12) + reach);
        QCOMPARE(picked(spy), (Picks{SeatIndex(0), SeatIndex(1), SeatIndex(2), SeatIndex(10),
                                     SeatIndex(11), SeatIndex(12)}));
        QCOMPARE(spy.count(), 1);
    }

    void theMiddleButtonPansAndPicksNothing()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        QSignalSpy views(m_view.get(), &SeatMapView::viewChanged);
        const QPoint before = at(5);
        drag(Qt::MiddleButton, {300, 300}, {340, 320});
        QCOMPARE(at(5) - before, QPoint(40, 20));
        QVERIFY(views.count() >= 1);
        QCOMPARE(spy.count(), 0);
    }

    void spaceAndDragPansAndDoesNotPick()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        m_view->setCursorSeat(SeatIndex(5));
        const QPoint before = at(5);
        QTest::keyPress(m_view.get(), Qt::Key_Space);
        drag(Qt::LeftButton, {300, 300}, {330, 300});
        QTest::keyRelease(m_view.get(), Qt::Key_Space);
        QCOMPARE(at(5) - before, QPoint(30, 0));
        QCOMPARE(spy.count(), 0);
    }

    void theWheelZoomsToThePointer()
    {
        const QPointF pointer = at(25);
        const double before = m_view->scale();
        wheel(120, pointer);
        QVERIFY(qFuzzyCompare(m_view->scale(), before * 1.25));
        QVERIFY((QPointF(at(25)) - pointer).manhattanLength() <= 2);
        wheel(60, pointer);
        QVERIFY(qFuzzyCompare(m_view->scale(), before * 1.25));
        wheel(60, pointer);
        QVERIFY(qFuzzyCompare(m_view->scale(), before * 1.5625));
        wheel(-240, pointer);
        QVERIFY(qFuzzyCompare(m_view->scale(), before));
    }

    void zoomHasEnds()
    {
        for (int i = 0; i < 60; ++i)
            wheel(120, {450, 350});
        QVERIFY(m_view->scale() * m_geometry->seatDiameter() <= 100);
        for (int i = 0; i < 90; ++i)
            wheel(-120, {450, 350});
        QVERIFY(m_view->scale() > 0);
        key(Qt::Key_0, Qt::ControlModifier);
        theWholeMapIsShownAtFirst();
    }

    void aDoubleClickZoomsToItsSection()
    {
        m_view->resize(300, 220);
        QTest::qWait(0);
        const double before = m_view->scale();
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, at(45));
        QVERIFY(m_view->scale() > before * 1.2);
        QVERIFY(m_view->viewport()->rect().contains(at(45)));
    }

    void hoveringTellsTheSeat()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::hovered);
        moveMouse(Qt::NoButton, at(33));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.last().first().value<std::optional<SeatIndex>>(), SeatIndex(33));
        moveMouse(Qt::NoButton, m_view->toViewport(PointMm{0, 2000}).toPoint());
        QCOMPARE(spy.last().first().value<std::optional<SeatIndex>>(), std::nullopt);
    }

    void arrowsWalkAlongRowsAndBetweenThem()
    {
        m_view->setCursorSeat(SeatIndex(25));
        key(Qt::Key_Right);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(26));
        key(Qt::Key_Left);
        key(Qt::Key_Left);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(24));
        key(Qt::Key_Down);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(34));
        key(Qt::Key_Up);
        key(Qt::Key_Up);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(14));
        key(Qt::Key_Home);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(10));
        key(Qt::Key_End);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(19));
        key(Qt::Key_Right);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(90));
        key(Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(m_view->cursorSeat()->value() < 80);
    }

    void spaceAndEnterPickTheCursor()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        m_view->setCursorSeat(SeatIndex(40));
        key(Qt::Key_Space);
        key(Qt::Key_Return);
        QCOMPARE(spy.count(), 2);
        QCOMPARE(picked(spy), Picks{SeatIndex(40)});
    }

    void shiftMarksARangeThatIsPickedAtOnce()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        m_view->setCursorSeat(SeatIndex(40));
        key(Qt::Key_Right, Qt::ShiftModifier);
        key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(spy.count(), 0);
        key(Qt::Key_Return);
        QCOMPARE(picked(spy), (Picks{SeatIndex(40), SeatIndex(41), SeatIndex(42)}));
    }

    void everySeatIsReachedByArrowsAlone()
    {
        QSet<qint32> seen{0};
        QList<qint32> open{0};
        while (!open.isEmpty()) {
            const SeatIndex from(open.takeLast());
            for (const MapDirection way :
                 {MapDirection::Left, MapDirection::Right, MapDirection::Up, MapDirection::Down}) {
                const auto to = seatTowards(*m_geometry, from, way);
                if (to && !seen.contains(to->value())) {
                    seen.insert(to->value());
                    open.append(to->value());
                }
            }
        }
        QCOMPARE(seen.size(), qsizetype(m_geometry->seatCount()));
    }

    void aReadOnlyMapPicksNothingAndIsDragged()
    {
        m_view->setReadOnly(true);
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        click(at(5));
        key(Qt::Key_Right);
        key(Qt::Key_Return);
        const QPoint before = at(5);
        drag(Qt::LeftButton, {300, 300}, {330, 310});
        QCOMPARE(at(5) - before, QPoint(30, 10));
        QCOMPARE(spy.count(), 0);
        QCOMPARE(m_view->cursorSeat(), std::nullopt);
    }

    void aChangedLookIsSeenInTheNextPicture()
    {
        const QImage before = m_view->grab().toImage();
        m_view->updateLooks({SeatIndex(44)}, {SeatLook::Sold});
        const QImage patched = m_view->grab().toImage();
        QVERIFY(patched != before);
        const QRect around = QRect(-8, -8, 17, 17).translated(at(44));
        QVERIFY(patched.copy(around) != before.copy(around));
        QCOMPARE(patched.pixel(at(60)), before.pixel(at(60)));
        QList<SeatLook> looks(m_geometry->ticketCount(), SeatLook::Available);
        looks[44] = SeatLook::Sold;
        SeatMapView fresh;
        fresh.resize(m_view->size());
        fresh.setMap(m_geometry, looks);
        QCOMPARE(fresh.grab().toImage(), patched);
    }

    void alternativesAreBroughtIntoView()
    {
        m_view->zoomTo({-6000, 0, -5000, 1000});
        QVERIFY(!m_view->viewport()->rect().contains(at(155)));
        m_view->setHighlighted({SeatIndex(155), SeatIndex(156)});
        QVERIFY(m_view->viewport()->rect().contains(at(155)));
        QVERIFY(m_view->viewport()->rect().contains(at(156)));
    }

    void theCursorStaysInView()
    {
        m_view->zoomTo({-6500, -300, -5500, 600});
        m_view->setCursorSeat(SeatIndex(0));
        for (int i = 0; i < 9; ++i)
            key(Qt::Key_Right);
        QCOMPARE(m_view->cursorSeat(), SeatIndex(9));
        QVERIFY(m_view->viewport()->rect().contains(at(9)));
    }

    void takingTheMapAwayLeavesAQuietView()
    {
        m_view->setCursorSeat(SeatIndex(3));
        m_view->setMap(nullptr, {});
        QVERIFY(!m_view->geometry());
        click({100, 100});
        wheel(120, {100, 100});
        key(Qt::Key_Right);
        key(Qt::Key_Space);
        QVERIFY(!m_view->grab().isNull());
        QCOMPARE(m_view->cursorSeat(), std::nullopt);
    }

    // ---------------------------------------------------------------- levels

    void theOtherLevelsAreFadedAndCannotBePicked()
    {
        showTwoLevels();
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        QSignalSpy areas(m_view.get(), &SeatMapView::areaPicked);
        const QImage before = m_view->grab().toImage();
        m_view->setLevelFilter(1);
        QVERIFY(m_view->grab().toImage() != before);
        click(at(80));
        QVERIFY(spy.isEmpty());
        drag(Qt::LeftButton, at(0) - QPoint(9, 9), at(159) + QPoint(9, 9));
        QVERIFY(spy.isEmpty());
        click(at(160));
        QCOMPARE(picked(spy), Picks{SeatIndex(160)});
        m_view->setLevelFilter(0);
        click(m_view->toViewport({0, 8 * 903 + 7000}).toPoint());
        QVERIFY(areas.isEmpty());
        click(at(80));
        QCOMPARE(picked(spy), Picks{SeatIndex(80)});
        m_view->setLevelFilter(std::nullopt);
        click(at(161));
        QCOMPARE(picked(spy), Picks{SeatIndex(161)});
    }

    void theKeysStayOnTheShownLevel()
    {
        showTwoLevels();
        m_view->setCursorSeat(SeatIndex(0));
        m_view->setLevelFilter(1);
        QVERIFY(!m_view->cursorSeat().has_value());
        for (const Qt::Key direction : {Qt::Key_Up, Qt::Key_Up, Qt::Key_Left, Qt::Key_Up}) {
            key(direction);
            QVERIFY(m_view->cursorSeat().has_value());
            QVERIFY(m_view->cursorSeat()->value() >= 160);
        }
        key(Qt::Key_Up, Qt::ControlModifier);
        QVERIFY(m_view->cursorSeat()->value() >= 160);
        m_view->setLevelFilter(std::nullopt);
        key(Qt::Key_Up, Qt::ControlModifier);
        QVERIFY(m_view->cursorSeat()->value() < 160);
    }

    void showingALevelZoomsToItAndTheMinimapFades()
    {
        showTwoLevels();
        Minimap minimap(m_view.get());
        minimap.resize(minimap.sizeHint());
        const QImage all = minimap.grab().toImage();
        const double whole = m_view->scale();
        m_view->showLevel(1);
        QVERIFY(m_view->scale() > whole);
        QVERIFY(m_view->visibleArea().contains(m_geometry->position(SeatIndex(160))));
        QVERIFY(minimap.grab().toImage() != all);
        m_view->showLevel(std::nullopt);
        QCOMPARE(m_view->scale(), whole);
        QCOMPARE(minimap.grab().toImage(), all);
    }

    // ---------------------------------------------------------------- places

    void aPlaceIsFoundAgainInAWindowOfAnotherSize()
    {
        showTwoLevels();
        m_view->showLevel(1);
        m_view->zoomBy(MapCamera::stop, m_view->rect().center());
        const MapPlace left = m_view->place();
        SeatMapView other;
        other.resize(700, 500);
        other.setMap(m_geometry, QList<SeatLook>(m_geometry->ticketCount(), SeatLook::Available));
        other.goTo(left);
        QCOMPARE(other.levelFilter(), std::optional<qint32>(1));
        const RectMm shown = other.visibleArea();
        QVERIFY(shown.contains(left.middle));
        const double ratio = other.scale() / left.scale;
        QVERIFY2(ratio > 0.85 && ratio < 1.18, "the nearest stop");
    }

    void theWholeMapIsAPlaceToo()
    {
        QCOMPARE(m_view->place(), MapPlace());
        m_view->zoomBy(2, m_view->rect().center());
        QVERIFY(m_view->place().scale > 0);
        m_view->goTo({});
        QCOMPARE(m_view->place(), MapPlace());
    }

    void aPlaceOfAnotherMapDoesNoHarm()
    {
        m_view->goTo({.middle = {1'900'000'000, -1'900'000'000}, .scale = 1e9, .level = 77});
        QVERIFY(!m_view->levelFilter().has_value());
        QVERIFY(m_view->scale() < 1);
    }

    void theMinimapMovesTheView()
    {
        Minimap minimap(m_view.get());
        minimap.resize(minimap.sizeHint());
        minimap.show();
        m_view->zoomTo({-6500, -300, -3000, 3000});
        const QRectF frame = minimap.viewFrame();
        QVERIFY(frame.width() < minimap.width() / 2.0);
        QTest::mouseClick(&minimap, Qt::LeftButton, {}, minimap.rect().center());
        const RectMm shown = m_view->visibleArea();
        const RectMm all = m_geometry->bounds();
        const qint32 off = (shown.left + shown.right) / 2 - (all.left + all.right) / 2;
        QVERIFY(std::abs(off) < 300);
        QVERIFY(!minimap.grab().isNull());
    }

    void theLegendGrowsWithItsNarrowness()
    {
        MapLegend legend;
        legend.setCategories(
            {{u"Stalls"_s, 0x2F5BEA, u"68.00"_s}, {u"Balcony"_s, 0xE0A000, u"34.00"_s}});
        QVERIFY(legend.heightForWidth(150) > legend.heightForWidth(2000));
        legend.resize(400, legend.heightForWidth(400));
        QVERIFY(!legend.grab().isNull());
        QVERIFY(legend.accessibleDescription().contains(u"Balcony 34.00"_s));
    }

    void aScreenReaderFindsSectionsRowsAndSeats()
    {
        QAccessibleInterface *map = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(map);
        QCOMPARE(map->childCount(), 4); // three sections and the standing area
        QAccessibleInterface *left = map->child(0);
        QCOMPARE(left->text(QAccessible::Name), u"Left"_s);
        QCOMPARE(left->childCount(), 8);
        QAccessibleInterface *row = left->child(1);
        QCOMPARE(row->text(QAccessible::Name), u"row B"_s);
        QCOMPARE(row->childCount(), 10);
        QAccessibleInterface *seat = row->child(2);
        QCOMPARE(seat->text(QAccessible::Name), u"Left, row B, seat 3, available"_s);
        QCOMPARE(seat->parent(), row);
        QCOMPARE(row->indexOfChild(seat), 2);
        QCOMPARE(left->indexOfChild(row), 1);
        QCOMPARE(map->indexOfChild(left), 0);
        QVERIFY(seat->rect().contains(m_view->viewport()->mapToGlobal(at(12))));
        m_view->updateLooks({SeatIndex(12)}, {SeatLook::Mine});
        QCOMPARE(seat->text(QAccessible::Name), u"Left, row B, seat 3, in your cart"_s);
        QVERIFY(seat->state().selected);
        QCOMPARE(map->child(3)->text(QAccessible::Name), u"Standing"_s);
    }

    void aScreenReaderPressesASeat()
    {
        QSignalSpy spy(m_view.get(), &SeatMapView::seatsPicked);
        QAccessibleInterface *map = QAccessible::queryAccessibleInterface(m_view.get());
        QAccessibleInterface *seat = map->child(1)->child(0)->child(4);
        auto *action = static_cast<QAccessibleActionInterface *>(
            seat->interface_cast(QAccessible::ActionInterface));
        QVERIFY(action);
        action->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(picked(spy), Picks{SeatIndex(84)});
        QCOMPARE(m_view->cursorSeat(), SeatIndex(84));
    }

    void aReplacedMapLeavesNoOldNodes()
    {
        QAccessibleInterface *map = QAccessible::queryAccessibleInterface(m_view.get());
        QCOMPARE(map->child(0)->childCount(), 8);
        m_view->setMap(test::geometryOf(test::smallHall(3, 4)),
                       QList<SeatLook>(2 * 3 * 4 + 4 + 40, SeatLook::Available));
        QCOMPARE(map->child(0)->childCount(), 3);
        m_view->setMap(nullptr, {});
        QCOMPARE(map->childCount(), 0);
    }
};

QTEST_MAIN(SeatMapViewTest)
#include "tst_seatmapview.moc"
