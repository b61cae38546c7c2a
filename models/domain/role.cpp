#include "models/domain/role.h"

namespace foyer {

namespace {

constexpr const char *roleNames[] = {"seller", "supervisor", "organizer", "manager", "admin"};

constexpr unsigned bit(Permission permission)
{
    return 1U << unsigned(permission);
}

constexpr unsigned selling = bit(Permission::ReadCatalogue) | bit(Permission::SellTickets);
constexpr unsigned organizing = bit(Permission::ReadCatalogue) | bit(Permission::EditVenues) |
                                bit(Permission::EditEvents) | bit(Permission::ReadReports) |
                                bit(Permission::KeepTickets);
constexpr unsigned supervising = selling | bit(Permission::CancelBookings) |
                                 bit(Permission::ReadReports) | bit(Permission::KeepTickets) |
                                 bit(Permission::LeaseAllotments);
constexpr unsigned managing = supervising | organizing | bit(Permission::RevokeAllotments);

// In the order of Role.
constexpr unsigned granted[] = {
    selling, supervising, organizing, managing, managing | bit(Permission::ManageOperators),
};

} // namespace

bool isAllowed(Role role, Permission permission)
{
    return (granted[unsigned(role)] & bit(permission)) != 0;
}

QString roleName(Role role)
{
    return QString::fromLatin1(roleNames[int(role)]);
}

std::optional<Role> roleFromName(QStringView name)
{
    for (int i = 0; i < 5; ++i) {
        if (name == QLatin1StringView(roleNames[i]))
            return Role(i);
    }
    return std::nullopt;
}

} // namespace foyer
