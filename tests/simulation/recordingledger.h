#pragma once

#include "sync/server/ledger/ledger.h"
#include "tests/simulation/witness.h"

namespace foyer {

/// A ledger that shows everything it commits to a Witness. Also the place where a server dies:
/// after dieAtCommit(BeforeCommit) the next batch is lost, after AfterCommit it is committed but
/// nobody hears of it, and DuringCommit the power goes in the middle: nobody knows.
class RecordingLedger final : public Ledger, private LedgerWriter
{
public:
    enum class Death : quint8 { None, BeforeCommit, DuringCommit, AfterCommit };

    RecordingLedger(std::unique_ptr<Ledger> real, Witness &witness)
        : m_real(std::move(real))
        , m_witness(witness)
    {}

    [[nodiscard]] LedgerWriter &writer() override { return *this; }
    [[nodiscard]] Result<std::unique_ptr<LedgerReader>> openReader() override
    {
        return m_real->openReader();
    }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return m_real->fault(); }
    [[nodiscard]] Instant now() const override { return m_real->now(); }
    void hearOthers(std::function<void(const NewsFromElsewhere &)> heard) override
    {
        m_heard = std::move(heard);
    }

    /// Called after each commit, even of a ledger that dies at it.
    std::function<void(const NewsFromElsewhere &)> committed;
    /// Passes on what another server has committed.
    void hear(const NewsFromElsewhere &news)
    {
        if (m_heard)
            m_heard(news);
    }

    void dieAtCommit(Death death) { m_death = death; }
    [[nodiscard]] bool isDead() const { return m_isDead; }
    /// Something may have reached the disk of which the witness was not told.
    [[nodiscard]] bool isInDoubt() const { return m_isInDoubt; }

private:
    [[nodiscard]] std::vector<AppliedOperation> apply(std::span<const Submission> batch) override;
    [[nodiscard]] Result<QList<CommittedChange>> expireHolds(qint32 limit) override;
    [[nodiscard]] Result<qint32> pruneOutcomes(qint32 limit) override;
    [[nodiscard]] std::optional<Instant> nextExpiry() override
    {
        return m_isDead ? std::nullopt : m_real->writer().nextExpiry();
    }
    [[nodiscard]] Result<void> openSession(const SessionRecord &session) override
    {
        return m_real->writer().openSession(session);
    }
    [[nodiscard]] Result<void> closeSession(const TokenHash &token) override
    {
        return m_real->writer().closeSession(token);
    }
    [[nodiscard]] Result<void> addOperator(const OperatorRecord &person) override
    {
        return m_real->writer().addOperator(person);
    }

    void tell(const QList<CommittedChange> &changes);

    std::unique_ptr<Ledger> m_real;
    Witness &m_witness;
    std::function<void(const NewsFromElsewhere &)> m_heard;
    Death m_death = Death::None;
    bool m_isDead = false;
    bool m_isInDoubt = false;
};

} // namespace foyer
