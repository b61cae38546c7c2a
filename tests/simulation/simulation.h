#pragma once

#include "tests/simulation/simulatedwindow.h"

namespace foyer {

/// How one schedule ended.
struct SimulationResult
{
    QStringList complaints;      ///< empty: every invariant held
    QHash<QString, qint32> done; ///< operations by their command's name
    qint32 sales = 0;
    qint32 lostRaces = 0;
    qint32 pruned = 0;      ///< outcomes deleted because their windows had them
    qint32 lateRepeats = 0; ///< operations that came again after that
    qint32 steps = 0;
    quint64 digest = 0; ///< of everything that happened; equal for equal seeds
};

/// Runs one schedule from \a seed to its quiet end: 2 to 8 windows fight for few seats over lossy,
/// slow, reordered, sometimes dead lines while a program without manners calls the house, windows
/// and servers crash and the wall clock jumps;
/// then the weather clears, everybody reconnects, and all must agree. As many servers as the
/// storage can serve share the house.
/// Invariants I1 to I6 and I12 are checked at every commit and acknowledgement, I4, I6 and I7 at
/// the end. All windows make \a mistake.
[[nodiscard]] SimulationResult simulate(quint64 seed, const SimulatedStorage &storage,
                                        SimulatedMistake mistake = SimulatedMistake::None);

} // namespace foyer
