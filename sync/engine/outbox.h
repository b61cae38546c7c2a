#pragma once

#include "sync/protocol/command.h"

#include <optional>

namespace foyer {

/// The life of an operation at its window (RELIABILITY: R10). The numbers are stored.
enum class OutboxState : quint8 {
    Queued = 0,   ///< on disk, not sent since the last connection
    Sent = 1,     ///< on its way; resent with the same id after a reconnect
    Applied = 2,  ///< the server did it
    Conflict = 3, ///< the server refused it, and a person has to see that
    Resolved = 4, ///< seen and dealt with
};

/// One row of the outbox.
struct OutboxRow
{
    Operation operation;
    OutboxState state = OutboxState::Queued;
    std::optional<Outcome> outcome; ///< for Applied, Conflict, Resolved
    bool operator==(const OutboxRow &) const = default;

    [[nodiscard]] bool isPending() const
    {
        return state == OutboxState::Queued || state == OutboxState::Sent;
    }
};

/// Which state may follow which; the store's trigger enforces the same table.
[[nodiscard]] bool mayFollow(OutboxState before, OutboxState after);

} // namespace foyer
