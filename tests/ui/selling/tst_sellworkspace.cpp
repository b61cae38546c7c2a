#include "models/seatmap/concerthall.h"
#include "tests/ui/support/fakesaledesk.h"
#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/selling/cashpanel.h"
#include "ui/selling/eventheader.h"
#include "ui/selling/racecard.h"
#include "ui/selling/sellworkspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statepane.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// An operator at a window, with two events on a real hall.
struct Window
{
    FakeSaleDesk desk{sampleConcertHall()};
    SellWorkspace sell{desk};

    Window()
    {
        const Instant tonight(Milliseconds(QDateTime::currentMSecsSinceEpoch() + 3'600'000));
        desk.addEvent(u"La Traviata"_s, u"Anna Netrebova"_s, tonight,
                      {.available = 214, .sold = 1886});
        desk.addEvent(u"Bruckner 8"_s, u"Elbe Philharmonic"_s, tonight + Milliseconds(90'000'000),
                      {.sold = 2100});
        sell.resize(1280, 800);
        sell.show();
        QTRY_VERIFY(list()->model()->rowCount() > 2);
    }

    void open()
    {
        sell.openEvent(desk.programme.constFirst().id);
        QVERIFY(QTest::qWaitForWindowActive(&sell));
    }

    template <class T>
    T *part(const char *name) const
    {
        return sell.findChild<T *>(QString::fromLatin1(name));
    }
    QListView *list() const { return part<QListView>("eventList"); }
    SeatMapView *map() const { return sell.map(); }
    Chip *level(const QString &name) const
    {
        for (auto *chip : map()->findChildren<Chip *>()) {
            if (chip->accessibleName() == name)
                return chip;
        }
        return nullptr;
    }
    qsizetype held() const { return desk.cart().lines.size(); }
    /// Types where the keyboard is, as a person does.
    void press(Qt::Key key)
    {
        QVERIFY2(QApplication::focusWidget() != nullptr, "somebody has the keyboard");
        QTest::keyClick(QApplication::focusWidget(), key);
    }
    QList<SeatIndex> hold(qint32 first, qint32 count)
    {
        QList<SeatIndex> seats;
        for (qint32 i = 0; i < count; ++i)
            seats.append(SeatIndex(first + i));
        desk.hold(seats);
        return seats;
    }
};

} // namespace

