// Pictures of every state of the back office, for looking at: gallery FOLDER. Not shipped.

#include "tests/ui/workspaces/fakes/house.h"
#include "ui/designer/importpanel.h"
#include "ui/designer/venuesworkspace.h"
#include "ui/events/eventeditor.h"
#include "ui/events/eventform.h"
#include "ui/events/eventsworkspace.h"
#include "ui/reports/reportsworkspace.h"
#include "ui/widgets/button.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace foyer::fakes;

namespace {

QString target;
QString suffix;

void keep(QWidget &widget, const QString &name)
{
    widget.show();
    QTest::qWait(60); // a picture, not a test: let animations and layouts settle
    widget.grab().save(QDir(target).filePath(name + suffix + u".png"_s));
}

void pressButton(QWidget &parent, const QString &text)
{
    for (auto *button : parent.findChildren<QPushButton *>()) {
        if (button->text() == text)
            button->click();
    }
}

/// A workspace as it is first seen at that desk.
template <class Workspace, class Desk>
void keepNew(Desk &desk, QSize size, const QString &name)
{
    Workspace workspace(desk);
    workspace.resize(size);
    keep(workspace, name);
}

void drawVenues(QSize size)
{
    House house;
    VenuesWorkspace workspace(house.venues);
    workspace.resize(size);
    keep(workspace, u"venues"_s);
    QSignalSpy shown(workspace.importPanel(), &ImportPanel::planShown);
    workspace.importFile(samplePlan(u"seatmap-canvas-stadium.json"_s));
    shown.wait(10'000);
    keep(workspace, u"venues-import"_s);
    QSignalSpy refused(workspace.importPanel(), &ImportPanel::planRefused);
    workspace.importFile(QStringLiteral(FOYER_SOURCE_DIR "/CMakePresets.json"));
    refused.wait(10'000);
    keep(workspace, u"venues-refused"_s);
    workspace.startNewVenue();
    pressButton(workspace, u"Save venue"_s);
    keep(workspace, u"venues-new"_s);
    FakeVenueDesk nothing;
    keepNew<VenuesWorkspace>(nothing, size, u"venues-empty"_s);
}

void drawEvents(QSize size)
{
    House house;
    EventsWorkspace workspace(house.events);
    workspace.resize(size);
    keep(workspace, u"events"_s);
    workspace.openEvent(house.events.stored.first().id);
    keep(workspace, u"events-open"_s);
    workspace.openEvent(house.events.stored.at(3).id);
    pressButton(workspace, u"Publish"_s);
    keep(workspace, u"events-publish"_s);
    workspace.startNewEvent();
    pressButton(workspace, u"Publish"_s);
    keep(workspace, u"events-new"_s);
    FakeEventDesk nothing;
    keepNew<EventsWorkspace>(nothing, size, u"events-empty"_s);
}

void drawReports(QSize size)
{
    House house;
    ReportsWorkspace workspace(house.reports);
    workspace.resize(size);
    workspace.showPeriod(SalesPeriod::Month);
    keep(workspace, u"reports"_s);
    workspace.showPeriod(SalesPeriod::Today);
    keep(workspace, u"reports-today"_s);
    house.reports.refuseWith = refusal(RefusalCode::Overloaded, u"The server is busy."_s);
    Q_EMIT house.reports.salesChanged();
    keep(workspace, u"reports-stale"_s);
    FakeReportDesk nothing;
    nothing.at = house.reports.at;
    keepNew<ReportsWorkspace>(nothing, size, u"reports-empty"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    target = arguments.value(1, u"."_s);
    QDir().mkpath(target);
    const bool isDark = arguments.contains(u"dark"_s);
    const QSize size = arguments.contains(u"small"_s) ? QSize(960, 640) : QSize(1360, 860);
    suffix = isDark ? u"-dark"_s : QString();
    if (arguments.contains(u"small"_s))
        suffix += u"-small"_s;
    if (arguments.contains(u"rtl"_s)) {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        suffix += u"-rtl"_s;
    }
    Theme::install(application, isDark ? ThemeMode::Dark : ThemeMode::Light, Density::Comfortable);
    drawVenues(size);
    drawEvents(size);
    drawReports(size);
    return 0;
}
