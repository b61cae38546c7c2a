#include "app/foyer/windowplace.h"
#include "models/domain/instant.h"
#include "models/seatmap/concerthall.h"
#include "tests/ui/support/fakehouseconnection.h"
#include "tests/ui/support/fakesaledesk.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/mainwindow.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace foyer::test {

class SteppedClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return time; }
    [[nodiscard]] Tick tick() const override { return Tick::fromMs(1); }

    Instant time = Instant::fromMs(1'800'000'000'000);
};

constexpr Milliseconds hour{3'600'000};

/// One run of the program: a house, a window on it, and what keeps its place.
struct Run
{
    explicit Run(const QString &placeFile, const SteppedClock &steppedClock)
        : clock(steppedClock)
        , file(placeFile)
    {
        desk.addEvent(u"La Traviata"_s, u"Anna Netrebova"_s, clock.time + hour, {.available = 100});
        desk.addEvent(u"Bruckner 8"_s, u"Philharmonic"_s, clock.time + 2 * hour, {.available = 50});
        desk.addEvent(u"Matinee"_s, u"Quartet"_s, clock.time - 7 * hour, {.available = 9});
        selling = new SellWorkspace(desk);
        frame.addWorkspace({.name = u"Sell"_s,
                            .iconName = u"view-grid"_s,
                            .permission = Permission::SellTickets,
                            .widget = selling,
                            .actions = {},
                            .id = u"sell"_s});
        frame.addWorkspace({.name = u"Reports"_s,
                            .iconName = u"office-chart-line"_s,
                            .permission = Permission::ReadReports,
                            .widget = new QWidget,
                            .actions = {},
                            .id = u"reports"_s});
        frame.resize(1280, 800);
        frame.show();
    }

    void keepPlace()
    {
        keeper = std::make_unique<PlaceKeeper>(PlaceKeeper::Parts{.connection = house,
                                                                  .frame = frame,
                                                                  .selling = *selling,
                                                                  .desk = desk,
                                                                  .clock = clock},
                                               file);
    }
    void signIn(Role role = Role::Manager) { house.enter(u"Anna"_s, role); }
    [[nodiscard]] EventId event(qsizetype i) const { return desk.programme.at(i).id; }

    const SteppedClock &clock;
    QString file;
    FakeHouseConnection house;
    FakeSaleDesk desk{sampleConcertHall()};
    MainWindow frame{house, u"Window 1"_s};
    SellWorkspace *selling = nullptr;
    std::unique_ptr<PlaceKeeper> keeper; ///< goes first, as in the program
};

} // namespace foyer::test

using namespace foyer;
using namespace foyer::test;

