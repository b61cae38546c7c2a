#include "models/seatmap/concerthall.h"
#include "tests/ui/support/fakehouseconnection.h"
#include "tests/ui/support/fakesaledesk.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/selling/racecard.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/signinview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QApplication>
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

/// A ticket window as it stands at the counter, and hands that never leave the keyboard: every
/// key goes to whatever has the focus.
struct TicketWindow
{
    TicketWindow()
    {
        const Instant tonight(Milliseconds(QDateTime::currentMSecsSinceEpoch() + 3'600'000));
        desk.addEvent(u"La Traviata"_s, u"Anna Netrebova"_s, tonight, {.available = 214});
        desk.addEvent(u"Bruckner 8"_s, u"Philharmonic"_s, tonight + Milliseconds(90'000'000),
                      {.available = 2100});
        sell = new SellWorkspace(desk);
        frame.addWorkspace({.name = u"Sell"_s,
                            .iconName = u"view-grid"_s,
                            .permission = Permission::SellTickets,
                            .widget = sell,
                            .actions = sell->workspaceActions(),
                            .id = u"sell"_s});
        frame.resize(1280, 800);
        frame.show();
        QVERIFY(QTest::qWaitForWindowActive(&frame));
        QTRY_VERIFY(list()->model()->rowCount() > 2);
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY2(QApplication::focusWidget() != nullptr, "somebody has the keyboard");
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void type(const QString &text)
    {
        QVERIFY2(QApplication::focusWidget() != nullptr, "somebody has the keyboard");
        QTest::keyClicks(QApplication::focusWidget(), text);
    }
    void signIn()
    {
        type(u"Anna"_s);
        press(Qt::Key_Return);
        type(u"curtain"_s);
        press(Qt::Key_Return);
    }
    void open(const QString &letters)
    {
        press(Qt::Key_F2);
        type(letters);
        press(Qt::Key_Return);
    }

    template <class T = QWidget>
    T *part(const char *name) const
    {
        return frame.findChild<T *>(QString::fromLatin1(name));
    }
    QListView *list() const { return part<QListView>("eventList"); }
    SeatMapView *map() const { return sell->map(); }
    qsizetype held() const { return desk.cart().lines.size(); }
    bool mapHasKeys() const { return QApplication::focusWidget() == map(); }

    FakeHouseConnection house;
    FakeSaleDesk desk{sampleConcertHall()};
    MainWindow frame{house, u"Window 1"_s};
    SellWorkspace *sell = nullptr;
};

} // namespace

