#include "sync/server/ledger/rules/bestfree.h"

#include "models/seatmap/nearest.h"
#include "sync/server/ledger/rules/inventory.h"

namespace foyer {

using namespace Qt::StringLiterals;

Result<QList<SeatIndex>> bestFree(OperationScope &scope, qint32 quantity)
{
    if (quantity < 1 || quantity > limits::ticketsPerHold)
        return refused(
            RefusalCode::HoldLimit,
            u"Between 1 and %1 tickets can be booked at once."_s.arg(limits::ticketsPerHold));
    const auto geometry = scope.work.geometry(*scope.head);
    if (!geometry)
        return refused(RefusalCode::Internal, u"The seat map cannot be read. Verify the ledger."_s);
    const std::vector<bool> &isFree = scope.work.freeTickets(*scope.head);
    QList<SeatIndex> best = bestAvailable(
        *geometry, [&](SeatIndex ticket) { return isFree[size_t(ticket.value())]; }, quantity);
    if (best.size() < quantity)
        return refused(RefusalCode::TicketsTaken,
                       u"Not so many tickets are free. Ask for fewer."_s);
    return best;
}

} // namespace foyer
