#pragma once

#include "sync/server/feed/eventboard.h"
#include "sync/server/feed/feedwatcher.h"

#include <array>

namespace foyer {

/// What \a viewer sees of a ticket at \a now: the hold's id and fence only when it is its own.
[[nodiscard]] TicketView viewOf(const TicketState &ticket, Instant now, const WindowId &viewer);

/// One message per encoding, encoded when first asked for and then shared.
class SharedFrame final
{
public:
    explicit SharedFrame(ServerMessage message)
        : m_message(std::move(message))
    {}
    [[nodiscard]] Frame in(Encoding encoding);

private:
    ServerMessage m_message;
    std::array<Frame, 2> m_frames; ///< by Encoding
};

/// A run of changes of one event on its way to many watchers: everybody gets the same bytes,
/// only a window whose hold is among them gets a frame of its own.
class ChangeFrames final
{
public:
    /// \a changes follow each other without a gap.
    ChangeFrames(const EventId &event, QList<CommittedChange> changes, Instant now);
    void sendTo(const FeedWatcher &watcher);

    /// Changes in one message; longer runs become several.
    static constexpr qsizetype mostChanges = 256;

private:
    [[nodiscard]] QList<Changes> messagesFor(const WindowId &viewer) const;
    [[nodiscard]] bool concerns(const WindowId &window) const;

    EventId m_event;
    QList<CommittedChange> m_changes;
    Instant m_now;
    std::vector<SharedFrame> m_forAll;
};

/// The whole board as \a watcher may see it.
[[nodiscard]] Frame snapshotFrame(const EventBoard &board, const EventId &event, Instant now,
                                  const FeedWatcher &watcher);

} // namespace foyer
