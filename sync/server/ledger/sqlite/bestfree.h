#pragma once

#include "models/seatmap/seatgeometry.h"
#include "sync/server/ledger/sqlite/inventory.h"

#include <memory>

namespace foyer {

/// Compiled maps of the events that were last sold by quantity; published maps never change, so
/// nothing here grows old. Belongs to the writer, which shares what it holds with nobody.
class MapShelf final
{
public:
    /// Null when the database has no such map or cannot read it. The first time costs reading and
    /// compiling the map: about 1 ms for 1,000 seats.
    [[nodiscard]] std::shared_ptr<const SeatGeometry> at(Database &database, qint64 mapNumber);

private:
    QHash<qint64, std::shared_ptr<const SeatGeometry>> m_maps;
};

/// The tickets the house picks for a buyer who names only how many, by bestAvailable(): side by
/// side where it can be, near to the stage, never a wheelchair place. Reads which tickets of the
/// event are free: O(tickets), on the writer's thread.
/// \return ascending; TicketsTaken when there are not so many.
[[nodiscard]] Result<QList<SeatIndex>> bestFree(OperationScope &scope, MapShelf &maps,
                                                qint32 quantity);

} // namespace foyer
