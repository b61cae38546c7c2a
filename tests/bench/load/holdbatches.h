#pragma once

#include "sync/protocol/machine.h"
#include "sync/server/ledger/ledger.h"
#include "tests/bench/ledger/holdspeed.h"
#include "tests/support/testhouse.h"

namespace foyer::bench {

/// Holds of one ticket each, in batches for a ledger's writer: one ticket after the other, event
/// by event and window by window in turn, until none is left.
class HoldBatches final
{
public:
    /// \a seats of each event.
    HoldBatches(const TestHouse &house, int seats);

    [[nodiscard]] std::vector<Submission> next(int group);
    [[nodiscard]] const Actor &firstActor() const { return m_actors.front(); }

    /// Applies batches of \a group for about \a ms. What a caller makes up is not measured.
    /// Ends the program when one is refused.
    [[nodiscard]] HoldSpeed run(Ledger &ledger, int group, int ms);

private:
    QList<EventId> m_events;
    int m_seats;
    std::vector<Actor> m_actors;
    qint64 m_next = 0;
    SystemClock m_clock;
    SystemRandom m_random;
};

} // namespace foyer::bench
