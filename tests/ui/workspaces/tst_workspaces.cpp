#include "models/seatmap/seatmapformat.h"
#include "tests/ui/workspaces/fakes/house.h"
#include "ui/designer/importpanel.h"
#include "ui/designer/planreader.h"
#include "ui/designer/venuedetails.h"
#include "ui/designer/venueform.h"
#include "ui/designer/venuesworkspace.h"
#include "ui/events/eventdifference.h"
#include "ui/events/eventeditor.h"
#include "ui/events/eventform.h"
#include "ui/events/eventsworkspace.h"
#include "ui/events/pricegrid.h"
#include "ui/events/pricepanel.h"
#include "ui/reports/chartpanel.h"
#include "ui/reports/figuretile.h"
#include "ui/reports/reportsworkspace.h"
#include "ui/reports/saleschart.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::fakes;

namespace {

QPushButton *buttonOf(const QWidget &parent, const QString &text)
{
    for (auto *button : parent.findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

QLineEdit *fieldOf(const QWidget &parent, const QString &name)
{
    for (auto *field : parent.findChildren<QLineEdit *>()) {
        if (field->accessibleName() == name)
            return field;
    }
    return nullptr;
}

bool says(const QWidget &parent, const QString &text)
{
    const QList<QLabel *> labels = parent.findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&text](const QLabel *label) {
        return label->isVisible() && label->text().contains(text);
    });
}

void press(const QWidget &parent, const QString &text)
{
    QPushButton *button = buttonOf(parent, text);
    QVERIFY2(button != nullptr, qPrintable(text));
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class WorkspacesTest final : public QObject
{
    Q_OBJECT

private:
    /// Another window renames the first event while "Mine" is typed here.
    static void typeMineWhileTheyChange(House &house, EventsWorkspace &workspace)
    {
        workspace.openEvent(house.events.stored.first().id);
        QLineEdit *name = fieldOf(*workspace.editor(), u"Name"_s);
        name->selectAll();
        QTest::keyClicks(name, u"Mine"_s);
        Event &kept = house.events.stored.first();
        kept.name = u"Theirs in the evening"_s;
        kept.version = kept.version.next();
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light, Density::Comfortable); }

    void aVenueIsMadeAndItsFaultsAreTold()
    {
        House house;
        VenuesWorkspace workspace(house.venues);
        workspace.show();
        press(workspace, u"New venue"_s);
        press(workspace, u"Save venue"_s);
        QVERIFY(says(workspace, u"A venue needs a name."_s));
        QVERIFY(house.venues.saved.isEmpty());
        QTest::keyClicks(fieldOf(*workspace.form(), u"Name"_s), u"Harbour Stage"_s);
        QTest::keyClicks(fieldOf(*workspace.form(), u"City"_s), u"Bremen"_s);
        house.venues.refuseWith = refusal(RefusalCode::ReadOnly, u"The disk is full."_s);
        press(workspace, u"Save venue"_s);
        QVERIFY(says(workspace, u"The disk is full."_s));
        house.venues.refuseWith.reset();
        press(workspace, u"Save venue"_s);
        QCOMPARE(workspace.chosenVenue()->name, u"Harbour Stage"_s);
        QVERIFY(says(*workspace.details(), u"No seat map yet"_s));
    }

    void aPlanIsReadShownAndPublished()
    {
        House house;
        VenuesWorkspace workspace(house.venues);
        workspace.show();
        QSignalSpy shown(workspace.importPanel(), &ImportPanel::planShown);
        workspace.importFile(samplePlan(u"seatmap-canvas-stadium.json"_s));
        QVERIFY(shown.wait());
        QVERIFY(workspace.importPanel()->findingsText().contains(u"Repaired"_s));
        QTest::keyClicks(fieldOf(*workspace.importPanel(), u"Note for this version"_s), u"New"_s);
        QSignalSpy published(&workspace, &VenuesWorkspace::published);
        press(workspace, u"Publish as version 3"_s);
        QCOMPARE(published.size(), 1);
        QCOMPARE(house.venues.versions(workspace.chosenVenue()->id).first().note, u"New"_s);
    }

    void aFileThatIsNoPlanIsExplained()
    {
        House house;
        VenuesWorkspace workspace(house.venues);
        workspace.show();
        QSignalSpy refused(workspace.importPanel(), &ImportPanel::planRefused);
        workspace.importFile(QStringLiteral(FOYER_SOURCE_DIR "/LICENSE"));
        QVERIFY(refused.wait());
        QVERIFY(says(workspace, u"Nothing was changed."_s));
        QVERIFY(buttonOf(workspace, u"Choose another file"_s) != nullptr);
    }

    void aSavedVersionReadsBackTheSame()
    {
        House house;
        VenuesWorkspace workspace(house.venues);
        workspace.show();
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"map.json"_s);
        QCOMPARE(workspace.exportShownMap(path), QString());
        const Result<ReadPlan> plan = readPlan(path);
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        const auto &shown = *workspace.details()->shownMap();
        QCOMPARE(plan->geometry->ticketCount(), shown.ticketCount());
        for (qint32 i = 0; i < shown.seatCount(); ++i) {
            QCOMPARE(plan->geometry->seatId(SeatIndex(i)), shown.seatId(SeatIndex(i)));
            QCOMPARE(plan->geometry->label(SeatIndex(i)), shown.label(SeatIndex(i)));
        }
    }

