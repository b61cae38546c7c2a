#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/ledger/rules/plantedfault.h"

namespace foyer {

/// What a house may set of the booking rules.
struct LedgerRules
{
    Milliseconds holdLength = limits::holdLength;
    qint32 ticketsHeldPerWindow = limits::ticketsHeldPerWindow;
    qint32 ticketsHeldPerOperator = 0; ///< at all windows; 0: twice as many as a window
    qint32 extensionsPerHold = limits::extensionsPerHold;

    [[nodiscard]] qint64 ticketsHeldByOperator() const
    {
        return ticketsHeldPerOperator > 0 ? ticketsHeldPerOperator : 2LL * ticketsHeldPerWindow;
    }
#ifdef FOYER_PLANTED_FAULTS
    PlantedFault fault = PlantedFault::None;
    [[nodiscard]] bool has(PlantedFault asked) const { return fault == asked; }
#else
    [[nodiscard]] static constexpr bool has(PlantedFault) { return false; }
#endif
};

} // namespace foyer
