#pragma once

#include "sync/server/ledger/sqlite/bookingcommands.h"
#include "sync/server/ledger/sqlite/storage.h"
#include "sync/server/ledger/sqlite/watermarks.h"

#include <functional>

namespace foyer {

class SqliteLedgerWriter final : public LedgerWriter
{
public:
    /// All must outlive the writer.
    SqliteLedgerWriter(Database &database, LedgerStorage &storage, const LedgerRules &rules);

    /// Called after each commit, on the writer's thread.
    std::function<void()> committed;

    [[nodiscard]] std::vector<AppliedOperation> apply(std::span<const Submission> batch) override;
    [[nodiscard]] Result<QList<CommittedChange>> expireHolds(qint32 limit) override;
    [[nodiscard]] std::optional<Instant> nextExpiry() override;
    [[nodiscard]] Result<qint32> pruneOutcomes(qint32 limit) override;
    [[nodiscard]] Result<void> openSession(const SessionRecord &session) override;
    [[nodiscard]] Result<void> closeSession(const TokenHash &token) override;
    [[nodiscard]] Result<void> addOperator(const OperatorRecord &person) override;

private:
    struct FoundAsker
    {
        Asker asker;
        WindowId sessionWindow;
        Instant endsAt;
    };

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Refusal giveUp();
    [[nodiscard]] Result<void> inTransaction(const std::function<Result<void>()> &work);

    [[nodiscard]] AppliedOperation applyOne(const Submission &submission, EventHeads &heads);
    [[nodiscard]] AppliedOperation perform(const Operation &operation, const Asker &asker,
                                           EventHeads &heads, Instant now);
    [[nodiscard]] Outcome dispatch(OperationScope &scope, const Command &command);
    [[nodiscard]] Result<Asker> askerOf(const Actor &actor, Instant now);
    [[nodiscard]] std::optional<FoundAsker> findSession(const TokenHash &token);
    [[nodiscard]] std::optional<Outcome> outcomeOf(const Operation &operation,
                                                   const QByteArray &digest, Instant now);
    [[nodiscard]] bool isAcknowledged(const Submission &submission, const Asker &asker);
    void store(const Operation &operation, const QByteArray &digest, const Asker &asker,
               const Outcome &outcome);
    [[nodiscard]] QList<HoldId> endedHolds(Instant now);

    Database &m_database;
    LedgerStorage &m_storage;
    const LedgerRules m_rules;
    WindowLoads m_loads;
    MapShelf m_maps;
    Watermarks m_watermarks;
    QHash<TokenHash, FoundAsker> m_sessions; ///< seen in the running transaction
};

} // namespace foyer
