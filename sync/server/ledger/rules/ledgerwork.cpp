#include "sync/server/ledger/rules/ledgerwork.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/server/ledger/rules/ledgerworkparts.h"

#include <algorithm>

namespace foyer {

namespace {

/// Tickets kept from one transaction to the next, about 150 bytes each.
constexpr size_t mostTicketsKept = 500'000;
constexpr size_t mostHoldsKept = 100'000;
constexpr size_t mostEventsKept = 10'000;
constexpr qsizetype mostOperatorsKept = 10'000;
constexpr qsizetype mostOwnersKept = 100'000;
/// Seats in compiled maps kept, about 40 bytes each.
constexpr qint64 mostSeatsKept = 2'000'000;

} // namespace

LedgerWork::LedgerWork(LedgerRows &rows, const LedgerRules &rules)
    : d(std::make_unique<Private>(rows, rules))
{}

LedgerWork::~LedgerWork() = default;

void LedgerWork::Private::dropTransaction()
{
    changedTickets.clear();
    changedHolds.clear();
    bookings.clear();
    pools.clear();
    bookingWrites.clear();
    drafts.clear();
    touchedEvents.clear();
    records = {};
    undos.clear();
    isMarked = false;
}

void LedgerWork::start()
{
    if (!d->rows.isOnlyWriter())
        forget();
    d->dropTransaction();
    if (d->events.size() > mostEventsKept)
        forget(); // tickets and holds lean on nothing but their events
    if (d->tickets.size() > mostTicketsKept)
        d->tickets.clear();
    if (d->holds.size() > mostHoldsKept)
        d->holds.clear();
    if (d->heldAtMost.size() > mostOwnersKept)
        d->heldAtMost.clear();
    d->hasReadSinceClock = true;
}

void LedgerWork::forget()
{
    d->dropTransaction();
    d->tickets.clear();
    d->holds.clear();
    d->events.clear();
    d->heldAtMost.clear();
    d->operatorNames.clear();
}

void LedgerWork::keep()
{
    for (Private::TicketEntry *entry : d->changedTickets) {
        entry->stored = entry->now.version;
        entry->isListed = false;
#ifdef FOYER_PLANTED_FAULTS
        entry->found = entry->now;
#endif
    }
    for (Private::HoldEntry *entry : d->changedHolds) {
        entry->stored = entry->now;
        entry->isListed = false;
        if (entry->now && entry->now->state != HoldState::Live) {
            const HoldId ended = entry->now->hold.id;
            d->holds.erase(ended); // nobody asks for it again soon
        }
    }
    d->changedHolds.clear();
    for (const EventId &event : d->savedEvents) // its record is another one now
        d->events.erase(event);
    d->savedEvents.clear();
    d->dropTransaction();
    if (!d->rows.isOnlyWriter())
        forget(); // so that the next batch wants it all, and has it locked
}

bool LedgerWork::knows(const EventId &event) const
{
    return d->events.contains(event);
}

bool LedgerWork::knows(const EventId &event, SeatIndex seat) const
{
    const auto known = d->events.find(event);
    return known != d->events.end() &&
           d->tickets.contains(TicketKey(known->second.head.number, seat.value()));
}

Instant LedgerWork::now()
{
    if (d->hasReadSinceClock)
        d->now = std::max(d->now, d->rows.now());
    d->hasReadSinceClock = false;
    if (d->rules.has(PlantedFault::ClockRunsBack) && ++d->readings % 3 == 0)
        return d->now - Milliseconds(5'000);
    return d->now;
}

LedgerRows &LedgerWork::rows()
{
    d->hasReadSinceClock = true;
    return d->rows;
}

const EventHead *LedgerWork::head(const EventId &event)
{
    const auto known = d->events.find(event);
    if (known != d->events.end())
        return &known->second.head;
    const std::optional<EventHead> found = rows().head(event);
    if (!found)
        return nullptr;
    return &d->events.emplace(event, Private::EventEntry{.head = *found}).first->second.head;
}

LedgerWork::Private::EventEntry &LedgerWork::Private::entryOf(const EventHead &head)
{
    const auto known = events.find(head.event);
    FOYER_INVARIANT(known != events.end(), "a head is read before it is worked on");
    return known->second;
}

LedgerWork::Private::TicketEntry &LedgerWork::Private::entryOf(const EventHead &head,
                                                               SeatIndex seat)
{
    const TicketKey key(head.number, seat.value());
    const auto [place, isNew] = tickets.try_emplace(key);
    TicketEntry &entry = place->second;
    if (!isNew)
        return entry;
    hasReadSinceClock = true;
    entry.key = key;
    entry.now = rows.ticket(head, seat).value_or(TicketState());
    entry.stored = entry.now.version;
#ifdef FOYER_PLANTED_FAULTS
    entry.found = entry.now;
#endif
    return entry;
}

TicketState LedgerWork::ticket(const EventHead &head, SeatIndex seat)
{
    return d->entryOf(head, seat).now;
}

#ifdef FOYER_PLANTED_FAULTS
TicketState LedgerWork::ticketAsFound(const EventHead &head, SeatIndex seat)
{
    return d->entryOf(head, seat).found;
}
#endif

LedgerWork::Private::HoldEntry &LedgerWork::Private::entryOf(const HoldId &id)
{
    const auto [place, isNew] = holds.try_emplace(id);
    HoldEntry &entry = place->second;
    if (!isNew)
        return entry;
    hasReadSinceClock = true;
    entry.stored = rows.hold(id);
    entry.now = entry.stored;
    return entry;
}

const StoredHold *LedgerWork::hold(const HoldId &id)
{
    const Private::HoldEntry &entry = d->entryOf(id);
    return entry.now ? &*entry.now : nullptr;
}

std::optional<StoredBooking> &LedgerWork::Private::entryOf(const BookingId &id)
{
    const auto known = bookings.find(id);
    if (known != bookings.end())
        return known->second;
    hasReadSinceClock = true;
    return bookings.emplace(id, rows.booking(id)).first->second;
}

const StoredBooking *LedgerWork::booking(const BookingId &id)
{
    const std::optional<StoredBooking> &entry = d->entryOf(id);
    return entry ? &*entry : nullptr;
}

std::optional<BookingId> LedgerWork::reservationOf(const HoldId &hold)
{
    for (const auto &[id, entry] : d->bookings) {
        if (entry && entry->hold == hold && entry->booking.status == BookingStatus::Pending)
            return id;
    }
    const std::optional<BookingId> found = rows().reservationOf(hold);
    const bool isStill =
        found && booking(*found) && booking(*found)->booking.status == BookingStatus::Pending;
    return isStill ? found : std::nullopt;
}

LedgerWork::Private::PoolEntry &LedgerWork::Private::entryOf(const PoolId &id)
{
    const auto known = pools.find(id);
    if (known != pools.end())
        return known->second;
    hasReadSinceClock = true;
    const std::optional<StoredPool> found = rows.pool(id);
    return pools
        .emplace(id, PoolEntry{.now = found,
                               .stored = found ? found->pool.version : Version(),
                               .isNew = !found})
        .first->second;
}

const StoredPool *LedgerWork::pool(const PoolId &id)
{
    const Private::PoolEntry &entry = d->entryOf(id);
    return entry.now ? &*entry.now : nullptr;
}

/// What this transaction has added to the tickets in an owner's live carts.
template <class IsOwner>
qint64 LedgerWork::Private::heldSince(Instant at, const IsOwner &isOwner) const
{
    const auto share = [&](const std::optional<StoredHold> &stored) {
        const bool counts =
            stored && stored->isLive(at) && !stored->hold.isAllotment() && isOwner(stored->hold);
        return counts ? qint64(stored->hold.seats.size()) : 0;
    };
    qint64 held = 0;
    for (const HoldEntry *entry : changedHolds)
        held += share(entry->now) - share(entry->stored);
    return held;
}

qint64 LedgerWork::ticketsHeldBy(const WindowId &window, Instant now)
{
    return rows().ticketsHeldBy(window, now) +
           d->heldSince(now, [&](const Hold &hold) { return hold.window == window; });
}

qint64 LedgerWork::ticketsHeldBy(const OperatorId &holder, Instant now)
{
    return rows().ticketsHeldByOperator(holder, now) +
           d->heldSince(now, [&](const Hold &hold) { return hold.holder == holder; });
}

std::optional<qint64> LedgerWork::heldAtMost(const QUuid &owner) const
{
    const auto known = d->heldAtMost.constFind(owner);
    return known == d->heldAtMost.cend() ? std::nullopt : std::optional(*known);
}

void LedgerWork::setHeldAtMost(const QUuid &owner, qint64 tickets)
{
    d->heldAtMost.insert(owner, tickets);
}

const PriceList &LedgerWork::prices(const EventHead &head)
{
    Private::EventEntry &entry = d->entryOf(head);
    if (!entry.prices)
        entry.prices = rows().prices(head);
    return *entry.prices;
}

std::shared_ptr<const SeatGeometry> LedgerWork::geometry(const EventHead &head)
{
    if (const auto known = d->maps.value(head.mapNumber))
        return known;
    const Result<SeatMap> map = seatMapFromJson(rows().mapDocument(head.mapNumber));
    if (!map)
        return nullptr;
    const auto geometry = SeatGeometry::compile(*map);
    qint64 kept = geometry->ticketCount();
    for (const auto &other : std::as_const(d->maps))
        kept += other->ticketCount();
    if (kept > mostSeatsKept)
        d->maps.clear();
    d->maps.insert(head.mapNumber, geometry);
    return geometry;
}

/// Asked once of a store that nobody else writes, and kept true by every change since. A lease
/// that has run out makes its ticket free here when the reaper has passed.
const std::vector<bool> &LedgerWork::freeTickets(const EventHead &head)
{
    Private::EventEntry &entry = d->entryOf(head);
    if (!entry.free.empty())
        return entry.free;
    const Instant at = now();
    entry.free = rows().freeTickets(head, at);
    entry.free.resize(size_t(head.counts.capacity()), false);
    for (const Private::TicketEntry *changed : d->changedTickets) {
        if (changed->key.first == head.number)
            entry.free[size_t(changed->key.second)] = changed->now.isFree(at);
    }
    return entry.free;
}

QString LedgerWork::operatorName(const OperatorId &id)
{
    const auto known = d->operatorNames.constFind(id);
    if (known != d->operatorNames.cend())
        return *known;
    if (d->operatorNames.size() >= mostOperatorsKept)
        d->operatorNames.clear();
    return *d->operatorNames.insert(id, rows().operatorName(id));
}

std::optional<CustomerId> LedgerWork::customerByEmail(const QString &email)
{
    const std::vector<Customer> &saved = d->records.customers;
    for (auto customer = saved.rbegin(); customer != saved.rend(); ++customer) {
        if (customer->email == email)
            return customer->id;
    }
    const std::optional<CustomerId> found = rows().customerByEmail(email);
    const bool isChanged = std::ranges::any_of(
        saved, [&](const Customer &customer) { return found && customer.id == *found; });
    return isChanged ? std::nullopt : found;
}

} // namespace foyer
