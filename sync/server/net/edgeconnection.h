#pragma once

#include "models/domain/instant.h"

namespace foyer {

/// One socket of the edge. Lives on its worker's thread; the worker owns it until it says that
/// it has finished.
class EdgeConnection
{
public:
    EdgeConnection() = default;
    EdgeConnection(const EdgeConnection &) = delete;
    EdgeConnection &operator=(const EdgeConnection &) = delete;
    virtual ~EdgeConnection() = default;

    /// Looks at its deadlines; called every edgelimits::sweepInterval.
    virtual void sweep(Tick now) = 0;
    /// Finishes what is in flight, then goes.
    virtual void stop() = 0;
    /// Takes what others have queued for it.
    virtual void collect() {}
    /// Goes now.
    virtual void abort() = 0;
};

} // namespace foyer
