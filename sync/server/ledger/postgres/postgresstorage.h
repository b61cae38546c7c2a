#pragma once

#include "sync/server/ledger/ledger.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace foyer {

/// Whose clock leases are judged by.
enum class PostgresClock : quint8 {
    Database, ///< the database server's: one for all nodes
    Given,    ///< the one that was handed over, for tests
};

/// What the writer, the readers and the listener of one node share. Any thread.
class PostgresStorage final
{
public:
    PostgresStorage(const Clock &clock, PostgresClock whose)
        : m_clock(clock)
        , m_whose(whose)
    {}

    /// The store's clock as far as it is known here: the machine's, put right by the last reading
    /// of the database's, and never before a time that was told.
    [[nodiscard]] Instant now() const
    {
        const qint64 read = m_clock.now().toMs() + m_offset_ms.load();
        qint64 latest = m_latest_ms.load();
        while (latest < read && !m_latest_ms.compare_exchange_weak(latest, read)) {
        }
        return Instant::fromMs(std::max(latest, read));
    }
    /// The store's clock says \a at at this moment.
    void hasRead(Instant at)
    {
        if (m_whose == PostgresClock::Database)
            m_offset_ms = at.toMs() - m_clock.now().toMs();
        hasSeen(at);
    }
    /// The store's clock has said \a at some time ago.
    void hasSeen(Instant at)
    {
        qint64 latest = m_latest_ms.load();
        while (latest < at.toMs() && !m_latest_ms.compare_exchange_weak(latest, at.toMs())) {
        }
    }
    /// What the clock's statement is to take for the time; nothing for the database's own.
    [[nodiscard]] std::optional<qint64> given_ms() const
    {
        return m_whose == PostgresClock::Given ? std::optional(m_clock.now().toMs()) : std::nullopt;
    }

    /// The server's process that serves this node's writer: what it notifies is known here.
    [[nodiscard]] int writerPid() const { return m_writerPid; }
    void setWriterPid(int pid) { m_writerPid = pid; }

    [[nodiscard]] std::optional<LedgerFault> fault() const
    {
        const std::lock_guard lock(m_faultMutex);
        return m_fault;
    }
    /// Writing is impossible for now; clearFault() when it is possible again.
    void setFault(const QString &message)
    {
        const std::lock_guard lock(m_faultMutex);
        m_fault = LedgerFault{RefusalCode::ReadOnly, message};
    }
    void clearFault()
    {
        const std::lock_guard lock(m_faultMutex);
        m_fault.reset();
    }

private:
    const Clock &m_clock;
    const PostgresClock m_whose;
    std::atomic<qint64> m_offset_ms{0};
    mutable std::atomic<qint64> m_latest_ms{0};
    std::atomic<int> m_writerPid{0};
    mutable std::mutex m_faultMutex;
    std::optional<LedgerFault> m_fault;
};

} // namespace foyer
