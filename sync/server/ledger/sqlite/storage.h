#pragma once

#include "sync/server/ledger/ledger.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace foyer {

/// The store's clock: the machine's, but never before the latest time it has told or the database
/// has seen. Any thread.
class StoreClock final
{
public:
    explicit StoreClock(const Clock &clock)
        : m_clock(clock)
    {}
    [[nodiscard]] Instant now() const
    {
        const qint64 read = m_clock.now().toMs();
        qint64 latest = m_latest.load();
        while (latest < read && !m_latest.compare_exchange_weak(latest, read)) {
        }
        return Instant::fromMs(std::max(latest, read));
    }
    void hasSeen(Instant at)
    {
        if (at.toMs() > m_latest.load())
            m_latest = at.toMs();
    }

private:
    const Clock &m_clock;
    mutable std::atomic<qint64> m_latest{0};
};

/// What the writer, the readers and the checkpointer of one ledger share.
struct LedgerStorage
{
    explicit LedgerStorage(const Clock &machineClock)
        : clock(machineClock)
    {}

    [[nodiscard]] std::optional<LedgerFault> fault() const
    {
        const std::lock_guard lock(m_faultMutex);
        return m_fault;
    }
    /// The first one stays.
    void setFault(const QString &message)
    {
        const std::lock_guard lock(m_faultMutex);
        if (!m_fault)
            m_fault = LedgerFault{RefusalCode::ReadOnly, message};
    }

    StoreClock clock;
    /// In memory there is one connection for the writer and all readers; then each of their calls
    /// holds this. Null for files: there, everybody has a connection of his own.
    std::unique_ptr<std::mutex> gate;

private:
    mutable std::mutex m_faultMutex;
    std::optional<LedgerFault> m_fault;
};

/// Holds the gate of a ledger that has one.
class GateLock final
{
public:
    explicit GateLock(const LedgerStorage &storage)
        : m_gate(storage.gate.get())
    {
        if (m_gate)
            m_gate->lock();
    }
    ~GateLock()
    {
        if (m_gate)
            m_gate->unlock();
    }
    Q_DISABLE_COPY_MOVE(GateLock)

private:
    std::mutex *m_gate;
};

} // namespace foyer
