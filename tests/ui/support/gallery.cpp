// Pictures of every state of the frame and of the ticket window, for looking at:
// foyer_gallery FOLDER. Not shipped, not a test.

#include "models/seatmap/concerthall.h"
#include "tests/ui/support/fakehouseconnection.h"
#include "tests/ui/support/fakesaledesk.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSettings>
#include <QTest>
#include <QTimeZone>

using namespace foyer;
using namespace foyer::test;

namespace {

QString target;
QString suffix;

SeatIndex seatNamed(const SeatGeometry &hall, const QString &section, const QString &row, int nth)
{
    for (const SeatGeometry::RowInfo &info : hall.rows()) {
        if (info.label == row && hall.sections().at(info.section).name.contains(section))
            return SeatIndex(info.firstSeat + nth);
    }
    return SeatIndex(nth);
}

/// A whole window over a full evening.
struct Evening
{
    FakeHouseConnection house;
    FakeSaleDesk desk{sampleConcertHall()};
    MainWindow window{house, QStringLiteral("Window 3")};
    SellWorkspace *sell = new SellWorkspace(desk);

    explicit Evening(QSize size)
    {
        fill();
        const auto other = [] {
            auto *pane = new StatePane;
            pane->showEmpty(QStringLiteral("view-calendar"), QStringLiteral("Nothing here"), {});
            return pane;
        };
        window.addWorkspace({.name = QStringLiteral("Sell"),
                             .iconName = QStringLiteral("view-grid"),
                             .permission = Permission::SellTickets,
                             .widget = sell,
                             .actions = sell->workspaceActions()});
        window.addWorkspace({.name = QStringLiteral("Events"),
                             .iconName = QStringLiteral("view-calendar"),
                             .permission = Permission::EditEvents,
                             .widget = other(),
                             .actions = {}});
        window.addWorkspace({.name = QStringLiteral("Venues"),
                             .iconName = QStringLiteral("view-list-icons"),
                             .permission = Permission::EditVenues,
                             .widget = other(),
                             .actions = {}});
        window.addWorkspace({.name = QStringLiteral("Reports"),
                             .iconName = QStringLiteral("office-chart-line"),
                             .permission = Permission::ReadReports,
                             .widget = other(),
                             .actions = {}});
        window.resize(size);
        window.show();
    }

    void fill()
    {
        const QDateTime tonight(QDate::currentDate(), QTime(19, 30), QTimeZone("Europe/Berlin"));
        const auto at = [&](int days, int minutes) {
            return Instant::fromMs(tonight.addDays(days).addSecs(minutes * 60).toMSecsSinceEpoch());
        };
        const auto counts = [](qint32 left) {
            return TicketCounts{.available = left, .held = 12, .sold = 2088 - left};
        };
        desk.addEvent(QStringLiteral("La Traviata"),
                      QStringLiteral("Elbe Philharmonic, Anna Netrebova, Juan Diego Flores"),
                      at(0, 0), counts(214));
        desk.addEvent(QStringLiteral("Jazz at the foyer: the late quartet"),
                      QStringLiteral("Late Quartet"), at(0, 30), counts(0));
        desk.addEvent(QStringLiteral("Bruckner 8"),
                      QStringLiteral("Elbe Philharmonic, K. Urbanski"), at(1, 0), counts(1322));
        desk.addEvent(QStringLiteral("Children's concert: the carnival of the animals and other "
                                     "stories that never seem to end"),
                      QStringLiteral("Youth Orchestra"), at(1, -510), counts(61));
        desk.addEvent(QStringLiteral("Goldberg variations"), QStringLiteral("Vikingur Olafsson"),
                      at(3, 0), counts(1804));
        desk.addEvent(QStringLiteral("Mahler 2, Resurrection"),
                      QStringLiteral("Elbe Philharmonic and Choir"), at(4, 0), counts(402));
        desk.addEvent(QStringLiteral("Winterreise"), QStringLiteral("Christian Gerhaher"), at(6, 0),
                      counts(980));
        desk.addEvent(QStringLiteral("Organ at noon"), QStringLiteral("Iveta Apkalna"), at(8, -450),
                      counts(1650));
        desk.fillHouse(0.55);
    }

    void enter(Role role = Role::Manager) { house.enter(QStringLiteral("Anna Berg"), role); }
    void open() { sell->openEvent(desk.programme.constFirst().id); }
    SeatIndex freeSeat(int skip) const
    {
        const qint32 first =
            seatNamed(*desk.geometry(), QStringLiteral("Stalls"), QStringLiteral("F"), 2).value();
        for (qint32 i = first; i < desk.looks().size(); ++i) {
            if (desk.looks().at(i) == SeatLook::Available && skip-- == 0)
                return SeatIndex(i);
        }
        return SeatIndex(0);
    }
    void keep(const QString &name)
    {
        QTest::qWait(250); // a picture, not a test
        window.grab().save(QDir(target).filePath(name + suffix + QStringLiteral(".png")));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers with = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, with);
    }
};

