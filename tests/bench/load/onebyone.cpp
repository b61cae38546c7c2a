#include "tests/bench/load/onebyone.h"

namespace foyer::bench {

namespace {

class OneByOneWriter final : public LedgerWriter
{
public:
    explicit OneByOneWriter(LedgerWriter &writer)
        : m_writer(writer)
    {}

    std::vector<AppliedOperation> apply(std::span<const Submission> batch) override
    {
        std::vector<AppliedOperation> all;
        for (const Submission &submission : batch)
            all.push_back(std::move(m_writer.apply({&submission, 1}).front()));
        return all;
    }
    Result<QList<CommittedChange>> expireHolds(qint32 limit) override
    {
        return m_writer.expireHolds(limit);
    }
    std::optional<Instant> nextExpiry() override { return m_writer.nextExpiry(); }
    Result<qint32> pruneOutcomes(qint32 limit) override { return m_writer.pruneOutcomes(limit); }
    Result<void> openSession(const SessionRecord &session) override
    {
        return m_writer.openSession(session);
    }
    Result<void> closeSession(const TokenHash &token) override
    {
        return m_writer.closeSession(token);
    }
    Result<void> addOperator(const OperatorRecord &person) override
    {
        return m_writer.addOperator(person);
    }

private:
    LedgerWriter &m_writer;
};

class OneByOneLedger final : public Ledger
{
public:
    explicit OneByOneLedger(std::unique_ptr<Ledger> ledger)
        : m_ledger(std::move(ledger))
        , m_writer(m_ledger->writer())
    {}

    LedgerWriter &writer() override { return m_writer; }
    Result<std::unique_ptr<LedgerReader>> openReader() override { return m_ledger->openReader(); }
    std::optional<LedgerFault> fault() const override { return m_ledger->fault(); }
    Instant now() const override { return m_ledger->now(); }
    void hearOthers(std::function<void(const NewsFromElsewhere &)> heard) override
    {
        m_ledger->hearOthers(std::move(heard));
    }

private:
    std::unique_ptr<Ledger> m_ledger;
    OneByOneWriter m_writer;
};

} // namespace

std::unique_ptr<Ledger> oneByOne(std::unique_ptr<Ledger> ledger)
{
    return std::make_unique<OneByOneLedger>(std::move(ledger));
}

} // namespace foyer::bench
