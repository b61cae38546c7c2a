#include "ui/designer/mapexport.h"

namespace foyer {

namespace {

QList<Seat> seatsOfRow(const SeatGeometry &geometry, const SeatGeometry::RowInfo &row)
{
    QList<Seat> seats;
    seats.reserve(row.seatCount);
    for (qint32 i = row.firstSeat; i < row.firstSeat + row.seatCount; ++i) {
        const SeatIndex seat(i);
        seats.append({.id = geometry.seatId(seat),
                      .number = geometry.number(seat),
                      .position = geometry.position(seat),
                      .category = geometry.category(seat).id,
                      .kind = geometry.kinds()[size_t(i)],
                      .attributes = geometry.attributes(seat)});
    }
    return seats;
}

} // namespace

SeatMap seatMapOf(const SeatGeometry &geometry, const QString &name)
{
    SeatMap map{.name = name,
                .seatDiameter = geometry.seatDiameter(),
                .focalPoint = geometry.focalPoint(),
                .categories = geometry.categories()};
    for (const QString &level : geometry.levels())
        map.levels.append(Level{.name = level});
    if (map.levels.isEmpty())
        return map;
    map.levels.first().shapes = geometry.shapes();
    QList<QList<Row>> rows(geometry.sections().size());
    QList<QList<Table>> tables(geometry.sections().size());
    qsizetype nextTable = 0;
    for (const SeatGeometry::RowInfo &row : geometry.rows()) {
        if (row.isTable && nextTable < geometry.tables().size()) {
            Table table = geometry.tables().at(nextTable++);
            table.seats = seatsOfRow(geometry, row);
            tables[row.section].append(table);
        } else {
            rows[row.section].append({row.label, seatsOfRow(geometry, row)});
        }
    }
    for (qsizetype i = 0; i < geometry.sections().size(); ++i) {
        const SeatGeometry::SectionInfo &section = geometry.sections().at(i);
        map.levels[section.level].sections.append(
            {section.name, section.outline, rows.at(i), tables.at(i)});
    }
    for (const SeatGeometry::AreaInfo &area : geometry.areas())
        map.levels[area.level].areas.append(
            {area.name, area.capacity, geometry.categories().at(area.category).id, area.outline});
    return map;
}

} // namespace foyer
