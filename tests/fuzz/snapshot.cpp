#include "sync/protocol/snapshot.h"
#include "sync/protocol/limits.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

namespace {

/// The window that sees most of its own holds in these tickets.
WindowId someHolder(const QList<TicketView> &tickets)
{
    for (const TicketView &ticket : tickets) {
        if (!ticket.holder.isNull() && !ticket.hold.isNull())
            return ticket.holder;
    }
    return {};
}

} // namespace

Finding snapshot(QByteArrayView input)
{
    const Result<QList<TicketView>> tickets = unpackTickets(input);
    if (!tickets)
        return tickets.error().code == RefusalCode::Malformed ? Finding() : "another refusal";
    if (tickets->size() > limits::ticketsPerEvent || tickets->size() > input.size())
        return "more tickets than the bytes can hold";
    const WindowId viewer = someHolder(*tickets);
    const QByteArray packed = packTickets(*tickets, viewer);
    const Result<QList<TicketView>> again = unpackTickets(packed);
    if (!again || again->size() != tickets->size())
        return "what was unpacked cannot be packed and unpacked";
    if (packTickets(*again, viewer) != packed)
        return "packed twice, the bytes differ";
    for (qsizetype i = 0; i < again->size(); ++i) {
        const TicketView &before = tickets->at(i);
        const TicketView &after = again->at(i);
        if (after.status != before.status || after.version != before.version ||
            after.holder != before.holder || after.remaining != before.remaining)
            return "a ticket changed on the way";
    }
    return {};
}

} // namespace foyer::fuzz
