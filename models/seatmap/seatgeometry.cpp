#include "models/seatmap/seatgeometry.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatgeometrybuilder.h"

#include <algorithm>
#include <limits>

namespace foyer {

namespace {

qint32 clampedMm(qint64 value)
{
    return qint32(std::clamp<qint64>(value, std::numeric_limits<qint32>::min(),
                                     std::numeric_limits<qint32>::max()));
}

} // namespace

std::shared_ptr<const SeatGeometry> SeatGeometry::compile(const SeatMap &map)
{
    return SeatGeometryBuilder(map).build();
}

PointMm SeatGeometry::position(SeatIndex seat) const
{
    return {m_x.at(size_t(seat.value())), m_y.at(size_t(seat.value()))};
}

const QString &SeatGeometry::number(SeatIndex seat) const
{
    return m_numbers[m_number.at(size_t(seat.value()))];
}

SeatAttributes SeatGeometry::attributes(SeatIndex seat) const
{
    return SeatAttributes::fromInt(m_attributes.at(size_t(seat.value())));
}

SeatId SeatGeometry::seatId(SeatIndex seat) const
{
    return SeatId(m_ids.at(size_t(seat.value())));
}

std::optional<SeatIndex> SeatGeometry::indexOf(const SeatId &seat) const
{
    const auto found = m_indexOfId.constFind(seat);
    return found == m_indexOfId.constEnd() ? std::nullopt : std::optional(*found);
}

const Category &SeatGeometry::category(SeatIndex ticket) const
{
    if (isSeat(ticket))
        return m_categories.at(m_category.at(size_t(ticket.value())));
    const AreaInfo *const info = area(ticket);
    FOYER_INVARIANT(info != nullptr, "a ticket is a seat or a place of an area");
    return m_categories.at(info->category);
}

SeatLabel SeatGeometry::label(SeatIndex ticket) const
{
    if (!isSeat(ticket)) {
        const AreaInfo *const info = area(ticket);
        return info ? SeatLabel{.level = m_levels.at(info->level), .section = info->name}
                    : SeatLabel();
    }
    const RowInfo &row = m_rows.at(m_row.at(size_t(ticket.value())));
    const SectionInfo &section = m_sections.at(row.section);
    return {m_levels.at(section.level), section.name, row.label, number(ticket)};
}

const SeatGeometry::AreaInfo *SeatGeometry::area(SeatIndex ticket) const
{
    const auto after = std::ranges::upper_bound(m_areas, ticket, {}, &AreaInfo::firstPlace);
    if (after == m_areas.cbegin() || ticket.value() >= m_ticketCount)
        return nullptr;
    return &*(after - 1);
}

SeatGeometry::CellRange SeatGeometry::cellsOf(const RectMm &area) const
{
    const auto cell = [this](qint64 at, qint32 origin, qint32 cells) {
        return qint32(std::clamp<qint64>((at - origin) / m_cellSize, 0, cells - 1));
    };
    return {cell(area.left, m_bounds.left, m_columns), cell(area.top, m_bounds.top, m_lines),
            cell(qint64(area.right) - 1, m_bounds.left, m_columns),
            cell(qint64(area.bottom) - 1, m_bounds.top, m_lines)};
}

std::optional<SeatIndex> SeatGeometry::seatNear(PointMm point, qint32 radius) const
{
    const RectMm around{clampedMm(qint64(point.x) - radius), clampedMm(qint64(point.y) - radius),
                        clampedMm(qint64(point.x) + radius + 1),
                        clampedMm(qint64(point.y) + radius + 1)};
    qint32 nearest = -1;
    qint64 best = qint64(radius) * radius;
    visitCells(around, [&](qint32 seat) {
        const qint64 dx = qint64(m_x[size_t(seat)]) - point.x;
        const qint64 dy = qint64(m_y[size_t(seat)]) - point.y;
        const qint64 distance = dx * dx + dy * dy;
        // At equal distance the lower index, so that the answer does not depend on the grid.
        if (distance < best || (distance == best && (nearest < 0 || seat < nearest))) {
            best = distance;
            nearest = seat;
        }
    });
    return nearest < 0 ? std::nullopt : std::optional(SeatIndex(nearest));
}

QList<SeatIndex> SeatGeometry::seatsIn(const RectMm &area) const
{
    QList<SeatIndex> found;
    visitCells(area, [&](qint32 seat) {
        if (area.contains({m_x[size_t(seat)], m_y[size_t(seat)]}))
            found.append(SeatIndex(seat));
    });
    std::ranges::sort(found);
    return found;
}

} // namespace foyer
