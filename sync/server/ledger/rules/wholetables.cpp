#include "sync/server/ledger/rules/wholetables.h"

#include "sync/server/ledger/rules/inventory.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

QList<SeatIndex> splitTables(OperationScope &scope, const QList<SeatIndex> &seats)
{
    QList<SeatIndex> split;
    const auto geometry = scope.work.geometry(*scope.head);
    if (!geometry || !geometry->hasWholeTables())
        return split;
    for (const SeatIndex seat : seats) {
        if (!geometry->isSeat(seat))
            continue;
        const auto &row = geometry->rows().at(geometry->rowIndices()[size_t(seat.value())]);
        if (!row.isSoldWhole)
            continue;
        const auto end = SeatIndex(row.firstSeat + row.seatCount);
        const auto from = std::ranges::lower_bound(seats, SeatIndex(row.firstSeat));
        const auto to = std::ranges::lower_bound(seats, end);
        if (to - from < row.seatCount)
            split.append(seat);
    }
    return split;
}

Result<void> checkTables(OperationScope &scope, const QList<SeatIndex> &seats)
{
    const QList<SeatIndex> split = splitTables(scope, seats);
    if (split.isEmpty())
        return {};
    const auto geometry = scope.work.geometry(*scope.head);
    const SeatLabel label = geometry->label(split.first());
    return refused(RefusalCode::InvalidRecord,
                   u"Table \"%1\" is sold whole. Take all of its seats or none."_s.arg(label.row));
}

} // namespace foyer
