#pragma once

#include "models/domain/pool.h"
#include "tests/support/testhouse.h"

#include <array>

namespace foyer {

/// The house of one schedule and what everybody in it knows.
struct SimulatedTown
{
    TestHouse house;                     ///< with two events on the same map
    std::array<OperatorId, 5> operators; ///< one of each role, by its number
    Pool pressPool;                      ///< of the first event, until somebody empties it
    Pool latePool;                       ///< of the first event, goes on sale by itself

    [[nodiscard]] OperatorId operatorOf(Role role) const { return operators[size_t(role)]; }
};

/// Mistakes that a window could make, to prove that the witness notices them.
enum class SimulatedMistake : quint8 {
    None,
    SendsBeforeItIsStored, ///< what the window's crash takes away may have been done
    SellsWhatItReturned,   ///< goes on selling an allotment after it has asked to return it
    DropsRefused,          ///< throws a refused operation away and tells nobody
    SkipsGaps,             ///< takes the change after the next for the next
};

} // namespace foyer
