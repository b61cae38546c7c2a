#pragma once

#include "models/domain/event.h"
#include "models/seatmap/seatgeometry.h"
#include "sync/client/reports.h"
#include "sync/engine/windowengine.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace foyer {

/// Where the window keeps its things and whom it talks to.
struct HouseClientSettings
{
    QUrl server;       ///< "http://127.0.0.1:8090"; ws and wss are derived from it
    QString storePath; ///< the window's SQLite file
    QString program;   ///< "foyer 0.1.0"
};

/// The whole catalogue as this window knows it. Lives in the GUI thread.
struct Catalogue
{
    CatalogueVersion version;
    QHash<VenueId, Venue> venues;
    QHash<SeatMapId, SeatMapSummary> seatMaps;
    QHash<PerformerId, Performer> performers;
    QHash<EventId, Event> events;
    QHash<EventId, TicketCounts> counts;
};

/// The window's side of the conversation, with everything real: the WebSocket, the store on its
/// own thread, the clock, and a WindowEngine that decides. Lives in the GUI thread; no call
/// waits for disk or network; answers arrive as signals or through the callback given, always
/// in the GUI thread and never from inside the call.
class HouseClient final : public QObject
{
    Q_OBJECT

public:
    /// \a clock and \a random must outlive the client.
    HouseClient(HouseClientSettings settings, const Clock &clock, RandomSource &random,
                QObject *parent = nullptr);
    ~HouseClient() override;

    /// Opens the store, then connects; \ref ready or \ref failed follows.
    void start();

    [[nodiscard]] LinkState link() const;
    /// Why the link is Offline or Refused; nothing when it is neither or was never tried.
    [[nodiscard]] std::optional<Refusal> linkRefusal() const;
    /// Planned wait until the next attempt, as of the last linkChanged().
    [[nodiscard]] Milliseconds retryIn() const;
    /// As the server introduced itself; empty before the first Welcome.
    [[nodiscard]] QString houseName() const;
    [[nodiscard]] const std::optional<SessionInfo> &session() const;
    [[nodiscard]] WindowId window() const;
    [[nodiscard]] qint32 pendingOperations() const;
    [[nodiscard]] const QList<OutboxRow> &outbox() const;
    [[nodiscard]] Instant serverTime() const;
    [[nodiscard]] Tick tick() const;

    void signIn(const QString &name, const QString &password);
    void signOut();

    [[nodiscard]] const Catalogue &catalogue() const;
    /// The search of models/search over the catalogue; below 20 ms.
    [[nodiscard]] QList<EventId> searchEvents(const QString &text, qint32 limit) const;

    /// Watches an event's tickets; \ref boardChanged (all) follows when they are there.
    void watch(const EventId &event);
    void unwatch(const EventId &event);
    /// The optimistic view; null before the first boardChanged of a watched event.
    [[nodiscard]] const TicketBoard *board(const EventId &event) const;

    /// Shows it at once, stores it, then sends it. \ref operationSettled follows, perhaps much
    /// later.
    OperationId submit(const Command &command);
    /// A fresh id from the window's clock and generator.
    template <class AnyId>
    [[nodiscard]] AnyId make() const
    {
        return AnyId(makeUuid());
    }

    // ---- documents, by HTTP with the session's token. One callback each.
    template <class T>
    using Callback = std::function<void(const Result<T> &)>;

    /// From the store when it is there (published maps never change), else from the server.
    void fetchSeatMap(const SeatMapId &map, Callback<std::shared_ptr<const SeatGeometry>> then);
    void saveVenue(const SaveVenue &command, Callback<Done> then);
    void publishSeatMap(const PublishSeatMap &command, Callback<Done> then);
    void savePerformer(const SavePerformer &command, Callback<Done> then);
    void saveEvent(const SaveEvent &command, Callback<Done> then);
    void fetchSales(const SalesReportQuery &query, Callback<SalesReport> then);

Q_SIGNALS:
    /// The store is open and what it holds is loaded; the window can be shown.
    void ready();
    /// The store cannot be used: what happened and what to do.
    void failed(const foyer::Refusal &refusal);
    void linkChanged();
    void sessionChanged();
    void signInRefused(const foyer::Refusal &refusal);
    void catalogueChanged(const QList<foyer::EventId> &events);
    void availabilityChanged(const QList<foyer::EventId> &events);
    void boardChanged(const foyer::EventId &event, const QList<foyer::SeatIndex> &seats, bool all);
    /// A watched event cannot be had: unknown, or not published.
    void watchRefused(const foyer::EventId &event, const foyer::Refusal &refusal);
    void operationSettled(const foyer::Operation &operation, const foyer::Outcome &outcome);
    void pendingChanged();

private:
    [[nodiscard]] QUuid makeUuid() const;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
