#pragma once

#include "models/editing/seatline.h"

#include <QJsonObject>
#include <QJsonValue>

namespace foyer {

/// A line as its runs: {"line": 2, "next": 20, "runs": [[0, 20, 1]]}.
[[nodiscard]] QJsonObject seatLineToJson(const SeatLine &line);
/// False when \a json is no line within the limits; \a line is then not to be used.
[[nodiscard]] bool readSeatLine(const QJsonValue &json, SeatLine &line);

} // namespace foyer
