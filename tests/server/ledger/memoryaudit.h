#pragma once

#include "sync/server/ledger/rules/ledgerverifier.h"
#include "tests/server/ledger/memorystore.h"

namespace foyer {

/// A MemoryStore as the verifier reads it. Holds the store's gate as long as it lives.
class MemoryAudit final : public LedgerAudit
{
public:
    explicit MemoryAudit(MemoryStore &store)
        : m_store(store)
        , m_lock(store.gate)
    {}

    [[nodiscard]] std::vector<AuditedEvent> events() override;
    void visitRows(const EventHead &event, const SeeRow &see) override;
    void visitTickets(const EventHead &event, const SeeTicket &see) override;
    void visitLiveHolds(const EventHead &event, const SeeHold &see) override;
    void visitBookings(const EventHead &event, const SeeBooking &see) override;
    [[nodiscard]] QStringList strays() override { return {}; }
    [[nodiscard]] std::optional<Refusal> failure() override { return std::nullopt; }

private:
    MemoryStore &m_store;
    std::lock_guard<std::mutex> m_lock;
};

} // namespace foyer