/// Selling, driven by the real mouse and the real keys.
class SellWorkspaceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"foyer-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }

    /// What is made anew for every event would come last otherwise.
    void tabGoesInReadingOrderAlsoAfterAnotherEvent()
    {
        Window window;
        window.open();
        window.sell.openEvent(window.desk.programme.at(1).id);
        QTRY_COMPARE(window.desk.openedEvent(), window.desk.programme.at(1).id);
        window.part<QLineEdit>("sellSearch")->setFocus();
        QWidgetList order;
        while (!order.contains(QApplication::focusWidget())) {
            order.append(QApplication::focusWidget());
            window.press(Qt::Key_Tab);
        }
        const QList<Chip *> categories =
            window.sell.findChild<EventHeader *>()->findChildren<Chip *>();
        QVERIFY(categories.size() > 2);
        QWidgetList expected{window.part<QLineEdit>("sellSearch"), window.list()};
        for (Chip *category : categories)
            expected.append(category);
        expected += {window.map(), window.part<QWidget>("bestSeats"), window.level(u"Stalls"_s)};
        qsizetype at = -1;
        for (QWidget *widget : std::as_const(expected)) {
            const qsizetype next = order.indexOf(widget);
            QVERIFY2(next > at, widget->metaObject()->className());
            at = next;
        }
    }

    // ---------------------------------------------------------------- finding

    void typingFindsAndEnterOpens()
    {
        Window window;
        auto *search = window.part<QLineEdit>("sellSearch");
        QTest::keyClicks(search, u"bruck"_s);
        QCOMPARE(window.list()->model()->rowCount(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(window.desk.openedEvent(), window.desk.programme.at(1).id);
        QCOMPARE(window.part<ElidedLabel>("eventName")->text(), u"Bruckner 8"_s);
    }

    void downWalksTheListFromTheField()
    {
        Window window;
        auto *search = window.part<QLineEdit>("sellSearch");
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(window.desk.openedEvent(), window.desk.programme.at(1).id);
    }

    void lettersInTheListGoToTheSearch()
    {
        Window window;
        QTest::keyClick(window.list(), Qt::Key_T);
        QCOMPARE(window.part<QLineEdit>("sellSearch")->text(), u"t"_s);
    }

    void nothingFoundSaysSoAndOffersAll()
    {
        Window window;
        auto *search = window.part<QLineEdit>("sellSearch");
        QTest::keyClicks(search, u"zzzz"_s);
        bool isSaid = false;
        for (const auto *pane : window.sell.findChildren<StatePane *>())
            isSaid = isSaid || (pane->isVisible() && pane->title() == u"Nothing found"_s);
        QVERIFY(isSaid);
    }

    void aRefusedEventSaysWhy()
    {
        Window window;
        window.desk.opensAtOnce = false;
        const EventId event = window.desk.programme.constFirst().id;
        window.sell.openEvent(event);
        Q_EMIT window.desk.eventRefused(event, refusal(RefusalCode::NotOnSale, u"Over."_s));
        bool isSaid = false;
        for (const auto *pane : window.sell.findChildren<StatePane *>())
            isSaid = isSaid || pane->title() == u"This event cannot be opened"_s;
        QVERIFY(isSaid);
    }

    // ---------------------------------------------------------------- picking

    void aWalkUpSaleTakesFiveKeys()
    {
        Window window;
        window.open();
        window.press(Qt::Key_2);
        window.press(Qt::Key_B);
        QCOMPARE(window.held(), 2);
        window.press(Qt::Key_F9);
        window.press(Qt::Key_Return);
        QVERIFY(window.desk.lastBooking.has_value());
        QCOMPARE(window.desk.lastBooking->tickets.size(), 2);
        QVERIFY(window.part<QWidget>("doneCard")->isVisible());
        window.press(Qt::Key_Return);
        QVERIFY(!window.part<QWidget>("doneCard")->isVisible());
        QCOMPARE(QApplication::focusWidget(), window.map());
    }

    void spaceTakesTheSeatUnderTheCursorAndGivesItBack()
    {
        Window window;
        window.open();
        QVERIFY(window.map()->cursorSeat().has_value());
        window.press(Qt::Key_Space);
        QCOMPARE(window.held(), 1);
        window.press(Qt::Key_Space);
        QCOMPARE(window.held(), 0);
    }

    void aClickTakesASeat()
    {
        Window window;
        window.open();
        const SeatIndex seat = *window.map()->cursorSeat();
        const PointMm at = window.desk.geometry()->position(seat);
        window.map()->zoomTo({at.x - 3000, at.y - 3000, at.x + 3000, at.y + 3000});
        QTest::mouseClick(window.map()->viewport(), Qt::LeftButton, {},
                          window.map()->toViewport(at).toPoint());
        QCOMPARE(window.held(), 1);
        QCOMPARE(window.desk.cart().lines.constFirst().seat, seat);
    }

    void aSeatOfAnotherWindowIsExplained()
    {
        Window window;
        window.open();
        const SeatIndex seat = *window.map()->cursorSeat();
        window.desk.othersHold({seat});
        window.map()->press(seat);
        QCOMPARE(window.held(), 0);
        QVERIFY(window.part<RaceCard>("raceCard")->isVisible());
        QVERIFY(window.part<RaceCard>("raceCard")->accessibleName().contains(u"Window 2"_s));
    }

    void placesAreTakenByNumber()
    {
        Window window;
        window.open();
        window.map()->press(window.desk.geometry()->areas().constFirst().name);
        auto *count = window.part<QSpinBox>("placesCount");
        QVERIFY(count->isVisible());
        count->setValue(3);
        QTest::keyClick(count, Qt::Key_Return);
        QCOMPARE(window.held(), 3);
    }

    void aLevelIsShownAloneByItsButtonAndAllAgain()
    {
        Window window;
        window.open();
        const double before = window.map()->scale();
        Chip *level = window.level(window.desk.geometry()->levels().constLast());
        QVERIFY(level != nullptr);
        level->click();
        QVERIFY(level->isChecked());
        QVERIFY(window.map()->scale() > before);
        QVERIFY(!window.map()->isOnShownLevel(SeatIndex(0)));
        QVERIFY(window.map()->isOnShownLevel(*window.map()->cursorSeat()));
        level->click();
        QVERIFY(!level->isChecked());
        QVERIFY(!window.map()->levelFilter().has_value());
        QCOMPARE(window.map()->scale(), before);
    }

    void levelsHaveKeys()
    {
        Window window;
        window.open();
        window.map()->setFocus();
        const auto count = qint32(window.desk.geometry()->levels().size());
        for (qint32 level = 0; level < count; ++level) {
            QTest::keyClick(window.map(), Qt::Key_PageUp, Qt::ControlModifier);
            QCOMPARE(window.map()->levelFilter(), std::optional(level));
            QVERIFY(window.level(window.desk.geometry()->levels().at(level))->isChecked());
        }
        QTest::keyClick(window.map(), Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(!window.map()->levelFilter().has_value());
        QTest::keyClick(window.map(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(window.map()->levelFilter(), std::optional(count - 1));
        QTest::keyClick(window.map(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(!window.map()->levelFilter().has_value());
    }

    void theBestSeatsAreOfTheShownLevel()
    {
        Window window;
        window.open();
        const auto last = qint32(window.desk.geometry()->levels().size() - 1);
        window.level(window.desk.geometry()->levels().constLast())->click();
        window.map()->setFocus();
        window.press(Qt::Key_B);
        QCOMPARE(window.held(), 1);
        QCOMPARE(levelOf(*window.desk.geometry(), window.desk.cart().lines.constFirst().seat),
                 last);
    }

    void anOfferFromAnotherLevelIsSeen()
    {
        Window window;
        window.open();
        window.level(window.desk.geometry()->levels().constLast())->click();
        Q_EMIT window.desk.holdRefused(refusal(RefusalCode::TicketsTaken, {}), {SeatIndex(40)},
                                       {SeatIndex(42)});
        QVERIFY(window.map()->isOnShownLevel(SeatIndex(42)));
    }

    void anEventOpensWhereItWasLeft()
    {
        Window window;
        window.open();
        window.map()->showLevel(1);
        window.map()->zoomBy(2, window.map()->rect().center());
        const MapPlace left = window.map()->place();
        window.sell.openEvent(window.desk.programme.at(1).id);
        QCOMPARE(window.map()->place(), MapPlace());
        window.sell.openEvent(window.desk.programme.at(0).id, left);
        QCOMPARE(window.map()->place().level, left.level);
        QCOMPARE(window.map()->place().scale, left.scale);
        QVERIFY(window.level(window.desk.geometry()->levels().at(1))->isChecked());
    }

    void aCategoryFilters()
    {
        Window window;
        window.open();
        auto *chip = window.sell.findChild<EventHeader *>()->findChild<Chip *>();
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(chip->isChecked());
    }

    // ---------------------------------------------------------------- lost races

    void aLostRaceOffersNeighboursAndEnterTakesThem()
    {
        Window window;
        window.open();
        const QList<SeatIndex> wanted{SeatIndex(40), SeatIndex(41)};
        window.desk.takeSecretly(wanted);
        window.desk.hold(wanted);
        QVERIFY(window.part<RaceCard>("raceCard")->isVisible());
        QCOMPARE(window.held(), 0);
        window.press(Qt::Key_Return);
        QCOMPARE(window.held(), 2);
        QVERIFY(!window.part<RaceCard>("raceCard")->isVisible());
    }

    void noThanksTakesNothingAndGivesTheKeysBack()
    {
        Window window;
        window.open();
        window.desk.takeSecretly({SeatIndex(40)});
        window.desk.hold({SeatIndex(40)});
        window.press(Qt::Key_Escape);
        QCOMPARE(window.held(), 0);
        QVERIFY(!window.part<RaceCard>("raceCard")->isVisible());
        QCOMPARE(QApplication::focusWidget(), window.map());
    }

    // ---------------------------------------------------------------- the cart

    void aTicketTypeChangesThePrice()
    {
        Window window;
        window.open();
        window.hold(0, 1);
        const Money adult = window.desk.cart().total;
        auto *types = window.sell.findChild<QComboBox *>();
        types->setFocus();
        QTest::keyClick(types, Qt::Key_Down);
        QVERIFY(window.desk.cart().total < adult);
        QCOMPARE(window.part<MoneyLabel>("cartTotal")->money(), window.desk.cart().total);
    }

    void theCountdownTicksAndExtendStartsItAnew()
    {
        Window window;
        window.open();
        window.hold(0, 1);
        auto *countdown = window.part<QLabel>("cartCountdown");
        QCOMPARE(countdown->text(), u"10:00"_s);
        window.desk.clock = window.desk.clock + Milliseconds(30'000);
        QTRY_COMPARE(countdown->text(), u"9:30"_s);
        window.part<QPushButton>("extendButton")->click();
        QCOMPARE(countdown->text(), u"10:00"_s);
    }

    void releasingEmptiesTheCart()
    {
        Window window;
        window.open();
        window.hold(0, 3);
        window.press(Qt::Key_F4);
        QCOMPARE(window.held(), 0);
    }

    void anEndedHoldIsSaidAndCanBeTakenAgain()
    {
        Window window;
        window.open();
        window.hold(0, 2);
        window.desk.endHold();
        QCOMPARE(window.held(), 0);
        Banner *said = nullptr;
        for (auto *banner : window.sell.findChildren<Banner *>())
            said = banner->isVisible() ? banner : said;
        QVERIFY(said != nullptr);
        Q_EMIT said->actionTriggered();
        QCOMPARE(window.held(), 2);
        QVERIFY(!said->isVisible());
    }

    // ---------------------------------------------------------------- paying

    void changeIsComputedWhileTyping()
    {
        Window window;
        window.open();
        window.hold(0, 1);
        window.press(Qt::Key_F9);
        auto *amount = window.part<QLineEdit>("cashTendered");
        QCOMPARE(QApplication::focusWidget(), amount);
        amount->selectAll();
        QTest::keyClicks(amount, u"200"_s);
        const Money due = Money(20'000, Currency::of("EUR")) - window.desk.cart().total;
        QCOMPARE(window.part<MoneyLabel>("cashChange")->money(), due);
        window.press(Qt::Key_Return);
        QCOMPARE(window.part<MoneyLabel>("changeDue")->money(), due);
        QVERIFY(!window.part<QLabel>("bookingReference")->text().isEmpty());
    }

    void tooLittleCashIsNotSold()
    {
        Window window;
        window.open();
        window.hold(0, 1);
        window.press(Qt::Key_F9);
        auto *amount = window.part<QLineEdit>("cashTendered");
        amount->selectAll();
        QTest::keyClicks(amount, u"1"_s);
        QVERIFY(!window.part<QPushButton>("sellButton")->isEnabled());
        window.press(Qt::Key_Return);
        QVERIFY(!window.desk.tendered.has_value());
    }

    void enterTwiceSellsOnce()
    {
        Window window;
        window.open();
        window.desk.sellsAtOnce = false;
        window.hold(0, 1);
        window.press(Qt::Key_F9);
        auto *amount = window.part<QLineEdit>("cashTendered");
        QTest::keyClick(amount, Qt::Key_Return);
        const std::optional<Money> first = std::exchange(window.desk.tendered, std::nullopt);
        QVERIFY(first.has_value());
        QTest::keyClick(amount, Qt::Key_Return);
        QVERIFY(!window.desk.tendered.has_value());
    }

    void aProvisionalCartCannotBePaid()
    {
        Window window;
        window.open();
        window.desk.confirmsAtOnce = false;
        window.hold(0, 1);
        QVERIFY(!window.part<QPushButton>("cashButton")->isEnabled());
        window.press(Qt::Key_F9);
        QVERIFY(!window.part<QLineEdit>("cashTendered")->isVisible());
        window.desk.confirm();
        QVERIFY(window.part<QPushButton>("cashButton")->isEnabled());
    }

    void offlineNothingCanBePaidAndTheSeatsStay()
    {
        Window window;
        window.open();
        window.hold(0, 2);
        window.desk.setLive(false);
        QVERIFY(!window.part<QPushButton>("cashButton")->isEnabled());
        QCOMPARE(window.held(), 2);
    }

    void aRefusedSaleKeepsTheCartAndSaysWhy()
    {
        Window window;
        window.open();
        window.desk.sellsAtOnce = false;
        window.hold(0, 1);
        window.press(Qt::Key_F9);
        window.press(Qt::Key_Return);
        window.desk.refuseSale(refusal(RefusalCode::PriceChanged, {}));
        QCOMPARE(window.held(), 1);
        QVERIFY(window.part<QLineEdit>("cashTendered")->isVisible());
        QVERIFY(window.part<QPushButton>("sellButton")->isEnabled());
    }

    void escapeStepsBackFromCashToTheMapToTheSearch()
    {
        Window window;
        window.open();
        window.hold(0, 1);
        window.press(Qt::Key_F9);
        window.press(Qt::Key_Escape);
        QVERIFY(!window.part<QLineEdit>("cashTendered")->isVisible());
        QCOMPARE(QApplication::focusWidget(), window.map());
        window.press(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), window.part<QLineEdit>("sellSearch"));
        QCOMPARE(window.held(), 1);
    }

    // ---------------------------------------------------------------- everywhere

    void everyButtonThatIsSeenHasAName()
    {
        Window window;
        window.open();
        window.hold(0, 2);
        for (const auto *button : window.sell.findChildren<QAbstractButton *>())
            QVERIFY2(!button->isVisible() || !button->accessibleName().isEmpty() ||
                         !button->text().isEmpty(),
                     button->parent()->metaObject()->className());
    }

    void itFitsASmallScreen()
    {
        Window window;
        window.open();
        window.hold(0, 2);
        QVERIFY(window.sell.minimumSizeHint().width() <= 1024 - 72);
        QVERIFY(window.sell.minimumSizeHint().height() <= 700 - 120);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(SellWorkspaceTest)
#include "tst_sellworkspace.moc"
