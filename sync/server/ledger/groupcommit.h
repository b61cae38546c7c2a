#pragma once

#include "sync/server/ledger/ledger.h"

#include <functional>
#include <memory>

namespace foyer {

/// What the writer has done since it started; for /metrics.
struct GroupCommitFigures
{
    qint64 operations = 0;
    qint64 repeats = 0;
    qint64 refused = 0;
    qint64 commits = 0;
    qint64 largestBatch = 0;
    qint64 waiting = 0; ///< in the queue now
    qint64 lastCommit_us = 0;
    qint64 pruned = 0; ///< outcomes deleted because their windows have them
};

/// The one writer thread of a ledger: takes what arrived while the last commit ran, applies it
/// in order in one durable transaction, then answers. Also frees ended holds when they end, and
/// when it has nothing to do prunes acknowledged outcomes, limits::outcomesPerPrune at a time.
///
/// What takes long (a seat map, thousands of tickets at once) is prepared on a thread of its own
/// and then done one to a commit, while others pass by; what the same session asked for after it
/// waits for it.
///
/// submit() and run() may be called from any thread; callbacks run on the writer's thread or, of
/// larger commits, on a second one while the next commit runs: one at a time, after the commit, in
/// the order of submission (of each session, when others pass by). They must be quick and must not
/// block.
class GroupCommit final
{
public:
    using Answer = std::function<void(const AppliedOperation &)>;
    /// Called after each commit, where its answers are given and before them, with everything that
    /// changed, in order.
    using CommitListener = std::function<void(const QList<CommittedChange> &changes,
                                              std::optional<CatalogueVersion> catalogue)>;
    /// Called around all callbacks of a commit, which it makes by calling \a tell once.
    using TellingScope = std::function<void(const std::function<void()> &tell)>;

    /// Threaded: as above. Manual: no thread; commitPending() does the work where it is called,
    /// so that the simulator decides when a commit happens.
    enum class Mode : quint8 { Threaded, Manual };

    /// Starts the threads (Threaded). \a ledger must outlive this object.
    GroupCommit(Ledger &ledger, CommitListener committed, Mode mode = Mode::Threaded,
                TellingScope scope = {});
    /// Finishes what was accepted, then ends the thread.
    ~GroupCommit();

    /// \return false when limits::writeQueue operations wait already or the writer is stopping:
    /// nothing will happen and \a answer will not be called.
    [[nodiscard]] bool submit(Submission submission, Answer answer);
    /// Runs \a task on the writer's thread between two commits (sign-ins, operators). Same bound.
    [[nodiscard]] bool run(std::function<void(LedgerWriter &)> task);
    /// Manual mode only: commits what waits, as one batch, and answers. Frees ended holds and
    /// prunes too.
    void commitPending();
    /// Accepts nothing more, finishes and answers what was accepted, returns when that is done.
    void stop();
    [[nodiscard]] GroupCommitFigures figures() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
