#include "tests/server/ledger/memorystore.h"

#include "models/domain/invariant.h"

namespace foyer {

QString foldedName(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_KC).toCaseFolded();
}

void MemoryStore::keepHold(const KeptHold &kept)
{
    const Hold &hold = kept.stored.hold;
    const auto before = holds.constFind(hold.id);
    if (before != holds.cend()) {
        const Hold &old = before->stored.hold;
        liveHoldsByEnd.erase({old.expiresAt.toMs(), old.id.uuid()});
        liveHoldsByWindow[old.window].remove(old.id);
    }
    if (kept.stored.state == HoldState::Live) {
        liveHoldsByEnd.insert({hold.expiresAt.toMs(), hold.id.uuid()});
        liveHoldsByWindow[hold.window].insert(hold.id);
    }
    holds.insert(hold.id, kept);
}

void MemoryStore::keepBooking(const KeptBooking &kept)
{
    const Booking &booking = kept.stored.booking;
    if (booking.status == BookingStatus::Pending)
        reservations.insert(kept.stored.hold, booking.id);
    else if (reservations.value(kept.stored.hold) == booking.id)
        reservations.remove(kept.stored.hold);
    for (const Payment &payment : booking.payments)
        payments.insert(payment.id);
    for (const PricedTicket &old : bookings.value(booking.id).stored.priced) {
        const TicketKey key(kept.eventNumber, old.ticket.seat.value());
        if (liveTickets.value(key) == booking.id)
            liveTickets.remove(key);
    }
    for (const PricedTicket &priced : kept.stored.priced) {
        if (priced.isLive)
            liveTickets.insert({kept.eventNumber, priced.ticket.seat.value()}, booking.id);
    }
    bookings.insert(booking.id, kept);
}

void MemoryStore::apply(const EventWrite &write)
{
    const EventId &id = write.event.id;
    if (!eventNumbers.contains(id)) {
        events.emplace_back();
        events.back().head = {.number = qint64(events.size()), .event = id};
        eventNumbers.insert(id, events.back().head.number);
    }
    KeptEvent &kept = *event(id);
    kept.record = write.event;
    kept.catalogue = write.catalogue;
    kept.head.status = write.event.status;
    kept.head.endDate = write.event.endDate;
    kept.head.currency = write.event.prices.currency;
    if (!write.publication)
        return;
    const KeptMap *sold = map(write.event.seatMap);
    FOYER_INVARIANT(sold != nullptr, "a published event has a map");
    kept.head.mapNumber = sold->number;
    kept.head.counts.available = sold->written.summary.capacity;
    kept.head.chain = write.publication->hash;
    kept.tickets.assign(size_t(sold->written.summary.capacity), TicketState());
    kept.rows.push_back(*write.publication);
}

void MemoryStore::apply(const LedgerWrites &writes)
{
    for (const Customer &customer : writes.customers)
        customers.insert(customer.id, customer);
    for (const PerformerWrite &write : writes.performers)
        performers.insert(write.performer.id, {write.performer, write.catalogue});
    for (const VenueWrite &write : writes.venues)
        venues.insert(write.venue.id, {write.venue, write.catalogue});
    for (const SeatMapWrite &write : writes.seatMaps)
        maps.push_back({write, qint64(maps.size()) + 1});
    for (const EventWrite &write : writes.events)
        apply(write);
    for (const PoolWrite &write : writes.pools)
        pools.insert(write.stored.pool.id, write.stored);
    for (const TicketWrite &write : writes.tickets)
        events[size_t(write.key.first) - 1].tickets[size_t(write.key.second)] = write.ticket;
    for (const HoldWrite &write : writes.holds)
        keepHold({write.stored, write.eventNumber});
    for (const BookingWrite &write : writes.bookings) {
        const Booking &booking = write.stored.booking;
        QList<Instant> paidAt = bookings.value(booking.id).paidAt;
        while (paidAt.size() < booking.payments.size())
            paidAt.append(write.at);
        keepBooking({write.stored, write.eventNumber, paidAt});
    }
    for (const LedgerRowWrite &write : writes.rows)
        events[size_t(write.eventNumber) - 1].rows.push_back(write.row);
    for (const StoredOutcome &outcome : writes.outcomes)
        outcomes.insert(outcome.operation, outcome);
    for (const HeadWrite &write : writes.heads)
        events[size_t(write.head.number) - 1].head = write.head;
    clock = std::max(clock, writes.clock);
}

} // namespace foyer
