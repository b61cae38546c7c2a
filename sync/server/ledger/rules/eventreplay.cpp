#include "sync/server/ledger/rules/eventreplay.h"

#include "sync/server/ledger/rules/chain.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

TicketAction actionOf(LedgerAction action)
{
    switch (action) {
    case LedgerAction::Publish:
    case LedgerAction::Hold:
    case LedgerAction::Allot:
        return TicketAction::Hold;
    case LedgerAction::Extend:
        return TicketAction::Extend;
    case LedgerAction::Release:
    case LedgerAction::Return:
        return TicketAction::Release;
    case LedgerAction::Sell:
        return TicketAction::Confirm;
    case LedgerAction::Cancel:
        return TicketAction::Cancel;
    case LedgerAction::Expire:
        return TicketAction::Expire;
    case LedgerAction::Transfer:
        return TicketAction::Transfer;
    case LedgerAction::Block:
        return TicketAction::Block;
    case LedgerAction::Unblock:
        return TicketAction::Unblock;
    case LedgerAction::Revoke:
        return TicketAction::Revoke;
    }
    Q_UNREACHABLE();
}

/// Says why \a row cannot follow on a ticket that is \a before, by nextState(); empty when it can.
QString objection(const TicketState &before, const LedgerRow &row)
{
    const TicketState &after = row.after;
    const bool raisesFence =
        row.action == LedgerAction::Transfer || row.action == LedgerAction::Revoke ||
        row.action == LedgerAction::Block || row.action == LedgerAction::Unblock;
    // Who speaks: the new owner of a hold, the present one of everything else.
    const Lease lease{.hold = after.hold.isNull() ? before.hold : after.hold,
                      .fence = raisesFence ? before.fence : after.fence,
                      .holder = after.holder,
                      .expiresAt = after.expiresAt,
                      .booking = after.booking.isNull() ? before.booking : after.booking,
                      .nextFence = raisesFence ? after.fence : Fence(),
                      .pool = after.pool,
                      .isPoolOpen = after.pool == before.pool,
                      .isInDoubt = row.action == LedgerAction::Revoke &&
                                   after.status == TicketStatus::Blocked && after.pool.isNull()};
    const auto next = nextState(before, actionOf(row.action), lease, row.at);
    if (!next)
        return u"was %1 and could not become %2"_s.arg(statusName(before.status),
                                                       statusName(after.status));
    TicketState expected = after;
    expected.version = next->version;
    return *next == expected ? QString() : u"became something else than it must"_s;
}

TicketCounts countsOf(const std::vector<TicketState> &tickets)
{
    TicketCounts counts;
    for (const TicketState &ticket : tickets) {
        switch (ticket.status) {
        case TicketStatus::Available:
            ++counts.available;
            break;
        case TicketStatus::Held:
            ++counts.held;
            break;
        case TicketStatus::Sold:
            ++counts.sold;
            break;
        case TicketStatus::Blocked:
            ++counts.blocked;
            break;
        }
    }
    return counts;
}

} // namespace

EventReplay::EventReplay(LedgerAudit &audit, const AuditedEvent &event,
                         QList<LedgerContradiction> &contradictions)
    : m_audit(audit)
    , m_event(event)
    , m_contradictions(contradictions)
    , m_tickets(size_t(std::max(event.capacity, 0)))
    , m_chain(chainStart())
{}

void EventReplay::run()
{
    m_audit.visitRows(m_event.head, [this](const LedgerRow &row) { checkRow(row); });
    compareHead();
    compareTickets();
    compareHolds();
    compareBookings();
}

void EventReplay::complain(const QString &what)
{
    if (m_contradictions.size() < mostContradictions)
        m_contradictions.append({m_event.head.event, m_row, what});
}

void EventReplay::checkRow(const LedgerRow &row)
{
    if (row.sequence.value() != m_row + 1)
        complain(u"rows %1 to %2 are missing"_s.arg(m_row + 1).arg(row.sequence.value() - 1));
    m_row = row.sequence.value();
    m_chain = chainHash(m_chain, m_event.head.event, row);
    if (m_chain != row.hash) {
        complain(u"the row is not what was written, or the one before it is not"_s);
        m_chain = row.hash; // so that one changed row is one contradiction
    }
    if (row.at < m_latest && !m_audit.isWrittenBySeveral())
        complain(u"the clock ran back"_s);
    m_latest = row.at;
    m_fence = std::max(m_fence, row.after.fence);
    if (row.action != LedgerAction::Publish)
        moveTickets(row);
    if (row.action == LedgerAction::Sell || row.action == LedgerAction::Cancel)
        noteSale(row);
}

void EventReplay::moveTickets(const LedgerRow &row)
{
    const QList<SeatIndex> seats = unpackedSeats(row.seats);
    const QList<Version> versions = unpackedVersions(row.versions);
    if (seats.size() != versions.size() || seats.isEmpty())
        return complain(u"the row does not give every ticket a version"_s);
    for (qsizetype i = 0; i < seats.size(); ++i)
        moveTicket(row, seats[i], versions[i]);
}

void EventReplay::moveTicket(const LedgerRow &row, SeatIndex seat, Version version)
{
    if (seat.value() < 0 || size_t(seat.value()) >= m_tickets.size())
        return complain(u"ticket %1 does not exist"_s.arg(seat.value()));
    TicketState &ticket = m_tickets[size_t(seat.value())];
    const QString wrong = objection(ticket, row);
    if (!wrong.isEmpty())
        complain(u"ticket %1: %2"_s.arg(seat.value()).arg(wrong));
    if (version != ticket.version.next())
        complain(u"ticket %1 skips a version"_s.arg(seat.value()));
    ticket = row.after;
    ticket.version = version;
}

