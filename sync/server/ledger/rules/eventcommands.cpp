#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/rules/inventory.h"
#include "sync/server/ledger/rules/recordcommands.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> eventInvalid(const QString &why)
{
    return refused(RefusalCode::InvalidRecord, why);
}

/// What may become of an event.
Result<void> checkTransition(const std::optional<Event> &before, const Event &after)
{
    if (!before)
        return {};
    if (before->status == EventStatus::Cancelled)
        return eventInvalid(u"The event is cancelled and stays as it is. Make a new one."_s);
    if (before->status == EventStatus::Draft)
        return {};
    if (after.status == EventStatus::Draft)
        return eventInvalid(u"A published event cannot become a draft again. Cancel it instead."_s);
    if (after.seatMap != before->seatMap || after.venue != before->venue)
        return eventInvalid(u"The venue and the seat map stay once an event is published."_s);
    if (after.prices.currency != before->prices.currency)
        return eventInvalid(u"The currency stays once an event is published."_s);
    return {};
}

Result<void> checkReferences(LedgerRows &rows, const Event &event)
{
    if (event.id.isNull() || event.description.size() > limits::textLength)
        return eventInvalid(
            u"An event needs an id and a description of at most 4000 characters."_s);
    if (!rows.venue(event.venue))
        return refused(RefusalCode::NotFound, u"There is no such venue."_s);
    if (!event.seatMap.isNull()) {
        const std::optional<SeatMapSummary> map = rows.seatMap(event.seatMap);
        if (!map || map->venue != event.venue)
            return refused(RefusalCode::NotFound, u"The venue has no such seat map."_s);
    }
    for (const PerformerId &performer : event.performers) {
        if (!rows.hasPerformer(performer))
            return refused(RefusalCode::NotFound, u"There is no such performer."_s);
    }
    for (const Price &price : event.prices.prices) {
        if (price.amount.minorUnits() > highestPrice_minorUnits)
            return eventInvalid(u"The price %1 is too high."_s.arg(price.amount.toDecimal()));
    }
    return {};
}

/// A seat that nobody can pay for must not go on sale.
Result<void> checkEveryCategoryIsPriced(LedgerRows &rows, const Event &event)
{
    if (event.seatMap.isNull())
        return eventInvalid(u"Choose a seat map before you publish the event."_s);
    for (const SeatMapWrite::Category &category : rows.soldCategories(event.seatMap)) {
        const bool isPriced = std::ranges::any_of(
            event.prices.prices, [&](const Price &price) { return price.category == category.id; });
        if (!isPriced)
            return eventInvalid(
                u"The category \"%1\" has no price. Price it, then publish."_s.arg(category.name));
    }
    return {};
}

/// The first row of the event's ledger.
LedgerRow publicationOf(const OperationScope &scope, const Event &event, qint64 capacity)
{
    LedgerRow row{.at = scope.now,
                  .operation = scope.operation,
                  .operatorId = scope.asker.operatorId,
                  .window = scope.asker.window};
    QDataStream out(&row.detail, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << event.seatMap.uuid() << capacity;
    row.hash = chainHash(chainStart(), event.id, row);
    return row;
}

/// Everything that can be said against the event as \a command wants it.
Result<void> checkEvent(LedgerRows &rows, const SaveEvent &command,
                        const std::optional<Event> &before)
{
    const Event &event = command.event;
    if (!before && command.expected != Version())
        return refused(RefusalCode::NotFound, u"There is no such event."_s);
    if (auto fine = checkTransition(before, event); !fine)
        return fine;
    if (event.status == EventStatus::Published) {
        if (auto fine = checkEveryCategoryIsPriced(rows, event); !fine)
            return fine;
    }
    if (before && before->version != command.expected)
        return refused(RefusalCode::VersionConflict,
                       u"Somebody changed the event meanwhile. Look at it and try again."_s);
    return {};
}

} // namespace

Outcome saveEvent(OperationScope &scope, const SaveEvent &command)
{
    if (auto fine = checked(command.event); !fine)
        return std::unexpected(fine.error());
    LedgerRows &rows = scope.work.rows();
    if (auto fine = checkReferences(rows, command.event); !fine)
        return std::unexpected(fine.error());
    const std::optional<Event> before = rows.event(command.event.id);
    if (auto fine = checkEvent(rows, command, before); !fine)
        return std::unexpected(fine.error());
    scope.readClock();
    Event event = command.event;
    event.createdAt = before ? before->createdAt : scope.now;
    event.version = command.expected.next();
    EventWrite write{.event = event, .catalogue = raiseCatalogue(scope), .isNew = !before};
    const bool isNewlyPublished =
        event.status == EventStatus::Published && (!before || before->status == EventStatus::Draft);
    if (isNewlyPublished) {
        const std::optional<SeatMapSummary> map = rows.seatMap(event.seatMap);
        write.publication = publicationOf(scope, event, map ? map->capacity : 0);
    }
    scope.work.save(write);
    return Done{.event = event.id, .version = event.version, .catalogue = write.catalogue};
}

} // namespace foyer
