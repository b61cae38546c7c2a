#pragma once

#include "models/domain/instant.h"

#include <array>
#include <optional>

namespace foyer {

/// What this machine's tick says about the server's clock, learned from questions whose answers
/// carried the server's time (D. Mills, RFC 5905: the sample with the shortest round trip errs
/// least). The best of the last eight counts, so that a clock set anew is noticed.
///
/// A plain value; pure.
class ClockOffset final
{
public:
    /// The server's clock showed \a server at some moment between \a asked and \a answered.
    /// A sample that runs backwards is ignored.
    void learn(Tick asked, Tick answered, Instant server);

    [[nodiscard]] bool isKnown() const { return m_count > 0; }
    /// The server's time at \a at; wrong by at most half the best round trip. 0 while unknown.
    [[nodiscard]] Instant serverTime(Tick at) const;
    /// The earliest tick at which the server's clock can have shown \a server: leases counted
    /// from it end here before they end there. At most \a now; \a now while unknown, or when the
    /// server's clock was set back or forward meanwhile by more than \ref mostDelay.
    [[nodiscard]] Tick earliestTick(Instant server, Tick now) const;

    /// No message is older than the time after which a connection counts as dead.
    static constexpr Milliseconds mostDelay{10'000};

private:
    struct Sample
    {
        Tick asked;
        Tick answered;
        Instant server;
        [[nodiscard]] Milliseconds roundTrip() const { return answered - asked; }
    };
    [[nodiscard]] const Sample &best() const;

    std::array<Sample, 8> m_samples;
    size_t m_count = 0;
    size_t m_next = 0;
};

} // namespace foyer
