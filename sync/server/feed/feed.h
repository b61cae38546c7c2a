#pragma once

#include "sync/server/feed/eventboard.h"
#include "sync/server/feed/feedwatcher.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>

namespace foyer {

struct FeedFigures
{
    qint64 boards = 0;
    qint64 watchers = 0; ///< subscriptions, over all events
    qint64 snapshots = 0;
    qint64 resumes = 0;
    qint64 gapsFilled = 0; ///< boards that read the changes they missed
    qint64 reloads = 0;    ///< boards read again as a whole
};

/// The tickets of every event that somebody looks at, moved by each commit and passed on to its
/// watchers in sequence order, without a gap and without a repeat.
///
/// Catching up and following are one step: under the event's lock a watcher gets what it misses
/// and joins the list, so no commit can fall between. A board is read from the ledger when first
/// asked for; commits that happen meanwhile wait and are applied by sequence. Thread-safe.
class Feed final
{
public:
    /// \a now: the ledger's clock. \a gapFound is called (any thread, under no lock) when an
    /// event has to be read again: somebody with a reader then calls refresh().
    Feed(std::function<Instant()> now, std::function<void(const EventId &)> gapFound);
    ~Feed();

    /// Boards kept although nobody watches them.
    static constexpr qsizetype mostIdleBoards = 512;

    /// Everything one transaction changed, in order. Called by the writer after the commit, before
    /// the next one.
    void committed(const QList<CommittedChange> &changes);

    /// Sends what \a watcher misses after \a since (a snapshot when that is 0, unknown or too long
    /// ago; an empty Changes when it misses nothing), then every later change. Watching again
    /// catches up again. \return why the event cannot be read.
    [[nodiscard]] Result<void> watch(LedgerReader &reader, const EventId &event, Sequence since,
                                     const FeedWatcherPointer &watcher);
    void unwatch(const EventId &event, const FeedWatcherPointer &watcher);

    /// Shows the event's board to \a look, under its lock. \return why it cannot be read.
    [[nodiscard]] Result<void> read(LedgerReader &reader, const EventId &event,
                                    const std::function<void(const EventBoard &)> &look);
    /// The sequence of a board that is there; nothing when it is not.
    [[nodiscard]] std::optional<Sequence> sequenceOf(const EventId &event) const;
    /// Brings the event's board, if there is one, to where the ledger is: by the changes it
    /// misses, passed on as such, or, when they are too many, read as a whole and sent as a
    /// snapshot.
    void refresh(LedgerReader &reader, const EventId &event);
    /// Another server has moved \a event: its counts are told like those of our own commits.
    void changedElsewhere(const EventId &event);
    /// Events that have a board.
    [[nodiscard]] QList<EventId> boards() const;

    /// Events whose counts changed since the last call.
    [[nodiscard]] QSet<EventId> takeChanged();
    /// Counts of those of \a events whose boards are there.
    [[nodiscard]] QHash<EventId, TicketCounts> countsOf(const QSet<EventId> &events) const;

    [[nodiscard]] FeedFigures figures() const;

private:
    struct Entry;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
