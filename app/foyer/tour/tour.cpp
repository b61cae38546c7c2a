#include "app/foyer/tour/tour.h"

#include "app/foyer/desks/clientsaledesk.h"
#include "app/foyer/tour/hand.h"
#include "ui/designer/venuesworkspace.h"
#include "ui/events/eventsworkspace.h"
#include "ui/reports/reportsworkspace.h"
#include "ui/seatmap/mapcamera.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize windowSize(1360, 860);
constexpr double closeUp = 0.055; ///< pixels per millimetre at which seats are clearly seen
constexpr double fewPixels = 4;

/// The layout of a new window may round by a pixel.
bool isNear(const MapPlace &a, const MapPlace &b)
{
    const double reach = fewPixels / std::max(a.scale, 1e-6);
    return a.level == b.level && std::abs(a.scale - b.scale) < 0.01 * b.scale &&
           std::abs(a.middle.x - b.middle.x) < reach && std::abs(a.middle.y - b.middle.y) < reach;
}

enum WorkspaceIndex { SellIndex, EventsIndex, VenuesIndex, ReportsIndex };

} // namespace

Tour::Tour(const QString &pictureFolder)
    : m_server(m_folder.filePath(u"house"_s))
    , m_guide(pictureFolder)
{
    // What the visitor does must not change how the owner finds the program again.
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    connect(&m_server, &EmbeddedServer::started, this, &Tour::openWindows);
    connect(&m_server, &EmbeddedServer::failed, this,
            [this](const Refusal &refusal) { end(refusal.message); });
    connect(&m_guide, &TourGuide::finished, this, &Tour::end);
}

Tour::~Tour() = default;

void Tour::start()
{
    m_server.start();
}

void Tour::end(const QString &problem)
{
    if (!problem.isEmpty())
        std::fprintf(stderr, "foyer: %s\n", qPrintable(problem));
    Q_EMIT finished(problem.isEmpty() ? 0 : 1);
}

std::unique_ptr<OperatorWindow> Tour::makeWindow(const QString &name, const QString &folder)
{
    auto window = std::make_unique<OperatorWindow>(
        OperatorWindow::Settings{
            .server = m_address, .folder = m_folder.filePath(folder), .name = name},
        m_clock, m_random);
    connect(window.get(), &OperatorWindow::failed, this,
            [this](const Refusal &refusal) { end(refusal.message); });
    window->frame().resize(windowSize);
    window->open();
    return window;
}

void Tour::openWindows(const QUrl &server)
{
    m_address = server;
    m_anna = makeWindow(tr("Window 1"), u"one"_s);
    m_max = makeWindow(tr("Window 2"), u"two"_s);
    connect(&m_anna->saleDesk(), &SaleDesk::sold, this, [this] { m_sold = true; });
    for (OperatorWindow *window : {m_anna.get(), m_max.get()})
        connect(&window->saleDesk(), &SaleDesk::holdRefused, this,
                [this, window] { m_loser = window; });
    connect(&m_max->reports(), &ReportsWorkspace::reportShown, this,
            [this] { m_reportShown = true; });
    planSignIn();
    planFinding();
    planSelling();
    planRace();
    planBackOffice();
    planDark();
    planReopening();
    m_guide.start();
}

QWidget *Tour::part(OperatorWindow &window, const char *name)
{
    QWidget *found = window.frame().findChild<QWidget *>(QLatin1StringView(name));
    if (!found)
        std::fprintf(stderr, "foyer: the tour cannot find \"%s\"\n", name);
    return found ? found : &window.frame();
}

// ------------------------------------------------------------------------------ signing in

void Tour::addSignIn(OperatorWindow &window, const QString &person, const QString &title)
{
    m_guide.add({tr("%1 is connected").arg(title),
                 {},
                 [&window] { return window.client().link() == LinkState::SignedOut; },
                 {}});
    m_guide.add({title,
                 [&window, person] {
                     hand::type(*part(window, "signInName"), person);
                     hand::type(*part(window, "signInPassword"), u"foyer-demo"_s);
                 },
                 {},
                 {&window.frame()}});
    m_guide.add({tr("%1: the house is open").arg(title),
                 [&window] { hand::press(*part(window, "signInPassword"), Qt::Key_Return); },
                 [&window] {
                     return window.client().link() == LinkState::Live &&
                            window.saleDesk().hasCatalogue();
                 },
                 {}});
}

