#include "tests/server/ledger/memoryrows.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

MemoryRows::~MemoryRows()
{
    end();
}

void MemoryRows::fail(const QString &what)
{
    if (m_failure)
        return;
    m_failure = refusal(RefusalCode::Internal, u"The store refused: %1."_s.arg(what));
    m_mayRetry = false;
}

void MemoryRows::meet(Place place)
{
    if (!trouble || m_failure)
        return;
    if (const std::optional<Trouble> met = trouble(place)) {
        m_failure = met->why;
        m_mayRetry = met->mayRetry;
    }
}

void MemoryRows::end()
{
    m_pending.clear();
    m_fences.clear();
    m_catalogue = {};
    if (m_isOpen)
        m_store.gate.unlock();
    m_isOpen = false;
}

void MemoryRows::begin(const WantedRows &wanted)
{
    Q_UNUSED(wanted);
    end();
    m_failure.reset();
    m_mayRetry = false;
    m_store.gate.lock();
    m_isOpen = true;
    m_catalogue = m_store.catalogue;
    meet(Place::Begin);
}

bool MemoryRows::commit()
{
    meet(Place::Commit);
    if (m_failure || !m_isOpen)
        return false;
    for (const std::function<void()> &change : m_pending)
        change();
    for (auto fence = m_fences.cbegin(); fence != m_fences.cend(); ++fence)
        m_store.events[size_t(fence.key()) - 1].fence = fence.value();
    m_store.catalogue = m_catalogue;
    end();
    return true;
}

void MemoryRows::rollBack()
{
    end();
}

Instant MemoryRows::now()
{
    m_store.clock = std::max(m_store.clock, m_clock.now());
    return m_store.clock;
}

std::optional<StoredOutcome> MemoryRows::outcome(const OperationId &id)
{
    const auto found = m_store.outcomes.constFind(id);
    return found == m_store.outcomes.cend() ? std::nullopt : std::optional(*found);
}

std::optional<FoundSession> MemoryRows::session(const TokenHash &token)
{
    const auto found = m_store.sessions.constFind(token);
    if (found == m_store.sessions.cend() || found->closedAt)
        return std::nullopt;
    const SessionRecord &record = found->record;
    return FoundSession{.asker = {.operatorId = record.operatorId,
                                  .window = record.window,
                                  .role = m_store.operators.value(record.operatorId).person.role},
                        .endsAt = record.endsAt};
}

MemoryStore::KeptEvent *MemoryRows::eventAt(qint64 number)
{
    const bool isThere = number > 0 && size_t(number) <= m_store.events.size();
    return isThere ? &m_store.events[size_t(number) - 1] : nullptr;
}

std::optional<EventHead> MemoryRows::head(const EventId &event)
{
    const MemoryStore::KeptEvent *kept = m_store.event(event);
    return kept ? std::optional(kept->head) : std::nullopt;
}

std::optional<TicketState> MemoryRows::ticket(const EventHead &head, SeatIndex seat)
{
    const MemoryStore::KeptEvent *kept = eventAt(head.number);
    const bool isThere = kept && seat.value() >= 0 && size_t(seat.value()) < kept->tickets.size();
    return isThere ? std::optional(kept->tickets[size_t(seat.value())]) : std::nullopt;
}

std::optional<StoredHold> MemoryRows::hold(const HoldId &id)
{
    const auto found = m_store.holds.constFind(id);
    return found == m_store.holds.cend() ? std::nullopt : std::optional(found->stored);
}

std::optional<StoredBooking> MemoryRows::booking(const BookingId &id)
{
    const auto found = m_store.bookings.constFind(id);
    return found == m_store.bookings.cend() ? std::nullopt : std::optional(found->stored);
}

std::optional<BookingId> MemoryRows::reservationOf(const HoldId &hold)
{
    const auto found = m_store.reservations.constFind(hold);
    return found == m_store.reservations.cend() ? std::nullopt : std::optional(*found);
}

qint64 MemoryRows::ticketsHeldBy(const WindowId &window, Instant now)
{
    qint64 held = 0;
    for (const HoldId &id : m_store.liveHoldsByWindow.value(window)) {
        const StoredHold &stored = m_store.holds.constFind(id)->stored;
        if (stored.isLive(now) && !stored.hold.isAllotment())
            held += stored.hold.seats.size();
    }
    return held;
}

