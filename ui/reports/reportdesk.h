#pragma once

#include "models/domain/event.h"
#include "models/tables/salesseries.h"

#include <QObject>

#include <functional>

namespace foyer {

/// What the Reports workspace needs of the world. app/ implements it. GUI thread; no call waits.
class ReportDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    using Callback = std::function<void(const Result<QList<SalesFigure>> &)>;

    [[nodiscard]] virtual QList<Event> events() const = 0; ///< by date, published ones
    [[nodiscard]] virtual TicketCounts counts(const EventId &event) const = 0;
    [[nodiscard]] virtual Instant now() const = 0;
    /// \a event nothing: the whole house.
    virtual void fetchSales(std::optional<EventId> event, Instant from, Instant until,
                            Milliseconds bucket, Callback then) = 0;

Q_SIGNALS:
    void eventsChanged();
    /// Something was sold, cancelled or released; ask again (the desk sends it at most twice a
    /// second).
    void salesChanged();
};

} // namespace foyer
