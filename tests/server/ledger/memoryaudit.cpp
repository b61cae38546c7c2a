#include "tests/server/ledger/memoryaudit.h"

namespace foyer {

std::vector<AuditedEvent> MemoryAudit::events()
{
    std::vector<AuditedEvent> events;
    for (const MemoryStore::KeptEvent &kept : m_store.events) {
        if (kept.head.hasTickets())
            events.push_back({kept.head, qint32(kept.tickets.size()), kept.fence});
    }
    return events;
}

void MemoryAudit::visitRows(const EventHead &event, const SeeRow &see)
{
    for (const LedgerRow &row : m_store.event(event.event)->rows)
        see(row);
}

void MemoryAudit::visitTickets(const EventHead &event, const SeeTicket &see)
{
    qint32 index = 0;
    for (const TicketState &ticket : m_store.event(event.event)->tickets)
        see(SeatIndex(index++), ticket);
}

void MemoryAudit::visitLiveHolds(const EventHead &event, const SeeHold &see)
{
    for (const MemoryStore::KeptHold &kept : std::as_const(m_store.holds)) {
        if (kept.eventNumber == event.number && kept.stored.state == HoldState::Live)
            see(kept.stored);
    }
}

void MemoryAudit::visitBookings(const EventHead &event, const SeeBooking &see)
{
    for (const MemoryStore::KeptBooking &kept : std::as_const(m_store.bookings)) {
        if (kept.eventNumber == event.number)
            see({kept.stored, kept.paidAt});
    }
}

} // namespace foyer
