#pragma once

#include "sync/server/ledger/rules/ledgerrows.h"
#include "sync/server/ledger/rules/ledgerrules.h"
#include "sync/server/ledger/rules/ledgerwork.h"
#include "sync/server/ledger/rules/watermarks.h"

#include <QHash>

#include <functional>

namespace foyer {

/// The booking rules over any store's rows: the writing half of a ledger.
///
/// A batch is worked on in memory (see LedgerWork) and written at its end, in one transaction; only
/// an operation that names a record saved earlier in its batch waits for a transaction of its own.
/// A transaction that another one was in the way of is done again, a few times. One that the store
/// calls wrong is done again operation by operation, so that one bad operation does no harm to the
/// others of its batch.
///
/// One thread.
class LedgerCore final : public LedgerWriter
{
public:
    /// \a rows must outlive the core.
    LedgerCore(LedgerRows &rows, const LedgerRules &rules);

    /// Called after each commit.
    std::function<void()> committed;

    [[nodiscard]] QByteArray digest(const Operation &operation) const override;
    [[nodiscard]] std::shared_ptr<const PreparedCommand>
    prepare(const Operation &operation) const override;
    [[nodiscard]] std::vector<AppliedOperation> apply(std::span<const Submission> batch) override;
    [[nodiscard]] Result<QList<CommittedChange>> expireHolds(qint32 limit) override;
    [[nodiscard]] std::optional<Instant> nextExpiry() override;
    [[nodiscard]] Result<qint32> pruneOutcomes(qint32 limit) override;
    [[nodiscard]] Result<void> openSession(const SessionRecord &session) override;
    [[nodiscard]] Result<void> closeSession(const TokenHash &token) override;
    [[nodiscard]] Result<void> addOperator(const OperatorRecord &person) override;

private:
    using Batch = std::span<const Submission>;
    using Work = std::function<Result<void>()>; ///< a refusal of its own ends it

    [[nodiscard]] Result<void> inTransaction(const WantedRows &wanted, const Work &work);
    [[nodiscard]] Result<void> tryTransaction(const WantedRows &wanted, const Work &work);
    void writeDown(std::span<PendingOperation> operations);
    [[nodiscard]] Result<void> applyRun(Batch run, std::vector<PendingOperation> &operations);
    void applyEach(Batch run, std::vector<AppliedOperation> &applied);
    [[nodiscard]] PendingOperation applyOne(const Submission &submission,
                                            std::span<const PendingOperation> before);
    [[nodiscard]] QByteArray digestOf(const Submission &submission) const;
    [[nodiscard]] bool isAcknowledged(const Submission &submission, const WindowId &window);
    void perform(const Submission &submission, const Asker &asker, PendingOperation &pending);
    [[nodiscard]] Result<Asker> askerOf(const Actor &actor);
    [[nodiscard]] bool isKnown(PendingOperation &pending, std::span<const PendingOperation> before);
    [[nodiscard]] qsizetype releaseDuePools(Instant now, qint32 limit,
                                            std::vector<PendingOperation> &passes);
    void expireEnded(qint32 limit, std::vector<PendingOperation> &passes);

    LedgerRows &m_rows;
    const LedgerRules m_rules;
    LedgerWork m_work;
    Watermarks m_watermarks;
    // Seen in the running transaction.
    QHash<TokenHash, std::optional<FoundSession>> m_sessions;
    QHash<OperationId, size_t> m_operations; ///< place in the batch of those that are stored
    bool m_mayRetry = false;
    std::vector<LedgerWrites> m_late; ///< of PlantedFault::EarlyAnswer
};

/// Whether an outcome is the operation's for ever. One that says "not now" is not: the same
/// operation comes again once the reason has gone.
[[nodiscard]] bool isFinal(const Outcome &outcome);

} // namespace foyer
