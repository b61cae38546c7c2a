#pragma once

#include "models/domain/id.h"

#include <QByteArray>

namespace foyer {

/// The operation an Idempotency-Key stands for: a UUID as it is, any other text hashed together
/// with \a owner (whose key it is) into a version 8 UUID.
[[nodiscard]] OperationId operationIdFor(const QByteArray &key, const OperatorId &owner);

/// An id that follows from an operation, so that a repeated request names the same records.
[[nodiscard]] QUuid derivedUuid(const OperationId &operation, QByteArrayView purpose);

} // namespace foyer
