#include "app/foyer/operatorwindow.h"

#include "app/foyer/desks/clientconnection.h"
#include "app/foyer/desks/clienteventdesk.h"
#include "app/foyer/desks/clientreportdesk.h"
#include "app/foyer/desks/clientsaledesk.h"
#include "app/foyer/desks/clientvenuedesk.h"
#include "app/foyer/windowplace.h"
#include "ui/designer/venuesworkspace.h"
#include "ui/events/eventsworkspace.h"
#include "ui/reports/reportsworkspace.h"
#include "ui/selling/saletexts.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/mainwindow.h"

#include <QDir>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr qint32 mostPaletteEvents = 8;
}

OperatorWindow::OperatorWindow(const Settings &settings, const Clock &clock, RandomSource &random)
{
    QDir().mkpath(settings.folder);
    m_client = std::make_unique<HouseClient>(
        HouseClientSettings{.server = settings.server,
                            .storePath = settings.folder + u"/window.sqlite"_s,
                            .program = u"foyer " FOYER_VERSION ""_s},
        clock, random);
    m_connection = std::make_unique<ClientConnection>(*m_client, settings.server.authority());
    m_saleDesk = std::make_unique<ClientSaleDesk>(*m_client);
    m_venueDesk = std::make_unique<ClientVenueDesk>(*m_client);
    m_eventDesk = std::make_unique<ClientEventDesk>(*m_client);
    m_reportDesk = std::make_unique<ClientReportDesk>(*m_client);
    m_frame = std::make_unique<MainWindow>(*m_connection, settings.name);
    m_frame->setLanguages({{u"en"_s, u"English"_s}, {u"de"_s, u"Deutsch"_s}});
    addWorkspaces();
    m_place = std::make_unique<PlaceKeeper>(PlaceKeeper::Parts{.connection = *m_connection,
                                                               .frame = *m_frame,
                                                               .selling = *m_selling,
                                                               .desk = *m_saleDesk,
                                                               .clock = clock},
                                            settings.folder + u"/place.ini"_s);
    connect(m_client.get(), &HouseClient::failed, this, &OperatorWindow::failed);
    connect(m_frame.get(), &MainWindow::languageChosen, this, &OperatorWindow::languageChosen);
}

OperatorWindow::~OperatorWindow() = default;

void OperatorWindow::addWorkspaces()
{
    m_selling = new SellWorkspace(*m_saleDesk);
    m_events = new EventsWorkspace(*m_eventDesk);
    m_venues = new VenuesWorkspace(*m_venueDesk);
    m_reports = new ReportsWorkspace(*m_reportDesk);
    const int sell = m_frame->addWorkspace({.name = tr("Sell"),
                                            .iconName = u"view-grid"_s,
                                            .permission = Permission::SellTickets,
                                            .widget = m_selling,
                                            .actions = m_selling->workspaceActions(),
                                            .id = u"sell"_s});
    m_frame->addWorkspace({.name = tr("Events"),
                           .iconName = u"view-calendar"_s,
                           .permission = Permission::EditEvents,
                           .widget = m_events,
                           .actions = {},
                           .id = u"events"_s});
    m_frame->addWorkspace({.name = tr("Venues"),
                           .iconName = u"view-list-icons"_s,
                           .permission = Permission::EditVenues,
                           .widget = m_venues,
                           .actions = {},
                           .id = u"venues"_s});
    m_frame->addWorkspace({.name = tr("Reports"),
                           .iconName = u"office-chart-line"_s,
                           .permission = Permission::ReadReports,
                           .widget = m_reports,
                           .actions = {},
                           .id = u"reports"_s});
    m_frame->setFinder([this, sell](const QString &typed) {
        QList<PaletteEntry> found;
        for (const EventCard &card : m_saleDesk->searchEvents(typed, mostPaletteEvents)) {
            found.append({.title = card.name,
                          .detail = shortStart(card),
                          .key = {},
                          .iconName = u"view-calendar"_s,
                          .run = [this, sell, event = card.id] {
                              m_frame->showWorkspace(sell);
                              m_selling->openEvent(event);
                          }});
        }
        return found;
    });
}

void OperatorWindow::open()
{
    m_frame->show();
    m_client->start();
}

} // namespace foyer
