#include "models/editing/mapcontent.h"

#include <algorithm>
#include <numeric>

namespace foyer {

QList<ElementId> orderedElements(const MapContent &content, LevelId level)
{
    QList<std::pair<qint64, ElementId>> ranked;
    for (const Element &element : content.elements) {
        if (element.level == level)
            ranked.append({element.rank, element.id});
    }
    std::ranges::sort(ranked);
    QList<ElementId> ids;
    ids.reserve(ranked.size());
    for (const auto &[rank, id] : std::as_const(ranked))
        ids.append(id);
    return ids;
}

qint64 ticketsOf(const Element &element)
{
    if (const auto *const row = std::get_if<RowElement>(&element.form))
        return row->line.count();
    if (const auto *const table = std::get_if<TableElement>(&element.form))
        return table->line.count();
    if (const auto *const area = std::get_if<AreaElement>(&element.form))
        return area->capacity;
    if (const auto *const block = std::get_if<BlockElement>(&element.form))
        return std::accumulate(block->lines.cbegin(), block->lines.cend(), qint64(0),
                               [](qint64 sum, const SeatLine &line) { return sum + line.count(); });
    return 0;
}

} // namespace foyer
