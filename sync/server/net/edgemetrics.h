#pragma once

#include "sync/server/net/edgeworker.h"

namespace foyer {

/// The edge's lines for /metrics, in the Prometheus text format.
[[nodiscard]] QByteArray edgeMetrics(const EdgeShared &shared);

} // namespace foyer
