#include "tests/server/ledger/memoryreader.h"

#include "sync/protocol/limits.h"
#include "sync/server/ledger/rules/chain.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> notFound(const QString &what)
{
    return std::unexpected(refusal(RefusalCode::NotFound, u"There is no such %1."_s.arg(what)));
}

/// Up to the limit of one part, by version; lowers \a cut when there are more.
template <class Record>
QList<std::pair<CatalogueVersion, Record>> since(QList<std::pair<CatalogueVersion, Record>> changed,
                                                 CatalogueVersion from, CatalogueVersion &cut)
{
    changed.removeIf([&](const auto &entry) { return entry.first <= from; });
    std::ranges::sort(changed, {}, [](const auto &entry) { return entry.first; });
    if (changed.size() > limits::eventsPerCataloguePart)
        cut = std::min(cut, changed[limits::eventsPerCataloguePart - 1].first);
    return changed;
}

template <class Record>
QList<Record> upTo(const QList<std::pair<CatalogueVersion, Record>> &changed, CatalogueVersion cut)
{
    QList<Record> records;
    for (const auto &[version, record] : changed) {
        if (version <= cut)
            records.append(record);
    }
    return records;
}

} // namespace

LedgerEpoch MemoryReader::epoch()
{
    const std::lock_guard lock(m_store.gate);
    return m_store.epoch;
}

QString MemoryReader::houseName()
{
    const std::lock_guard lock(m_store.gate);
    return m_store.houseName;
}

Result<CatalogueDelta> MemoryReader::catalogueSince(CatalogueVersion from)
{
    const std::lock_guard lock(m_store.gate);
    QList<std::pair<CatalogueVersion, Venue>> venues;
    for (const auto &kept : std::as_const(m_store.venues))
        venues.append({kept.catalogue, kept.record});
    QList<std::pair<CatalogueVersion, Performer>> performers;
    for (const auto &kept : std::as_const(m_store.performers))
        performers.append({kept.catalogue, kept.record});
    QList<std::pair<CatalogueVersion, SeatMapSummary>> maps;
    for (const MemoryStore::KeptMap &kept : m_store.maps)
        maps.append({kept.written.catalogue, kept.written.summary});
    QList<std::pair<CatalogueVersion, Event>> events;
    for (const MemoryStore::KeptEvent &kept : m_store.events)
        events.append({kept.catalogue, kept.record});
    CatalogueVersion cut = m_store.catalogue;
    venues = since(venues, from, cut);
    performers = since(performers, from, cut);
    maps = since(maps, from, cut);
    events = since(events, from, cut);
    return CatalogueDelta{.version = cut,
                          .isLast = cut == m_store.catalogue,
                          .venues = upTo(venues, cut),
                          .seatMaps = upTo(maps, cut),
                          .performers = upTo(performers, cut),
                          .events = upTo(events, cut)};
}

Result<Event> MemoryReader::event(const EventId &id)
{
    const std::lock_guard lock(m_store.gate);
    if (const MemoryStore::KeptEvent *kept = m_store.event(id))
        return kept->record;
    return notFound(u"event"_s);
}

Result<Venue> MemoryReader::venue(const VenueId &id)
{
    const std::lock_guard lock(m_store.gate);
    const auto kept = m_store.venues.constFind(id);
    if (kept == m_store.venues.cend())
        return notFound(u"venue"_s);
    return kept->record;
}

Result<QByteArray> MemoryReader::seatMap(const SeatMapId &id)
{
    const std::lock_guard lock(m_store.gate);
    if (const MemoryStore::KeptMap *kept = m_store.map(id))
        return kept->written.document;
    return notFound(u"seat map"_s);
}

Result<EventTickets> MemoryReader::tickets(const EventId &event)
{
    const std::lock_guard lock(m_store.gate);
    const MemoryStore::KeptEvent *kept = m_store.event(event);
    if (!kept || !kept->head.hasTickets())
        return notFound(u"published event"_s);
    return EventTickets{.event = event,
                        .sequence = kept->head.sequence,
                        .tickets = {kept->tickets.begin(), kept->tickets.end()}};
}

Result<QList<CommittedChange>> MemoryReader::changesSince(const EventId &event, Sequence since,
                                                          qint32 limit)
{
    const std::lock_guard lock(m_store.gate);
    QList<CommittedChange> changes;
    const MemoryStore::KeptEvent *kept = m_store.event(event);
    if (!kept)
        return changes;
    for (const LedgerRow &row : kept->rows) {
        if (row.sequence > std::max(since, Sequence(0)) && changes.size() < limit)
            changes.append({.event = event,
                            .sequence = row.sequence,
                            .seats = unpackedSeats(row.seats),
                            .after = row.after,
                            .versions = unpackedVersions(row.versions)});
    }
    return changes;
}

