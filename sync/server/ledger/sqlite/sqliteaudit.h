#pragma once

#include "sync/server/ledger/rules/ledgerverifier.h"
#include "sync/server/ledger/sqlite/database.h"

namespace foyer {

/// A house in SQLite as the verifier reads it: in one transaction, while others go on writing.
class SqliteAudit final : public LedgerAudit
{
public:
    /// \a database must outlive it, and is its own as long as it lives.
    explicit SqliteAudit(Database &database);
    ~SqliteAudit() override;
    Q_DISABLE_COPY_MOVE(SqliteAudit)

    [[nodiscard]] std::vector<AuditedEvent> events() override;
    void visitRows(const EventHead &event, const SeeRow &see) override;
    void visitTickets(const EventHead &event, const SeeTicket &see) override;
    void visitLiveHolds(const EventHead &event, const SeeHold &see) override;
    void visitBookings(const EventHead &event, const SeeBooking &see) override;
    [[nodiscard]] QStringList strays() override;
    [[nodiscard]] std::optional<Refusal> failure() override;

private:
    Database &m_database;
};

} // namespace foyer
