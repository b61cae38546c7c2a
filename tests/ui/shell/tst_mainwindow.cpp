#include "tests/ui/support/fakehouseconnection.h"
#include "ui/shell/connectionindicator.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/signinview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using foyer::test::FakeHouseConnection;
using namespace Qt::StringLiterals;

namespace {

/// A window with two workspaces: everybody may sell, only some may read reports.
struct Frame
{
    Frame()
    {
        auto *sell = new QWidget;
        cash = new QAction(u"Sell for cash"_s, sell);
        cash->setShortcut(Qt::Key_F9);
        window.addWorkspace({.name = u"Sell"_s,
                             .iconName = u"view-list-icons"_s,
                             .permission = Permission::SellTickets,
                             .widget = sell,
                             .actions = {cash},
                             .id = u"sell"_s});
        window.addWorkspace({.name = u"Reports"_s,
                             .iconName = u"office-chart-line"_s,
                             .permission = Permission::ReadReports,
                             .widget = new QWidget,
                             .actions = {},
                             .id = u"reports"_s});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QApplication::setActiveWindow(&window);
    }

    template <class T = QWidget>
    T *part(const char *name) const
    {
        T *found = window.findChild<T *>(QLatin1StringView(name));
        if (found == nullptr)
            qFatal("no widget is called %s", name);
        return found;
    }

    void signInAsManager()
    {
        signIn();
        house.enter(u"Anna"_s, Role::Manager);
    }

    void signIn(const QString &password = u"curtain"_s)
    {
        QTest::keyClicks(part<QLineEdit>("signInName"), u"Anna"_s);
        QTest::keyClick(part("signInName"), Qt::Key_Return);
        QTest::keyClicks(part<QLineEdit>("signInPassword"), password);
        QTest::keyClick(part("signInPassword"), Qt::Key_Return);
    }

    FakeHouseConnection house;
    MainWindow window{house, u"Window 3"_s};
    QAction *cash = nullptr;
};

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void enterSignsInAndShowsTheFirstWorkspace();
    void aWrongPasswordIsSaidInWordsAndNobodyIsIn();
    void anEmptyPasswordIsNotSent();
    void aServerOfAnotherVersionIsSaidAndCannotBeSignedInTo();
    void aLostLineIsSaidCalmlyAndNothingIsTakenAway();
    void waitingChangesAreCounted();
    void aSellerDoesNotSeeReports();
    void aManagerSeesReportsWithTheirKey();
    void thePaletteRunsAnAction();
    void thePaletteShowsWhatTheFinderFinds();
    void escapeLeavesThePaletteAndGivesTheFocusBack();
    void keysAreListed();
    void theLastWorkspaceComesBack();
    void signingOutGoesBackToSignIn();

private:
    QTemporaryDir m_settings;
};

void MainWindowTest::initTestCase()
{
    QVERIFY(m_settings.isValid());
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QCoreApplication::setOrganizationName(u"foyer-test"_s);
    Theme::install(*qobject_cast<QApplication *>(QCoreApplication::instance()), ThemeMode::Light,
                   Density::Comfortable);
}

void MainWindowTest::init()
{
    QSettings().clear();
}

void MainWindowTest::enterSignsInAndShowsTheFirstWorkspace()
{
    Frame frame;
    QVERIFY(frame.window.signInView()->isVisible());
    QVERIFY(frame.part("signInName")->hasFocus());
    frame.signIn();
    QVERIFY(!frame.window.signInView()->isVisible());
    QCOMPARE(frame.window.currentWorkspaceId(), u"sell"_s);
    QCOMPARE(frame.part<ConnectionIndicator>("connectionIndicator")->text(), u"Live"_s);
}

void MainWindowTest::aWrongPasswordIsSaidInWordsAndNobodyIsIn()
{
    Frame frame;
    frame.signIn(u"wrong"_s);
    QVERIFY(frame.window.signInView()->problem().contains(u"password is not right"_s));
    QVERIFY(frame.window.signInView()->isVisible());
    QVERIFY(frame.part("signInPassword")->hasFocus());
    QVERIFY(frame.part("signInButton")->isEnabled());
}

void MainWindowTest::anEmptyPasswordIsNotSent()
{
    Frame frame;
    QSignalSpy refused(&frame.house, &HouseConnection::signInRefused);
    QTest::keyClicks(frame.part<QLineEdit>("signInName"), u"Anna"_s);
    QTest::mouseClick(frame.part("signInButton"), Qt::LeftButton);
    QCOMPARE(refused.count(), 0);
    QCOMPARE(frame.window.signInView()->problem(), u"Enter your password."_s);
}

void MainWindowTest::aServerOfAnotherVersionIsSaidAndCannotBeSignedInTo()
{
    Frame frame;
    frame.house.become(ConnectionState::Refused, refusal(RefusalCode::UnsupportedVersion, {}));
    QVERIFY(frame.window.signInView()->problem().contains(u"different versions"_s));
    QCoreApplication::processEvents();
    const auto *said = frame.part<QLabel>("signInProblem");
    QVERIFY2(said->height() >= said->heightForWidth(said->width()), "the message is cut off");
    QVERIFY(!frame.part("signInButton")->isEnabled());
    QCOMPARE(frame.part<ConnectionIndicator>("signInConnection")->text(), u"Server too old"_s);
}

