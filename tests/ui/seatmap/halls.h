#pragma once

#include "models/seatmap/generators.h"
#include "models/seatmap/seatgeometry.h"

#include <QUuid>

#include <memory>

namespace foyer::test {

inline QUuid idSpace()
{
    return QUuid(0x5ea70000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
}

/// Two blocks of straight rows left and right of an aisle, a round table, a standing area and a
/// stage; every kind of thing a renderer meets. 2 x rows x seats seats, then 4 at the table, then
/// 40 standing places.
inline SeatMap smallHall(qint32 rows = 8, qint32 seats = 10)
{
    using namespace Qt::StringLiterals;
    SeatMap map;
    map.name = u"Small hall"_s;
    map.focalPoint = {0, -4000};
    const auto id = [](quint16 n) { return QUuid(0xca7e0000, n, 0, 0, 0, 0, 0, 0, 0, 0, 1); };
    map.categories = {{CategoryId(id(1)), u"A"_s, 0x2F5BEA},
                      {CategoryId(id(2)), u"B"_s, 0xE0A000},
                      {CategoryId(id(3)), u"C"_s, 0x2A9D4A}};
    Level level{u"Stalls"_s, {}, {}, {}};
    for (int block = 0; block < 2; ++block) {
        Section section{block == 0 ? u"Left"_s : u"Right"_s, {}, {}, {}};
        QString label = u"A"_s;
        for (qint32 row = 0; row < rows; ++row) {
            RowStyle style{idSpace(),
                           section.name + u'/',
                           map.categories[row < rows / 2 ? 0 : 1].id,
                           550,
                           {1, 1}};
            const qint32 x = block == 0 ? -1500 - (seats - 1) * 550 : 1500;
            // A slight slope puts the seats between pixels in both directions.
            section.rows.append(straightRow(style, label, {x, row * 903}, 0.7, seats));
            label = nextRowLabel(label);
        }
        section.rows[0].seats[0].kind = SeatKind::Wheelchair;
        section.rows[0].seats[1].kind = SeatKind::Companion;
        level.sections.append(section);
    }
    Table table{u"T1"_s, {0, rows * 903 + 2500}, true, 1200, 1200, 0, {}};
    for (int i = 0; i < 4; ++i)
        table.seats.append({SeatId(QUuid(0x7ab1e000, quint16(i), 0, 0, 0, 0, 0, 0, 0, 0, 1)),
                            QString::number(i + 1), polarPoint(table.center, 950, i * 90),
                            map.categories[2].id});
    level.sections.append({u"Tables"_s, {}, {}, {table}});
    const qint32 y = rows * 903 + 5000;
    level.areas.append({u"Standing"_s,
                        40,
                        map.categories[2].id,
                        {{-4000, y}, {4000, y}, {4000, y + 4000}, {-4000, y + 4000}}});
    level.shapes.append({ShapeKind::Stage,
                         {{-5000, -4500}, {5000, -4500}, {5000, -1800}, {-5000, -1800}},
                         u"Stage"_s});
    map.levels.append(level);
    return map;
}

inline std::shared_ptr<const SeatGeometry> geometryOf(const SeatMap &map)
{
    return SeatGeometry::compile(map);
}

} // namespace foyer::test
