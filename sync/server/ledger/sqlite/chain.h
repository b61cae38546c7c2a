#pragma once

#include "models/domain/counters.h"
#include "models/domain/ticket.h"

#include <QByteArray>
#include <QList>

namespace foyer {

/// Why a row of the ledger is there. Stored, never change the numbers.
enum class LedgerAction : quint8 {
    Publish = 0, ///< the event's tickets come into being; detail: map and capacity
    Hold = 1,
    Extend = 2,
    Release = 3,
    Sell = 4,   ///< detail: the booking, see packedSale()
    Cancel = 5, ///< detail: the booking with its refund
    Expire = 6,
};

/// One row of an event's append-only ledger.
struct LedgerRow
{
    Sequence sequence;
    Instant at;
    LedgerAction action = LedgerAction::Publish;
    OperationId operation;
    OperatorId operatorId;
    WindowId window;
    QByteArray seats;    ///< see packedSeats()
    QByteArray versions; ///< see packedVersions()
    TicketState after;   ///< of all these tickets; its version is not used
    QByteArray detail;
};

[[nodiscard]] QByteArray packedSeats(const QList<SeatIndex> &seats); ///< 4 bytes each
[[nodiscard]] QList<SeatIndex> unpackedSeats(const QByteArray &packed);
[[nodiscard]] QByteArray packedVersions(const QList<Version> &versions); ///< 8 bytes each
[[nodiscard]] QList<Version> unpackedVersions(const QByteArray &packed);

/// BLAKE2b-256 of \a bytes.
[[nodiscard]] QByteArray digestOf(const QByteArray &bytes);
/// The hash of \a row of \a event after a row with the hash \a previous (32 zeros for the first).
/// Over every field in a fixed order, each with its length, so that no two rows read alike.
[[nodiscard]] QByteArray chainHash(const QByteArray &previous, const EventId &event,
                                   const LedgerRow &row);
[[nodiscard]] QByteArray chainStart();

} // namespace foyer
