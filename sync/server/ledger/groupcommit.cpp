#include "sync/server/ledger/groupcommit.h"

#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"
#include "sync/server/ledger/announcer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <mutex>
#include <thread>

namespace foyer {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Tickets freed in one transaction of the reaper.
constexpr qint32 expiriesPerCommit = 5'000;
/// The longest sleep while leases are alive: how late the end of one may be told when the store's
/// clock jumps or is not the machine's.
constexpr Milliseconds longestNap{100};
/// How often a ledger that could not be written is tried without being asked to.
constexpr Milliseconds betweenLooksAtFault{1'000};
/// Of the time that the last commit waited for the disk, how much the next one may wait for those
/// who have just been answered: one commit for all of them is sooner done than two for half each.
constexpr int gatheringShare = 4;
constexpr std::chrono::microseconds shortestGathering{50}; ///< a shorter sleep takes longer anyway
constexpr std::chrono::microseconds longestGathering{2'000};
/// A writer that never rests prunes all the same once so many times more than usual have gathered.
constexpr qint64 patienceToPrune = 16;

/// A command that names more tickets than this is done in its own time.
constexpr qsizetype manyTickets = 1'000;

/// Whether what \a command does keeps everybody waiting who is answered by the same commit.
bool isHeavy(const Command &command)
{
    if (std::holds_alternative<PublishSeatMap>(command))
        return true;
    if (const auto *keep = std::get_if<KeepTickets>(&command))
        return keep->seats.size() > manyTickets;
    if (const auto *lease = std::get_if<LeaseAllotment>(&command))
        return lease->seats.size() > manyTickets;
    if (const auto *giveBack = std::get_if<ReturnAllotment>(&command))
        return giveBack->seats.size() > manyTickets || giveBack->seats.isEmpty();
    return std::holds_alternative<RevokeAllotment>(command);
}

/// Processor time of the calling thread.
std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

struct GroupCommit::Private
{
    using Task = std::function<void(LedgerWriter &)>;
    struct Waiting
    {
        Submission submission;
        GroupCommit::Answer answer;
        Task task; ///< instead of a submission
        bool isHeavy = false;
        bool isReady = true; ///< false while it is prepared
    };

    Private(Ledger &ledgerToWrite, CommitListener listener, TellingScope scope)
        : ledger(ledgerToWrite)
        , announcer(std::move(listener), std::move(scope))
    {}

    bool enqueue(Waiting &&entry);
    void enqueueHeavy(Waiting &&entry);
    void prepareHeavy();
    [[nodiscard]] bool hasReadyHeavy() const;
    [[nodiscard]] bool isFinished() const;
    void takeHeavy();
    void work();
    bool takeBatch(bool mayWait);
    void waitForWork(std::unique_lock<std::mutex> &lock);
    void gather(std::unique_lock<std::mutex> &lock);
    void commitBatch();
    [[nodiscard]] CommitNews newsOf(std::vector<AppliedOperation> &&applied);
    void runTask(const Task &task);
    [[nodiscard]] std::optional<Instant> nextLookAtFault();
    void expire();
    void prune();
    void count(const std::vector<AppliedOperation> &applied, qint64 took_us);

    Ledger &ledger;
    Announcer announcer; ///< the writer's

    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Waiting> queue;
    /// Large operations, one to a commit, and what their sessions asked for after them.
    std::deque<Waiting> heavy;
    QHash<TokenHash, int> heavySessions; ///< how many entries each has in there
    std::condition_variable toPrepare;
    bool isPreparing = false; ///< there is a thread that does
    bool stopping = false;
    bool isDone = false; ///< nothing will have to be prepared any more
    size_t wakeAt = 0;   ///< the writer sleeps until so many wait; 0: it does not sleep
    GroupCommitFigures figures;

    // The writer's own; nobody else touches them.
    std::vector<Waiting> batch;
    size_t underWay = 0; ///< waited, or had just been answered, when the last commit was done
    SteadyClock::time_point answeredAt;         ///< after the last commit
    std::chrono::microseconds waitedForDisk{0}; ///< during the last commit
    std::optional<Instant> nextExpiry;
    Instant lookAgainAt; ///< whether the ledger can be written again
    qint64 unpruned = 0; ///< outcomes given to windows since the last pruning
    qint64 enoughToPrune = limits::outcomesPerPrune;
    std::thread thread;
    std::thread preparer;
};

bool GroupCommit::Private::enqueue(Waiting &&entry)
{
    bool isWanted = false;
    {
        const std::lock_guard lock(mutex);
        if (stopping || queue.size() + heavy.size() >= size_t(limits::writeQueue))
            return false;
        entry.isHeavy = !entry.task && isHeavy(entry.submission.operation.command);
        if (entry.isHeavy || (!entry.task && !heavySessions.isEmpty() &&
                              heavySessions.contains(entry.submission.actor.session)))
            enqueueHeavy(std::move(entry));
        else
            queue.push_back(std::move(entry));
        figures.waiting = qint64(queue.size() + heavy.size());
        isWanted = wakeAt > 0 && (queue.size() >= wakeAt || hasReadyHeavy());
    }
    if (isWanted)
        arrived.notify_one();
    return true;
}

/// What a session asks for keeps its order; others pass by.
void GroupCommit::Private::enqueueHeavy(Waiting &&entry)
{
    ++heavySessions[entry.submission.actor.session];
    entry.isReady = !entry.isHeavy || !isPreparing;
    const bool isToPrepare = !entry.isReady;
    heavy.push_back(std::move(entry));
    if (isToPrepare)
        toPrepare.notify_one();
}

/// The preparing thread: the oldest first, each while the writer goes on with others.
void GroupCommit::Private::prepareHeavy()
{
    std::unique_lock lock(mutex);
    for (;;) {
        const auto next = std::ranges::find(heavy, false, &Waiting::isReady);
        if (next == heavy.end()) {
            if (isDone)
                return;
            toPrepare.wait(lock);
            continue;
        }
        Submission &submission = next->submission; // it stays where it is until it is ready
        lock.unlock();
        auto prepared = ledger.writer().prepare(submission.operation);
        lock.lock();
        submission.prepared = std::move(prepared);
        const auto ready = std::ranges::find_if(heavy, [&submission](const Waiting &waiting) {
            return &waiting.submission == &submission;
        });
        ready->isReady = true;
        if (wakeAt > 0 && hasReadyHeavy())
            arrived.notify_one();
    }
}

bool GroupCommit::Private::hasReadyHeavy() const
{
    return !heavy.empty() && heavy.front().isReady;
}

bool GroupCommit::Private::isFinished() const
{
    return stopping && queue.empty() && heavy.empty();
}

/// One large operation joins the batch, with what its like have waiting behind them.
void GroupCommit::Private::takeHeavy()
{
    for (bool hasOne = false; hasReadyHeavy() && batch.size() < size_t(limits::writeBatch);) {
        if (heavy.front().isHeavy && std::exchange(hasOne, true))
            return;
        const auto session = heavySessions.find(heavy.front().submission.actor.session);
        if (--*session == 0)
            heavySessions.erase(session);
        batch.push_back(std::move(heavy.front()));
        heavy.pop_front();
    }
}

void GroupCommit::Private::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto isDue = [this] { return !queue.empty() || hasReadyHeavy() || isFinished(); };
    if (isDue())
        return;
    wakeAt = 1;
    if (nextExpiry) {
        const Milliseconds left = *nextExpiry - ledger.now();
        arrived.wait_for(lock, std::clamp(left, Milliseconds(0), longestNap), isDue);
    } else {
        arrived.wait(lock, isDue);
    }
    wakeAt = 0;
}

/// Gives those who have just been answered the time to come back, where commits wait for the disk.
void GroupCommit::Private::gather(std::unique_lock<std::mutex> &lock)
{
    const auto patience = std::min(waitedForDisk / gatheringShare, longestGathering);
    const auto left = answeredAt + patience - SteadyClock::now();
    const size_t all = std::min(underWay, size_t(limits::writeBatch));
    if (left < shortestGathering || queue.empty() || queue.size() >= all)
        return;
    wakeAt = all;
    arrived.wait_for(lock, left, [this, all] { return queue.size() >= all || stopping; });
    wakeAt = 0;
}

/// Moves the next entries that belong in one transaction to the batch: one task, or submissions
/// up to the next task. \return false when stopping and nothing is left.
bool GroupCommit::Private::takeBatch(bool mayWait)
{
    batch.clear();
    std::unique_lock lock(mutex);
    if (mayWait) {
        waitForWork(lock);
        gather(lock);
    }
    // A place is left for a large one, however many others come.
    const size_t most = size_t(limits::writeBatch) - (hasReadyHeavy() ? 1 : 0);
    while (!queue.empty() && batch.size() < most) {
        const bool isTask = bool(queue.front().task);
        if (isTask && !batch.empty())
            break;
        batch.push_back(std::move(queue.front()));
        queue.pop_front();
        if (isTask)
            break;
    }
    if (batch.empty() || !batch.front().task)
        takeHeavy();
    figures.waiting = qint64(queue.size() + heavy.size());
    return !batch.empty() || !isFinished();
}

void GroupCommit::Private::runTask(const Task &task)
{
    announcer.settle(); // what the task answers comes after what was answered before
    task(ledger.writer());
}

/// What the batch has done, for everybody and for those who asked.
CommitNews GroupCommit::Private::newsOf(std::vector<AppliedOperation> &&applied)
{
    CommitNews news;
    news.answers.reserve(batch.size());
    for (Waiting &entry : batch)
        news.answers.push_back(std::move(entry.answer));
    for (AppliedOperation &operation : applied) {
        news.changes += operation.changes;
        if (operation.catalogue)
            news.catalogue = operation.catalogue;
    }
    news.applied = std::move(applied);
    return news;
}

void GroupCommit::Private::commitBatch()
{
    if (batch.empty())
        return;
    if (batch.front().task)
        return runTask(batch.front().task);
    std::vector<Submission> submissions;
    submissions.reserve(batch.size());
    for (Waiting &entry : batch)
        submissions.push_back(std::move(entry.submission));
    const auto start = SteadyClock::now();
    const std::chrono::nanoseconds worked = threadTime();
    std::vector<AppliedOperation> applied = ledger.writer().apply(submissions);
    const auto took = SteadyClock::now() - start;
    waitedForDisk =
        std::chrono::duration_cast<std::chrono::microseconds>(took - (threadTime() - worked));
    FOYER_INVARIANT(applied.size() == batch.size(), "a ledger answers every operation");
    unpruned += std::ranges::count_if(submissions, [](const Submission &submission) {
        return submission.operation.deviceSequence.value() > 0;
    });
    count(applied, std::chrono::duration_cast<std::chrono::microseconds>(took).count());

    const size_t answered = applied.size();
    announcer.tell(newsOf(std::move(applied)));
    answeredAt = SteadyClock::now();
    const std::lock_guard lock(mutex);
    underWay = queue.size() + answered;
}

/// A database that is away comes back and has to be asked; a disk that failed only says so again.
std::optional<Instant> GroupCommit::Private::nextLookAtFault()
{
    const Instant now = ledger.now();
    if (now < lookAgainAt)
        return lookAgainAt;
    lookAgainAt = now + betweenLooksAtFault;
    return now;
}

void GroupCommit::Private::expire()
{
    nextExpiry = ledger.fault() ? nextLookAtFault() : ledger.writer().nextExpiry();
    while (nextExpiry && *nextExpiry <= ledger.now()) {
        const Result<QList<CommittedChange>> freed = ledger.writer().expireHolds(expiriesPerCommit);
        if (!freed) { // the ledger says why in fault(); an ended hold blocks nobody meanwhile
            nextExpiry = ledger.now() + betweenLooksAtFault;
            return;
        }
        if (!freed->isEmpty())
            announcer.tell({.changes = *freed});
        const std::optional<Instant> next = ledger.writer().nextExpiry();
        if (freed->isEmpty() && next && *next <= ledger.now()) {
            nextExpiry = ledger.now() + longestNap; // what cannot be freed must not stop the sales
            return;
        }
        nextExpiry = next;
    }
}

/// One bounded transaction while nobody waits; what is left waits for the next pause.
void GroupCommit::Private::prune()
{
    if (unpruned < enoughToPrune || ledger.fault())
        return;
    {
        const std::lock_guard lock(mutex);
        if (!queue.empty() && unpruned < enoughToPrune * patienceToPrune)
            return;
    }
    const Result<qint32> deleted = ledger.writer().pruneOutcomes(limits::outcomesPerPrune);
    if (!deleted)
        return; // the ledger says why in fault()
    unpruned = *deleted < limits::outcomesPerPrune ? 0 : enoughToPrune;
    const std::lock_guard lock(mutex);
    figures.pruned += *deleted;
}

void GroupCommit::Private::count(const std::vector<AppliedOperation> &applied, qint64 took_us)
{
    const std::lock_guard lock(mutex);
    ++figures.commits;
    figures.operations += qint64(applied.size());
    figures.largestBatch = std::max(figures.largestBatch, qint64(applied.size()));
    figures.lastCommit_us = took_us;
    for (const AppliedOperation &operation : applied) {
        figures.repeats += operation.isRepeat ? 1 : 0;
        figures.refused += operation.outcome ? 0 : 1;
    }
}

void GroupCommit::Private::work()
{
    expire();
    while (takeBatch(true)) {
        commitBatch();
        expire();
        prune();
    }
}

GroupCommit::GroupCommit(Ledger &ledger, CommitListener committed, Mode mode, TellingScope scope)
    : d(std::make_unique<Private>(ledger, std::move(committed), std::move(scope)))
{
    if (mode == Mode::Manual) {
        d->enoughToPrune = 1; // whoever commits by hand wants everything to happen then
        return;
    }
    d->isPreparing = true;
    d->announcer.start();
    d->preparer = std::thread([state = d.get()] { state->prepareHeavy(); });
    d->thread = std::thread([state = d.get()] { state->work(); });
}

GroupCommit::~GroupCommit()
{
    stop();
}

bool GroupCommit::submit(Submission submission, Answer answer)
{
    return d->enqueue({.submission = std::move(submission), .answer = std::move(answer)});
}

bool GroupCommit::run(std::function<void(LedgerWriter &)> task)
{
    FOYER_INVARIANT(bool(task), "a task can be run");
    return d->enqueue({.task = std::move(task)});
}

void GroupCommit::commitPending()
{
    FOYER_INVARIANT(!d->thread.joinable(), "commits by hand are for the manual mode");
    while (d->takeBatch(false) && !d->batch.empty())
        d->commitBatch();
    d->expire();
    d->prune();
}

void GroupCommit::stop()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->arrived.notify_all();
    if (d->thread.joinable())
        d->thread.join();
    d->announcer.stop();
    {
        const std::lock_guard lock(d->mutex);
        d->isDone = true;
    }
    d->toPrepare.notify_all();
    if (d->preparer.joinable())
        d->preparer.join();
    while (d->takeBatch(false) && !d->batch.empty()) // manual mode: what was accepted is answered
        d->commitBatch();
}

GroupCommitFigures GroupCommit::figures() const
{
    const std::lock_guard lock(d->mutex);
    return d->figures;
}

} // namespace foyer
