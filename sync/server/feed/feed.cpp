#include "sync/server/feed/feed.h"

#include "sync/protocol/limits.h"
#include "sync/server/feed/feedframes.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace foyer {

/// One event: its board, who watches it, and the commits that arrived while it was being read.
struct Feed::Entry
{
    enum class State : quint8 { Reading, Ready, Failed };

    std::mutex mutex;
    std::condition_variable settled;
    State state = State::Reading;
    Refusal refusal; ///< for Failed
    EventBoard board;
    QList<CommittedChange> pending;
    std::vector<FeedWatcherPointer> watchers;
    std::atomic<bool> isWatched = false;

    void forgetGone()
    {
        std::erase_if(watchers, [](const FeedWatcherPointer &w) { return w->gone.load(); });
        isWatched = !watchers.empty();
    }
};

struct Feed::Private
{
    std::function<Instant()> now;
    std::function<void(const EventId &)> gapFound;
    mutable std::mutex mutex; ///< guards entries and changed; taken before an entry's own
    QHash<EventId, std::shared_ptr<Entry>> entries;
    QSet<EventId> changed;
    std::atomic<qint64> snapshots = 0;
    std::atomic<qint64> resumes = 0;
    std::atomic<qint64> gapsFilled = 0;
    std::atomic<qint64> reloads = 0;

    std::pair<std::shared_ptr<Entry>, bool> entryFor(const EventId &event);
    void makeRoom();
    void fill(LedgerReader &reader, const EventId &event, const std::shared_ptr<Entry> &entry);
    Result<std::shared_ptr<Entry>> readyEntry(LedgerReader &reader, const EventId &event);
    bool advance(const EventId &event, Entry &entry, const QList<CommittedChange> &changes);
    bool fillGap(LedgerReader &reader, const EventId &event, Entry &entry);
    void readAgain(LedgerReader &reader, const EventId &event, const std::shared_ptr<Entry> &entry);
    void catchUp(const EventId &event, const EventBoard &board, Sequence since,
                 const FeedWatcher &watcher);
};

namespace {

using Runs = std::vector<std::pair<EventId, QList<CommittedChange>>>;

/// The changes event by event, each in order.
Runs byEvent(const QList<CommittedChange> &changes)
{
    Runs runs;
    QHash<EventId, size_t> places;
    for (const CommittedChange &change : changes) {
        const auto place = places.constFind(change.event);
        if (place != places.cend()) {
            runs[*place].second.append(change);
            continue;
        }
        places.insert(change.event, runs.size());
        runs.emplace_back(change.event, QList<CommittedChange>{change});
    }
    return runs;
}

} // namespace

/// The event's entry, and whether the caller has just made it and must fill it.
std::pair<std::shared_ptr<Feed::Entry>, bool> Feed::Private::entryFor(const EventId &event)
{
    const std::lock_guard lock(mutex);
    std::shared_ptr<Entry> &entry = entries[event];
    if (entry)
        return {entry, false};
    entry = std::make_shared<Entry>();
    const std::shared_ptr<Entry> made = entry;
    makeRoom();
    return {made, true};
}

/// Forgets boards nobody watches once there are too many; never one that somebody has in hand.
void Feed::Private::makeRoom()
{
    if (entries.size() <= mostIdleBoards)
        return;
    entries.removeIf([](const auto &entry) {
        return !entry.value()->isWatched && entry.value().use_count() == 1;
    });
}

/// Reads the board and applies what was committed meanwhile. The entry was made, and so has been
/// collecting, before the ledger is read: nothing can be missed.
void Feed::Private::fill(LedgerReader &reader, const EventId &event,
                         const std::shared_ptr<Entry> &entry)
{
    Result<EventTickets> tickets = reader.tickets(event);
    const std::lock_guard lock(entry->mutex);
    if (!tickets) {
        entry->state = Entry::State::Failed;
        entry->refusal = tickets.error();
    } else {
        entry->board = EventBoard(std::move(*tickets));
        bool isWhole = true;
        for (const CommittedChange &change : std::as_const(entry->pending)) {
            if (change.sequence > entry->board.sequence())
                isWhole = isWhole && entry->board.apply(change);
        }
        entry->state = isWhole ? Entry::State::Ready : Entry::State::Failed;
        entry->refusal = refusal(RefusalCode::Internal,
                                 QStringLiteral("The event changed while it was read. Ask again."));
    }
    entry->pending.clear();
    entry->settled.notify_all();
}

