#pragma once

#include "models/domain/refusal.h"
#include "models/domain/role.h"

namespace foyer {

/// Tickets that the house keeps back for somebody, under a name: the press, the artists, a sponsor.
/// A free ticket of a pool is Blocked for everybody but those who may sell from it.
struct Pool
{
    PoolId id;
    EventId event;
    QString name;
    /// Whose it is: a person of this role or a higher one, who may sell, sells from it.
    Role owner = Role::Supervisor;
    qint32 quota = 0; ///< tickets it may have at most; 0: as many as there are
    QString note;
    /// When its free tickets go on sale by themselves; nothing: when somebody says so.
    std::optional<Instant> releaseAt;
    Version version;
    bool operator==(const Pool &) const = default;

    [[nodiscard]] bool maySell(Role role) const
    {
        return role >= owner && isAllowed(role, Permission::SellTickets);
    }
};

/// A name of 1 to 200 characters, a note of at most 4,000, a quota that is not negative.
/// \return InvalidRecord with the first fault in words.
[[nodiscard]] Result<void> checked(const Pool &pool);

} // namespace foyer
