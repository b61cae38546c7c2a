#include "sync/client/houseclient.h"

#include "sync/client/houseclientprivate.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds heartbeat{500};
const QList<OutboxRow> noRows;
const std::optional<SessionInfo> noSession;

} // namespace

// ------------------------------------------------------------------------------ life

HouseClient::HouseClient(HouseClientSettings settings, const Clock &clock, RandomSource &random,
                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(settings), clock, random))
{
    connect(&d->line, &SocketLine::connected, this,
            [this] { d->drive(d->engine->connected(tick())); });
    connect(&d->line, &SocketLine::disconnected, this,
            [this](const QString &reason) { d->drive(d->engine->disconnected(tick(), reason)); });
    connect(&d->line, &SocketLine::received, this, [this](const ServerMessage &message) {
        d->drive(d->engine->received(message, tick()));
    });
    connect(&d->beat, &QTimer::timeout, this, [this] { d->drive(d->engine->timePassed(tick())); });
}

HouseClient::~HouseClient() = default;

void HouseClient::start()
{
    d->store->open(WindowId(makeUuid()),
                   [this](const Result<WindowContents> &contents) { d->opened(contents); });
}

void HouseClient::Private::opened(const Result<WindowContents> &contents)
{
    if (!contents) {
        Q_EMIT q.failed(contents.error());
        return;
    }
    window = contents->memory.window;
    for (const CatalogueDelta &record : contents->catalogue)
        shelf.put(record);
    documents.setToken(contents->memory.token);
    engine.emplace(contents->memory, settings.program, random);
    beat.start(heartbeat);
    Q_EMIT q.ready();
    drive(engine->started(q.tick()));
    for (const EventId &event : std::as_const(watched))
        startWatching(event);
}

// ------------------------------------------------------------------------------ what is known

LinkState HouseClient::link() const
{
    return d->engine ? d->engine->link() : LinkState::Connecting;
}

std::optional<Refusal> HouseClient::linkRefusal() const
{
    return d->linkRefusal;
}

Milliseconds HouseClient::retryIn() const
{
    return d->retryIn;
}

QString HouseClient::houseName() const
{
    return d->engine ? d->engine->houseName() : QString();
}

const std::optional<SessionInfo> &HouseClient::session() const
{
    return d->engine ? d->engine->session() : noSession;
}

WindowId HouseClient::window() const
{
    return d->window;
}

qint32 HouseClient::pendingOperations() const
{
    return qint32(std::ranges::count_if(outbox(), &OutboxRow::isPending));
}

const QList<OutboxRow> &HouseClient::outbox() const
{
    return d->engine ? d->engine->outbox() : noRows;
}

Instant HouseClient::serverTime() const
{
    return d->engine && d->engine->knowsServerTime() ? d->engine->serverTime(tick())
                                                     : d->clock.now();
}

Tick HouseClient::tick() const
{
    return d->clock.tick();
}

QUuid HouseClient::makeUuid() const
{
    return makeUuid7(serverTime(), d->random);
}

const Catalogue &HouseClient::catalogue() const
{
    return d->shelf.catalogue();
}

QList<EventId> HouseClient::searchEvents(const QString &text, qint32 limit) const
{
    return d->shelf.search(text, limit, serverTime());
}

const TicketBoard *HouseClient::board(const EventId &event) const
{
    return d->engine ? d->engine->board(event) : nullptr;
}

// ------------------------------------------------------------------------------ what people want

void HouseClient::signIn(const QString &name, const QString &password)
{
    QMetaObject::invokeMethod(
        this,
        [this, name, password] {
            if (d->engine)
                d->drive(d->engine->signIn(name, password, tick()));
        },
        Qt::QueuedConnection);
}

void HouseClient::signOut()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (d->engine)
                d->drive(d->engine->signOut(tick()));
        },
        Qt::QueuedConnection);
}

void HouseClient::watch(const EventId &event)
{
    d->watched.insert(event);
    if (d->engine)
        d->startWatching(event);
}

/// What the store has of the event comes first, so that it shows at once and offline.
void HouseClient::Private::startWatching(const EventId &event)
{
    store->tickets(event, [this, event](const Result<StoredTickets> &stored) {
        if (!watched.contains(event))
            return; // closed meanwhile
        const StoredTickets known = stored.value_or(StoredTickets());
        drive(engine->watch(event, known.sequence, known.tickets, q.tick()));
    });
}

void HouseClient::unwatch(const EventId &event)
{
    if (d->watched.remove(event) && d->engine)
        d->drive(d->engine->unwatch(event));
}

OperationId HouseClient::submit(const Command &command)
{
    const OperationId id(makeUuid());
    // Answers never come from inside the call.
    QMetaObject::invokeMethod(
        this,
        [this, command, id] {
            if (d->engine)
                d->drive(d->engine->submit(command, id, tick()));
            else
                Q_EMIT operationSettled(
                    {.id = id, .command = command},
                    std::unexpected(refusal(RefusalCode::Overloaded,
                                            u"The window's store is not open yet. Try again."_s)));
        },
        Qt::QueuedConnection);
    return id;
}

} // namespace foyer
