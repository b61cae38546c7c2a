#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"
#include "sync/server/ledger/sqlite/recordcommands.h"
#include "sync/server/ledger/sqlite/records.h"

#include <QDataStream>
#include <QIODevice>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// So that no sum of a booking can leave the range of Money.
constexpr qint64 highestPrice = 1'000'000'000'000;

std::unexpected<Refusal> eventRefused(RefusalCode code, const QString &why)
{
    return std::unexpected(refusal(code, why));
}

std::unexpected<Refusal> invalid(const QString &why)
{
    return eventRefused(RefusalCode::InvalidRecord, why);
}

/// What may become of an event.
Result<void> checkTransition(const std::optional<Event> &before, const Event &after)
{
    if (!before)
        return {};
    if (before->status == EventStatus::Cancelled)
        return invalid(u"The event is cancelled and stays as it is. Make a new one."_s);
    if (before->status == EventStatus::Draft)
        return {};
    if (after.status == EventStatus::Draft)
        return invalid(u"A published event cannot become a draft again. Cancel it instead."_s);
    if (after.seatMap != before->seatMap || after.venue != before->venue)
        return invalid(u"The venue and the seat map stay once an event is published."_s);
    if (after.prices.currency != before->prices.currency)
        return invalid(u"The currency stays once an event is published."_s);
    return {};
}

Result<void> checkReferences(OperationScope &scope, const Event &event)
{
    if (event.id.isNull() || event.description.size() > limits::textLength)
        return invalid(u"An event needs an id and a description of at most 4000 characters."_s);
    if (!scope.database.number("SELECT 1 FROM venues WHERE id = ?", event.venue))
        return eventRefused(RefusalCode::NotFound, u"There is no such venue."_s);
    if (!event.seatMap.isNull() &&
        !scope.database.number("SELECT 1 FROM seat_maps WHERE id = ? AND venue_id = ?",
                               event.seatMap, event.venue))
        return eventRefused(RefusalCode::NotFound, u"The venue has no such seat map."_s);
    for (const PerformerId &performer : event.performers) {
        if (!scope.database.number("SELECT 1 FROM performers WHERE id = ?", performer))
            return eventRefused(RefusalCode::NotFound, u"There is no such performer."_s);
    }
    for (const Price &price : event.prices.prices) {
        if (price.amount.minorUnits() > highestPrice)
            return invalid(u"The price %1 is too high."_s.arg(price.amount.toDecimal()));
    }
    return {};
}

/// A seat that nobody can pay for must not go on sale.
Result<void> checkEveryCategoryIsPriced(OperationScope &scope, const Event &event)
{
    if (event.seatMap.isNull())
        return invalid(u"Choose a seat map before you publish the event."_s);
    Rows rows = scope.database.query("SELECT c.id, c.name FROM map_categories c"
                                     " JOIN seat_maps m ON m.no = c.map_no"
                                     " WHERE m.id = ? AND c.tickets > 0 ORDER BY c.position",
                                     event.seatMap);
    while (rows.next()) {
        const auto category = rows.id<CategoryId>(0);
        const bool isPriced = std::ranges::any_of(
            event.prices.prices, [&](const Price &price) { return price.category == category; });
        if (!isPriced)
            return invalid(
                u"The category \"%1\" has no price. Price it, then publish."_s.arg(rows.text(1)));
    }
    return {};
}

/// \return the number of rows changed: 0 when the expected version is not the stored one.
qint64 storeEvent(OperationScope &scope, const Event &event, Version expected)
{
    const QString currency = event.prices.currency.code();
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    if (expected == Version())
        return scope.database.run(
            "INSERT INTO events (id, venue_id, seat_map_id, name, description, start_date,"
            " end_date, status, currency, created_at, version, catalogue_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (id) DO NOTHING",
            event.id, event.venue, event.seatMap, event.name, event.description, event.startDate,
            event.endDate, int(event.status), currency, scope.now, catalogue.value());
    return scope.database.run(
        "UPDATE events SET venue_id = ?, seat_map_id = ?, name = ?, description = ?,"
        " start_date = ?, end_date = ?, status = ?, currency = ?, version = version + 1,"
        " catalogue_version = ? WHERE id = ? AND version = ?",
        event.venue, event.seatMap, event.name, event.description, event.startDate, event.endDate,
        int(event.status), currency, catalogue.value(), event.id, expected.value());
}