Result<std::shared_ptr<Feed::Entry>> Feed::Private::readyEntry(LedgerReader &reader,
                                                               const EventId &event)
{
    const auto [entry, isMine] = entryFor(event);
    if (isMine)
        fill(reader, event, entry);
    std::unique_lock lock(entry->mutex);
    entry->settled.wait(lock, [&entry] { return entry->state != Entry::State::Reading; });
    if (entry->state == Entry::State::Ready)
        return entry;
    const Refusal why = entry->refusal;
    const bool isWatched = !entry->watchers.empty();
    lock.unlock();
    const std::lock_guard all(mutex);
    if (!isWatched && entries.value(event) == entry)
        entries.remove(event);
    return std::unexpected(why);
}

/// \return false when the board has to be read again.
bool Feed::Private::advance(const EventId &event, Entry &entry,
                            const QList<CommittedChange> &changes)
{
    const std::lock_guard lock(entry.mutex);
    if (entry.state == Entry::State::Failed)
        return false;
    if (entry.state == Entry::State::Reading) {
        entry.pending.append(changes);
        return true;
    }
    QList<CommittedChange> fresh;
    for (const CommittedChange &change : changes) {
        if (change.sequence <= entry.board.sequence())
            continue;
        if (!entry.board.apply(change))
            return false;
        fresh.append(change);
    }
    entry.forgetGone();
    if (fresh.isEmpty() || entry.watchers.empty())
        return true;
    ChangeFrames frames(event, std::move(fresh), now());
    for (const FeedWatcherPointer &watcher : entry.watchers)
        frames.sendTo(*watcher);
    return true;
}

void Feed::Private::catchUp(const EventId &event, const EventBoard &board, Sequence since,
                            const FeedWatcher &watcher)
{
    if (since.value() > 0 && board.canResumeFrom(since)) {
        ++resumes;
        ChangeFrames(event, board.changesAfter(since), now()).sendTo(watcher);
        return;
    }
    ++snapshots;
    watcher.send(snapshotFrame(board, event, now(), watcher));
}

Feed::Feed(std::function<Instant()> now, std::function<void(const EventId &)> gapFound)
    : d(std::make_unique<Private>())
{
    d->now = std::move(now);
    d->gapFound = std::move(gapFound);
}

Feed::~Feed() = default;

void Feed::committed(const QList<CommittedChange> &changes)
{
    for (const auto &[event, run] : byEvent(changes)) {
        std::shared_ptr<Entry> entry;
        {
            const std::lock_guard lock(d->mutex);
            d->changed.insert(event);
            entry = d->entries.value(event);
        }
        if (entry && !d->advance(event, *entry, run))
            d->gapFound(event);
    }
}

Result<void> Feed::watch(LedgerReader &reader, const EventId &event, Sequence since,
                         const FeedWatcherPointer &watcher)
{
    const auto entry = d->readyEntry(reader, event);
    if (!entry)
        return std::unexpected(entry.error());
    const std::lock_guard lock((*entry)->mutex);
    (*entry)->forgetGone();
    if (watcher->gone)
        return {};
    d->catchUp(event, (*entry)->board, since, *watcher);
    if (std::ranges::find((*entry)->watchers, watcher) == (*entry)->watchers.end())
        (*entry)->watchers.push_back(watcher);
    (*entry)->isWatched = true;
    return {};
}

void Feed::unwatch(const EventId &event, const FeedWatcherPointer &watcher)
{
    std::shared_ptr<Entry> entry;
    {
        const std::lock_guard lock(d->mutex);
        entry = d->entries.value(event);
    }
    if (!entry)
        return;
    const std::lock_guard lock(entry->mutex);
    std::erase(entry->watchers, watcher);
    entry->forgetGone();
}

