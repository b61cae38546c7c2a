#include "tests/simulation/recordingledger.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// What a batch gets that never reached the disk; the process that asked is gone as well.
std::vector<AppliedOperation> lost(size_t count)
{
    return std::vector<AppliedOperation>(
        count, {.outcome = std::unexpected(refusal(RefusalCode::Internal, u"The server died."_s))});
}

/// What a transaction that failed says of each operation.
bool isLost(const AppliedOperation &result)
{
    return !result.outcome && (result.outcome.error().code == RefusalCode::Internal ||
                               result.outcome.error().code == RefusalCode::ReadOnly);
}

} // namespace

std::vector<AppliedOperation> RecordingLedger::apply(std::span<const Submission> batch)
{
    if (m_isDead)
        return lost(batch.size());
    if (m_death == Death::BeforeCommit) {
        m_isDead = true;
        return lost(batch.size());
    }
    std::vector<AppliedOperation> results = m_real->writer().apply(batch);
    m_isDead = m_death != Death::None;
    if (m_death == Death::DuringCommit && std::ranges::all_of(results, &isLost)) {
        m_isInDoubt = true;
        return results;
    }
    m_witness.applied(batch, results, m_real->now());
    QList<CommittedChange> changes;
    for (const AppliedOperation &result : results)
        changes += result.changes;
    tell(changes);
    return results;
}

Result<qint32> RecordingLedger::pruneOutcomes(qint32 limit)
{
    if (m_isDead)
        return 0;
    Result<qint32> pruned = m_real->writer().pruneOutcomes(limit);
    if (pruned)
        m_witness.pruned(*pruned);
    return pruned;
}

Result<QList<CommittedChange>> RecordingLedger::expireHolds(qint32 limit)
{
    if (m_isDead)
        return QList<CommittedChange>();
    Result<QList<CommittedChange>> freed = m_real->writer().expireHolds(limit);
    m_isInDoubt = m_isInDoubt || (m_death == Death::DuringCommit && !freed);
    m_isDead = m_isDead || m_isInDoubt;
    if (freed) {
        m_witness.expired(*freed, m_real->now());
        tell(*freed);
    }
    return freed;
}

void RecordingLedger::tell(const QList<CommittedChange> &changes)
{
    NewsFromElsewhere news;
    for (const CommittedChange &change : changes)
        news.events.insert(change.event, change.sequence);
    if (committed && !news.events.isEmpty())
        committed(news);
}

} // namespace foyer
