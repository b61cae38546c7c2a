#include "models/store/windowdatabase.h"

#include "sync/protocol/codec.h"
#include "sync/protocol/snapshot.h"

#include <QSqlError>
#include <QVariant>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Each record of \a delta as a catalogue message of its own.
QList<std::pair<QByteArray, CatalogueDelta>> recordsOf(const CatalogueDelta &delta)
{
    QList<std::pair<QByteArray, CatalogueDelta>> records;
    for (const Venue &venue : delta.venues)
        records.append({venue.id.toBytes(), {.version = delta.version, .venues = {venue}}});
    for (const SeatMapSummary &map : delta.seatMaps)
        records.append({map.id.toBytes(), {.version = delta.version, .seatMaps = {map}}});
    for (const Performer &performer : delta.performers)
        records.append(
            {performer.id.toBytes(), {.version = delta.version, .performers = {performer}}});
    for (const Event &event : delta.events)
        records.append({event.id.toBytes(), {.version = delta.version, .events = {event}}});
    return records;
}

bool applyTo(QList<TicketView> &tickets, const Change &change)
{
    if (change.seats.size() != change.versions.size())
        return false;
    for (qsizetype i = 0; i < change.seats.size(); ++i) {
        const qint32 seat = change.seats.at(i).value();
        if (seat < 0 || seat >= tickets.size())
            return false;
        tickets[seat] = change.after;
        tickets[seat].version = change.versions.at(i);
    }
    return true;
}

} // namespace

// ------------------------------------------------------------------------------ statements

