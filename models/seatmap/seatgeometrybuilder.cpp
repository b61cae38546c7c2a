#include "models/seatmap/seatgeometrybuilder.h"

#include "models/domain/invariant.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <ranges>

namespace foyer {

namespace {

constexpr double seatsPerCell = 4.0;

qint64 crossProduct(PointMm origin, PointMm a, PointMm b)
{
    return (qint64(a.x) - origin.x) * (qint64(b.y) - origin.y) -
           (qint64(a.y) - origin.y) * (qint64(b.x) - origin.x);
}

} // namespace

QList<PointMm> convexHull(QList<PointMm> points)
{
    const auto before = [](PointMm a, PointMm b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
    std::ranges::sort(points, before);
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3)
        return points;
    QList<PointMm> hull;
    const auto add = [&hull](PointMm point, qsizetype keep) {
        while (hull.size() > keep &&
               crossProduct(hull.at(hull.size() - 2), hull.back(), point) <= 0)
            hull.removeLast();
        hull.append(point);
    };
    for (const PointMm point : std::as_const(points))
        add(point, 1);
    const qsizetype lower = hull.size();
    for (qsizetype i = points.size() - 2; i >= 0; --i)
        add(points.at(i), lower);
    hull.removeLast(); // the first point again
    return hull;
}

QList<PointMm> paddedHull(const QList<PointMm> &centers, qint32 radius)
{
    QList<PointMm> corners;
    for (const PointMm center : convexHull(centers)) {
        for (int i = 0; i < 8; ++i) {
            const double angle = (i + 0.5) * std::numbers::pi / 4.0;
            corners.append({center.x + qint32(std::lround(radius * std::cos(angle))),
                            center.y + qint32(std::lround(radius * std::sin(angle)))});
        }
    }
    return convexHull(corners);
}

RectMm united(const RectMm &a, const RectMm &b)
{
    if (a.isEmpty())
        return b;
    if (b.isEmpty())
        return a;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

RectMm boundsOf(const QList<PointMm> &points, qint32 margin)
{
    if (points.isEmpty())
        return {};
    const auto [left, right] = std::ranges::minmax(points | std::views::transform(&PointMm::x));
    const auto [top, bottom] = std::ranges::minmax(points | std::views::transform(&PointMm::y));
    return {left - margin, top - margin, right + margin + 1, bottom + margin + 1};
}

SeatGeometryBuilder::SeatGeometryBuilder(const SeatMap &map)
    : m_map(map)
    , m_geometry(new SeatGeometry)
{
    m_geometry->m_categories = map.categories;
    m_geometry->m_seatDiameter = map.seatDiameter;
    m_geometry->m_focalPoint = map.focalPoint;
    for (qsizetype i = 0; i < map.categories.size(); ++i)
        m_categoryIndex.insert(map.categories.at(i).id, quint8(i));
}

std::shared_ptr<const SeatGeometry> SeatGeometryBuilder::build()
{
    for (const Level &level : m_map.levels)
        addLevel(level);
    addAreas();
    buildGrid();
    return m_geometry;
}

void SeatGeometryBuilder::addLevel(const Level &level)
{
    m_geometry->m_levels.append(level.name);
    for (const Section &section : level.sections)
        addSection(section);
    for (const Shape &shape : level.shapes) {
        m_geometry->m_shapes.append(shape);
        const RectMm box =
            boundsOf(shape.points, shape.kind == ShapeKind::Text ? shape.textSize : 0);
        m_geometry->m_bounds = united(m_geometry->m_bounds, box);
    }
}

void SeatGeometryBuilder::addSection(const Section &section)
{
    SeatGeometry::SectionInfo info;
    info.name = section.name;
    info.level = qint32(m_geometry->m_levels.size()) - 1;
    info.firstSeat = m_geometry->seatCount();
    m_geometry->m_sections.append(info);
    for (const Row &row : section.rows)
        addRow(row.label, row.seats, false);
    for (const Table &table : section.tables) {
        addRow(table.label, table.seats, true);
        m_geometry->m_rows.back().isSoldWhole = table.isSoldWhole;
        m_geometry->m_hasWholeTables |= table.isSoldWhole;
        m_geometry->m_tables.append(table);
        m_geometry->m_tables.back().seats.clear();
        const RectMm box = boundsOf({table.center}, std::max(table.width, table.height) / 2);
        m_geometry->m_bounds = united(m_geometry->m_bounds, box);
    }
    closeSection(section);
}

void SeatGeometryBuilder::addRow(const QString &label, const QList<Seat> &seats, bool isTable)
{
    m_geometry->m_rows.append({.label = label,
                               .section = qint32(m_geometry->m_sections.size()) - 1,
                               .firstSeat = m_geometry->seatCount(),
                               .seatCount = qint32(seats.size()),
                               .isTable = isTable});
    for (const Seat &seat : seats)
        addSeat(seat);
}

void SeatGeometryBuilder::addSeat(const Seat &seat)
{
    SeatGeometry &geometry = *m_geometry;
    const auto category = m_categoryIndex.constFind(seat.category);
    FOYER_INVARIANT(category != m_categoryIndex.constEnd(),
                    "a compiled map names only its own categories");
    geometry.m_indexOfId.insert(seat.id, SeatIndex(geometry.seatCount()));
    geometry.m_x.push_back(seat.position.x);
    geometry.m_y.push_back(seat.position.y);
    geometry.m_row.push_back(qint32(geometry.m_rows.size()) - 1);
    geometry.m_category.push_back(*category);
    geometry.m_kind.push_back(seat.kind);
    geometry.m_attributes.push_back(quint8(seat.attributes.toInt()));
    geometry.m_ids.push_back(seat.id.uuid());
    auto number = m_numberIndex.find(seat.number);
    if (number == m_numberIndex.end()) {
        number = m_numberIndex.insert(seat.number, quint32(geometry.m_numbers.size()));
        geometry.m_numbers.push_back(seat.number);
    }
    geometry.m_number.push_back(*number);
}

void SeatGeometryBuilder::closeSection(const Section &section)
{
    SeatGeometry &geometry = *m_geometry;
    SeatGeometry::SectionInfo &info = geometry.m_sections.back();
    info.seatCount = geometry.seatCount() - info.firstSeat;
    QList<PointMm> centers;
    for (qint32 seat = info.firstSeat; seat < geometry.seatCount(); ++seat)
        centers.append({geometry.m_x[size_t(seat)], geometry.m_y[size_t(seat)]});
    info.outline =
        section.outline.isEmpty() ? paddedHull(centers, geometry.m_seatDiameter) : section.outline;
    info.bounds = united(boundsOf(centers, geometry.m_seatDiameter / 2), boundsOf(info.outline, 0));
    geometry.m_bounds = united(geometry.m_bounds, info.bounds);
}

void SeatGeometryBuilder::addAreas()
{
    SeatGeometry &geometry = *m_geometry;
    geometry.m_ticketCount = geometry.seatCount();
    for (qsizetype level = 0; level < m_map.levels.size(); ++level) {
        for (const GaArea &area : m_map.levels.at(level).areas) {
            geometry.m_areas.append({.name = area.name,
                                     .level = qint32(level),
                                     .category = m_categoryIndex.value(area.category),
                                     .firstPlace = SeatIndex(geometry.m_ticketCount),
                                     .capacity = area.capacity,
                                     .outline = area.outline});
            geometry.m_ticketCount += area.capacity;
            geometry.m_bounds = united(geometry.m_bounds, boundsOf(area.outline, 0));
        }
    }
}

void SeatGeometryBuilder::buildGrid()
{
    SeatGeometry &geometry = *m_geometry;
    const size_t count = geometry.m_x.size();
    if (count == 0)
        return;
    const double width = double(geometry.m_bounds.right) - geometry.m_bounds.left;
    const double height = double(geometry.m_bounds.bottom) - geometry.m_bounds.top;
    // Never more than a few cells a seat, however far apart the seats lie.
    const double edge = std::sqrt(width * height * seatsPerCell / double(count));
    const double longest = std::max(width, height) / double(count + 1);
    geometry.m_cellSize =
        qint32(std::ceil(std::max({edge, longest, double(geometry.m_seatDiameter)})));
    geometry.m_columns = qint32(width / geometry.m_cellSize) + 1;
    geometry.m_lines = qint32(height / geometry.m_cellSize) + 1;

    const auto cellOf = [&geometry](size_t seat) {
        const auto column =
            size_t((geometry.m_x[seat] - geometry.m_bounds.left) / geometry.m_cellSize);
        const auto line =
            size_t((geometry.m_y[seat] - geometry.m_bounds.top) / geometry.m_cellSize);
        return line * size_t(geometry.m_columns) + column;
    };
    std::vector<qint32> &start = geometry.m_gridStart;
    start.assign(size_t(geometry.m_columns) * size_t(geometry.m_lines) + 1, 0);
    for (size_t seat = 0; seat < count; ++seat)
        ++start[cellOf(seat) + 1];
    for (size_t cell = 1; cell < start.size(); ++cell)
        start[cell] += start[cell - 1];
    std::vector<qint32> next(start.begin(), start.end() - 1);
    geometry.m_gridSeats.resize(count);
    for (size_t seat = 0; seat < count; ++seat)
        geometry.m_gridSeats[size_t(next[cellOf(seat)]++)] = qint32(seat);
}

} // namespace foyer