/// Selling from sign-in to change, without a mouse.
class KeyboardSaleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"foyer-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Theme::install(*qApp, ThemeMode::Light, Density::Comfortable);
    }

    void init() { QSettings().clear(); }

    void aCustomerIsServedFromSignInToChange()
    {
        TicketWindow counter;
        counter.signIn();
        QVERIFY(!counter.frame.signInView()->isVisible());
        // The first letters go to the search: nothing has to be reached first.
        counter.type(u"bruck"_s);
        QCOMPARE(counter.list()->model()->rowCount(), 1);
        counter.press(Qt::Key_Return);
        QVERIFY(counter.desk.openedEvent() == counter.desk.programme.at(1).id);
        QVERIFY(counter.mapHasKeys());
        // Two seats side by side, chosen with the arrows.
        const SeatIndex first = *counter.map()->cursorSeat();
        counter.press(Qt::Key_Space);
        counter.press(Qt::Key_Right);
        const SeatIndex second = *counter.map()->cursorSeat();
        QVERIFY(first != second);
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.held(), 2);
        counter.press(Qt::Key_F9);
        counter.type(u"500"_s); // replaces the exact amount
        counter.press(Qt::Key_Return);
        QVERIFY(counter.desk.lastBooking.has_value());
        QCOMPARE(counter.desk.lastBooking->tickets.size(), 2);
        QCOMPARE(*counter.desk.tendered, Money(50'000, Currency::of("EUR")));
        QVERIFY(counter.part<MoneyLabel>("changeDue")->money().minorUnits() > 0);
        // The next one is served at once.
        counter.press(Qt::Key_Return);
        QVERIFY(counter.mapHasKeys());
        counter.open(u"traviata"_s);
        QVERIFY(counter.desk.openedEvent() == counter.desk.programme.at(0).id);
    }

    void whatWasHeldIsReleased()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.press(Qt::Key_3);
        counter.press(Qt::Key_B);
        QCOMPARE(counter.held(), 3);
        counter.press(Qt::Key_F4);
        QCOMPARE(counter.held(), 0);
        QVERIFY(counter.mapHasKeys());
        counter.press(Qt::Key_B);
        QVERIFY2(counter.held() > 0, "and the next seats are held at once");
    }

    void oneSeatOfTheCartIsGivenBack()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.press(Qt::Key_2);
        counter.press(Qt::Key_B);
        QCOMPARE(counter.held(), 2);
        QCoreApplication::processEvents(); // the lines are laid out before the next key comes
        QWidget *remove = nullptr;
        for (int i = 0; i < 40 && !remove; ++i) {
            counter.press(Qt::Key_Tab);
            if (QApplication::focusWidget()->accessibleName().startsWith(u"Let "_s))
                remove = QApplication::focusWidget();
        }
        QVERIFY2(remove != nullptr, "the line's button is reached");
        counter.press(Qt::Key_Space);
        QTRY_COMPARE(counter.held(), 1);
        QVERIFY2(QApplication::focusWidget() != nullptr, "the keyboard is not lost with the line");
        counter.press(Qt::Key_F9);
        counter.press(Qt::Key_Return);
        QVERIFY(counter.desk.lastBooking.has_value());
    }

    void arrowsHomeEndAndShiftMarkARange()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.press(Qt::Key_Home);
        const SeatIndex first = *counter.map()->cursorSeat();
        counter.press(Qt::Key_Right, Qt::ShiftModifier);
        counter.press(Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(*counter.map()->cursorSeat() != first);
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.held(), 3);
        counter.press(Qt::Key_Down);
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.held(), 4);
    }

    void everyLetterSearchesFromTheList_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QString>("letter");
        QTest::newRow("a letter that is no command") << Qt::Key_T << u"t"_s;
        QTest::newRow("a letter that takes the best seats elsewhere") << Qt::Key_B << u"b"_s;
    }

    void everyLetterSearchesFromTheList()
    {
        QFETCH(const Qt::Key, key);
        QFETCH(const QString, letter);
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.list()->setFocus();
        counter.press(key);
        QCOMPARE(counter.part<QLineEdit>("sellSearch")->text(), letter);
        QCOMPARE(counter.held(), 0);
    }

    void standingPlacesAreTakenByNumber()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.press(Qt::Key_G);
        auto *count = counter.part<QSpinBox>("placesCount");
        QVERIFY(count->isVisible());
        counter.type(u"4"_s);
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.held(), 4);
        QVERIFY(counter.mapHasKeys());
    }

    void aLostRaceIsAnsweredWithOneKey()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.desk.takeSecretly({*counter.map()->cursorSeat()});
        counter.press(Qt::Key_Space);
        QVERIFY(counter.part<RaceCard>("raceCard")->isVisible());
        counter.press(Qt::Key_Return);
        QCOMPARE(counter.held(), 1);
        QVERIFY(counter.mapHasKeys());
    }

    void lockingAndComingBackKeepsTheEvent()
    {
        TicketWindow counter;
        counter.signIn();
        counter.open(u"bruck"_s);
        counter.press(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(counter.frame.signInView()->isVisible());
        counter.signIn();
        QVERIFY(!counter.frame.signInView()->isVisible());
        QVERIFY(counter.desk.openedEvent() == counter.desk.programme.at(1).id);
        counter.press(Qt::Key_F6);
        QVERIFY(counter.mapHasKeys());
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(KeyboardSaleTest)
#include "tst_keyboardsale.moc"