void MainWindowTest::aLostLineIsSaidCalmlyAndNothingIsTakenAway()
{
    Frame frame;
    frame.signIn();
    auto *line = frame.part<Banner>("connectionLine");
    QVERIFY(!line->isVisible());
    Refusal lost = refusal(RefusalCode::Overloaded, {});
    lost.retryAfter = Milliseconds(90'000);
    frame.house.become(ConnectionState::Lost, lost);
    QVERIFY(line->isVisible());
    QVERIFY(line->text().startsWith(u"Connection lost. Trying again in "_s));
    QVERIFY(line->text().endsWith(u"Your cart is safe."_s));
    QCOMPARE(frame.window.currentWorkspaceId(), u"sell"_s);
    QCOMPARE(QApplication::activeModalWidget(), nullptr);
    frame.house.become(ConnectionState::Live);
    QVERIFY(!line->isVisible());
}

void MainWindowTest::waitingChangesAreCounted()
{
    Frame frame;
    frame.signIn();
    frame.house.pending = 2;
    Q_EMIT frame.house.pendingChanged();
    const QString text = frame.part<ConnectionIndicator>("connectionIndicator")->text();
    QVERIFY2(text.startsWith(u"2 "_s) && text.endsWith(u"waiting"_s), qPrintable(text));
}

void MainWindowTest::aSellerDoesNotSeeReports()
{
    Frame frame;
    frame.signIn();
    QVERIFY(frame.part("rail.sell")->isVisible());
    QVERIFY(!frame.part("rail.reports")->isVisible());
    QTest::keyClick(&frame.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(frame.window.currentWorkspaceId(), u"sell"_s);
    frame.window.showWorkspace(u"reports"_s);
    QCOMPARE(frame.window.currentWorkspaceId(), u"sell"_s);
    frame.window.openPalette(u"Reports"_s);
    const auto *palette = frame.part<CommandPalette>("commandPalette");
    QVERIFY(!palette->titles().contains(u"Go to Reports"_s));
}

void MainWindowTest::aManagerSeesReportsWithTheirKey()
{
    Frame frame;
    frame.signInAsManager();
    QTest::keyClick(&frame.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(frame.window.currentWorkspaceId(), u"reports"_s);
    QTest::mouseClick(frame.part("rail.sell"), Qt::LeftButton);
    QCOMPARE(frame.window.currentWorkspaceId(), u"sell"_s);
}

void MainWindowTest::thePaletteRunsAnAction()
{
    Frame frame;
    frame.signIn();
    QSignalSpy sold(frame.cash, &QAction::triggered);
    QTest::keyClick(&frame.window, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(frame.part("commandPalette")->isVisible());
    QTest::keyClicks(frame.part("paletteInput"), u"cash"_s);
    QTest::keyClick(frame.part("paletteInput"), Qt::Key_Return);
    QTRY_COMPARE(sold.count(), 1);
    QVERIFY(!frame.part("commandPalette")->isVisible());
}

void MainWindowTest::thePaletteShowsWhatTheFinderFinds()
{
    Frame frame;
    QString opened;
    frame.window.setFinder([&](const QString &typed) {
        return QList<PaletteEntry>{
            {.title = u"La Traviata"_s, .run = [&opened, typed] { opened = typed; }}};
    });
    frame.signIn();
    QTest::mouseClick(frame.part("paletteField"), Qt::LeftButton);
    QTest::keyClicks(frame.part("paletteInput"), u"travi"_s);
    QTest::keyClick(frame.part("paletteInput"), Qt::Key_Return);
    QTRY_COMPARE(opened, u"travi"_s);
}

void MainWindowTest::escapeLeavesThePaletteAndGivesTheFocusBack()
{
    Frame frame;
    frame.signIn();
    frame.part("rail.sell")->setFocus();
    frame.window.openPalette();
    QVERIFY(frame.part("paletteInput")->hasFocus());
    QTest::keyClick(frame.part("paletteInput"), Qt::Key_Escape);
    QVERIFY(!frame.part("commandPalette")->isVisible());
    QVERIFY(frame.part("rail.sell")->hasFocus());
}

void MainWindowTest::keysAreListed()
{
    Frame frame;
    frame.signIn();
    QTest::keyClick(&frame.window, Qt::Key_F1);
    auto *help = frame.part<KeyHelp>("keyHelp");
    QVERIFY(help->isVisible());
    QStringList listed;
    for (const QLabel *label : help->findChildren<QLabel *>())
        listed.append(label->text());
    QVERIFY(listed.contains(u"Sell for cash"_s));
    QVERIFY(listed.contains(u"Find or do anything"_s));
    QVERIFY(!listed.contains(u"Go to Reports"_s));
    QTest::keyClick(help, Qt::Key_Escape);
    QVERIFY(!help->isVisible());
}

void MainWindowTest::theLastWorkspaceComesBack()
{
    {
        Frame frame;
        frame.signInAsManager();
        frame.window.showWorkspace(u"reports"_s);
    }
    Frame again;
    again.house.enter(u"Anna"_s, Role::Manager);
    QCOMPARE(again.window.currentWorkspaceId(), u"reports"_s);
}

void MainWindowTest::signingOutGoesBackToSignIn()
{
    Frame frame;
    frame.signIn();
    QTest::keyClick(&frame.window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(frame.window.signInView()->isVisible());
    QCOMPARE(frame.part<QLineEdit>("signInPassword")->text(), QString());
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
