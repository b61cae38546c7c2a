#pragma once

#include <QtGlobal>

namespace foyer::bench {

/// Processor time of the calling thread so far, in microseconds.
[[nodiscard]] double threadTime_us();
/// Processor time that a process of this user has used so far, in microseconds; 0: this process.
[[nodiscard]] double processorTimeOf_us(qint64 process);
/// Memory that it has in use (not shared with the file system), in bytes.
[[nodiscard]] qint64 memoryOf(qint64 process);

} // namespace foyer::bench
