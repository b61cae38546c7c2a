#include "sync/server/service/geometryshelf.h"

#include "models/seatmap/seatmapformat.h"

namespace foyer {

Result<GeometryPointer> GeometryShelf::find(LedgerReader &reader, const SeatMapId &map)
{
    // One lock over the load: two who ask at once share one compilation.
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_kept.constFind(map); known != m_kept.cend())
        return *known;
    const Result<QByteArray> json = reader.seatMap(map);
    if (!json)
        return std::unexpected(json.error());
    const Result<SeatMap> drawing = seatMapFromJson(*json);
    if (!drawing)
        return std::unexpected(drawing.error());
    if (m_kept.size() >= mostKept)
        m_kept.erase(m_kept.cbegin());
    return *m_kept.insert(map, SeatGeometry::compile(*drawing));
}

} // namespace foyer
