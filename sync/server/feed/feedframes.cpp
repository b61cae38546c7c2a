#include "sync/server/feed/feedframes.h"

#include "sync/protocol/snapshot.h"

#include <algorithm>

namespace foyer {

TicketView viewOf(const TicketState &ticket, Instant now, const WindowId &viewer)
{
    TicketView view{.status = ticket.status, .version = ticket.version};
    if (ticket.status != TicketStatus::Held)
        return view;
    view.holder = ticket.holder;
    view.remaining = std::max(Milliseconds(0), ticket.expiresAt - now);
    if (!viewer.isNull() && ticket.holder == viewer) {
        view.hold = ticket.hold;
        view.fence = ticket.fence;
    }
    return view;
}

Frame SharedFrame::in(Encoding encoding)
{
    Frame &frame = m_frames[size_t(encoding)];
    if (!frame)
        frame = std::make_shared<const QByteArray>(encode(m_message, encoding));
    return frame;
}

ChangeFrames::ChangeFrames(const EventId &event, QList<CommittedChange> changes, Instant now)
    : m_event(event)
    , m_changes(std::move(changes))
    , m_now(now)
{}

void ChangeFrames::sendTo(const FeedWatcher &watcher)
{
    if (concerns(watcher.window)) {
        for (const Changes &message : messagesFor(watcher.window)) {
            watcher.send(std::make_shared<const QByteArray>(
                encode(ServerMessage(message), watcher.encoding)));
        }
        return;
    }
    if (m_forAll.empty()) {
        for (Changes &message : messagesFor(WindowId()))
            m_forAll.emplace_back(std::move(message));
    }
    for (SharedFrame &frame : m_forAll)
        watcher.send(frame.in(watcher.encoding));
}

QList<Changes> ChangeFrames::messagesFor(const WindowId &viewer) const
{
    QList<Changes> messages;
    Changes message{.event = m_event, .serverTime = m_now};
    for (const CommittedChange &change : m_changes) {
        if (message.changes.size() == mostChanges) {
            messages.append(message);
            message.changes.clear();
        }
        message.changes.append({.sequence = change.sequence,
                                .seats = change.seats,
                                .after = viewOf(change.after, m_now, viewer),
                                .versions = change.versions});
    }
    messages.append(message);
    return messages;
}

bool ChangeFrames::concerns(const WindowId &window) const
{
    return !window.isNull() && std::ranges::any_of(m_changes, [&](const CommittedChange &change) {
        return change.after.status == TicketStatus::Held && change.after.holder == window;
    });
}

Frame snapshotFrame(const EventBoard &board, const EventId &event, Instant now,
                    const FeedWatcher &watcher)
{
    TicketPacker packer(board.tickets().size(), watcher.window);
    for (const TicketState &ticket : board.tickets()) {
        if (ticket.status == TicketStatus::Held)
            packer.add(viewOf(ticket, now, watcher.window));
        else
            packer.add(ticket.status, ticket.version);
    }
    const Snapshot snapshot{
        .event = event, .sequence = board.sequence(), .packed = packer.pack(), .serverTime = now};
    return std::make_shared<const QByteArray>(encode(ServerMessage(snapshot), watcher.encoding));
}

} // namespace foyer
