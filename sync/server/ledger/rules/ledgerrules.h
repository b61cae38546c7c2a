#pragma once

#include "sync/protocol/limits.h"

namespace foyer {

#ifdef FOYER_PLANTED_FAULTS
/// Mistakes that the simulator must find. Only the library variant for tests,
/// foyer_server_ledger_rules_faulty, can make them.
enum class PlantedFault : quint8 {
    None,
    ReadThenWrite, ///< decides by what it read, not by what is there when it writes
    NoFence,       ///< a confirm sells what is held, whoever holds it
    NoIdempotency, ///< a repeat is done again
    LateExpiry,    ///< a hold that has ended serves until the reaper comes
};
#endif

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
#endif
};

} // namespace foyer
