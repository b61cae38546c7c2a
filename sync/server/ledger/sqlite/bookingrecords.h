#pragma once

#include "models/domain/booking.h"
#include "sync/server/ledger/sqlite/database.h"

namespace foyer {

/// A ticket of a booking with the category it was priced by.
struct PricedTicket
{
    BookedTicket ticket;
    CategoryId category;
};

/// A booking with what only the ledger needs of it.
struct StoredBooking
{
    Booking booking; ///< its tickets are filled too
    HoldId hold;
    QList<PricedTicket> priced;
};

[[nodiscard]] std::optional<StoredBooking> findBooking(Database &database, const BookingId &id);
/// The booking's money and tickets, as the ledger's rows keep them; begins with its id.
[[nodiscard]] QByteArray packedSale(const StoredBooking &stored);

} // namespace foyer