void Tour::planSignIn()
{
    addSignIn(*m_anna, u"anna"_s, tr("Anna signs in at window 1"));
    addSignIn(*m_max, u"max"_s, tr("Max signs in at window 2"));
}

// ------------------------------------------------------------------------------ finding

void Tour::planFinding()
{
    m_guide.add({tr("The season, before anything is chosen"), {}, {}, {&m_anna->frame()}});
    m_guide.add({tr("A typo is forgiven: bethoven finds Beethoven"),
                 [this] { hand::type(*part(*m_anna, "sellSearch"), u"bethoven"_s); },
                 [this] { return !m_anna->saleDesk().searchEvents(u"bethoven"_s, 1).isEmpty(); },
                 {&m_anna->frame()}});
    m_guide.add({tr("The event opens on its live seat map"),
                 [this] { hand::press(*part(*m_anna, "sellSearch"), Qt::Key_Return); },
                 [this] { return m_anna->saleDesk().openedEvent().has_value(); },
                 {&m_anna->frame()}});
    m_guide.add(
        {tr("Window 2 opens the same event"),
         [this] { m_max->selling().openEvent(*m_anna->saleDesk().openedEvent()); },
         [this] { return m_max->saleDesk().openedEvent() == m_anna->saleDesk().openedEvent(); },
         {}});
}

// ------------------------------------------------------------------------------ selling

std::optional<SeatIndex> Tour::freeSeat(int rank) const
{
    // Two free seats side by side, so that they are together on the picture.
    const QList<SeatLook> &looks = m_anna->saleDesk().looks();
    const std::shared_ptr<const SeatGeometry> geometry = m_anna->saleDesk().geometry();
    for (qint32 i = geometry->seatCount() / 3; i + 3 < geometry->seatCount(); ++i) {
        bool isRun = true;
        for (qint32 j = i; j < i + 4; ++j)
            isRun = isRun && looks.at(j) == SeatLook::Available &&
                    geometry->rowIndices()[size_t(j)] == geometry->rowIndices()[size_t(i)];
        if (isRun)
            return SeatIndex(i + rank);
    }
    return std::nullopt;
}

void Tour::pick(OperatorWindow &window, SeatIndex seat)
{
    SeatMapView &map = *window.selling().map();
    if (map.scale() < closeUp)
        map.zoomBy(closeUp / map.scale(), map.viewport()->rect().center());
    map.centerOn(map.geometry()->position(seat));
    hand::click(*map.viewport(), map.toViewport(map.geometry()->position(seat)).toPoint());
}

SeatLook Tour::look(OperatorWindow &window, SeatIndex seat) const
{
    return window.saleDesk().looks().value(seat.value(), SeatLook::Blocked);
}

void Tour::planSelling()
{
    m_guide.add({tr("One click holds a seat"),
                 [this] {
                     m_first = freeSeat(0).value_or(SeatIndex(0));
                     m_second = freeSeat(1).value_or(SeatIndex(1));
                     pick(*m_anna, m_first);
                 },
                 [this] {
                     return look(*m_anna, m_first) == SeatLook::Mine &&
                            !m_anna->saleDesk().cart().isProvisional;
                 },
                 {&m_anna->frame()}});
    m_guide.add({tr("The other window sees it at once"),
                 [this] {
                     SeatMapView &map = *m_max->selling().map();
                     map.zoomBy(closeUp / map.scale(), map.viewport()->rect().center());
                     map.centerOn(map.geometry()->position(m_first));
                 },
                 [this] { return look(*m_max, m_first) == SeatLook::Held; },
                 {&m_anna->frame(), &m_max->frame()}});
    m_guide.add({tr("A second seat joins the cart"),
                 [this] { pick(*m_anna, m_second); },
                 [this] {
                     return m_anna->saleDesk().cart().lines.size() == 2 &&
                            !m_anna->saleDesk().cart().isProvisional;
                 },
                 {}});
}

