#pragma once

#include "sync/server/service/serviceparts.h"

namespace foyer {

/// What the service counts, in the Prometheus text format, version 0.0.4.
[[nodiscard]] QByteArray metricsText(const ServiceParts &parts);

} // namespace foyer
