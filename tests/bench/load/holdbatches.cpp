#include "tests/bench/load/holdbatches.h"

#include "sync/server/accounts/tokens.h"
#include "tests/bench/load/processortime.h"

#include <chrono>

namespace foyer::bench {

HoldBatches::HoldBatches(const TestHouse &house, int seats)
    : m_seats(seats)
{
    for (const Event &event : house.events)
        m_events.append(event.id);
    for (qsizetype i = 0; i < house.windows.size(); ++i)
        m_actors.push_back(
            {.session = hashToken(house.tokens[i].toLatin1()), .window = house.windows[i]});
}

std::vector<Submission> HoldBatches::next(int group)
{
    const auto windows = qint64(m_actors.size());
    std::vector<Submission> batch;
    batch.reserve(size_t(group));
    for (int i = 0; i < group && m_next < m_events.size() * m_seats; ++i, ++m_next) {
        const PlaceHold hold{.hold = HoldId::make(m_clock.now(), m_random),
                             .event = m_events.at(m_next % m_events.size()),
                             .seats = {SeatIndex(qint32(m_next / m_events.size()))}};
        batch.push_back({.actor = m_actors[size_t(m_next % windows)],
                         .operation = {.id = OperationId::make(m_clock.now(), m_random),
                                       .deviceSequence = DeviceSequence(m_next / windows + 1),
                                       .command = hold}});
    }
    return batch;
}

HoldSpeed HoldBatches::run(Ledger &ledger, int group, int ms)
{
    using SteadyClock = std::chrono::steady_clock;
    SteadyClock::duration took{};
    double processor_us = 0;
    qint64 held = 0;
    while (took < std::chrono::milliseconds(ms)) {
        const std::vector<Submission> batch = next(group);
        if (batch.empty())
            break;
        const double before_us = threadTime_us();
        const auto start = SteadyClock::now();
        const std::vector<AppliedOperation> applied = ledger.writer().apply(batch);
        took += SteadyClock::now() - start;
        processor_us += threadTime_us() - before_us;
        for (const AppliedOperation &operation : applied) {
            if (!operation.outcome)
                qFatal("bench: refused: %s", qPrintable(operation.outcome.error().message));
        }
        held += qint64(applied.size());
    }
    return {.perSecond = double(held) / std::chrono::duration<double>(took).count(),
            .processor_us = processor_us / double(held)};
}

} // namespace foyer::bench
