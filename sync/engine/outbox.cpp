#include "sync/engine/outbox.h"

namespace foyer {

bool mayFollow(OutboxState before, OutboxState after)
{
    switch (before) {
    case OutboxState::Queued:
    case OutboxState::Sent:
        return after != OutboxState::Resolved;
    case OutboxState::Conflict:
        return after == OutboxState::Conflict || after == OutboxState::Resolved;
    case OutboxState::Applied:
    case OutboxState::Resolved:
        return after == before;
    }
    return false;
}

} // namespace foyer
