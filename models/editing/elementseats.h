#pragma once

#include "models/editing/elements.h"

namespace foyer {

/// A seat as it stands, made from its element's parameters.
struct PlacedSeat
{
    SeatSerial serial;
    PointMm position;
    CategoryId category;
    SeatKind kind = SeatKind::Seat;
    SeatAttributes attributes;
    QString number;
    bool operator==(const PlacedSeat &) const = default;
};

/// The seats of one row or table, from one end to the other, removed ones left out.
struct PlacedLine
{
    QString label;
    QList<PlacedSeat> seats;
    bool operator==(const PlacedLine &) const = default;
};

struct ElementSeats
{
    QList<PlacedLine> lines;
    qint32 count = 0;
    RectMm box; ///< of the seats' centres; empty without seats
    bool operator==(const ElementSeats &) const = default;
};

/// Makes the seats of \a element. Pure; about 100 ns a seat. Areas, sections and shapes have
/// none.
[[nodiscard]] ElementSeats seatsOf(const Element &element);
/// The same, moved by \a distance; for an element of which only the origin changed.
void shift(ElementSeats &seats, PointMm distance);

/// Places of all seats of a row or block line in the element's own directions, removed ones and
/// displacements disregarded.
[[nodiscard]] QList<QPointF> rowPoints(const RowElement &row);
[[nodiscard]] QList<QPointF> blockPoints(const BlockElement &block, qsizetype line);
[[nodiscard]] QList<QPointF> tablePoints(const TableElement &table);
/// The labels of a block's rows in order.
[[nodiscard]] QStringList blockLabels(const BlockElement &block);

/// The outline on the floor of an area, section, shape or table top; empty for rows and blocks
/// and for a section without one.
[[nodiscard]] QList<PointMm> outlineOf(const Element &element);

} // namespace foyer