// ------------------------------------------------------------------------------ the race

void Tour::planRace()
{
    m_guide.add({tr("Two windows want the same seat: one is told, and offered its neighbours"),
                 [this] {
                     // Both click before either can know: the server decides who gets it.
                     const SeatIndex contested(m_second.value() + 1);
                     pick(*m_anna, contested);
                     pick(*m_max, contested);
                 },
                 [this] { return m_loser != nullptr; },
                 {&m_anna->frame(), &m_max->frame()}});
    m_guide.add({tr("The offer is taken with one key"),
                 [this] { hand::press(m_loser->frame(), Qt::Key_Return); },
                 [this] {
                     return !m_loser->saleDesk().cart().lines.isEmpty() &&
                            !m_loser->saleDesk().cart().isProvisional;
                 },
                 {&m_max->frame()}});
    m_guide.add({tr("Cash: the change is known while typing"),
                 [this] {
                     hand::click(*part(*m_anna, "cashButton"));
                     auto *amount = qobject_cast<QLineEdit *>(part(*m_anna, "cashTendered"));
                     if (!amount)
                         return;
                     amount->selectAll();
                     hand::type(*amount, u"500"_s);
                 },
                 {},
                 {&m_anna->frame()}});
    m_guide.add({tr("Sold, with a booking that can be read out"),
                 [this] { hand::press(*part(*m_anna, "cashTendered"), Qt::Key_Return); },
                 [this] { return m_sold; },
                 {&m_anna->frame()}});
    m_guide.add({tr("Sold at window 1 is sold at window 2"),
                 {},
                 [this] {
                     return look(*m_max, m_first) == SeatLook::Sold &&
                            look(*m_max, m_second) == SeatLook::Sold;
                 },
                 {&m_anna->frame(), &m_max->frame()}});
}

// ------------------------------------------------------------------------------ the others

void Tour::planBackOffice()
{
    m_guide.add({tr("Events: what is on sale, and what it costs"),
                 [this] {
                     m_max->frame().showWorkspace(EventsIndex);
                     m_max->events().openEvent(*m_anna->saleDesk().openedEvent());
                 },
                 {},
                 {&m_max->frame()}});
    m_guide.add({tr("Venues: the map and its versions"),
                 [this] {
                     m_max->frame().showWorkspace(VenuesIndex);
                     const Catalogue &catalogue = m_max->client().catalogue();
                     m_max->venues().chooseVenue(
                         catalogue.events.value(*m_anna->saleDesk().openedEvent()).venue);
                 },
                 {},
                 {&m_max->frame()}});
    m_guide.add({tr("Reports: sales as they happen"),
                 [this] {
                     m_max->frame().showWorkspace(ReportsIndex);
                     m_max->reports().showPeriod(SalesPeriod::Month);
                 },
                 [this] { return m_reportShown; },
                 {&m_max->frame()}});
}

void Tour::planDark()
{
    m_guide.add({tr("The same in the dark"),
                 [this] {
                     Theme::current().setMode(ThemeMode::Dark);
                     hand::click(*part(*m_anna, "nextCustomer"));
                     m_anna->selling().map()->fitToView();
                 },
                 {},
                 {&m_anna->frame()}});
    m_guide.add({tr("Reports in the dark"), {}, {}, {&m_max->frame()}});
}

// ------------------------------------------------------------------------------ the next day

/// Without a picture: the window is not there yet when the tour is planned.
void Tour::planReopening()
{
    m_guide.add({tr("A window that is closed opens again where it was left"),
                 [this] {
                     SeatMapView &map = *m_anna->selling().map();
                     map.showLevel(0);
                     map.zoomBy(MapCamera::stop, {});
                     m_anna->frame().showWorkspace(SellIndex);
                     m_leftAt = map.place();
                     m_leftEvent = *m_anna->saleDesk().openedEvent();
                     m_anna.reset();
                     m_anna = makeWindow(tr("Window 1"), u"one"_s);
                 },
                 [this] {
                     return m_anna->saleDesk().openedEvent() == m_leftEvent &&
                            isNear(m_anna->selling().map()->place(), m_leftAt);
                 },
                 {}});
}

} // namespace foyer
