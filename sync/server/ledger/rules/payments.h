#pragma once

#include "sync/server/ledger/rules/rows.h"

namespace foyer {

/// Checks what somebody says was paid for \a due: amounts of its currency that add up to it, none
/// below zero, no id twice; a card payment or voucher with its reference, the others without; cash
/// with at least as much handed over. No reference may be a card's number.
/// \return PaymentShort when it is too little, InvalidRecord for everything else.
[[nodiscard]] Result<void> checkPayments(const QList<Payment> &payments, const Money &due);
/// What is to be handed back of the cash.
[[nodiscard]] Money changeOf(const QList<Payment> &payments, Currency currency);
/// A payment of \a amount the way \a booking was paid first, for what goes back to the buyer.
[[nodiscard]] Payment refundOf(const Booking &booking, const PaymentId &id, const Money &amount);

} // namespace foyer
