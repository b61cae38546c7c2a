#pragma once

#include "sync/server/ledger/rules/inventory.h"

namespace foyer {

/// Tickets of a confirmed booking that are given back, decided and not done yet.
struct GivingBack
{
    StoredBooking stored; ///< as it will be, without its new payments
    NextTickets freed;
    Money worth; ///< what the tickets cost
};

/// \a seats: which, in index order; empty: all that are left. Those who give back all of them
/// cancel the booking. \return VersionConflict when it is not confirmed, InvalidRecord when it has
/// no such ticket.
[[nodiscard]] Result<GivingBack> givingBack(OperationScope &scope, const StoredBooking &booking,
                                            const QList<SeatIndex> &seats);
/// Does it. What \a back owes must be among its booking's payments.
void giveBack(OperationScope &scope, const GivingBack &back);

} // namespace foyer