    void eightTicketTypesStandSideBySide()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.resize(1280 - 125, 800 - 74); // a small screen without the frame
        workspace.show();
        workspace.openEvent(house.events.stored.first().id);
        PricePanel &panel = *workspace.editor()->form()->prices();
        const QStringList names{u"Adult"_s,   u"Child"_s, u"Concession"_s,     u"Complimentary"_s,
                                u"Student"_s, u"Group"_s, u"Family of four"_s, u"Senior"_s};
        while (panel.model().columnCount() < names.size())
            press(panel, u"Add ticket type"_s);
        for (int column = 0; column < names.size(); ++column) {
            panel.model().renameTicketType(column, names.at(column));
            for (int row = 0; row < panel.model().rowCount(); ++row)
                QVERIFY(panel.model().setData(panel.model().index(row, column), u"128.50"_s,
                                              Qt::EditRole));
        }
        QTRY_VERIFY(panel.table()->names()->length() <= panel.table()->viewport()->width());
        const QFontMetrics metrics(Theme::font(TextRole::Body));
        for (int column = 0; column < names.size(); ++column)
            QVERIFY2(panel.table()->columnWidth(column) > metrics.horizontalAdvance(u"128.50"_s),
                     "figures are never cut");
        QCOMPARE(panel.table()->names()->linesOf(6).join(u' '), u"Family of four"_s);
        QVERIFY(workspace.table()->width() >= 480);
    }

    void pricesAreReachedTypedAndLeftByKeys()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.resize(1280, 800);
        workspace.show();
        QApplication::setActiveWindow(&workspace);
        workspace.openEvent(house.events.stored.first().id);
        PricePanel &panel = *workspace.editor()->form()->prices();
        PriceGrid *grid = panel.table();
        const int cells = panel.model().rowCount() * panel.model().columnCount();
        grid->setFocus();
        grid->setCurrentIndex(panel.model().index(0, 0));
        QTest::keyClicks(grid, u"7"_s); // starts typing at once
        auto *field = grid->findChild<QLineEdit *>();
        QVERIFY(field != nullptr);
        QTest::keyClicks(field, u"7.50"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(panel.model().index(0, 0).data(Qt::EditRole).toString(), u"77.50"_s);
        for (int cell = 1; cell < cells; ++cell) {
            QTest::keyClick(grid, Qt::Key_Tab);
            QVERIFY(grid->hasFocus());
        }
        QCOMPARE(grid->currentIndex().row(), panel.model().rowCount() - 1);
        QTest::keyClick(grid, Qt::Key_Tab);
        QVERIFY2(!grid->hasFocus(), "the table is no trap");
    }

    void aTicketTypeIsRenamedByItsButton()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.resize(1280, 800);
        workspace.show();
        QApplication::setActiveWindow(&workspace);
        workspace.openEvent(house.events.stored.first().id);
        PricePanel &panel = *workspace.editor()->form()->prices();
        panel.table()->setCurrentIndex(panel.model().index(0, 1));
        for (auto *button : panel.findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == u"Rename ticket type"_s)
                QTest::keyClick(button, Qt::Key_Space);
        }
        QLineEdit *name = fieldOf(panel, u"Name of the ticket type"_s);
        QVERIFY(name != nullptr);
        QTest::keyClicks(name, u"Members"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(panel.priceList().ticketTypes.at(1).name, u"Members"_s);
        QVERIFY(panel.table()->hasFocus());
    }

    void anEventIsMadePricedAndPublishedAfterOneQuestion()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.show();
        press(workspace, u"New event"_s);
        press(workspace, u"Publish"_s);
        QVERIFY(says(workspace, u"An event needs a name."_s));
        QTest::keyClicks(fieldOf(*workspace.editor(), u"Name"_s), u"Opening Night"_s);
        press(workspace, u"Publish"_s);
        QVERIFY(says(workspace, u"Enter at least one price"_s));
        PriceTableModel &prices = workspace.editor()->form()->prices()->model();
        QVERIFY(prices.setData(prices.index(0, 0), u"45.00"_s, Qt::EditRole));
        press(workspace, u"Publish"_s);
        QVERIFY(house.events.saved.isEmpty());
        press(workspace, u"Publish now"_s);
        QCOMPARE(house.events.saved.size(), 1);
        QCOMPARE(house.events.saved.first().status, EventStatus::Published);
        QCOMPARE(workspace.editor()->opened().name, u"Opening Night"_s);
        QVERIFY(!workspace.editor()->isEdited());
    }

    void unsavedChangesAreNotLostByChoosingAnother()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.show();
        const EventId first = house.events.stored.at(0).id;
        const EventId second = house.events.stored.at(1).id;
        workspace.openEvent(first);
        QTest::keyClicks(fieldOf(*workspace.editor(), u"Name"_s), u" II"_s);
        workspace.openEvent(second);
        QCOMPARE(workspace.editor()->opened().id, first);
        QVERIFY(says(workspace, u"Your changes are not saved."_s));
        press(workspace, u"Discard"_s);
        QCOMPARE(workspace.editor()->opened().id, second);
    }

    void aConflictShowsBothAndTheirsCanBeKept()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.show();
        typeMineWhileTheyChange(house, workspace);
        house.events.refuseWith = refusal(RefusalCode::VersionConflict, u"Changed."_s);
        press(workspace, u"Save changes"_s);
        auto *card = workspace.findChild<QWidget *>(u"conflictCard"_s);
        QVERIFY(card->isVisible());
        QVERIFY(says(workspace, u"somebody changed this event meanwhile"_s));
        QCOMPARE(fieldOf(*workspace.editor(), u"Name"_s)->text(), u"Mine"_s);
        QVERIFY(says(*card, u"Theirs in the evening"_s));
        QVERIFY(says(*card, u"Mine"_s));
        press(workspace, u"Keep theirs"_s);
        QVERIFY(!card->isVisible());
        QCOMPARE(fieldOf(*workspace.editor(), u"Name"_s)->text(), u"Theirs in the evening"_s);
        QVERIFY(!workspace.editor()->isEdited());
    }

    void inAConflictMineCanBePutOverTheirs()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.show();
        typeMineWhileTheyChange(house, workspace);
        Q_EMIT house.events.eventsChanged();
        auto *card = workspace.findChild<QWidget *>(u"conflictCard"_s);
        QVERIFY2(card->isVisible(), "the news alone shows both");
        const Version theirs = house.events.stored.first().version;
        press(workspace, u"Put mine over it"_s);
        QVERIFY(!card->isVisible());
        QCOMPARE(house.events.saved.last().name, u"Mine"_s);
        QCOMPARE(house.events.saved.last().version, theirs);
        QVERIFY(!workspace.editor()->isEdited());
    }

    void theirCancellationCannotBeOverwritten()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.show();
        typeMineWhileTheyChange(house, workspace);
        house.events.stored.first().status = EventStatus::Cancelled;
        Q_EMIT house.events.eventsChanged();
        for (auto *button : workspace.findChildren<QPushButton *>()) {
            if (button->text() == u"Put mine over it"_s)
                QVERIFY(!button->isEnabled());
        }
    }

    void differencesAreOnlyThoseThatAre()
    {
        House house;
        const Event theirs = house.events.stored.first();
        QVERIFY(eventDifferences(theirs, theirs, house.events).isEmpty());
        Event mine = theirs;
        mine.endDate = mine.endDate + Milliseconds(3'600'000);
        mine.prices.prices.first().amount += Money(100, mine.prices.currency);
        const QList<EventDifference> found = eventDifferences(theirs, mine, house.events);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.first().field, u"Ends"_s);
        QVERIFY(found.first().theirs != found.first().mine);
        QVERIFY(found.last().field.contains(u'1'));
    }

    void timesAreTheVenuesOwn()
    {
        House house;
        EventsWorkspace workspace(house.events);
        workspace.openEvent(house.events.stored.first().id);
        const Event read = workspace.editor()->form()->entered();
        QCOMPARE(read.startDate, house.events.stored.first().startDate);
        QCOMPARE(read.endDate, house.events.stored.first().endDate);
    }

    void reportsShowExportAndReadOut()
    {
        House house;
        ReportsWorkspace workspace(house.reports);
        workspace.resize(1200, 800);
        workspace.show();
        workspace.showPeriod(SalesPeriod::Month);
        QVERIFY(workspace.overTimePanel()->isShowingContent());
        QCOMPARE(workspace.overTimePanel()->tableRows(), 30);
        const QByteArray csv = workspace.byCategoryPanel()->csv();
        QVERIFY(csv.contains("Category,Tickets,Revenue\r\n"));
        auto *chart = workspace.findChild<SalesChart *>();
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY2(chart->readOut().contains(u"ticket"_s), qPrintable(chart->readOut()));
        QVERIFY(!chart->accessibleName().isEmpty());
    }

    void staleFiguresStayAndSaySo()
    {
        House house;
        ReportsWorkspace workspace(house.reports);
        workspace.show();
        const QString figure = workspace.findChild<FigureTile *>()->figure();
        house.reports.refuseWith = refusal(RefusalCode::Overloaded, u"The server is busy."_s);
        Q_EMIT house.reports.salesChanged();
        QVERIFY(says(workspace, u"The server is busy."_s));
        QCOMPARE(workspace.findChild<FigureTile *>()->figure(), figure);
        house.reports.refuseWith.reset();
        press(workspace, u"Try again"_s);
        QVERIFY(!says(workspace, u"The server is busy."_s));
    }

    void reportsAskOnlyWhileTheyAreSeen()
    {
        House house;
        ReportsWorkspace workspace(house.reports);
        Q_EMIT house.reports.salesChanged();
        QCOMPARE(house.reports.asked, 0);
        workspace.show();
        QCOMPARE(house.reports.asked, 1);
    }
};

QTEST_MAIN(WorkspacesTest)
#include "tst_workspaces.moc"
