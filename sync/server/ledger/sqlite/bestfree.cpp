#include "sync/server/ledger/sqlite/bestfree.h"

#include "sync/protocol/limits.h"

namespace foyer {

using namespace Qt::StringLiterals;

Result<QList<SeatIndex>> bestFree(OperationScope &scope, qint32 quantity)
{
    if (quantity < 1 || quantity > limits::ticketsPerHold)
        return std::unexpected(refusal(
            RefusalCode::HoldLimit,
            u"Between 1 and %1 tickets can be booked at once."_s.arg(limits::ticketsPerHold)));
    Rows rows = scope.database.query(
        "SELECT t.idx, s.section, s.\"row\" FROM tickets t"
        " JOIN seats s ON s.map_no = ? AND s.idx = t.idx"
        " WHERE t.event_no = ? AND (t.status = 0 OR (t.status = 1 AND t.expires_at <= ?))"
        " ORDER BY t.idx",
        scope.head.mapNumber, scope.head.number, scope.now);
    QList<SeatIndex> firstFree;
    QList<SeatIndex> run;
    QString section;
    QString row;
    while (rows.next()) {
        const SeatIndex seat(rows.small(0));
        const bool continues = !run.isEmpty() && seat.value() == run.last().value() + 1 &&
                               rows.text(1) == section && rows.text(2) == row;
        if (!continues) {
            run.clear();
            section = rows.text(1);
            row = rows.text(2);
        }
        run.append(seat);
        if (run.size() == quantity)
            return run;
        if (firstFree.size() < quantity)
            firstFree.append(seat);
    }
    if (firstFree.size() < quantity)
        return std::unexpected(
            refusal(RefusalCode::TicketsTaken,
                    u"Only %1 tickets are free. Ask for fewer."_s.arg(firstFree.size())));
    return firstFree;
}

} // namespace foyer
