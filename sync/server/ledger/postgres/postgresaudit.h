#pragma once

#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/rules/ledgerverifier.h"

namespace foyer {

/// A house in PostgreSQL as the verifier reads it: one state of the database, while others go on
/// writing. Long answers are read in parts.
class PostgresAudit final : public LedgerAudit
{
public:
    /// \a connection must outlive it, and is its own as long as it lives.
    explicit PostgresAudit(PostgresConnection &connection);
    ~PostgresAudit() override;
    Q_DISABLE_COPY_MOVE(PostgresAudit)

    [[nodiscard]] bool isWrittenBySeveral() const override { return true; }
    [[nodiscard]] std::vector<AuditedEvent> events() override;
    void visitRows(const EventHead &event, const SeeRow &see) override;
    void visitTickets(const EventHead &event, const SeeTicket &see) override;
    void visitLiveHolds(const EventHead &event, const SeeHold &see) override;
    void visitBookings(const EventHead &event, const SeeBooking &see) override;
    [[nodiscard]] QStringList strays() override;
    [[nodiscard]] std::optional<Refusal> failure() override;

private:
    PostgresConnection &m_connection;
};

} // namespace foyer
