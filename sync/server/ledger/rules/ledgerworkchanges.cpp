#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/rules/ledgerworkparts.h"

#include <algorithm>

namespace foyer {

namespace {

void count(TicketCounts &counts, TicketStatus status, qint32 by)
{
    switch (status) {
    case TicketStatus::Available:
        counts.available += by;
        break;
    case TicketStatus::Held:
        counts.held += by;
        break;
    case TicketStatus::Sold:
        counts.sold += by;
        break;
    case TicketStatus::Blocked:
        counts.blocked += by;
        break;
    }
}

} // namespace

void LedgerWork::Private::place(EventEntry &event, TicketEntry &entry, const TicketState &ticket)
{
    if (!rules.has(PlantedFault::CountsStay) || ticket.status != TicketStatus::Sold) {
        count(event.moved, entry.now.status, -1);
        count(event.moved, ticket.status, 1);
    }
    if (!event.free.empty())
        event.free[size_t(entry.key.second)] = ticket.status == TicketStatus::Available;
    entry.now = ticket;
    if (!entry.isListed)
        changedTickets.push_back(&entry);
    entry.isListed = true;
}

void LedgerWork::setTicket(const EventHead &head, SeatIndex seat, const TicketState &ticket)
{
    Private::EventEntry &event = d->entryOf(head);
    Private::TicketEntry &entry = d->entryOf(head, seat);
    if (d->isMarked)
        d->undos.push_back({.event = &event, .ticket = &entry, .ticketBefore = entry.now});
    d->place(event, entry, ticket);
}

void LedgerWork::moveTicket(const EventHead &head, SeatIndex seat, const TicketState &ticket,
                            MovedTickets &moved)
{
    setTicket(head, seat, ticket);
    moved.seats.append(seat);
    moved.versions.append(ticket.version);
}

void LedgerWork::setHold(const EventHead &head, const StoredHold &stored)
{
    Private::HoldEntry &entry = d->entryOf(stored.hold.id);
    if (d->isMarked)
        d->undos.push_back({.hold = &entry, .holdBefore = entry.now});
    entry.now = stored;
    entry.eventNumber = head.number;
    if (!entry.isListed)
        d->changedHolds.push_back(&entry);
    entry.isListed = true;
}

void LedgerWork::setBooking(const EventHead &head, const StoredBooking &stored, Instant at)
{
    std::optional<StoredBooking> &entry = d->entryOf(stored.booking.id);
    d->bookingWrites.push_back({.stored = stored,
                                .eventNumber = head.number,
                                .isNew = !entry.has_value(),
                                .paymentsBefore = entry ? entry->booking.payments.size() : 0,
                                .at = at});
    if (d->isMarked)
        d->undos.push_back({.booking = &entry, .bookingBefore = entry});
    entry = stored;
}

void LedgerWork::setPool(const EventHead &head, const StoredPool &stored)
{
    Private::PoolEntry &entry = d->entryOf(stored.pool.id);
    entry.now = stored;
    entry.eventNumber = head.number;
    entry.isChanged = true;
}

void LedgerWork::addRow(const EventHead &head, const LedgerRow &row, const MovedTickets &moved)
{
    Private::EventEntry &event = d->entryOf(head);
    if (std::ranges::find(d->touchedEvents, &event) == d->touchedEvents.end())
        d->touchedEvents.push_back(&event);
    ++event.rowCount;
    d->drafts.push_back({&event, row, moved});
}

size_t LedgerWork::rowCount() const
{
    return d->drafts.size();
}

void LedgerWork::save(const Customer &customer)
{
    d->records.customers.push_back(customer);
}

void LedgerWork::save(const PerformerWrite &write)
{
    d->records.performers.push_back(write);
}

void LedgerWork::save(const VenueWrite &write)
{
    d->records.venues.push_back(write);
}

void LedgerWork::save(const SeatMapWrite &write)
{
    d->records.seatMaps.push_back(write);
}

void LedgerWork::save(const EventWrite &write)
{
    d->records.events.push_back(write);
    d->savedEvents.push_back(write.event.id);
}

LedgerWork::Mark LedgerWork::mark()
{
    d->isMarked = true;
    return {d->undos.size(), d->drafts.size(), d->bookingWrites.size()};
}

void LedgerWork::rollBackTo(const Mark &mark)
{
    while (d->undos.size() > mark.undos) {
        Private::Undo &undo = d->undos.back();
        if (undo.ticket)
            d->place(*undo.event, *undo.ticket, undo.ticketBefore);
        else if (undo.hold)
            undo.hold->now = std::move(undo.holdBefore);
        else
            *undo.booking = std::move(undo.bookingBefore);
        d->undos.pop_back();
    }
    for (; d->drafts.size() > mark.rows; d->drafts.pop_back())
        --d->drafts.back().event->rowCount;
    d->bookingWrites.resize(mark.bookings);
}

void LedgerWork::forgetMarks()
{
    d->undos.clear();
    d->isMarked = false;
}

/// Where others write too, the counters are what they are now, not what they were when a command
/// looked at them.
void LedgerWork::Private::lockHeads()
{
    if (rows.isOnlyWriter())
        return;
    std::vector<EventId> moved;
    for (const EventEntry *entry : touchedEvents) {
        if (entry->rowCount > 0)
            moved.push_back(entry->head.event);
    }
    if (moved.empty())
        return;
    std::ranges::sort(moved, [](const EventId &a, const EventId &b) { return a < b; });
    for (const EventHead &locked : rows.lockHeads(moved)) {
        const auto known = events.find(locked.event);
        if (known == events.end())
            continue;
        known->second.head.sequence = locked.sequence;
        known->second.head.chain = locked.chain;
        known->second.head.counts = locked.counts;
    }
}

/// Gives the operation's rows their places in the chains, and its outcome the sequence after it.
void LedgerWork::Private::number(PendingOperation &operation)
{
    for (size_t i = operation.firstRow; i < operation.endRow; ++i) {
        Draft &draft = drafts[i];
        EventHead &head = draft.event->head;
        LedgerRow &row = draft.row;
        row.sequence = head.sequence.next();
        row.seats = packedSeats(draft.moved.seats);
        row.versions = packedVersions(draft.moved.versions);
        row.hash = chainHash(head.chain, head.event, row);
        head.sequence = row.sequence;
        head.chain = row.hash;
        const bool isLetGo =
            row.action == LedgerAction::Release || row.action == LedgerAction::Expire;
        if (rules.has(PlantedFault::ChangeNotTold) && isLetGo)
            continue;
        operation.applied.changes.append({.event = head.event,
                                          .sequence = row.sequence,
                                          .seats = draft.moved.seats,
                                          .after = row.after,
                                          .versions = draft.moved.versions});
    }
    Outcome &outcome = operation.applied.outcome;
    const bool isToldAlready = operation.applied.isRepeat || operation.applied.catalogue;
    if (!outcome || isToldAlready)
        return; // refused, done before, or about the event's record
    const auto sequenceOf = [this](const EventId &event) {
        const auto known = events.find(event);
        FOYER_INVARIANT(known != events.end(), "a head is read before an outcome tells of it");
        return known->second.head.sequence;
    };
    if (!outcome->event.isNull())
        outcome->sequence = sequenceOf(outcome->event);
    for (StepDone &step : outcome->steps)
        step.sequence = sequenceOf(step.event);
}

void LedgerWork::Private::writeTickets(LedgerWrites &writes)
{
    writes.tickets.reserve(changedTickets.size());
    std::ranges::sort(changedTickets, {}, &TicketEntry::key);
    for (const TicketEntry *entry : changedTickets) {
        if (entry->now.version != entry->stored) // else it was changed and changed back
            writes.tickets.push_back({entry->key, entry->stored, entry->now});
    }
}

void LedgerWork::Private::writeHolds(LedgerWrites &writes)
{
    writes.holds.reserve(changedHolds.size());
    for (const HoldEntry *entry : changedHolds) {
        if (entry->now)
            writes.holds.push_back({*entry->now, entry->eventNumber, !entry->stored});
    }
}

void LedgerWork::Private::writePools(LedgerWrites &writes)
{
    for (const auto &[id, entry] : pools) {
        if (entry.isChanged)
            writes.pools.push_back({*entry.now, entry.stored, entry.eventNumber, entry.isNew});
    }
    std::ranges::sort(writes.pools, [](const PoolWrite &a, const PoolWrite &b) {
        return a.stored.pool.id < b.stored.pool.id;
    });
}

void LedgerWork::Private::writeRows(LedgerWrites &writes)
{
    std::vector<Draft *> byEvent;
    byEvent.reserve(drafts.size());
    for (Draft &draft : drafts)
        byEvent.push_back(&draft);
    std::ranges::stable_sort(byEvent, {},
                             [](const Draft *draft) { return draft->event->head.number; });
    writes.rows.reserve(drafts.size());
    for (Draft *draft : byEvent)
        writes.rows.push_back({draft->event->head.number, std::move(draft->row)});
    for (EventEntry *entry : touchedEvents) {
        if (entry->rowCount == 0)
            continue;
        EventHead &head = entry->head;
        head.counts.available += entry->moved.available;
        head.counts.held += entry->moved.held;
        head.counts.sold += entry->moved.sold;
        head.counts.blocked += entry->moved.blocked;
        writes.heads.push_back({head, Sequence(head.sequence.value() - entry->rowCount)});
        entry->moved = {};
        entry->rowCount = 0;
    }
    std::ranges::sort(writes.heads, {}, [](const HeadWrite &write) { return write.head.number; });
}

LedgerWrites LedgerWork::finish(std::span<PendingOperation> operations)
{
    d->lockHeads();
    LedgerWrites writes = std::move(d->records);
    writes.outcomes.reserve(operations.size());
    for (PendingOperation &operation : operations) {
        if (operation.repeats) {
            operation.applied.outcome = operations[*operation.repeats].applied.outcome;
            continue;
        }
        d->number(operation);
        if (!operation.digest.isEmpty())
            writes.outcomes.push_back({.operation = operation.id,
                                       .digest = operation.digest,
                                       .outcome = encode(operation.applied.outcome, Encoding::Cbor),
                                       .window = operation.window,
                                       .deviceSequence = operation.deviceSequence});
    }
    d->writeTickets(writes);
    d->writeHolds(writes);
    d->writePools(writes);
    writes.bookings = std::move(d->bookingWrites);
    d->writeRows(writes);
    writes.clock = d->now;
    return writes;
}

} // namespace foyer
