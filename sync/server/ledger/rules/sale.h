#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// What a sale needs besides the hold.
struct SaleTerms
{
    BookingId booking;
    CustomerId customer;
    QList<TicketChoice> tickets;
    std::optional<Money> agreedTotal; ///< nothing: whatever it costs
    /// For a sale without \a payments: one payment of all of it, by this id and method.
    PaymentId payment;
    PaymentMethod method = PaymentMethod::Cash;
    std::optional<Money> tendered; ///< nothing: exactly
    /// Else how it is paid: checked already when the first is an Exchange.
    QList<Payment> payments = {};
};

/// Turns the named tickets of a live hold into sold ones, with their booking and payments. A hold
/// of which nothing is left ends.
[[nodiscard]] Outcome sellHold(OperationScope &scope, const StoredHold &hold,
                               const SaleTerms &terms);
/// Gives every choice its price. \return InvalidRecord for one that is not sold.
[[nodiscard]] Result<QList<PricedTicket>> priced(OperationScope &scope, const PriceList &prices,
                                                 const QList<TicketChoice> &choices);
/// Gives the booking these tickets and the sum of their prices.
void setTickets(StoredBooking &stored, const QList<PricedTicket> &tickets, Currency currency);

} // namespace foyer
