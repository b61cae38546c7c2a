#pragma once

#include "models/domain/booking.h"
#include "models/domain/pool.h"

#include <QList>

namespace foyer {

// What the house asks the ledger for besides holds and sales: tickets it keeps back, tickets it
// leases to windows, holds that change hands. Alternatives of Command, see command.h.

/// Gives a live hold, as it is and until its end, to another window, under a new fence.
struct TransferHold
{
    HoldId hold;
    EventId event;
    Fence fence;
    WindowId window; ///< that has it from then on
    bool operator==(const TransferHold &) const = default;
};

/// Makes or changes a pool of the house; expected is its version before, 0 to make it. A release
/// time that has come puts its free tickets on sale and closes it for ever.
struct SavePool
{
    Pool pool;
    Version expected;
    bool operator==(const SavePool &) const = default;
};

/// What tickets are kept for.
enum class TicketUse : quint8 { Pool = 0, Blocked = 1, Sale = 2 };

/// Moves tickets that nobody has between sale, pools and what is not sold at all.
struct KeepTickets
{
    EventId event;
    QList<SeatIndex> seats; ///< 1 to limits::ticketsPerAllotment, in index order
    TicketUse use = TicketUse::Blocked;
    PoolId pool; ///< for Pool, else null
    QString reason;
    bool operator==(const KeepTickets &) const = default;
};

/// Gives a window tickets to sell, without an end, also while it cannot reach the server.
struct LeaseAllotment
{
    HoldId hold; ///< names the allotment
    EventId event;
    WindowId window;        ///< that gets it
    QList<SeatIndex> seats; ///< 1 to limits::ticketsPerAllotment, in index order
    PoolId pool;            ///< it may also take what this pool keeps back; may be null
    bool operator==(const LeaseAllotment &) const = default;
};

/// The window that has an allotment gives tickets back that it has not sold.
struct ReturnAllotment
{
    HoldId hold;
    EventId event;
    Fence fence;
    QList<SeatIndex> seats; ///< in index order; empty: all that are left
    bool operator==(const ReturnAllotment &) const = default;
};

/// Takes an allotment from a window that cannot return it, for good: what the window has sold of it
/// and not reported yet will be refused.
struct RevokeAllotment
{
    HoldId hold;
    EventId event;
    QString reason;
    bool isInDoubt = false; ///< block the tickets: they may have been sold
    bool operator==(const RevokeAllotment &) const = default;
};

} // namespace foyer
