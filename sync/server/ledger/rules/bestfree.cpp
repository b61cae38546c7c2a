#include "sync/server/ledger/rules/bestfree.h"

#include "sync/server/ledger/rules/inventory.h"

#include <QStringList>

namespace foyer {

using namespace Qt::StringLiterals;

Result<BestChoice> bestFree(OperationScope &scope, const BookTickets &wish)
{
    if (wish.quantity < 1 || wish.quantity > limits::ticketsPerHold)
        return refused(
            RefusalCode::HoldLimit,
            u"Between 1 and %1 tickets can be booked at once."_s.arg(limits::ticketsPerHold));
    const auto geometry = scope.work.geometry(*scope.head);
    if (!geometry)
        return refused(RefusalCode::Internal, u"The seat map cannot be read. Verify the ledger."_s);
    const std::vector<bool> &isFree = scope.work.freeTickets(*scope.head);
    BestChoice best = bestAvailable(
        *geometry, [&](SeatIndex ticket) { return isFree[size_t(ticket.value())]; },
        {.count = wish.quantity,
         .category = wish.category.isNull() ? std::nullopt : std::optional(wish.category),
         .zone = wish.zone,
         .isAccessible = wish.isAccessible});
    if (best.tickets.size() < wish.quantity)
        return refused(RefusalCode::TicketsTaken,
                       u"Not so many tickets are free. Ask for fewer."_s);
    return best;
}

QString explained(const BestChoice &choice)
{
    QStringList reasons;
    if (choice.tickets.size() > 1)
        reasons.append(choice.groups == 1 ? u"side by side"_s
                                          : u"in %1 groups"_s.arg(choice.groups));
    if (choice.distance > 0)
        reasons.append(u"%1 m from the stage"_s.arg((choice.distance + 500) / 1000));
    if (choice.restricted > 0)
        reasons.append(u"%1 with a restricted view"_s.arg(choice.restricted));
    if (choice.leftAlone > 0)
        reasons.append(u"nothing was left without single seats beside"_s);
    if (reasons.isEmpty())
        return u"The next that are free."_s;
    return u"The best that are free: "_s + reasons.join(u", "_s) + u'.';
}

} // namespace foyer
