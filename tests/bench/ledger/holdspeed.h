#pragma once

namespace foyer {

/// What holding tickets for a while came to.
struct HoldSpeed
{
    double perSecond = 0;
    double processor_us = 0; ///< of the writer's thread, for each ticket; steadier than the rate
};

} // namespace foyer
