#pragma once

#include <QString>

#include <vector>

namespace foyer::bench {

/// Times of \a count single fdatasync calls, each after writing 4 kB to a file in \a folder, in
/// microseconds.
[[nodiscard]] std::vector<double> syncTimes_us(const QString &folder, int count);

} // namespace foyer::bench