Result<QSqlQuery> WindowDatabase::ask(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(refusalFor(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return std::unexpected(refusalFor(query.lastError()));
    return query;
}

Result<void> WindowDatabase::run(const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> done = ask(sql, values);
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<void> WindowDatabase::isReadToItsEnd(const QSqlQuery &query) const
{
    const QSqlError error = query.lastError();
    return error.isValid() ? std::unexpected(refusalFor(error)) : Result<void>();
}

Result<void> WindowDatabase::transaction(const std::function<Result<void>()> &work)
{
    if (Result<void> begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    Result<void> done = work();
    if (done)
        done = run(u"COMMIT"_s);
    if (!done)
        (void)run(u"ROLLBACK"_s); // has happened already after some faults
    return done;
}

Result<QByteArray> WindowDatabase::setting(const QString &name)
{
    Result<QSqlQuery> query = ask(u"SELECT value FROM setting WHERE name = ?"_s, {name});
    if (!query)
        return std::unexpected(query.error());
    if (query->next())
        return query->value(0).toByteArray();
    const Result<void> whole = isReadToItsEnd(*query);
    return whole ? Result<QByteArray>() : std::unexpected(whole.error());
}

Result<void> WindowDatabase::putSetting(const QString &name, const QByteArray &value)
{
    return run(u"INSERT INTO setting VALUES (?, ?) "
               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
               {name, value.isNull() ? QByteArray("") : value});
}

// ------------------------------------------------------------------------------ outbox

Result<void> WindowDatabase::putOutboxRow(const OutboxRow &row)
{
    const QVariant outcome =
        row.outcome ? QVariant(encode(*row.outcome, Encoding::Cbor)) : QVariant();
    const qint64 number = row.operation.deviceSequence.value();
    Result<void> put =
        run(u"INSERT INTO outbox VALUES (?, ?, ?, ?, ?) ON CONFLICT (op_id) DO UPDATE SET "
            "device_sequence = excluded.device_sequence, state = excluded.state, "
            "operation = excluded.operation, outcome = excluded.outcome"_s,
            {row.operation.id.toBytes(), number, int(row.state),
             encode(row.operation, Encoding::Cbor), outcome});
    if (!put || row.isPending())
        return put;
    return run(u"DELETE FROM outbox WHERE state IN (2, 4) AND device_sequence < ?"_s,
               {number - settledKept});
}

Result<QList<OutboxRow>> WindowDatabase::outbox()
{
    Result<QSqlQuery> query = ask(u"SELECT operation, state, outcome FROM outbox "
                                  "WHERE state IN (0, 1, 3) ORDER BY device_sequence"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<OutboxRow> rows;
    while (query->next()) {
        const Result<Operation> operation =
            decodeOperation(query->value(0).toByteArray(), Encoding::Cbor);
        OutboxRow row{.state = OutboxState(query->value(1).toInt())};
        bool isReadable = operation.has_value();
        if (isReadable && !query->isNull(2)) {
            const QByteArray bytes = query->value(2).toByteArray();
            const Result<Outcome> outcome = decodeOutcome(bytes, Encoding::Cbor);
            isReadable = outcome.has_value();
            if (isReadable)
                row.outcome = *outcome;
        }
        if (!isReadable) {
            return std::unexpected(refusal(
                RefusalCode::InvalidRecord,
                u"The window's file %1 holds an operation that cannot be read. It may be unpaid "
                "work: keep the file, ask for help, and start with another one meanwhile."_s.arg(
                    m_path)));
        }
        row.operation = *operation;
        rows.append(row);
    }
    if (const Result<void> whole = isReadToItsEnd(*query); !whole)
        return std::unexpected(whole.error()); // a part of the outbox is never taken for all of it
    return rows;
}

// ------------------------------------------------------------------------------ tickets

Result<void> WindowDatabase::putTickets(const EventId &event, Sequence sequence,
                                        const QList<TicketView> &tickets)
{
    Result<void> done = run(u"DELETE FROM event_change WHERE event_id = ?"_s, {event.toBytes()});
    if (!done)
        return done;
    return run(u"INSERT INTO event_tickets VALUES (?, ?, ?) ON CONFLICT (event_id) DO UPDATE SET "
               "sequence = excluded.sequence, packed = excluded.packed"_s,
               {event.toBytes(), sequence.value(), packTickets(tickets, m_window)});
}

Result<void> WindowDatabase::putChanges(const EventId &event, const QList<Change> &changes)
{
    Result<QSqlQuery> query = ask(
        u"SELECT t.sequence, (SELECT count(*) FROM event_change c WHERE c.event_id = t.event_id) "
        "FROM event_tickets t WHERE t.event_id = ?"_s,
        {event.toBytes()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return {};
    qint64 kept = query->value(1).toLongLong();
    qint64 last = query->value(0).toLongLong() + kept;
    query->finish(); // ends the read
    for (const Change &change : changes) {
        if (change.sequence.value() != last + 1)
            continue;
        const ServerMessage message = Changes{.event = event, .changes = {change}};
        Result<void> done =
            run(u"INSERT INTO event_change VALUES (?, ?, ?)"_s,
                {event.toBytes(), change.sequence.value(), encode(message, Encoding::Cbor)});
        if (!done)
            return done;
        ++last;
        ++kept;
    }
    if (kept <= changesKept)
        return {};
    const Result<StoredTickets> folded = tickets(event);
    return folded ? putTickets(event, folded->sequence, folded->tickets)
                  : std::unexpected(folded.error());
}

Result<StoredTickets> WindowDatabase::tickets(const EventId &event)
{
    Result<QSqlQuery> query =
        ask(u"SELECT sequence, packed FROM event_tickets WHERE event_id = ?"_s, {event.toBytes()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return StoredTickets();
    StoredTickets stored{.sequence = Sequence(query->value(0).toLongLong())};
    Result<QList<TicketView>> tickets = unpackTickets(query->value(1).toByteArray());
    if (!tickets)
        return StoredTickets();
    stored.tickets = *std::move(tickets);
    query = ask(u"SELECT message FROM event_change WHERE event_id = ? ORDER BY sequence"_s,
                {event.toBytes()});
    if (!query)
        return std::unexpected(query.error());
    while (query->next()) {
        const Result<ServerMessage> message =
            decodeServerMessage(query->value(0).toByteArray(), Encoding::Cbor);
        const auto *changes = message ? std::get_if<Changes>(&*message) : nullptr;
        if (!changes || changes->changes.size() != 1 ||
            changes->changes.constFirst().sequence != stored.sequence.next() ||
            !applyTo(stored.tickets, changes->changes.constFirst()))
            return StoredTickets();
        stored.sequence = stored.sequence.next();
    }
    if (const Result<void> whole = isReadToItsEnd(*query); !whole)
        return std::unexpected(whole.error());
    return stored;
}

// ------------------------------------------------------------------------------ catalogue, maps

Result<void> WindowDatabase::putCatalogue(const CatalogueDelta &delta)
{
    for (const auto &[id, record] : recordsOf(delta)) {
        Result<void> done = run(u"INSERT INTO catalogue_record VALUES (?, ?) "
                                "ON CONFLICT (id) DO UPDATE SET message = excluded.message"_s,
                                {id, encode(ServerMessage(record), Encoding::Cbor)});
        if (!done)
            return done;
    }
    return putSetting(u"catalogue_version"_s, QByteArray::number(delta.version.value()));
}

Result<QList<CatalogueDelta>> WindowDatabase::catalogue()
{
    Result<QSqlQuery> query = ask(u"SELECT message FROM catalogue_record"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<CatalogueDelta> records;
    while (query->next()) {
        const Result<ServerMessage> message =
            decodeServerMessage(query->value(0).toByteArray(), Encoding::Cbor);
        const auto *delta = message ? std::get_if<CatalogueDelta>(&*message) : nullptr;
        if (!delta)
            return std::unexpected(refusal(RefusalCode::InvalidRecord, {}));
        records.append(*delta);
    }
    if (const Result<void> whole = isReadToItsEnd(*query); !whole)
        return std::unexpected(whole.error());
    return records;
}

Result<void> WindowDatabase::forgetConfirmed(const LedgerEpoch &epoch)
{
    for (const QString &sql : {u"DELETE FROM event_tickets"_s, u"DELETE FROM event_change"_s,
                               u"DELETE FROM catalogue_record"_s}) {
        if (Result<void> done = run(sql); !done)
            return done;
    }
    if (Result<void> done = putSetting(u"catalogue_version"_s, "0"); !done)
        return done;
    return putSetting(u"ledger_epoch"_s, epoch.toBytes());
}

Result<void> WindowDatabase::putToken(const QString &token)
{
    return putSetting(u"token"_s, token.toUtf8());
}

Result<void> WindowDatabase::putSeatMap(const SeatMapId &map, const QByteArray &document)
{
    return run(u"INSERT INTO seat_map VALUES (?, ?) ON CONFLICT (id) DO NOTHING"_s,
               {map.toBytes(), document});
}

Result<QByteArray> WindowDatabase::seatMap(const SeatMapId &map)
{
    Result<QSqlQuery> query = ask(u"SELECT document FROM seat_map WHERE id = ?"_s, {map.toBytes()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::unexpected(
            refusal(RefusalCode::NotFound, u"The seat map has not been fetched yet."_s));
    return query->value(0).toByteArray();
}

} // namespace foyer
