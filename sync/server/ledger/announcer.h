#pragma once

#include "sync/server/ledger/groupcommit.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace foyer {

/// What a commit has to tell.
struct CommitNews
{
    QList<CommittedChange> changes;
    std::optional<CatalogueVersion> catalogue;
    std::vector<GroupCommit::Answer> answers;
    std::vector<AppliedOperation> applied; ///< one for each answer
};

/// Tells what commits have done, in their order: first what changed, then the answers. A few are
/// told where tell() is called; many on a thread of its own, while the next commit runs.
///
/// tell(), settle() and stop() are for one thread, the writer's.
class Announcer final
{
public:
    Announcer(GroupCommit::CommitListener committed, GroupCommit::TellingScope scope);
    ~Announcer();
    Q_DISABLE_COPY_MOVE(Announcer)

    /// Without it everything is told where tell() is called.
    void start();
    /// Waits while mostWaiting commits are not told yet.
    void tell(CommitNews news);
    /// Returns when everything has been told.
    void settle();
    /// Tells what is left and ends the thread.
    void stop();

private:
    static constexpr size_t mostWaiting = 2;
    /// Fewer answers than this are given sooner than another thread wakes up.
    static constexpr size_t worthAThread = 16;

    void work();
    void tellNow(const CommitNews &news) const;

    const GroupCommit::CommitListener m_committed;
    const GroupCommit::TellingScope m_scope;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_told;
    std::deque<CommitNews> m_waiting; ///< the first is being told
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace foyer
