#include "sync/server/ledger/rules/chain.h"
#include "tests/server/ledger/memoryrows.h"

namespace foyer {

using namespace Qt::StringLiterals;

// What a database's conditions, keys and checks would refuse.

void MemoryRows::check(const LedgerWrites &writes)
{
    checkRecords(writes);
    checkTickets(writes);
    checkBookings(writes);
    checkHeads(writes);
    QSet<OperationId> seen;
    for (const StoredOutcome &outcome : writes.outcomes) {
        if (m_store.outcomes.contains(outcome.operation) || seen.contains(outcome.operation))
            fail(u"an operation has two outcomes"_s);
        seen.insert(outcome.operation);
    }
}

void MemoryRows::checkRecords(const LedgerWrites &writes)
{
    for (const VenueWrite &write : writes.venues) {
        const auto kept = m_store.venues.constFind(write.venue.id);
        const Version before = kept == m_store.venues.cend() ? Version() : kept->record.version;
        if (write.isNew != (kept == m_store.venues.cend()) || write.venue.version != before.next())
            fail(u"a venue is not at the expected version"_s);
    }
    for (const SeatMapWrite &write : writes.seatMaps) {
        if (m_store.map(write.summary.id) || write.seats->size() != size_t(write.summary.capacity))
            fail(u"a seat map exists or has not all its seats"_s);
    }
    for (const EventWrite &write : writes.events) {
        const MemoryStore::KeptEvent *kept = m_store.event(write.event.id);
        const Version before = kept ? kept->record.version : Version();
        if (write.isNew != !kept || write.event.version != before.next())
            fail(u"an event is not at the expected version"_s);
        if (write.publication && kept && kept->head.hasTickets())
            fail(u"an event is published twice"_s);
    }
    for (const PoolWrite &write : writes.pools) {
        const auto kept = m_store.pools.constFind(write.stored.pool.id);
        const bool isThere = kept != m_store.pools.cend();
        if (write.isNew == isThere || (isThere && kept->pool.version != write.expected))
            fail(u"a pool is not at the expected version"_s);
        if (write.stored.tickets < 0 || !eventAt(write.eventNumber))
            fail(u"a pool contradicts itself"_s);
    }
}

void MemoryRows::checkTickets(const LedgerWrites &writes)
{
    TicketKey last(0, -1);
    for (const TicketWrite &write : writes.tickets) {
        const MemoryStore::KeptEvent *kept = eventAt(write.key.first);
        const qint32 seat = write.key.second;
        if (write.key <= last || !kept || seat < 0 || size_t(seat) >= kept->tickets.size())
            return fail(u"tickets are not written by key"_s);
        last = write.key;
        const TicketState &ticket = write.ticket;
        const bool isHeld = ticket.status == TicketStatus::Held;
        const bool isSold = ticket.status == TicketStatus::Sold;
        if (kept->tickets[size_t(seat)].version != write.expected ||
            ticket.version <= write.expected)
            fail(u"ticket %1 is not at the expected version"_s.arg(seat));
        if (isHeld != (ticket.expiresAt != Instant()) || isSold == ticket.booking.isNull() ||
            (isHeld || isSold) == ticket.hold.isNull())
            fail(u"ticket %1 contradicts itself"_s.arg(seat));
    }
}

void MemoryRows::checkBookings(const LedgerWrites &writes)
{
    if (writes.bookings.empty())
        return;
    QHash<TicketKey, BookingId> owners = m_store.liveTickets;
    QHash<BookingId, StoredBooking> changed;
    QSet<PaymentId> paid;
    for (const BookingWrite &write : writes.bookings) {
        const Booking &booking = write.stored.booking;
        const auto kept = m_store.bookings.constFind(booking.id);
        const bool isThere = kept != m_store.bookings.cend() || changed.contains(booking.id);
        const StoredBooking before =
            changed.value(booking.id, isThere ? kept->stored : StoredBooking());
        if (write.isNew == isThere || write.paymentsBefore != before.booking.payments.size())
            fail(u"a booking is not what was expected"_s);
        for (qsizetype i = write.paymentsBefore; i < booking.payments.size(); ++i) {
            const PaymentId &id = booking.payments[i].id;
            if (m_store.payments.contains(id) || paid.contains(id))
                fail(u"a payment with that id exists"_s);
            paid.insert(id);
        }
        for (const PricedTicket &old : before.priced) {
            const TicketKey key(write.eventNumber, old.ticket.seat.value());
            if (owners.value(key) == booking.id)
                owners.remove(key);
        }
        for (const PricedTicket &priced : write.stored.priced) {
            const TicketKey key(write.eventNumber, priced.ticket.seat.value());
            if (priced.isLive && owners.contains(key))
                fail(u"ticket %1 is in two live bookings"_s.arg(key.second));
            if (priced.isLive)
                owners.insert(key, booking.id);
        }
        changed.insert(booking.id, write.stored);
    }
}

void MemoryRows::checkHeads(const LedgerWrites &writes)
{
    QHash<qint64, Sequence> newest;
    for (const LedgerRowWrite &write : writes.rows) {
        const MemoryStore::KeptEvent *kept = eventAt(write.eventNumber);
        if (!kept)
            return fail(u"a ledger row belongs to no event"_s);
        const Sequence before = newest.value(write.eventNumber, kept->head.sequence);
        if (write.row.sequence != before.next() || write.row.hash.size() != chainStart().size())
            fail(u"a ledger row is out of order"_s);
        newest.insert(write.eventNumber, write.row.sequence);
    }
    for (const HeadWrite &write : writes.heads) {
        const MemoryStore::KeptEvent *kept = eventAt(write.head.number);
        if (!kept || kept->head.sequence != write.expected)
            return fail(u"an event's counters are not where they were expected"_s);
        const TicketCounts &counts = write.head.counts;
        if (counts.capacity() != kept->head.counts.capacity() || counts.available < 0 ||
            counts.held < 0 || counts.sold < 0 || counts.blocked < 0)
            fail(u"an event's counters do not add up"_s);
        if (write.head.sequence != newest.value(write.head.number))
            fail(u"an event counts other rows than it has"_s);
    }
}

} // namespace foyer
