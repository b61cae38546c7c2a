#include "tests/server/ledger/postgres/steppednode.h"

#include "models/domain/invariant.h"

namespace foyer {

class SteppedNode::Rows final : public PostgresRows
{
public:
    Rows(SteppedNode &node, PostgresConnection &connection, PostgresStorage &storage)
        : PostgresRows(connection, storage)
        , m_node(node)
    {}

    void begin(const WantedRows &wanted) override
    {
        m_node.pause();
        PostgresRows::begin(wanted);
        const std::lock_guard lock(m_node.m_mutex);
        m_node.m_lockedAt = m_node.m_clock.now();
    }
    [[nodiscard]] std::vector<HoldId> endedHolds(Instant now, qint32 limit) override
    {
        m_node.pause();
        return PostgresRows::endedHolds(now, limit);
    }
    [[nodiscard]] std::vector<EventHead> lockHeads(std::span<const EventId> events) override
    {
        m_node.pause();
        return PostgresRows::lockHeads(events);
    }
    void write(const LedgerWrites &writes) override
    {
        m_node.pause();
        PostgresRows::write(writes);
    }
    [[nodiscard]] bool commit() override
    {
        m_node.pause();
        return PostgresRows::commit();
    }

private:
    SteppedNode &m_node;
};

SteppedNode::SteppedNode(const QString &uri, const Clock &clock)
    : m_clock(clock)
    , m_storage(clock, PostgresClock::Given)
{
    auto opened = PostgresConnection::open(uri);
    FOYER_INVARIANT(opened.has_value(), "a node connects");
    m_connection = *std::move(opened);
    FOYER_INVARIANT(enterWritingSession(*m_connection).has_value(), "a node may write");
    m_rows = std::make_unique<Rows>(*this, *m_connection, m_storage);
    m_core = std::make_unique<LedgerCore>(*m_rows, LedgerRules());
}

SteppedNode::~SteppedNode()
{
    if (m_thread.joinable())
        m_thread.join();
}

void SteppedNode::start(Work work)
{
    if (m_thread.joinable())
        m_thread.join();
    m_isPaused = false;
    m_mayGo = false;
    m_isDone = false;
    m_thread = std::thread([this, work = std::move(work)] {
        work(*m_core);
        const std::lock_guard lock(m_mutex);
        m_isDone = true;
        m_changed.notify_all();
    });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isPaused || m_isDone; });
}

void SteppedNode::pause()
{
    std::unique_lock lock(m_mutex);
    m_isPaused = true;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_mayGo; });
    m_mayGo = false;
}

SteppedNode::Stop SteppedNode::step(PostgresConnection &watcher)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isDone)
            return Stop::Done;
        if (m_isPaused) {
            m_isPaused = false;
            m_mayGo = true;
            m_changed.notify_all();
        }
    }
    return waitForStop(watcher);
}

SteppedNode::Stop SteppedNode::waitForStop(PostgresConnection &watcher)
{
    const auto hasStopped = [this] { return m_isPaused || m_isDone; };
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_changed.wait_for(lock, std::chrono::milliseconds(2), hasStopped))
                return m_isDone ? Stop::Done : Stop::AtStep;
        }
        const bool isBlocked = watcher
                                   .number("SELECT 1 FROM pg_stat_activity WHERE pid = $1"
                                           " AND wait_event_type = 'Lock'",
                                           m_connection->serverPid())
                                   .has_value();
        if (isBlocked)
            return Stop::Blocked;
    }
}

Instant SteppedNode::lockedAt() const
{
    const std::lock_guard lock(m_mutex);
    return m_lockedAt;
}

} // namespace foyer
