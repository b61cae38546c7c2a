#pragma once

#include "sync/server/ledger/rules/ledgercore.h"
#include "tests/server/ledger/memoryreader.h"
#include "tests/server/ledger/memoryrows.h"

namespace foyer {

/// A ledger in memory: the real booking rules over a MemoryStore.
///
/// Several may share one store, each as a server of its own; then \a isOnlyWriter is false for
/// all. A ledger that goes away in the middle of a transaction leaves nothing of it, as a server
/// that was killed.
class MemoryLedger final : public Ledger
{
public:
    /// \a clock must outlive the ledger. \a store is shared with the other servers and with
    /// whoever starts a new one after a crash.
    MemoryLedger(std::shared_ptr<MemoryStore> store, const Clock &clock,
                 const LedgerRules &rules = {}, bool isOnlyWriter = true)
        : m_store(std::move(store))
        , m_clock(clock)
        , m_rows(*m_store, clock, isOnlyWriter)
        , m_core(m_rows, rules)
    {}

    [[nodiscard]] LedgerWriter &writer() override { return m_core; }
    [[nodiscard]] Result<std::unique_ptr<LedgerReader>> openReader() override
    {
        return std::make_unique<MemoryReader>(*m_store, m_clock);
    }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return std::nullopt; }
    [[nodiscard]] Instant now() const override
    {
        const std::lock_guard lock(m_store->gate);
        return std::max(m_store->clock, m_clock.now());
    }

    /// For tests that make a transaction fail.
    [[nodiscard]] MemoryRows &rows() { return m_rows; }
    [[nodiscard]] MemoryStore &store() { return *m_store; }
    [[nodiscard]] std::shared_ptr<MemoryStore> sharedStore() const { return m_store; }

private:
    std::shared_ptr<MemoryStore> m_store;
    const Clock &m_clock;
    MemoryRows m_rows;
    LedgerCore m_core;
};

} // namespace foyer
