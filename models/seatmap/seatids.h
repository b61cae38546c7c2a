#pragma once

#include "models/domain/id.h"

namespace foyer {

/// The id that always belongs to \a name within \a space (a version 5 UUID, RFC 9562), so that
/// importing or generating a map again gives the same ids.
template <class IdType>
[[nodiscard]] IdType derivedId(const QUuid &space, const QString &name)
{
    return IdType(QUuid::createUuidV5(space, name));
}

} // namespace foyer