/// A window opens as it was left.
class WindowPlaceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"foyer-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"place.ini"_s);
    }

    void aPlaceReadsBackTheSame_data()
    {
        QTest::addColumn<std::optional<qint32>>("level");
        QTest::newRow("on one level") << std::optional(1);
        QTest::newRow("on all levels") << std::optional<qint32>();
    }

    void aPlaceReadsBackTheSame()
    {
        QFETCH(const std::optional<qint32>, level);
        const WindowPlace before{.workspace = u"sell"_s,
                                 .event = EventId(QUuid::createUuid()),
                                 .map = {.middle = {-1200, 34}, .scale = 0.0421, .level = level}};
        // Over another place: what it had and this has not must be gone.
        WindowPlace{.workspace = u"x"_s, .event = {}, .map = {.middle = {}, .level = 7}}.save(
            m_file);
        before.save(m_file);
        const WindowPlace after = WindowPlace::load(m_file);
        QCOMPARE(after.workspace, before.workspace);
        QVERIFY(after.event == before.event);
        QVERIFY(after.map == before.map);
    }

    void aFileThatCannotBeReadIsNoPlace()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x7f\x01 event=what [map\nscale=much");
        file.close();
        const WindowPlace place = WindowPlace::load(m_file);
        QVERIFY(!place.event.has_value());
        QVERIFY(place.map == MapPlace());
    }

    void whatIsLeftOpenIsOpenAgain()
    {
        MapPlace left;
        leaveAt(1, &left);
        Run again(m_file, m_clock);
        again.keepPlace();
        QVERIFY2(!again.desk.openedEvent().has_value(), "nobody is signed in yet");
        again.signIn();
        QCOMPARE(again.frame.currentWorkspaceId(), u"sell"_s);
        QVERIFY(again.desk.openedEvent() == again.event(1));
        QCOMPARE(again.selling->map()->place().scale, left.scale);
        QCOMPARE(again.selling->map()->place().level, left.level);
    }

    void theWorkspaceComesBackToo()
    {
        {
            Run run(m_file, m_clock);
            run.keepPlace();
            run.signIn();
            run.frame.showWorkspace(u"reports"_s);
        }
        QSettings().clear(); // the person's own settings are another memory
        Run again(m_file, m_clock);
        again.keepPlace();
        again.signIn();
        QCOMPARE(again.frame.currentWorkspaceId(), u"reports"_s);
    }

    void anEventWaitsForTheCatalogue()
    {
        leaveAt(0);
        Run again(m_file, m_clock);
        again.desk.catalogueIsThere = false;
        again.keepPlace();
        again.signIn();
        QVERIFY(!again.desk.openedEvent().has_value());
        again.desk.catalogueIsThere = true;
        Q_EMIT again.desk.eventsChanged();
        QVERIFY(again.desk.openedEvent() == again.event(0));
    }

    void whoWasQuickerKeepsTheirEvent()
    {
        leaveAt(0);
        Run again(m_file, m_clock);
        again.desk.catalogueIsThere = false;
        again.keepPlace();
        again.signIn();
        again.selling->openEvent(again.event(1));
        again.desk.catalogueIsThere = true;
        Q_EMIT again.desk.eventsChanged();
        QVERIFY(again.desk.openedEvent() == again.event(1));
    }

    void anEventThatIsOverStaysClosed()
    {
        leaveAt(2); // began seven hours ago
        Run again(m_file, m_clock);
        again.keepPlace();
        again.signIn();
        QVERIFY(!again.desk.openedEvent().has_value());
    }

    void itReturnsOnce()
    {
        leaveAt(0);
        Run again(m_file, m_clock);
        again.keepPlace();
        again.signIn();
        again.desk.closeEvent();
        Q_EMIT again.desk.eventsChanged();
        QVERIFY2(!again.desk.openedEvent().has_value(), "what was closed here stays closed");
    }

    void whoMayNotSellIsNotGivenAnEvent()
    {
        leaveAt(0);
        Role role = Role::Admin;
        for (const Role candidate : {Role::Organizer, Role::Manager, Role::Seller})
            role = isAllowed(candidate, Permission::SellTickets) ? role : candidate;
        if (isAllowed(role, Permission::SellTickets))
            QSKIP("every role sells");
        Run again(m_file, m_clock);
        again.keepPlace();
        again.signIn(role);
        QVERIFY(!again.desk.openedEvent().has_value());
    }

    void aWindowThatWasNeverUsedForgetsNothing()
    {
        leaveAt(1);
        {
            Run locked(m_file, m_clock); // opened, nobody signs in, closed
            locked.keepPlace();
        }
        QVERIFY(WindowPlace::load(m_file).event.has_value());
    }

    void aMoveIsWrittenByItself()
    {
        Run run(m_file, m_clock);
        run.keepPlace();
        run.signIn();
        run.selling->openEvent(run.event(0));
        const auto isKept = [&] {
            return WindowPlace::load(m_file).event == std::optional(run.event(0));
        };
        QTRY_VERIFY(isKept()); // without waiting for the end: a crash loses nothing
    }

private:
    /// Works at an event, looks at a part of its map and closes the program.
    void leaveAt(qsizetype event, MapPlace *left = nullptr)
    {
        Run run(m_file, m_clock);
        run.keepPlace();
        run.signIn();
        run.selling->openEvent(run.event(event));
        run.selling->map()->showLevel(1);
        run.selling->map()->zoomBy(2, run.selling->map()->rect().center());
        if (left)
            *left = run.selling->map()->place();
    }

    QTemporaryDir m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    SteppedClock m_clock;
};

QTEST_MAIN(WindowPlaceTest)
#include "tst_windowplace.moc"
