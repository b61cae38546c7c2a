#pragma once

#include "models/domain/id.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace foyer {

/// What an operator is in the house. The numbers are stored, never change them.
enum class Role : quint8 { Seller = 0, Supervisor = 1, Organizer = 2, Manager = 3, Admin = 4 };

/// What an operator may be allowed to do.
enum class Permission : quint8 {
    ReadCatalogue, ///< see venues, events, prices and maps
    SellTickets,   ///< hold, extend, release, confirm
    CancelBookings,
    EditVenues, ///< import and publish seat maps
    EditEvents, ///< create, price and publish events
    ReadReports,
    ManageOperators,
    KeepTickets,      ///< pools of the house, and tickets that are not sold
    LeaseAllotments,  ///< to windows
    RevokeAllotments, ///< from windows that cannot return them
};

/// The table of roles and permissions; everything not named in it is denied.
/// | role       | catalogue | sell | cancel | venues | events | reports | operators |
/// | seller     | yes       | yes  |        |        |        |         |           |
/// | supervisor | yes       | yes  | yes    |        |        | yes     |           |
/// | organizer  | yes       |      |        | yes    | yes    | yes     |           |
/// | manager    | yes       | yes  | yes    | yes    | yes    | yes     |           |
/// | admin      | yes       | yes  | yes    | yes    | yes    | yes     | yes       |
/// | role       | keep tickets | lease allotments | revoke allotments |
/// | seller     |              |                  |                   |
/// | supervisor | yes          | yes              |                   |
/// | organizer  | yes          |                  |                   |
/// | manager    | yes          | yes              | yes               |
/// | admin      | yes          | yes              | yes               |
[[nodiscard]] bool isAllowed(Role role, Permission permission);

[[nodiscard]] QString roleName(Role role); ///< "seller", ... as stored and sent
[[nodiscard]] std::optional<Role> roleFromName(QStringView name);

/// A person who signs in at a window.
struct Operator
{
    OperatorId id;
    QString name; ///< what is typed to sign in; unique without regard to case
    QString displayName;
    Role role = Role::Seller;
    Instant createdAt;
    bool operator==(const Operator &) const = default;
};

/// A buyer ("User" of the brief).
struct Customer
{
    CustomerId id;
    QString email; ///< unique; empty when unknown
    QString name;
    Instant createdAt;
    bool operator==(const Customer &) const = default;
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::Role)
