#pragma once

#include "models/domain/event.h"
#include "models/seatmap/seatmap.h"

#include <QObject>

#include <functional>

namespace foyer {

/// What the Events workspace needs of the world. app/ implements it. GUI thread; no call waits.
class EventDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    template <class T>
    using Callback = std::function<void(const Result<T> &)>;

    [[nodiscard]] virtual QList<Event>
    events(const QString &search) const = 0; ///< by date; all states
    [[nodiscard]] virtual TicketCounts counts(const EventId &event) const = 0;
    [[nodiscard]] virtual QList<Venue> venues() const = 0; ///< by name
    [[nodiscard]] virtual QList<Performer> performers(const QString &search,
                                                      qint32 limit) const = 0;
    [[nodiscard]] virtual std::optional<Performer> performer(const PerformerId &id) const = 0;
    [[nodiscard]] virtual bool mayEdit() const = 0;
    virtual void loadCategories(const SeatMapId &map, Callback<QList<Category>> then) = 0;
    virtual void addPerformer(const QString &name, const QString &type,
                              Callback<PerformerId> then) = 0;
    /// Creates (null id) or changes an event; publishing is saving it with status Published.
    virtual void save(const Event &event, Callback<EventId> then) = 0;

Q_SIGNALS:
    void eventsChanged();
    void mayEditChanged();
};

} // namespace foyer
