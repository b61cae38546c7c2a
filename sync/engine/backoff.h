#pragma once

#include "models/domain/instant.h"
#include "models/domain/random.h"

namespace foyer {

/// How long to wait before attempt number \a attempt (from 0): full jitter over an exponential
/// ceiling, 0.25 s doubling up to 15 s ("Exponential Backoff And Jitter", M. Brooker, AWS, 2015).
/// The first attempt of all waits nothing.
[[nodiscard]] Milliseconds backoff(int attempt, RandomSource &random);

} // namespace foyer
