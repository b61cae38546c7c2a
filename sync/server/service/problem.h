#pragma once

#include "sync/server/service/bookingservice.h"

#include <QJsonObject>

namespace foyer {

/// The HTTP status of a refusal.
[[nodiscard]] int httpStatusOf(RefusalCode code);

/// A refusal as problem details (RFC 9457, application/problem+json): type, title, status,
/// detail, code, and tickets or retry_after_ms where there are any.
/// \param event  whose tickets the refusal names; null when none.
/// \param status  when it differs from httpStatusOf(), e.g. 405.
[[nodiscard]] HttpResponse problem(const Refusal &refusal, const EventId &event = {},
                                   int status = 0);

[[nodiscard]] HttpResponse jsonResponse(const QJsonObject &object, int status = 200);

} // namespace foyer