qint64 MemoryRows::ticketsHeldByOperator(const OperatorId &holder, Instant now)
{
    qint64 held = 0;
    for (const auto &[end_ms, id] : m_store.liveHoldsByEnd) {
        const StoredHold &stored = m_store.holds.constFind(HoldId(id))->stored;
        if (stored.isLive(now) && !stored.hold.isAllotment() && stored.hold.holder == holder)
            held += stored.hold.seats.size();
    }
    return held;
}

std::vector<HoldId> MemoryRows::endedHolds(Instant now, qint32 limit)
{
    std::vector<HoldId> ended;
    for (const auto &[end_ms, id] : m_store.liveHoldsByEnd) {
        if (end_ms > now.toMs() || qsizetype(ended.size()) >= limit)
            break;
        ended.emplace_back(id);
    }
    return ended;
}

std::vector<bool> MemoryRows::freeTickets(const EventHead &head, Instant now)
{
    std::vector<bool> free;
    if (const MemoryStore::KeptEvent *kept = eventAt(head.number)) {
        for (const TicketState &ticket : kept->tickets)
            free.push_back(ticket.isFree(now) && ticket.pool.isNull());
    }
    return free;
}

QString MemoryRows::operatorName(const OperatorId &id)
{
    return m_store.operators.value(id).person.displayName;
}

bool MemoryRows::hasCustomer(const CustomerId &id)
{
    return m_store.customers.contains(id);
}

std::optional<CustomerId> MemoryRows::customerByEmail(const QString &email)
{
    for (const Customer &customer : std::as_const(m_store.customers)) {
        if (customer.email == email)
            return customer.id;
    }
    return std::nullopt;
}

PriceList MemoryRows::prices(const EventHead &head)
{
    const MemoryStore::KeptEvent *kept = eventAt(head.number);
    return kept ? kept->record.prices : PriceList();
}

QByteArray MemoryRows::mapDocument(qint64 mapNumber)
{
    const bool isThere = mapNumber > 0 && size_t(mapNumber) <= m_store.maps.size();
    return isThere ? m_store.maps[size_t(mapNumber) - 1].written.document : QByteArray();
}

std::optional<Venue> MemoryRows::venue(const VenueId &id)
{
    const auto found = m_store.venues.constFind(id);
    return found == m_store.venues.cend() ? std::nullopt : std::optional(found->record);
}

std::optional<SeatMapSummary> MemoryRows::seatMap(const SeatMapId &id)
{
    const MemoryStore::KeptMap *kept = m_store.map(id);
    return kept ? std::optional(kept->written.summary) : std::nullopt;
}

QList<SeatMapWrite::Category> MemoryRows::soldCategories(const SeatMapId &id)
{
    QList<SeatMapWrite::Category> sold;
    const MemoryStore::KeptMap *kept = m_store.map(id);
    if (!kept)
        return sold;
    for (const SeatMapWrite::Category &category : kept->written.categories) {
        if (category.tickets > 0)
            sold.append(category);
    }
    return sold;
}

bool MemoryRows::hasPerformer(const PerformerId &id)
{
    return m_store.performers.contains(id);
}

std::optional<Event> MemoryRows::event(const EventId &id)
{
    const MemoryStore::KeptEvent *kept = m_store.event(id);
    return kept ? std::optional(kept->record) : std::nullopt;
}

std::optional<StoredPool> MemoryRows::pool(const PoolId &id)
{
    const auto found = m_store.pools.constFind(id);
    return found == m_store.pools.cend() ? std::nullopt : std::optional(*found);
}

std::vector<PoolId> MemoryRows::duePools(Instant now, qint32 limit)
{
    std::vector<PoolId> due;
    for (const StoredPool &stored : std::as_const(m_store.pools)) {
        const bool isDue = stored.isOpen && stored.pool.releaseAt && *stored.pool.releaseAt <= now;
        if (isDue && qsizetype(due.size()) < limit)
            due.push_back(stored.pool.id);
    }
    std::ranges::sort(due, [](const PoolId &a, const PoolId &b) { return a < b; });
    return due;
}

