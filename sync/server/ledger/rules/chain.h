#pragma once

#include "sync/server/ledger/rules/rows.h"

#include <QByteArray>
#include <QList>

namespace foyer {

// How a ledger's rows are packed and chained. Stored: never change the bytes of what exists.

[[nodiscard]] QByteArray packedSeats(const QList<SeatIndex> &seats); ///< 4 bytes each
[[nodiscard]] QList<SeatIndex> unpackedSeats(const QByteArray &packed);
[[nodiscard]] QByteArray packedVersions(const QList<Version> &versions); ///< 8 bytes each
[[nodiscard]] QList<Version> unpackedVersions(const QByteArray &packed);
/// The booking's money and tickets, as the ledger's rows keep them; begins with its id.
[[nodiscard]] QByteArray packedSale(const StoredBooking &stored);
struct PackedSaleHead
{
    BookingId booking;
    qint32 payments = 0; ///< how many it lists
    BookingStatus status = BookingStatus::Pending;
};
/// What packedSale() wrote, in short; nothing when it is damaged.
[[nodiscard]] std::optional<PackedSaleHead> packedSaleHead(const QByteArray &packed);

/// BLAKE2b-256 of \a bytes.
[[nodiscard]] QByteArray digestOf(const QByteArray &bytes);
/// The hash of \a row of \a event after a row with the hash \a previous (32 zeros for the first).
/// Over every field but the hash in a fixed order, each with its length, so that no two rows read
/// alike.
[[nodiscard]] QByteArray chainHash(const QByteArray &previous, const EventId &event,
                                   const LedgerRow &row);
[[nodiscard]] QByteArray chainStart();

} // namespace foyer