Result<QList<Availability::Entry>> MemoryReader::availability()
{
    const std::lock_guard lock(m_store.gate);
    QList<Availability::Entry> entries;
    for (const MemoryStore::KeptEvent &kept : m_store.events) {
        if (kept.head.status == EventStatus::Published)
            entries.append({kept.head.event, kept.head.counts});
    }
    return entries;
}

Result<Booking> MemoryReader::booking(const BookingId &id)
{
    const std::lock_guard lock(m_store.gate);
    const auto kept = m_store.bookings.constFind(id);
    if (kept == m_store.bookings.cend())
        return notFound(u"booking"_s);
    return kept->stored.booking;
}

Result<QList<Booking>> MemoryReader::bookingsOf(const EventId &event, qint32 limit)
{
    const std::lock_guard lock(m_store.gate);
    QList<Booking> bookings;
    for (const MemoryStore::KeptBooking &kept : std::as_const(m_store.bookings)) {
        if (kept.stored.booking.event == event)
            bookings.append(kept.stored.booking);
    }
    std::ranges::sort(bookings, [](const Booking &a, const Booking &b) {
        return std::tie(b.createdAt, b.id) < std::tie(a.createdAt, a.id);
    });
    return bookings.mid(0, limit);
}

Result<QList<SalesPoint>> MemoryReader::sales(const SalesQuery &query)
{
    if (query.bucket.count() <= 0)
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"A report needs a bucket of time above zero."_s));
    const std::lock_guard lock(m_store.gate);
    std::map<std::tuple<qint64, QUuid, QUuid>, SalesPoint> points;
    const auto count = [&](const Booking &booking, const PricedTicket &priced, Instant at,
                           int sign) {
        if (at == Instant() || at < query.from || at >= query.until)
            return;
        const qint64 slot = (at - query.from) / query.bucket;
        SalesPoint &point = points[{slot, booking.event.uuid(), priced.category.uuid()}];
        if (point.event.isNull())
            point = {.from = query.from + query.bucket * slot,
                     .event = booking.event,
                     .category = priced.category,
                     .revenue = Money::zero(booking.total.currency())};
        point.tickets += sign;
        point.revenue += priced.ticket.price.times(sign);
    };
    for (const MemoryStore::KeptBooking &kept : std::as_const(m_store.bookings)) {
        const StoredBooking &stored = kept.stored;
        if (query.event && stored.booking.event != *query.event)
            continue;
        for (const PricedTicket &priced : stored.priced) {
            count(stored.booking, priced, stored.confirmedAt, 1);
            count(stored.booking, priced, priced.givenBackAt, -1);
        }
    }
    QList<SalesPoint> report;
    for (const auto &[key, point] : points)
        report.append(point);
    return report;
}

Result<QList<PoolState>> MemoryReader::pools(const EventId &event)
{
    const std::lock_guard lock(m_store.gate);
    QList<PoolState> pools;
    for (const StoredPool &stored : std::as_const(m_store.pools)) {
        if (stored.pool.event == event)
            pools.append({stored.pool, stored.tickets, stored.isOpen});
    }
    std::ranges::sort(pools, {}, [](const PoolState &state) { return state.pool.name; });
    return pools;
}

Result<QList<Hold>> MemoryReader::allotments(const EventId &event)
{
    const std::lock_guard lock(m_store.gate);
    QList<Hold> allotments;
    for (const MemoryStore::KeptHold &kept : std::as_const(m_store.holds)) {
        const Hold &hold = kept.stored.hold;
        if (hold.event == event && hold.isAllotment() && kept.stored.state == HoldState::Live)
            allotments.append(hold);
    }
    std::ranges::sort(allotments, {}, &Hold::fence);
    return allotments;
}

Result<OperatorRecord> MemoryReader::operatorByName(const QString &name)
{
    const std::lock_guard lock(m_store.gate);
    const auto id = m_store.operatorsByName.constFind(foldedName(name));
    if (id == m_store.operatorsByName.cend())
        return notFound(u"operator"_s);
    return m_store.operators.value(*id);
}

Result<LiveSession> MemoryReader::session(const TokenHash &token)
{
    const std::lock_guard lock(m_store.gate);
    const auto kept = m_store.sessions.constFind(token);
    const Instant now = std::max(m_store.clock, m_clock.now());
    if (kept == m_store.sessions.cend() || kept->closedAt || now >= kept->record.endsAt)
        return std::unexpected(
            refusal(RefusalCode::NotSignedIn, u"The session has ended. Sign in again."_s));
    const SessionRecord &record = kept->record;
    const Operator person = m_store.operators.value(record.operatorId).person;
    return LiveSession{.info = {.operatorId = person.id,
                                .displayName = person.displayName,
                                .role = person.role,
                                .endsAt = record.endsAt},
                       .window = record.window};
}

} // namespace foyer
