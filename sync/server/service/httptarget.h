#pragma once

#include "models/domain/refusal.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace foyer {

/// The target of a request taken apart: "/events/search?q=mahler&limit=5".
struct HttpTarget
{
    QStringList path;              ///< decoded segments; "/" has none
    QHash<QString, QString> query; ///< decoded; a name given twice is refused
};

/// \return Malformed for a broken escape, bytes that are no UTF-8, a name given twice, or more
/// than 4 KiB.
[[nodiscard]] Result<HttpTarget> parsedTarget(const QByteArray &target);

} // namespace foyer
