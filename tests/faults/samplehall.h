#pragma once

#include "models/domain/event.h"
#include "tests/faults/serverprocess.h"

namespace foyer {

/// What sellers need of the sample house's first event.
struct SampleHall
{
    Event event;
    QList<CategoryId> categoryOfSeat; ///< by SeatIndex
};

/// Reads it from a running server that was started with --sample, over HTTP.
/// \return an event with a null id when the server does not answer as it should.
[[nodiscard]] SampleHall readSampleHall(const ServerProcess &server);

} // namespace foyer