void drawSignIn(QSize size)
{
    Evening evening(size);
    evening.keep(QStringLiteral("01-signin"));
    evening.house.become(ConnectionState::Lost, {.retryAfter = Milliseconds(3000)});
    evening.keep(QStringLiteral("02-signin-unreachable"));
    evening.house.become(ConnectionState::Refused,
                         refusal(RefusalCode::UnsupportedVersion, QStringLiteral("v2")));
    evening.keep(QStringLiteral("03-signin-version"));
    evening.house.become(ConnectionState::SignedOut);
    auto *name = evening.window.findChild<QLineEdit *>(QStringLiteral("signInName"));
    auto *word = evening.window.findChild<QLineEdit *>(QStringLiteral("signInPassword"));
    name->setText(QStringLiteral("anna"));
    word->setText(QStringLiteral("wrong"));
    QTest::keyClick(word, Qt::Key_Return);
    evening.keep(QStringLiteral("04-signin-wrong"));
}

void drawSelling(QSize size)
{
    Evening evening(size);
    evening.enter();
    evening.keep(QStringLiteral("10-sell-choose"));
    evening.desk.opensAtOnce = false;
    evening.open();
    evening.keep(QStringLiteral("11-sell-loading"));
    evening.desk.opensAtOnce = true;
    evening.open();
    evening.keep(QStringLiteral("12-sell-open"));
    evening.desk.confirmsAtOnce = false;
    evening.desk.hold({evening.freeSeat(0), evening.freeSeat(1)});
    evening.keep(QStringLiteral("13-sell-provisional"));
    evening.desk.confirm();
    evening.desk.confirmsAtOnce = true;
    evening.desk.chooseTicketType(evening.desk.cart().lines.constLast().seat,
                                  evening.desk.prices().ticketTypes.at(1).id);
    evening.desk.clock = evening.desk.clock + Milliseconds(19'000);
    evening.keep(QStringLiteral("14-sell-cart"));
    evening.desk.takeSecretly({evening.freeSeat(0), evening.freeSeat(1)});
    evening.desk.hold({evening.freeSeat(0), evening.freeSeat(1)});
    evening.keep(QStringLiteral("15-sell-lost-race"));
    evening.press(Qt::Key_Return);
    evening.keep(QStringLiteral("16-sell-taken-offer"));
    evening.press(Qt::Key_F9);
    evening.keep(QStringLiteral("17-sell-cash"));
    evening.desk.refuseSale(refusal(RefusalCode::PriceChanged, {}));
    evening.keep(QStringLiteral("18-sell-refused"));
    evening.house.become(ConnectionState::Lost, {.retryAfter = Milliseconds(3000)});
    evening.desk.setLive(false);
    evening.keep(QStringLiteral("19-sell-offline"));
    evening.house.become(ConnectionState::Live);
    evening.desk.setLive(true);
    if (auto *field = evening.window.findChild<QLineEdit *>(QStringLiteral("cashTendered"))) {
        field->setText(QStringLiteral("300"));
        QTest::keyClick(field, Qt::Key_Return);
    }
    evening.keep(QStringLiteral("20-sell-sold"));
    evening.press(Qt::Key_Return);
    evening.desk.hold({evening.freeSeat(4)});
    evening.desk.endHold();
    evening.keep(QStringLiteral("21-sell-hold-ended"));
    evening.sell->map()->press(QStringLiteral("Standing gallery"));
    for (const SeatGeometry::AreaInfo &area : evening.desk.geometry()->areas())
        evening.sell->map()->press(area.name);
    evening.keep(QStringLiteral("22-sell-places"));
    evening.press(Qt::Key_Escape);
    evening.press(Qt::Key_F2);
    auto *search = evening.window.findChild<QLineEdit *>(QStringLiteral("sellSearch"));
    QTest::keyClicks(search, QStringLiteral("phil"));
    evening.keep(QStringLiteral("23-sell-search"));
    QTest::keyClicks(search, QStringLiteral("xx"));
    evening.keep(QStringLiteral("24-sell-nothing"));
}

void drawFrame(QSize size)
{
    Evening evening(size);
    evening.enter(Role::Seller);
    evening.open();
    evening.window.openPalette();
    evening.keep(QStringLiteral("30-palette"));
    evening.window.openPalette(QStringLiteral("rel"));
    evening.keep(QStringLiteral("31-palette-typed"));
    evening.window.openKeyHelp();
    evening.keep(QStringLiteral("32-keys"));
}

void drawEverything(ThemeMode mode, Density density, const QString &as, QSize size)
{
    suffix = as;
    Theme::install(*qApp, mode, density);
    drawSignIn(size);
    drawSelling(size);
    drawFrame(size);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("foyer-gallery"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QDir::tempPath());
    QSettings().clear();
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QStringList arguments = QCoreApplication::arguments();
    target = arguments.value(1, QStringLiteral("."));
    QDir().mkpath(target);
    const QString only = arguments.value(2);
    const auto wants = [&only](const char *name) {
        return only.isEmpty() || only == QLatin1StringView(name);
    };
    if (wants("light"))
        drawEverything(ThemeMode::Light, Density::Comfortable, QStringLiteral("-light"),
                       {1440, 900});
    if (wants("dark"))
        drawEverything(ThemeMode::Dark, Density::Comfortable, QStringLiteral("-dark"),
                       {1920, 1080});
    if (wants("contrast"))
        drawEverything(ThemeMode::HighContrast, Density::Touch, QStringLiteral("-contrast-touch"),
                       {1440, 900});
    if (wants("small"))
        drawEverything(ThemeMode::Light, Density::Comfortable, QStringLiteral("-small"),
                       {1024, 700});
    if (wants("rtl")) {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        drawEverything(ThemeMode::Light, Density::Comfortable, QStringLiteral("-rtl"), {1440, 900});
    }
    return 0;
}
