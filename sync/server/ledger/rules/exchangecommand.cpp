#include "sync/server/ledger/rules/exchangecommand.h"

#include "sync/server/ledger/rules/holdcommands.h"
#include "sync/server/ledger/rules/payments.h"
#include "sync/server/ledger/rules/refund.h"
#include "sync/server/ledger/rules/sale.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The old tickets' money on its way to the new ones.
struct Settlement
{
    Money credit;            ///< what goes from the old booking to the new one
    Money rest;              ///< what goes out, when the new tickets cost less
    QList<Payment> payments; ///< of the new booking
};

Payment exchanged(const PaymentId &id, const Money &amount, const QString &other)
{
    return {.id = id,
            .method = PaymentMethod::Exchange,
            .amount = amount,
            .tendered = amount,
            .reference = other};
}

Result<Settlement> settled(const ExchangeBooking &command, const Booking &old, const Money &worth,
                           const Money &price)
{
    const Money difference = price - worth;
    if (command.agreedDifference != difference)
        return refused(RefusalCode::PriceChanged,
                       u"The difference is %1 %2 now. Tell the buyer and exchange again."_s.arg(
                           difference.toDecimal(), difference.currency().code()));
    const Money due = std::max(difference, Money::zero(difference.currency()));
    if (auto fine = checkPayments(command.payments, due); !fine)
        return std::unexpected(fine.error());
    Settlement settlement{
        .credit = std::min(worth, price), .rest = due - difference, .payments = command.payments};
    settlement.payments.prepend(exchanged(command.payment, settlement.credit, old.reference));
    return settlement;
}

Result<StoredHold> holdToSell(OperationScope &scope, const ExchangeBooking &command)
{
    Result<StoredHold> hold = ownHold(scope, command.hold, command.fence);
    if (!hold)
        return hold;
    if (hold->hold.isAllotment())
        return noAllotment();
    readTickets(scope, hold->hold.seats);
    if (!hold->isLive(scope.now))
        return holdEnded();
    if (!std::ranges::equal(command.tickets, hold->hold.seats, {}, &TicketChoice::seat))
        return refused(RefusalCode::InvalidRecord,
                       u"An exchange takes exactly the tickets of its hold, in the order of their "
                       "index."_s);
    return hold;
}

Result<Money> priceOf(OperationScope &scope, const QList<TicketChoice> &choices)
{
    const PriceList &prices = scope.work.prices(*scope.head);
    const Result<QList<PricedTicket>> tickets = priced(scope, prices, choices);
    if (!tickets)
        return std::unexpected(tickets.error());
    Money sum = Money::zero(prices.currency);
    for (const PricedTicket &ticket : *tickets)
        sum += ticket.ticket.price;
    return sum;
}

} // namespace

Outcome exchangeBooking(OperationScope &scope, const ExchangeBooking &command)
{
    if (auto entered = enterEventOnSale(scope, command.event); !entered)
        return std::unexpected(entered.error());
    const StoredBooking *found = scope.work.booking(command.booking);
    if (!found || found->booking.event != command.event)
        return refused(RefusalCode::NotFound, u"There is no such booking for this event."_s);
    const StoredBooking old = *found;
    const Result<StoredHold> hold = holdToSell(scope, command);
    if (!hold)
        return std::unexpected(hold.error());
    Result<GivingBack> back = givingBack(scope, old, command.seats);
    if (!back)
        return std::unexpected(back.error());
    const Result<Money> price = priceOf(scope, command.tickets);
    if (!price)
        return std::unexpected(price.error());
    const Result<Settlement> settlement = settled(command, old.booking, back->worth, *price);
    if (!settlement)
        return std::unexpected(settlement.error());

    const LedgerWork::Mark before = scope.work.mark();
    QList<Payment> &payments = back->stored.booking.payments;
    const Money none = Money::zero(price->currency());
    payments.append(exchanged(command.credit, none - settlement->credit,
                              bookingReferenceFor(command.newBooking)));
    if (!settlement->rest.isZero())
        payments.append(refundOf(old.booking, command.refund, settlement->rest));
    giveBack(scope, *back);
    Outcome sold = sellHold(scope, *hold,
                            {.booking = command.newBooking,
                             .customer = old.booking.customer,
                             .tickets = command.tickets,
                             .payments = settlement->payments});
    if (!sold && !scope.rules.has(PlantedFault::HalfAnExchange))
        scope.work.rollBackTo(before);
    else if (!sold)
        return Done{.event = command.event, .booking = back->stored.booking};
    else if (!settlement->rest.isZero() && payments.last().method == PaymentMethod::Cash)
        sold->change += settlement->rest;
    return sold;
}

} // namespace foyer
