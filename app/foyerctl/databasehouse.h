#pragma once

#include "models/domain/id.h"
#include "models/domain/refusal.h"

#include <QStringList>

#include <optional>

namespace foyer {

// What foyerctl asks of a house in PostgreSQL at \a uri beside the nodes that serve it; the same
// as HouseFile does for a house in a file. Rows are texts.

/// Name, role's number, display name of every operator, by name.
[[nodiscard]] Result<QList<QStringList>> operatorsIn(const QString &uri);
/// Id, event's name, tickets, display name of the holder, window, end of every live hold.
[[nodiscard]] Result<QList<QStringList>> holdsIn(const QString &uri,
                                                 const std::optional<EventId> &event);
/// Gives \a name a new password and ends the sessions of the old one.
/// \return NotFound when nobody is called that.
[[nodiscard]] Result<void> setPasswordIn(const QString &uri, const QString &name,
                                         const QByteArray &hash);
[[nodiscard]] Result<bool> isOperatorIn(const QString &uri, const QString &name);

} // namespace foyer
