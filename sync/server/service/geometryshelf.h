#pragma once

#include "models/seatmap/seatgeometry.h"
#include "sync/server/ledger/ledger.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace foyer {

using GeometryPointer = std::shared_ptr<const SeatGeometry>;

/// Compiled seat maps, each once; published maps never change, so nothing here goes stale.
/// Thread-safe.
class GeometryShelf final
{
public:
    static constexpr qsizetype mostKept = 64;

    /// Shared with everybody who labels or draws tickets of the map.
    [[nodiscard]] Result<GeometryPointer> find(LedgerReader &reader, const SeatMapId &map);

private:
    std::mutex m_mutex;
    QHash<SeatMapId, GeometryPointer> m_kept;
};

} // namespace foyer
