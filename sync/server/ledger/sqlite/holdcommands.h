#pragma once

#include "models/domain/booking.h"
#include "sync/protocol/command.h"
#include "sync/server/ledger/sqlite/inventory.h"

namespace foyer {

/// How a hold ended. Stored, never change the numbers.
enum class HoldState : quint8 { Live = 0, Released = 1, Sold = 2, Expired = 3 };

/// A row of the table holds.
struct StoredHold
{
    Hold hold;
    qint32 extensions = 0;
    HoldState state = HoldState::Live;
    [[nodiscard]] bool isLive(Instant now) const
    {
        return state == HoldState::Live && now < hold.expiresAt;
    }
    [[nodiscard]] Lease lease() const
    {
        return {.hold = hold.id,
                .fence = hold.fence,
                .holder = hold.window,
                .expiresAt = hold.expiresAt};
    }
};

/// Counts the tickets each window holds, at most: exact when it matters. A number here is never
/// too low, and the database is asked before anything is refused because of it.
class WindowLoads final
{
public:
    /// \return HoldLimit when \a more tickets would be more than a window may hold.
    [[nodiscard]] Result<void> admit(OperationScope &scope, qsizetype more);

private:
    QHash<WindowId, qint64> m_atMost;
};

[[nodiscard]] Outcome placeHold(OperationScope &scope, const PlaceHold &command,
                                WindowLoads &loads);
[[nodiscard]] Outcome extendHold(OperationScope &scope, const ExtendHold &command);
[[nodiscard]] Outcome releaseHold(OperationScope &scope, const ReleaseHold &command);

/// Reads the event's head into the scope. \return NotFound, or NotOnSale.
[[nodiscard]] Result<void> enterEventOnSale(OperationScope &scope, const EventId &event);
/// The same for an event that has tickets, on sale or not.
[[nodiscard]] Result<void> enterEvent(OperationScope &scope, const EventId &event);
[[nodiscard]] std::optional<StoredHold> findHold(OperationScope &scope, const HoldId &id);
/// \return the hold when it is the asker's with that fence; HoldUnknown, HoldNotYours otherwise.
[[nodiscard]] Result<StoredHold> ownHold(OperationScope &scope, const HoldId &id, Fence fence);
void endHold(OperationScope &scope, const HoldId &id, HoldState how);
/// What a hold's answer says.
[[nodiscard]] Done doneWith(const OperationScope &scope, const Hold &hold);
/// Frees the tickets of a hold that has run out and ends it; nothing to do is fine.
void expireHold(OperationScope &scope, const StoredHold &stored);
/// The refusal that names what stands in the way of \a seats now.
[[nodiscard]] Refusal ticketsTaken(OperationScope &scope, const QList<SeatIndex> &seats);
[[nodiscard]] QList<TicketObstacle> obstaclesAt(OperationScope &scope,
                                                const QList<SeatIndex> &seats);

} // namespace foyer
