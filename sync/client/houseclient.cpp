#include "sync/client/houseclient.h"

#include "models/seatmap/seatmapformat.h"
#include "models/store/windowstore.h"
#include "sync/client/catalogueshelf.h"
#include "sync/client/documents.h"
#include "sync/client/socketline.h"

#include <QMetaMethod>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <optional>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds heartbeat{500};
const QList<OutboxRow> noRows;
const std::optional<SessionInfo> noSession;

} // namespace

struct HouseClient::Private
{
    using Geometry = std::shared_ptr<const SeatGeometry>;

    Private(HouseClient &owner, HouseClientSettings given, const Clock &machineClock,
            RandomSource &source)
        : q(owner)
        , settings(std::move(given))
        , clock(machineClock)
        , random(source)
        , line(settings.server)
        , documents(settings.server)
        , store(std::make_unique<WindowStore>(settings.storePath, owner))
    {}

    HouseClient &q;
    HouseClientSettings settings;
    const Clock &clock;
    RandomSource &random;
    SocketLine line;
    Documents documents;
    QTimer beat;
    CatalogueShelf shelf;
    std::optional<WindowEngine> engine; ///< once the store is open
    WindowId window;
    std::optional<Refusal> linkRefusal;
    Milliseconds retryIn{0};
    QSet<EventId> watched;
    QHash<SeatMapId, Geometry> geometries; ///< shared with whoever draws or sells on them
    std::unique_ptr<WindowStore> store;

    void opened(const Result<WindowContents> &contents);
    void drive(const EngineStep &step);
    void carryOut(const EngineAction &action);
    void tell(const EngineNotice &notice);
    void settled(const OperationSettled &told);
    void startWatching(const EventId &event);
    WindowStore::Written orComplain();

    void keepSeatMap(const SeatMapId &map, const Result<QByteArray> &document,
                     const Callback<Geometry> &then);
    template <class SaveCommand>
    void save(const SaveCommand &command, Callback<Done> then)
    {
        documents.save(command, OperationId(q.makeUuid()), std::move(then));
    }
};

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

// ------------------------------------------------------------------------------ the engine

void HouseClient::Private::drive(const EngineStep &step)
{
    for (const EngineAction &action : step.actions)
        carryOut(action);
    for (const EngineNotice &notice : step.notices)
        tell(notice);
}

/// For writes whose loss the server makes good; a failing disk has to be told all the same.
WindowStore::Written HouseClient::Private::orComplain()
{
    return [this](const Result<void> &written) {
        if (!written)
            Q_EMIT q.failed(written.error());
    };
}

void HouseClient::Private::carryOut(const EngineAction &action)
{
    if (const auto *sending = std::get_if<SendMessage>(&action)) {
        line.send(sending->message);
    } else if (const auto *row = std::get_if<StoreOutboxRow>(&action)) {
        store->putOutboxRow(row->row, [this, id = row->row.operation.id](const Result<void> &done) {
            if (done)
                drive(engine->stored(id, q.tick()));
            else
                Q_EMIT q.failed(done.error()); // not on disk: it is not sent
        });
        Q_EMIT q.pendingChanged();
    } else if (const auto *tickets = std::get_if<StoreTickets>(&action)) {
        store->putTickets(tickets->event, tickets->sequence, tickets->tickets, orComplain());
    } else if (const auto *changes = std::get_if<StoreChanges>(&action)) {
        store->putChanges(changes->event, changes->changes, orComplain());
    } else if (const auto *catalogue = std::get_if<StoreCatalogue>(&action)) {
        store->putCatalogue(catalogue->delta, orComplain());
    } else if (const auto *forget = std::get_if<ForgetConfirmed>(&action)) {
        store->forgetConfirmed(forget->epoch, orComplain());
        Q_EMIT q.catalogueChanged(shelf.clear());
    } else if (const auto *open = std::get_if<OpenConnection>(&action)) {
        line.openAfter(open->after);
    } else {
        line.close();
    }
}

void HouseClient::Private::tell(const EngineNotice &notice)
{
    if (const auto *link = std::get_if<LinkChanged>(&notice)) {
        linkRefusal = link->refusal;
        retryIn = link->retryIn;
        Q_EMIT q.linkChanged();
    } else if (const auto *session = std::get_if<SessionChanged>(&notice)) {
        documents.setToken(session->token);
        store->putToken(session->token, orComplain());
        Q_EMIT q.sessionChanged();
    } else if (const auto *refused = std::get_if<SignInRefused>(&notice)) {
        Q_EMIT q.signInRefused(refused->refusal);
    } else if (const auto *seats = std::get_if<SeatsChanged>(&notice)) {
        Q_EMIT q.boardChanged(seats->event, seats->seats, seats->all);
    } else if (const auto *done = std::get_if<OperationSettled>(&notice)) {
        settled(*done);
    } else if (const auto *catalogue = std::get_if<CatalogueChanged>(&notice)) {
        Q_EMIT q.catalogueChanged(shelf.put(catalogue->delta));
    } else if (const auto *availability = std::get_if<AvailabilityChanged>(&notice)) {
        Q_EMIT q.availabilityChanged(shelf.put(availability->availability));
    } else if (const auto *missing = std::get_if<WatchRefused>(&notice)) {
        Q_EMIT q.watchRefused(missing->event, missing->refusal);
    }
}

/// A refusal counts as seen once somebody was there to show it; until then it is told again at
/// the next start.
void HouseClient::Private::settled(const OperationSettled &told)
{
    Q_EMIT q.pendingChanged();
    Q_EMIT q.operationSettled(told.operation, told.outcome);
    static const QMetaMethod signal = QMetaMethod::fromSignal(&HouseClient::operationSettled);
    if (!told.outcome && q.isSignalConnected(signal))
        drive(engine->resolve(told.operation.id));
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

// ------------------------------------------------------------------------------ documents

void HouseClient::fetchSeatMap(const SeatMapId &map,
                               Callback<std::shared_ptr<const SeatGeometry>> then)
{
    if (const Private::Geometry known = d->geometries.value(map)) {
        QMetaObject::invokeMethod(
            this, [known, then = std::move(then)] { then(known); }, Qt::QueuedConnection);
        return;
    }
    d->store->seatMap(map, [this, map, then = std::move(then)](const Result<QByteArray> &stored) {
        if (stored) {
            d->keepSeatMap(map, stored, then);
            return;
        }
        d->documents.fetchSeatMap(map, [this, map, then](const Result<QByteArray> &fetched) {
            if (fetched)
                d->store->putSeatMap(map, *fetched, d->orComplain());
            d->keepSeatMap(map, fetched, then);
        });
    });
}

void HouseClient::Private::keepSeatMap(const SeatMapId &map, const Result<QByteArray> &document,
                                       const Callback<Geometry> &then)
{
    if (!document) {
        then(std::unexpected(document.error()));
        return;
    }
    const Result<SeatMap> read = seatMapFromJson(*document);
    if (!read) {
        then(std::unexpected(read.error()));
        return;
    }
    const Geometry geometry = SeatGeometry::compile(*read);
    geometries.insert(map, geometry);
    then(geometry);
}

void HouseClient::saveVenue(const SaveVenue &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::publishSeatMap(const PublishSeatMap &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::savePerformer(const SavePerformer &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::saveEvent(const SaveEvent &command, Callback<Done> then)
{
    d->save(command, std::move(then));
}

void HouseClient::fetchSales(const SalesReportQuery &query, Callback<SalesReport> then)
{
    d->documents.fetchSales(query, std::move(then));
}

} // namespace foyer
