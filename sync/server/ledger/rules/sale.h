#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

namespace foyer {

/// What a sale needs besides the hold.
struct SaleTerms
{
    BookingId booking;
    PaymentId payment;
    CustomerId customer;
    QList<TicketChoice> tickets;
    PaymentMethod method = PaymentMethod::Cash;
    std::optional<Money> agreedTotal; ///< nothing: whatever it costs
    std::optional<Money> tendered;    ///< nothing: exactly
};

/// Turns every ticket of a live hold into a sold one, with its booking and payment.
[[nodiscard]] Outcome sellHold(OperationScope &scope, const StoredHold &hold,
                               const SaleTerms &terms);
/// Gives every choice its price. \return InvalidRecord for one that is not sold.
[[nodiscard]] Result<QList<PricedTicket>> priced(OperationScope &scope, const PriceList &prices,
                                                 const QList<TicketChoice> &choices);
/// \return NotFound when there is no such customer; a null one is fine.
[[nodiscard]] Result<void> checkCustomer(OperationScope &scope, const CustomerId &customer);
/// Gives the booking these tickets and the sum of their prices.
void setTickets(StoredBooking &stored, const QList<PricedTicket> &tickets, Currency currency);

} // namespace foyer
