#pragma once

namespace foyer {

/// Keeps SIGTERM and SIGINT for waitForStop() and ignores SIGPIPE. Call it before the first
/// thread starts: threads inherit what they block.
void blockStopSignals();

/// Waits for SIGTERM or SIGINT. A second one, while stopping, ends the program at once.
void waitForStop();

} // namespace foyer
