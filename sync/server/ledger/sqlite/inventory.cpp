#include "sync/server/ledger/sqlite/inventory.h"

#include "models/domain/invariant.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The ticket's version after a conditional update that changed \a rows rows. Asked for apart,
/// because RETURNING builds a table of its own for every statement, which costs more.
std::optional<Version> versionAfter(OperationScope &scope, SeatIndex seat, qint64 rows)
{
    if (rows != 1)
        return std::nullopt;
    const std::optional<qint64> version =
        scope.database.number("SELECT version FROM tickets WHERE event_no = ? AND idx = ?",
                              scope.head.number, seat.value());
    return version ? std::optional(Version(*version)) : std::nullopt;
}

std::optional<Version> takeFree(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    return versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 1, version = version + 1, hold = ?, fence = ?, holder = ?,"
            " expires_at = ?, booking = NULL"
            " WHERE event_no = ? AND idx = ? AND status = 0",
            lease.hold, lease.fence.value(), lease.holder, lease.expiresAt, scope.head.number,
            seat.value()));
}

std::optional<Version> takeLapsed(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    return versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 1, version = version + 1, hold = ?, fence = ?, holder = ?,"
            " expires_at = ?, booking = NULL"
            " WHERE event_no = ? AND idx = ? AND status = 1 AND expires_at <= ?",
            lease.hold, lease.fence.value(), lease.holder, lease.expiresAt, scope.head.number,
            seat.value(), scope.now));
}

/// The time that conditions on the end of a lease compare with.
Instant leaseClock(const OperationScope &scope)
{
#ifdef FOYER_PLANTED_FAULTS
    if (scope.rules.expiresLate)
        return Instant::fromMs(0); // only the reaper ends leases
#endif
    return scope.now;
}

/// The fence that conditions ask for.
qint64 fenceAsked(const OperationScope &scope, SeatIndex seat, const Lease &lease)
{
#ifdef FOYER_PLANTED_FAULTS
    if (scope.rules.ignoresFences)
        return readTicket(scope.database, scope.head.number, seat).fence.value();
#else
    Q_UNUSED(scope);
    Q_UNUSED(seat);
#endif
    return lease.fence.value();
}

/// The hold that conditions ask for.
HoldId holdAsked(const OperationScope &scope, SeatIndex seat, const Lease &lease)
{
#ifdef FOYER_PLANTED_FAULTS
    if (scope.rules.ignoresFences)
        return readTicket(scope.database, scope.head.number, seat).hold; // whoever has it now
#else
    Q_UNUSED(scope);
    Q_UNUSED(seat);
#endif
    return lease.hold;
}

#ifdef FOYER_PLANTED_FAULTS
std::optional<Version> readThenWrite(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    const std::pair key(scope.head.number, seat.value());
    if (!scope.heads.seen.contains(key))
        scope.heads.seen.insert(key, readTicket(scope.database, scope.head.number, seat));
    const TicketState seen = scope.heads.seen.value(key);
    if (!seen.isFree(scope.now))
        return std::nullopt;
    if (seen.status == TicketStatus::Available && scope.head.counts.available > 0) {
        --scope.head.counts.available;
        ++scope.head.counts.held;
    }
    return versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 1, version = version + 1, hold = ?, fence = ?, holder = ?,"
            " expires_at = ?, booking = NULL WHERE event_no = ? AND idx = ?",
            lease.hold, lease.fence.value(), lease.holder, lease.expiresAt, scope.head.number,
            seat.value()));
}
#endif

} // namespace

Result<EventHead> EventHeads::find(const EventId &event)
{
    const auto known = m_entries.constFind(event);
    if (known != m_entries.cend())
        return known->head;
    Result<EventHead> head = read(event);
    if (head)
        m_entries.insert(event, {*head, head->sequence});
    return head;
}

Result<EventHead> EventHeads::read(const EventId &event)
{
    Rows rows = m_database.query(
        "SELECT e.no, e.status, e.end_date, i.map_no, i.sequence, i.fence, i.chain, i.available,"
        " i.held, i.sold, i.blocked"
        " FROM events e LEFT JOIN inventory i ON i.event_no = e.no WHERE e.id = ?",
        event);
    if (!rows.next())
        return std::unexpected(refusal(RefusalCode::NotFound, u"There is no such event."_s));
    EventHead head{.number = rows.number(0),
                   .event = event,
                   .status = EventStatus(rows.small(1)),
                   .endDate = rows.instant(2)};
    head.hasTickets = !rows.isNull(3);
    if (head.hasTickets) {
        head.mapNumber = rows.number(3);
        head.sequence = Sequence(rows.number(4));
        head.fence = Fence(rows.number(5));
        head.chain = rows.bytes(6);
        head.counts = {rows.small(7), rows.small(8), rows.small(9), rows.small(10)};
    }
    return head;
}

void EventHeads::keep(const EventHead &head)
{
    const auto known = m_entries.find(head.event);
    FOYER_INVARIANT(known != m_entries.end(), "a head is read before it is kept");
    known->head = head;
}

void EventHeads::writeBack()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        const EventHead &head = entry.head;
        if (head.sequence == entry.stored)
            continue;
        const qint64 written = m_database.run(
            "UPDATE inventory SET sequence = ?, fence = ?, chain = ?, available = ?, held = ?,"
            " sold = ?, blocked = ? WHERE event_no = ? AND sequence = ?",
            head.sequence.value(), head.fence.value(), head.chain, head.counts.available,
            head.counts.held, head.counts.sold, head.counts.blocked, head.number,
            entry.stored.value());
        FOYER_INVARIANT(written == 1 || m_database.failure(),
                        "an event's sequence moves in one writer only");
    }
    m_entries.clear();
}