void storeParts(OperationScope &scope, const Event &event)
{
    Database &database = scope.database;
    database.run("DELETE FROM event_performers WHERE event_id = ?", event.id);
    database.run("DELETE FROM prices WHERE event_id = ?", event.id);
    database.run("DELETE FROM ticket_types WHERE event_id = ?", event.id);
    for (qsizetype i = 0; i < event.performers.size(); ++i)
        database.run("INSERT INTO event_performers (event_id, performer_id, position)"
                     " VALUES (?, ?, ?)",
                     event.id, event.performers[i], qint64(i));
    const PriceList &prices = event.prices;
    for (qsizetype i = 0; i < prices.ticketTypes.size(); ++i)
        database.run("INSERT INTO ticket_types (event_id, position, id, name)"
                     " VALUES (?, ?, ?, ?)",
                     event.id, qint64(i), prices.ticketTypes[i].id, prices.ticketTypes[i].name);
    for (qsizetype i = 0; i < prices.prices.size(); ++i)
        database.run("INSERT INTO prices (event_id, category_id, ticket_type_id, position, amount)"
                     " VALUES (?, ?, ?, ?, ?)",
                     event.id, prices.prices[i].category, prices.prices[i].ticketType, qint64(i),
                     prices.prices[i].amount.minorUnits());
}

/// The tickets, their counts, and the first row of the event's ledger.
void publish(OperationScope &scope, const Event &event)
{
    Database &database = scope.database;
    const qint64 number =
        database.number("SELECT no FROM events WHERE id = ?", event.id).value_or(0);
    const qint64 map =
        database.number("SELECT no FROM seat_maps WHERE id = ?", event.seatMap).value_or(0);
    const qint64 capacity =
        database.number("SELECT capacity FROM seat_maps WHERE no = ?", map).value_or(0);
    database.run("INSERT INTO tickets (event_no, idx) SELECT ?, idx FROM seats WHERE map_no = ?"
                 " ORDER BY idx",
                 number, map);
    scope.head = {.number = number, .event = event.id, .chain = chainStart()};
    LedgerRow row{.at = scope.now,
                  .operation = scope.operation,
                  .operatorId = scope.asker.operatorId,
                  .window = scope.asker.window};
    QDataStream out(&row.detail, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << event.seatMap.uuid() << capacity;
    appendRow(scope, row);
    database.run("INSERT INTO inventory (event_no, map_no, capacity, sequence, fence, chain,"
                 " available, held, sold, blocked) VALUES (?, ?, ?, 0, 0, ?, ?, 0, 0, 0)",
                 number, map, capacity, scope.head.chain, capacity);
    scope.head = {};
}

} // namespace

Outcome saveEvent(OperationScope &scope, const SaveEvent &command)
{
    const Event &event = command.event;
    if (auto fine = checked(event); !fine)
        return std::unexpected(fine.error());
    if (auto fine = checkReferences(scope, event); !fine)
        return std::unexpected(fine.error());
    const std::optional<Event> before = findEvent(scope.database, event.id);
    if (!before && command.expected != Version())
        return eventRefused(RefusalCode::NotFound, u"There is no such event."_s);
    if (auto fine = checkTransition(before, event); !fine)
        return std::unexpected(fine.error());
    if (event.status == EventStatus::Published) {
        if (auto fine = checkEveryCategoryIsPriced(scope, event); !fine)
            return std::unexpected(fine.error());
    }
    if (storeEvent(scope, event, command.expected) == 0)
        return eventRefused(RefusalCode::VersionConflict,
                            u"Somebody changed the event meanwhile. Look at it and try again."_s);
    storeParts(scope, event);
    const bool isNewlyPublished =
        event.status == EventStatus::Published && (!before || before->status == EventStatus::Draft);
    if (isNewlyPublished)
        publish(scope, event);
    return Done{.event = event.id,
                .version = command.expected.next(),
                .catalogue = scope.catalogue.value_or(CatalogueVersion())};
}

} // namespace foyer
