#include "tests/ui/support/fakehouseconnection.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/connectionwords.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/looksettings.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/navrail.h"

#include <QAction>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// A window with two workspaces: selling for everybody, venues for organizers.
struct Frame
{
    FakeHouseConnection house;
    MainWindow window{house, u"Window 3"_s};
    QLineEdit *selling = new QLineEdit;
    QLineEdit *venues = new QLineEdit;
    QAction *release = new QAction(u"Release the cart"_s, selling);

    Frame()
    {
        release->setShortcut(Qt::Key_F4);
        window.addWorkspace({.name = u"Sell"_s,
                             .iconName = u"view-grid"_s,
                             .permission = Permission::SellTickets,
                             .widget = selling,
                             .actions = {release}});
        window.addWorkspace({.name = u"Venues"_s,
                             .iconName = u"view-grid"_s,
                             .permission = Permission::EditVenues,
                             .widget = venues,
                             .actions = {}});
        window.show();
    }

    QStringList found() const { return window.findChild<CommandPalette *>()->titles(); }
};

} // namespace

/// What the parts of the frame promise by themselves.
class FrameTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"foyer-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void init() { QSettings().clear(); }

    void theRailShowsOnlyWhatTheRoleMay()
    {
        Frame frame;
        auto *rail = frame.window.findChild<NavRail *>();
        frame.house.enter(u"Anna"_s, Role::Seller);
        QVERIFY(rail->button(0)->isVisible());
        QVERIFY(!rail->button(1)->isVisible());
        frame.house.enter(u"Olga"_s, Role::Manager);
        QVERIFY(rail->button(1)->isVisible());
        QTest::mouseClick(rail->button(1), Qt::LeftButton);
        QVERIFY(frame.venues->isVisible());
    }

    void aSellerIsNotLedIntoVenuesByKeys()
    {
        Frame frame;
        frame.house.enter(u"Anna"_s, Role::Seller);
        frame.window.showWorkspace(1);
        QCOMPARE(frame.window.currentWorkspace(), 0);
    }

    void everyStateHasWords_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("connecting") << int(ConnectionState::Connecting);
        QTest::newRow("signed out") << int(ConnectionState::SignedOut);
        QTest::newRow("live") << int(ConnectionState::Live);
        QTest::newRow("lost") << int(ConnectionState::Lost);
        QTest::newRow("refused") << int(ConnectionState::Refused);
    }

    void everyStateHasWords()
    {
        QFETCH(int, state);
        FakeHouseConnection house;
        house.now = ConnectionState(state);
        house.why = refusal(RefusalCode::UnsupportedVersion, u"The server speaks version 2."_s);
        QVERIFY(!connectionWords(house).text.isEmpty());
        QVERIFY(!connectionWords(house).detail.isEmpty());
    }

    void thePaletteDoesNotOfferWhatTheRoleMayNot()
    {
        Frame frame;
        frame.house.enter(u"Anna"_s, Role::Seller);
        frame.window.openPalette(u"venues"_s);
        QVERIFY(!frame.found().contains(u"Go to Venues"_s));
        frame.house.enter(u"Olga"_s, Role::Manager);
        frame.window.openPalette(u"venues"_s);
        QVERIFY(frame.found().contains(u"Go to Venues"_s));
    }

    void theKeysOfTheWorkspaceAreShown()
    {
        const KeyHelp::Group group = KeyHelp::groupOf(u"Sell"_s, Frame().window.frameActions());
        QVERIFY(!group.keys.isEmpty());
        for (const auto &[text, key] : group.keys)
            QVERIFY(!text.isEmpty() && !key.isEmpty());
    }

    void lookIsKept()
    {
        LookSettings look{ThemeMode::Dark, Density::Touch, u"de"_s};
        look.save();
        QCOMPARE(LookSettings::load(), look);
    }

    void lettersInOrderAreFoundAndOthersAreNot()
    {
        QVERIFY(CommandPalette::score(u"Release the cart", u"rel") >
                CommandPalette::score(u"Sell for cash, real", u"rel"));
        QCOMPARE(CommandPalette::score(u"Release the cart", u"xyz"), 0);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(FrameTest)
#include "tst_frame.moc"
