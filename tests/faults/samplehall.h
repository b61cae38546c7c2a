#pragma once

#include "models/domain/event.h"
#include "tests/faults/serverprocess.h"

namespace foyer {

/// What sellers need of an event of the sample house.
struct SampleHall
{
    Event event;
    QList<CategoryId> categoryOfSeat; ///< by SeatIndex
};

/// Reads it from a running server that was started with --sample, over HTTP.
/// \param number which of the first ten events that a search finds, from 0.
/// \return an event with a null id when the server does not answer as it should.
[[nodiscard]] SampleHall readSampleHall(const ServerProcess &server, int number = 0);

} // namespace foyer
