#pragma once

#include "sync/server/ledger/postgres/postgresrows.h"
#include "sync/server/ledger/rules/ledgercore.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace foyer {

/// A node whose transactions go on only when they are told to: before they begin, before they
/// lock the counters, before they write and before they commit. So a test decides in which order
/// two of them meet in the database.
class SteppedNode final
{
public:
    /// Where a step has ended.
    enum class Stop : quint8 {
        AtStep,  ///< waits for the next step
        Blocked, ///< waits in the database for the other node
        Done,
    };
    using Work = std::function<void(LedgerWriter &)>;

    /// \a clock must outlive the node; leases are judged by it.
    SteppedNode(const QString &uri, const Clock &clock);
    ~SteppedNode();
    Q_DISABLE_COPY_MOVE(SteppedNode)

    /// Has \a work wait at its first step, on a thread of its own.
    void start(Work work);
    /// One step further, unless it is blocked still or done. \a watcher looks whether the
    /// database makes it wait.
    Stop step(PostgresConnection &watcher);
    /// The time when the locks of the transaction that was committed at last were there.
    [[nodiscard]] Instant lockedAt() const;

private:
    class Rows;

    void pause();
    [[nodiscard]] Stop waitForStop(PostgresConnection &watcher);

    const Clock &m_clock;
    PostgresStorage m_storage;
    std::unique_ptr<PostgresConnection> m_connection;
    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<LedgerCore> m_core;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isPaused = false;
    bool m_mayGo = false;
    bool m_isDone = true;
    Instant m_lockedAt;
    std::thread m_thread;
};

} // namespace foyer
