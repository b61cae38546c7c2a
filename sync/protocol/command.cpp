#include "sync/protocol/command.h"

#include "sync/protocol/wirename.h"

namespace foyer {

namespace {

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};

} // namespace

QString commandName(const Command &command)
{
    return std::visit(
        [](const auto &it) {
            return QString::fromLatin1(wireName<std::decay_t<decltype(it)>>.name);
        },
        command);
}

Permission permissionFor(const Command &command)
{
    const Overloaded decide{
        [](const CancelBooking &) { return Permission::CancelBookings; },
        [](const ExchangeBooking &) { return Permission::CancelBookings; },
        [](const SavePool &) { return Permission::KeepTickets; },
        [](const KeepTickets &) { return Permission::KeepTickets; },
        [](const LeaseAllotment &) { return Permission::LeaseAllotments; },
        [](const RevokeAllotment &) { return Permission::RevokeAllotments; },
        [](const SaveVenue &) { return Permission::EditVenues; },
        [](const PublishSeatMap &) { return Permission::EditVenues; },
        [](const SavePerformer &) { return Permission::EditEvents; },
        [](const SaveEvent &) { return Permission::EditEvents; },
        // Holds, sales, and the customers they are for.
        [](const auto &) { return Permission::SellTickets; },
    };
    return std::visit(decide, command);
}

EventId eventOf(const Command &command)
{
    const auto find = [](const auto &it) {
        if constexpr (requires { it.event.isNull(); })
            return it.event;
        else
            return EventId();
    };
    return std::visit(find, command);
}

} // namespace foyer
