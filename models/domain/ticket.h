#pragma once

#include "models/domain/id.h"

#include <QMetaType>

#include <expected>
#include <optional>

namespace foyer {

/// The state of a ticket; the numbers are stored and sent, never change them.
enum class TicketStatus : quint8 { Available = 0, Held = 1, Sold = 2, Blocked = 3 };

/// "available", "held", "sold", "blocked".
[[nodiscard]] QString statusName(TicketStatus status);
[[nodiscard]] std::optional<TicketStatus> statusFromName(QStringView name);

/// What the ledger keeps of one ticket. A held ticket whose lease has run out still says Held
/// here until the reaper passes; isFree() is the question to ask.
struct TicketState
{
    TicketStatus status = TicketStatus::Available;
    Version version;
    /// The hold that has it (Held) or had it when it was sold (Sold).
    HoldId hold;
    Fence fence;
    /// The window that holds it.
    WindowId holder;
    /// End of the lease, for Held.
    Instant expiresAt;
    BookingId booking;
    /// The house's pool it belongs to, also while it is held or sold; a free ticket of a pool is
    /// Blocked. Null for all others.
    PoolId pool;
    bool operator==(const TicketState &) const = default;

    /// Whether somebody may take it at \a now: available, or held by a lease that has ended.
    /// A lease ends at its expiry: at now == expiresAt it is over.
    [[nodiscard]] bool isFree(Instant now) const
    {
        return status == TicketStatus::Available ||
               (status == TicketStatus::Held && now >= expiresAt);
    }
    /// Whether \a mine with \a myFence is the hold that has it, alive at \a now.
    [[nodiscard]] bool isHeldBy(const HoldId &mine, Fence myFence, Instant now) const
    {
        return status == TicketStatus::Held && now < expiresAt && hold == mine && fence == myFence;
    }
};

enum class TicketAction {
    Hold,
    Extend,
    Release,
    Confirm,
    Cancel,
    Expire,
    Block, ///< keep back, in a pool or without one
    Unblock,
    Transfer, ///< to another window
    Revoke,   ///< take from its holder, whatever the time
};

/// Why an action does not apply to a ticket.
enum class TicketRefusal { Taken, NotHeld, HoldEnded, NotYours, NotSold, Blocked, StillAlive };

/// Whose lease an action speaks for, and until when it shall last.
struct Lease
{
    HoldId hold;
    Fence fence;
    WindowId holder;
    Instant expiresAt;
    BookingId booking;
    /// For Transfer and Revoke the fence from then on, for Block and Unblock perhaps.
    Fence nextFence = {};
    /// For Hold the pool it may take from, for Block the one that the ticket shall belong to.
    PoolId pool = {};
    /// What becomes of a pool's ticket that is let go: it is Blocked again, or Available when the
    /// pool has been closed meanwhile.
    bool isPoolOpen = true;
    /// For Revoke: keep the ticket Blocked, because it may have been sold without the server.
    bool isInDoubt = false;
};

/// The rule of the inventory, for one ticket. Every store's conditional update must agree with
/// it (the ledger's test suite compares them).
///
/// Pure. \a lease is the actor's: for Hold the new one, for Extend the held one with the new
/// end, for Release and Confirm the held one, for Cancel only its booking counts. For Transfer its
/// holder is the new one.
/// \return the ticket after the action, its version one higher; or why not.
/// Releasing what is free already is no refusal: it returns \a ticket unchanged.
[[nodiscard]] std::expected<TicketState, TicketRefusal>
nextState(const TicketState &ticket, TicketAction action, const Lease &lease, Instant now);

} // namespace foyer

Q_DECLARE_METATYPE(foyer::TicketStatus)
