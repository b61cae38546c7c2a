#include "sync/server/ledger/sqlite/bestfree.h"

#include "models/seatmap/nearest.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/limits.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// At most 300,000 seats each, about 40 bytes a seat.
constexpr qsizetype mostMapsKept = 8;

std::vector<bool> freeTickets(OperationScope &scope)
{
    std::vector<bool> isFree(size_t(scope.head.counts.capacity()), false);
    Rows rows =
        scope.database.query("SELECT idx FROM tickets WHERE event_no = ?"
                             " AND (status = 0 OR (status = 1 AND expires_at <= ?)) ORDER BY idx",
                             scope.head.number, scope.now);
    while (rows.next())
        isFree[size_t(rows.number(0))] = true;
    return isFree;
}

} // namespace

std::shared_ptr<const SeatGeometry> MapShelf::at(Database &database, qint64 mapNumber)
{
    if (const auto known = m_maps.value(mapNumber))
        return known;
    QByteArray document;
    {
        Rows rows = database.query("SELECT document FROM seat_maps WHERE no = ?", mapNumber);
        document = rows.next() ? rows.bytes(0) : QByteArray();
    }
    const Result<SeatMap> map = seatMapFromJson(document);
    if (!map)
        return nullptr;
    if (m_maps.size() >= mostMapsKept)
        m_maps.clear();
    const auto geometry = SeatGeometry::compile(*map);
    m_maps.insert(mapNumber, geometry);
    return geometry;
}

Result<QList<SeatIndex>> bestFree(OperationScope &scope, MapShelf &maps, qint32 quantity)
{
    if (quantity < 1 || quantity > limits::ticketsPerHold)
        return std::unexpected(refusal(
            RefusalCode::HoldLimit,
            u"Between 1 and %1 tickets can be booked at once."_s.arg(limits::ticketsPerHold)));
    const auto geometry = maps.at(scope.database, scope.head.mapNumber);
    if (!geometry)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The seat map cannot be read. Verify the ledger."_s));
    const std::vector<bool> isFree = freeTickets(scope);
    QList<SeatIndex> best = bestAvailable(
        *geometry, [&](SeatIndex ticket) { return isFree[size_t(ticket.value())]; }, quantity);
    if (best.size() < quantity)
        return std::unexpected(
            refusal(RefusalCode::TicketsTaken, u"Not so many tickets are free. Ask for fewer."_s));
    return best;
}

} // namespace foyer
