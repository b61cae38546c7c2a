#pragma once

#include "models/store/windowstore.h"
#include "sync/client/catalogueshelf.h"
#include "sync/client/documents.h"
#include "sync/client/houseclient.h"
#include "sync/client/socketline.h"

#include <QSet>
#include <QTimer>

#include <optional>

namespace foyer {

/// What HouseClient is made of; seen by its own sources alone.
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

} // namespace foyer
