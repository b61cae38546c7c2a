#pragma once

#include "models/domain/id.h"
#include "models/domain/ticket.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <expected>

namespace foyer {

/// Why something was not done. The names are part of the protocol: they are never reused and
/// their spelling on the wire is refusalName().
enum class RefusalCode {
    // the request itself
    Malformed, ///< not a message, or a field missing, of the wrong type or out of range
    TooLarge,  ///< over a named limit
    UnsupportedVersion,
    UnknownOperation,
    OperationReused, ///< the same op_id with other content
    NotFound,
    // who asks
    NotSignedIn, ///< no session, or it has ended
    WrongPassword,
    NotAllowed, ///< the role may not do this
    // tickets
    TicketsTaken, ///< held by another, sold or blocked: see tickets
    HoldUnknown,
    HoldEnded,    ///< expired or released
    HoldNotYours, ///< another window's, or an older fence
    HoldLimit,    ///< more tickets or extensions than one may have
    NotOnSale,    ///< the event is not published, cancelled, or over
    // money
    PriceChanged, ///< the buyer agreed to another sum
    PaymentShort,
    // records
    VersionConflict, ///< somebody changed the record meanwhile
    InvalidRecord,   ///< what a record says cannot be: see message
    // the server
    Overloaded, ///< a queue is full; try again after retryAfter
    RateLimited,
    ReadOnly, ///< the disk is full or failing; nothing was written
    ShuttingDown,
    Internal,
};

/// A ticket that stood in the way, as it is now.
struct TicketObstacle
{
    SeatIndex seat;
    TicketStatus status = TicketStatus::Available;
    Version version;
    /// Whose hold, where the asker may know it.
    QString holder;
    /// When the hold ends by itself, for Held.
    std::optional<Instant> until;
    bool operator==(const TicketObstacle &) const = default;
};

/// An expected "no". A value; nothing of ours throws.
struct Refusal
{
    RefusalCode code = RefusalCode::Internal;
    /// For people, in English: what happened and what to do. The desktop shows its own,
    /// translated words for the code and keeps this one as detail.
    QString message;
    /// For TicketsTaken: every ticket in the way, in index order.
    QList<TicketObstacle> tickets;
    /// For Overloaded and RateLimited.
    Milliseconds retryAfter{0};
    bool operator==(const Refusal &) const = default;
};

[[nodiscard]] Refusal refusal(RefusalCode code, const QString &message);

/// The code's name on the wire: lower case with underscores, "tickets_taken".
[[nodiscard]] QString refusalName(RefusalCode code);
[[nodiscard]] std::optional<RefusalCode> refusalCodeFromName(QStringView name);

/// True when sending the very same request later may succeed (overload, shutdown, rate).
[[nodiscard]] bool isTransient(RefusalCode code);

template <class T>
using Result = std::expected<T, Refusal>;

} // namespace foyer

Q_DECLARE_METATYPE(foyer::Refusal)
