#include "app/foyer/desks/clienteventdesk.h"

#include "app/foyer/desks/cataloguelists.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

ClientEventDesk::ClientEventDesk(HouseClient &client, QObject *parent)
    : EventDesk(parent)
    , m_client(client)
{
    connect(&m_client, &HouseClient::catalogueChanged, this, &EventDesk::eventsChanged);
    connect(&m_client, &HouseClient::availabilityChanged, this, &EventDesk::eventsChanged);
    connect(&m_client, &HouseClient::linkChanged, this, &EventDesk::mayEditChanged);
    connect(&m_client, &HouseClient::sessionChanged, this, &EventDesk::mayEditChanged);
}

QList<Event> ClientEventDesk::events(const QString &search) const
{
    const Catalogue &catalogue = m_client.catalogue();
    QList<Event> events;
    if (search.trimmed().isEmpty()) {
        events = catalogue.events.values();
        std::ranges::sort(events, {}, &Event::startDate);
        return events;
    }
    for (const EventId &id : m_client.searchEvents(search, limits::searchLimit))
        events.append(catalogue.events.value(id));
    return events;
}

TicketCounts ClientEventDesk::counts(const EventId &event) const
{
    return m_client.catalogue().counts.value(event);
}

QList<Venue> ClientEventDesk::venues() const
{
    return venuesByName(m_client.catalogue());
}

QList<Performer> ClientEventDesk::performers(const QString &search, qint32 limit) const
{
    QList<Performer> found;
    for (const Performer &performer : m_client.catalogue().performers) {
        if (performer.name.contains(search, Qt::CaseInsensitive))
            found.append(performer);
    }
    std::ranges::sort(found, [&search](const Performer &a, const Performer &b) {
        const bool aStarts = a.name.startsWith(search, Qt::CaseInsensitive);
        const bool bStarts = b.name.startsWith(search, Qt::CaseInsensitive);
        return aStarts != bStarts ? aStarts : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    if (found.size() > limit)
        found.resize(limit);
    return found;
}

std::optional<Performer> ClientEventDesk::performer(const PerformerId &id) const
{
    const auto found = m_client.catalogue().performers.constFind(id);
    return found == m_client.catalogue().performers.cend() ? std::nullopt : std::optional(*found);
}

bool ClientEventDesk::mayEdit() const
{
    return m_client.link() == LinkState::Live && m_client.session() &&
           isAllowed(m_client.session()->role, Permission::EditEvents);
}

void ClientEventDesk::loadCategories(const SeatMapId &map, Callback<QList<Category>> then)
{
    m_client.fetchSeatMap(
        map, [then = std::move(then)](const Result<std::shared_ptr<const SeatGeometry>> &geometry) {
            then(geometry ? Result<QList<Category>>((*geometry)->categories())
                          : std::unexpected(geometry.error()));
        });
}

void ClientEventDesk::addPerformer(const QString &name, const QString &type,
                                   Callback<PerformerId> then)
{
    const SavePerformer command{.performer = {.id = m_client.make<PerformerId>(),
                                              .name = name,
                                              .type = type,
                                              .createdAt = m_client.serverTime()}};
    m_client.savePerformer(
        command, [id = command.performer.id, then = std::move(then)](const Result<Done> &done) {
            then(done ? Result<PerformerId>(id) : std::unexpected(done.error()));
        });
}

void ClientEventDesk::save(const Event &event, Callback<EventId> then)
{
    SaveEvent command{.event = event, .expected = event.version};
    if (command.event.id.isNull())
        command.event.id = m_client.make<EventId>();
    m_client.saveEvent(command,
                       [id = command.event.id, then = std::move(then)](const Result<Done> &done) {
                           then(done ? Result<EventId>(id) : std::unexpected(done.error()));
                       });
}

} // namespace foyer