Result<void> Feed::read(LedgerReader &reader, const EventId &event,
                        const std::function<void(const EventBoard &)> &look)
{
    const auto entry = d->readyEntry(reader, event);
    if (!entry)
        return std::unexpected(entry.error());
    const std::lock_guard lock((*entry)->mutex);
    look((*entry)->board);
    return {};
}

std::optional<Sequence> Feed::sequenceOf(const EventId &event) const
{
    const std::lock_guard all(d->mutex);
    const std::shared_ptr<Entry> entry = d->entries.value(event);
    if (!entry)
        return std::nullopt;
    const std::lock_guard lock(entry->mutex);
    return entry->state == Entry::State::Ready ? std::optional(entry->board.sequence())
                                               : std::nullopt;
}

/// \return false when the board misses too much, or cannot be moved by changes.
bool Feed::Private::fillGap(LedgerReader &reader, const EventId &event, Entry &entry)
{
    Sequence have;
    {
        std::unique_lock lock(entry.mutex); // who reads it now may have begun too early
        entry.settled.wait(lock, [&entry] { return entry.state != Entry::State::Reading; });
        if (entry.state == Entry::State::Failed)
            return false;
        have = entry.board.sequence();
    }
    const Result<QList<CommittedChange>> missed =
        reader.changesSince(event, have, limits::changesKeptPerEvent);
    if (!missed || missed->size() >= limits::changesKeptPerEvent)
        return false;
    if (!missed->isEmpty())
        ++gapsFilled;
    return advance(event, entry, *missed);
}

void Feed::Private::readAgain(LedgerReader &reader, const EventId &event,
                              const std::shared_ptr<Entry> &entry)
{
    {
        const std::lock_guard lock(entry->mutex);
        if (entry->state == Entry::State::Reading)
            return;
        entry->state = Entry::State::Reading;
    }
    ++reloads;
    fill(reader, event, entry);
    const std::lock_guard lock(entry->mutex);
    if (entry->state != Entry::State::Ready)
        return;
    entry->forgetGone();
    for (const FeedWatcherPointer &watcher : entry->watchers)
        catchUp(event, entry->board, Sequence(), *watcher);
}

void Feed::refresh(LedgerReader &reader, const EventId &event)
{
    std::shared_ptr<Entry> entry;
    {
        const std::lock_guard all(d->mutex);
        entry = d->entries.value(event);
    }
    if (entry && !d->fillGap(reader, event, *entry))
        d->readAgain(reader, event, entry);
}

void Feed::changedElsewhere(const EventId &event)
{
    const std::lock_guard lock(d->mutex);
    d->changed.insert(event);
}

QList<EventId> Feed::boards() const
{
    const std::lock_guard lock(d->mutex);
    return d->entries.keys();
}

QSet<EventId> Feed::takeChanged()
{
    const std::lock_guard lock(d->mutex);
    return std::exchange(d->changed, {});
}

QHash<EventId, TicketCounts> Feed::countsOf(const QSet<EventId> &events) const
{
    QHash<EventId, TicketCounts> counts;
    const std::lock_guard all(d->mutex);
    for (const EventId &event : events) {
        const std::shared_ptr<Entry> entry = d->entries.value(event);
        if (!entry)
            continue;
        const std::lock_guard lock(entry->mutex);
        if (entry->state == Entry::State::Ready)
            counts.insert(event, entry->board.counts());
    }
    return counts;
}

FeedFigures Feed::figures() const
{
    FeedFigures figures{.snapshots = d->snapshots,
                        .resumes = d->resumes,
                        .gapsFilled = d->gapsFilled,
                        .reloads = d->reloads};
    const std::lock_guard all(d->mutex);
    figures.boards = d->entries.size();
    for (const std::shared_ptr<Entry> &entry : std::as_const(d->entries)) {
        const std::lock_guard lock(entry->mutex);
        figures.watchers += qint64(entry->watchers.size());
    }
    return figures;
}

} // namespace foyer