QList<SeatIndex> MemoryRows::blockedTickets(const EventHead &head, const PoolId &pool, qint32 limit)
{
    QList<SeatIndex> blocked;
    const MemoryStore::KeptEvent *kept = eventAt(head.number);
    for (size_t seat = 0; kept && seat < kept->tickets.size() && blocked.size() < limit; ++seat) {
        const TicketState &ticket = kept->tickets[seat];
        if (ticket.status == TicketStatus::Blocked && ticket.pool == pool)
            blocked.append(SeatIndex(qint32(seat)));
    }
    return blocked;
}

DeviceSequence MemoryRows::acknowledged(const WindowId &window)
{
    return m_store.watermarks.value(window);
}

qint32 MemoryRows::pruneOutcomes(const WindowId &window, DeviceSequence acknowledged, qint32 limit)
{
    std::vector<OperationId> gone;
    for (const StoredOutcome &outcome : std::as_const(m_store.outcomes)) {
        const bool isBelow = outcome.window == window && outcome.deviceSequence.value() > 0 &&
                             outcome.deviceSequence <= acknowledged;
        if (isBelow && qsizetype(gone.size()) < limit)
            gone.push_back(outcome.operation);
    }
    m_pending.emplace_back([this, window, acknowledged, gone] {
        DeviceSequence &mark = m_store.watermarks[window];
        mark = std::max(mark, acknowledged);
        for (const OperationId &operation : gone)
            m_store.outcomes.remove(operation);
    });
    return qint32(gone.size());
}

Fence MemoryRows::nextFence(const EventHead &head)
{
    const MemoryStore::KeptEvent *kept = eventAt(head.number);
    if (!kept)
        return {};
    Fence &fence = m_fences[head.number];
    fence = std::max(fence, kept->fence).next();
    return fence;
}

CatalogueVersion MemoryRows::nextCatalogue()
{
    m_catalogue = m_catalogue.next();
    return m_catalogue;
}

std::vector<EventHead> MemoryRows::lockHeads(std::span<const EventId> events)
{
    std::vector<EventHead> heads;
    for (const EventId &event : events) {
        if (const MemoryStore::KeptEvent *kept = m_store.event(event))
            heads.push_back(kept->head);
    }
    return heads;
}

void MemoryRows::write(const LedgerWrites &writes)
{
    meet(Place::Write);
    check(writes);
    if (!m_failure)
        m_pending.emplace_back([this, writes] { m_store.apply(writes); });
}

void MemoryRows::openSession(const SessionRecord &session)
{
    if (m_store.sessions.contains(session.token))
        return fail(u"a session with that token exists"_s);
    m_pending.emplace_back(
        [this, session] { m_store.sessions.insert(session.token, {session, {}}); });
}

void MemoryRows::closeSession(const TokenHash &token, Instant at)
{
    m_pending.emplace_back([this, token, at] {
        const auto found = m_store.sessions.find(token);
        if (found != m_store.sessions.end() && !found->closedAt)
            found->closedAt = at;
    });
}

bool MemoryRows::hasOperator(const OperatorId &id)
{
    return m_store.operators.contains(id);
}

bool MemoryRows::addOperator(const OperatorRecord &person)
{
    const QString name = foldedName(person.person.name);
    if (m_store.operatorsByName.contains(name))
        return false;
    m_pending.emplace_back([this, person, name] {
        m_store.operators.insert(person.person.id, person);
        m_store.operatorsByName.insert(name, person.person.id);
    });
    return true;
}

std::optional<Instant> MemoryRows::nextExpiry()
{
    std::unique_lock<std::mutex> lock;
    if (!m_isOpen)
        lock = std::unique_lock(m_store.gate);
    std::optional<Instant> next;
    if (!m_store.liveHoldsByEnd.empty())
        next = Instant::fromMs(m_store.liveHoldsByEnd.begin()->first);
    for (const StoredPool &stored : std::as_const(m_store.pools)) {
        if (stored.isOpen && stored.pool.releaseAt)
            next = std::min(next.value_or(never), *stored.pool.releaseAt);
    }
    return next;
}

} // namespace foyer
