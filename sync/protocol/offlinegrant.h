#pragma once

#include "models/domain/booking.h"
#include "models/domain/refusal.h"

#include <QByteArray>

namespace foyer {

/// What the house lets a window do while it cannot ask: sell the tickets of an allotment, for so
/// much at most, until so long. The server signs the bytes of it; the window shows and keeps
/// them, and whoever has the server's public key can check them.
struct OfflineGrant
{
    LedgerEpoch house;
    EventId event;
    HoldId allotment;
    Fence epoch; ///< the allotment's; a revocation raises it on the tickets
    WindowId window;
    OperatorId leasedBy;
    QList<SeatIndex> seats; ///< in index order
    Money most;             ///< all sales together
    Instant issuedAt;
    Instant validUntil; ///< on the window's clock, corrected by the server's
    bool operator==(const OfflineGrant &) const = default;
};

/// The bytes that are signed: canonical CBOR, equal grants give equal bytes.
[[nodiscard]] QByteArray encode(const OfflineGrant &grant);
/// \return Malformed or TooLarge for anything that encode() did not make. Says nothing about who
/// made it: check the signature first.
[[nodiscard]] Result<OfflineGrant> decodeOfflineGrant(QByteArrayView bytes);

} // namespace foyer