std::optional<Version> holdTicket(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
#ifdef FOYER_PLANTED_FAULTS
    if (scope.rules.readsThenWrites)
        return readThenWrite(scope, seat, lease);
#endif
    if (const std::optional<Version> version = takeFree(scope, seat, lease)) {
        --scope.head.counts.available;
        ++scope.head.counts.held;
        return version;
    }
    return takeLapsed(scope, seat, lease); // held before and after it
}

std::optional<Version> extendTicket(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    return versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET version = version + 1, expires_at = ?"
            " WHERE event_no = ? AND idx = ? AND status = 1 AND hold = ? AND fence = ?"
            " AND expires_at > ?",
            lease.expiresAt, scope.head.number, seat.value(), lease.hold,
            fenceAsked(scope, seat, lease), leaseClock(scope)));
}

std::optional<Version> releaseTicket(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    const std::optional<Version> version = versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 0, version = version + 1, hold = NULL, holder = NULL,"
            " expires_at = NULL, booking = NULL"
            " WHERE event_no = ? AND idx = ? AND status = 1 AND hold = ? AND fence = ?"
            " AND expires_at > ?",
            scope.head.number, seat.value(), lease.hold, fenceAsked(scope, seat, lease),
            leaseClock(scope)));
    if (version) {
        --scope.head.counts.held;
        ++scope.head.counts.available;
    }
    return version;
}

std::optional<Version> confirmTicket(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    const std::optional<Version> version = versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 2, version = version + 1, expires_at = NULL, booking = ?"
            " WHERE event_no = ? AND idx = ? AND status = 1 AND hold = ? AND fence = ?"
            " AND expires_at > ?",
            lease.booking, scope.head.number, seat.value(), holdAsked(scope, seat, lease),
            fenceAsked(scope, seat, lease), leaseClock(scope)));
    if (version) {
        --scope.head.counts.held;
        ++scope.head.counts.sold;
    }
    return version;
}

std::optional<Version> cancelTicket(OperationScope &scope, SeatIndex seat, const BookingId &booking)
{
    const std::optional<Version> version = versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 0, version = version + 1, hold = NULL, holder = NULL,"
            " expires_at = NULL, booking = NULL"
            " WHERE event_no = ? AND idx = ? AND status = 2 AND booking = ?",
            scope.head.number, seat.value(), booking));
    if (version) {
        --scope.head.counts.sold;
        ++scope.head.counts.available;
    }
    return version;
}

std::optional<Version> expireTicket(OperationScope &scope, SeatIndex seat, const Lease &lease)
{
    const std::optional<Version> version = versionAfter(
        scope, seat,
        scope.database.run(
            "UPDATE tickets SET status = 0, version = version + 1, hold = NULL, holder = NULL,"
            " expires_at = NULL, booking = NULL"
            " WHERE event_no = ? AND idx = ? AND status = 1 AND hold = ? AND fence = ?"
            " AND expires_at <= ?",
            scope.head.number, seat.value(), lease.hold, lease.fence.value(), scope.now));
    if (version) {
        --scope.head.counts.held;
        ++scope.head.counts.available;
    }
    return version;
}

TicketState readTicket(Database &database, qint64 eventNumber, SeatIndex seat)
{
    Rows rows = database.query("SELECT status, version, fence, hold, holder, expires_at, booking"
                               " FROM tickets WHERE event_no = ? AND idx = ?",
                               eventNumber, seat.value());
    if (!rows.next())
        return {};
    return {.status = TicketStatus(rows.small(0)),
            .version = Version(rows.number(1)),
            .hold = rows.id<HoldId>(3),
            .fence = Fence(rows.number(2)),
            .holder = rows.id<WindowId>(4),
            .expiresAt = rows.instant(5),
            .booking = rows.id<BookingId>(6)};
}

void recordChange(OperationScope &scope, LedgerAction action, const MovedTickets &moved,
                  const TicketState &after, const QByteArray &detail)
{
    LedgerRow row{.sequence = scope.head.sequence.next(),
                  .at = scope.now,
                  .action = action,
                  .operation = scope.operation,
                  .operatorId = scope.asker.operatorId,
                  .window = scope.asker.window,
                  .seats = packedSeats(moved.seats),
                  .versions = packedVersions(moved.versions),
                  .after = after,
                  .detail = detail};
    appendRow(scope, row);
    scope.head.sequence = row.sequence;
    scope.changes.append({.event = scope.head.event,
                          .sequence = row.sequence,
                          .seats = moved.seats,
                          .after = after,
                          .versions = moved.versions});
}

void appendRow(OperationScope &scope, const LedgerRow &row)
{
    const TicketState &after = row.after;
    const std::optional<Instant> expiresAt =
        after.status == TicketStatus::Held ? std::optional(after.expiresAt) : std::nullopt;
    scope.head.chain = chainHash(scope.head.chain, scope.head.event, row);
    scope.database.run(
        "INSERT INTO ledger (event_no, sequence, at_ms, action, operation, operator_id, window_id,"
        " seats, versions, status, hold, fence, holder, expires_at, booking, detail, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        scope.head.number, row.sequence.value(), row.at, int(row.action), row.operation,
        row.operatorId, row.window, row.seats, row.versions, int(after.status), after.hold,
        after.fence.value(), after.holder, expiresAt, after.booking, row.detail, scope.head.chain);
}

} // namespace foyer