void EventReplay::noteSale(const LedgerRow &row)
{
    const std::optional<PackedSaleHead> packed = packedSaleHead(row.detail);
    if (!packed)
        return complain(u"the row does not say which booking it is about"_s);
    Sale &sale = m_sales[packed->booking];
    sale.detail = row.detail;
    if (row.action == LedgerAction::Sell)
        sale.confirmedAt = row.at;
    else if (packed->status == BookingStatus::Cancelled)
        sale.cancelledAt = row.at;
    while (sale.paidAt.size() < packed->payments) // those that this row brought
        sale.paidAt.append(row.at);
}

void EventReplay::compareHead()
{
    const EventHead &head = m_event.head;
    if (m_row != head.sequence.value())
        complain(u"the event counts %1 changes, the ledger has %2"_s.arg(head.sequence.value())
                     .arg(m_row));
    if (m_chain != head.chain)
        complain(u"the ledger does not end with the row that the event names"_s);
    if (m_fence > m_event.fence)
        complain(u"the event's fence is below that of its newest hold"_s);
    if (countsOf(m_tickets) != head.counts)
        complain(u"the event's counters are not the sum of its tickets"_s);
}

void EventReplay::compareTickets()
{
    size_t count = 0;
    m_audit.visitTickets(m_event.head, [&](SeatIndex seat, const TicketState &stored) {
        const auto index = size_t(seat.value());
        if (index >= m_tickets.size() || m_tickets[index] != stored)
            complain(u"ticket %1 is not what the ledger made of it"_s.arg(seat.value()));
        ++count;
    });
    if (count != m_tickets.size())
        complain(u"the event has %1 tickets instead of %2"_s.arg(count).arg(m_tickets.size()));
}

/// Every held ticket is listed by a live hold that says the same of it.
void EventReplay::compareHolds()
{
    std::vector<bool> isListed(m_tickets.size(), false);
    m_audit.visitLiveHolds(m_event.head, [&](const StoredHold &stored) {
        const Hold &hold = stored.hold;
        for (const SeatIndex seat : hold.seats) {
            const auto index = size_t(seat.value());
            if (index >= m_tickets.size())
                continue;
            const TicketState &ticket = m_tickets[index];
            const bool fits = ticket.status == TicketStatus::Held && ticket.hold == hold.id &&
                              ticket.fence == hold.fence && ticket.holder == hold.window &&
                              ticket.expiresAt == hold.expiresAt;
            if (fits)
                isListed[index] = true;
        }
    });
    for (size_t seat = 0; seat < m_tickets.size(); ++seat) {
        if (m_tickets[seat].status == TicketStatus::Held && !isListed[seat])
            complain(u"ticket %1 is held by a hold that does not say so"_s.arg(seat));
    }
}

void EventReplay::compareBookings()
{
    QSet<BookingId> stored;
    m_audit.visitBookings(m_event.head, [&](const AuditedBooking &audited) {
        stored.insert(audited.stored.booking.id);
        compareBooking(audited);
    });
    for (auto sale = m_sales.cbegin(); sale != m_sales.cend(); ++sale) {
        if (!stored.contains(sale.key()))
            complain(u"booking %1 is in the ledger only"_s.arg(sale.key().toString()));
    }
}

void EventReplay::compareBooking(const AuditedBooking &audited)
{
    const auto sale = m_sales.constFind(audited.stored.booking.id);
    if (sale == m_sales.cend())
        return compareUnsold(audited);
    if (packedSale(audited.stored) != sale->detail)
        complain(u"booking %1 is not what the ledger says"_s.arg(audited.stored.booking.reference));
    compareSold(audited, *sale);
}

/// A reservation moves no money and has no ticket of its own.
void EventReplay::compareUnsold(const AuditedBooking &audited)
{
    const StoredBooking &stored = audited.stored;
    const bool hasLive = std::ranges::any_of(stored.priced, &PricedTicket::isLive);
    if (stored.booking.status == BookingStatus::Confirmed || stored.confirmedAt != Instant() ||
        hasLive || !stored.booking.payments.isEmpty())
        complain(u"booking %1 was never sold by the ledger"_s.arg(stored.booking.reference));
}

void EventReplay::compareSold(const AuditedBooking &audited, const Sale &sale)
{
    const StoredBooking &stored = audited.stored;
    const Booking &booking = stored.booking;
    const auto problem = [&](const QString &what) {
        complain(u"booking %1: %2"_s.arg(booking.reference, what));
    };
    const bool isConfirmed = booking.status == BookingStatus::Confirmed;
    if (stored.confirmedAt != sale.confirmedAt.value_or(Instant()) ||
        stored.cancelledAt != sale.cancelledAt.value_or(Instant()) || audited.paidAt != sale.paidAt)
        problem(u"its times are not those of the ledger"_s);
    for (const PricedTicket &priced : stored.priced) {
        const auto index = size_t(priced.ticket.seat.value());
        const bool isSold = index < m_tickets.size() && m_tickets[index].booking == booking.id &&
                            m_tickets[index].status == TicketStatus::Sold;
        const bool shouldBeLive = isConfirmed && !priced.ticket.isGivenBack;
        if (priced.isLive != shouldBeLive || (priced.isLive && !isSold))
            problem(u"its tickets are not its own alone"_s);
    }
    qint64 paid = 0;
    qint64 priced = 0;
    for (const Payment &payment : booking.payments)
        paid += payment.amount.minorUnits();
    for (const BookedTicket &ticket : booking.tickets)
        priced += ticket.isGivenBack ? 0 : ticket.price.minorUnits();
    if (paid != (isConfirmed ? booking.total.minorUnits() : 0))
        problem(u"what was paid is not what it costs"_s);
    if (priced != booking.total.minorUnits())
        problem(u"its total is not the sum of its tickets"_s);
}

} // namespace foyer
