#include "app/foyer/windowplace.h"

#include "ui/selling/saledesk.h"
#include "ui/selling/sellworkspace.h"
#include "ui/shell/houseconnection.h"
#include "ui/shell/mainwindow.h"

#include <QSettings>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds writePause = 500ms;
/// Latecomers still buy: an event stays worth opening for a while after its start.
constexpr Milliseconds longestEvent = 6h;

const QString workspaceName = u"workspace"_s;
const QString eventName = u"event"_s;
const QString levelName = u"map/level"_s;
const QString xName = u"map/x_mm"_s;
const QString yName = u"map/y_mm"_s;
const QString scaleName = u"map/pixels_per_mm"_s;

} // namespace

WindowPlace WindowPlace::load(const QString &file)
{
    const QSettings kept(file, QSettings::IniFormat);
    WindowPlace place{.workspace = kept.value(workspaceName).toString(),
                      .event = EventId::fromString(kept.value(eventName).toString()),
                      .map = {.middle = {kept.value(xName).toInt(), kept.value(yName).toInt()},
                              .scale = kept.value(scaleName).toDouble(),
                              .level = {}}};
    if (kept.contains(levelName))
        place.map.level = kept.value(levelName).toInt();
    return place;
}

void WindowPlace::save(const QString &file) const
{
    QSettings kept(file, QSettings::IniFormat);
    kept.setValue(workspaceName, workspace);
    kept.setValue(eventName, event ? event->toString() : QString());
    kept.setValue(xName, map.middle.x);
    kept.setValue(yName, map.middle.y);
    kept.setValue(scaleName, map.scale);
    if (map.level)
        kept.setValue(levelName, *map.level);
    else
        kept.remove(levelName);
}

PlaceKeeper::PlaceKeeper(const Parts &parts, const QString &file)
    : m_parts(parts)
    , m_file(file)
    , m_place(WindowPlace::load(file))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(writePause);
    connect(&m_soon, &QTimer::timeout, this, &PlaceKeeper::save);
    connect(&m_parts.connection, &HouseConnection::personChanged, this, &PlaceKeeper::tryReturn);
    connect(&m_parts.desk, &SaleDesk::eventsChanged, this, &PlaceKeeper::tryReturn);
    connect(&m_parts.frame, &MainWindow::workspaceShown, this, &PlaceKeeper::noteChange);
    connect(&m_parts.selling, &SellWorkspace::placeChanged, this, &PlaceKeeper::noteChange);
    tryReturn();
}

PlaceKeeper::~PlaceKeeper()
{
    if (m_soon.isActive())
        save();
}

void PlaceKeeper::tryReturn()
{
    const std::optional<SignedInOperator> person = m_parts.connection.person();
    if (!person)
        return;
    returnToWorkspace();
    if (isAllowed(person->role, Permission::SellTickets))
        returnToEvent();
}

void PlaceKeeper::returnToWorkspace()
{
    if (std::exchange(m_isBackInWorkspace, true) || m_place.workspace.isEmpty())
        return;
    m_parts.frame.showWorkspace(m_place.workspace);
}

void PlaceKeeper::returnToEvent()
{
    if (m_isBackInEvent || !m_parts.desk.hasCatalogue())
        return;
    m_isBackInEvent = true;
    // Somebody who was quicker has chosen another one.
    if (!m_place.event || m_parts.desk.openedEvent())
        return;
    const std::optional<EventCard> card = m_parts.desk.card(*m_place.event);
    if (card && m_parts.clock.now() - card->startDate < longestEvent)
        m_parts.selling.openEvent(*m_place.event, m_place.map);
}

void PlaceKeeper::noteChange()
{
    // Before the return there is nothing to keep but what is kept.
    if (m_isBackInWorkspace && !m_soon.isActive())
        m_soon.start();
}

void PlaceKeeper::save()
{
    m_soon.stop();
    m_place.workspace = m_parts.frame.currentWorkspaceId();
    if (const std::optional<EventId> open = m_parts.desk.openedEvent()) {
        m_place.event = open;
        m_place.map = m_parts.selling.map()->place();
    }
    m_place.save(m_file);
}

} // namespace foyer
